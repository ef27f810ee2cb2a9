// Whoever asks what the maker thinks changes nothing of what it learns and does.
import { expect, test } from 'vitest';
import { quoting } from '../../../test/support/quoting-maker.ts';
import type { StrategyBench } from '../../../test/support/strategy-bench.ts';
import type { MarketIndex } from '../../domain/ids.ts';
import { firstPriceOf } from './own-orders.ts';

/** A hundred rounds in which what is near the midpoint is filled more often. */
function filled(ask: (bench: StrategyBench) => void): StrategyBench {
  const most = { maxInventory: '100000', maxCost: '100000' };
  const bench = quoting({ ...most, arrivalEvents: '2', minLifetime: '0', feedback: 'off' });
  const orders = () => [...bench.view.openOrders(0 as MarketIndex)];
  for (let round = 1; round <= 100; round++) {
    const isFar = round % 2 === 0;
    bench.quote(30 + 10 * round, '0.50', isFar ? '0.52' : '0.51');
    for (const { id, status } of orders()) {
      if (status === 'pendingCancel') bench.cancel(id, 'requested');
    }
    bench.pass(35 + 10 * round);
    for (const order of orders()) {
      const depth = Math.abs(firstPriceOf(order) - (isFar ? 510_000 : 505_000));
      if (depth <= 15_000 || round % 8 === 0) bench.fill(order.id);
    }
    bench.pass(37 + 10 * round);
    ask(bench);
  }
  return bench;
}

test('a maker that is asked learns and decides as one that is not', () => {
  const quiet = filled(() => {});
  const asked = filled((bench) => expect(bench.opinion()).toBeDefined());
  expect(asked.wishes).toEqual(quiet.wishes);
  expect(asked.memory).toBe(quiet.memory);
});
