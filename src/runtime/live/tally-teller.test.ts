import { expect, test } from 'vitest';
import {
  BECAUSE,
  fillEverything,
  openMarket,
  stage,
  terms,
} from '../../../test/support/engine-stage.ts';
import { levelAt, resolveAt } from '../../../test/support/tape-builder.ts';
import type { TokenId } from '../../domain/ids.ts';
import { BID } from '../../domain/side.ts';
import type { Strategy } from '../../ports/strategy.ts';
import { tallyTeller } from './tally-teller.ts';

const tokens: [TokenId, TokenId] = ['up' as TokenId, 'down' as TokenId];
const buyer: Strategy = {
  onBook: (_market, view, desk) => {
    if (view.now === 10) desk.submit(terms('buy', 10, 50), BECAUSE);
  },
};

/** Who was paid for which token, at each entry that says so; fills are told so late, µs. */
function paidAt(delay: number) {
  const run = stage([{}, buyer], { markets: [openMarket({ tokens })] });
  fillEverything(run.exchange, delay);
  const { paidBy } = tallyTeller(() => run.engine.state);
  const told: unknown[] = [];
  const push = run.journal.push.bind(run.journal);
  run.journal.push = (entry) => {
    const paid = paidBy(entry);
    if (paid.length > 0) told.push({ kind: entry.kind, paid });
    return push(entry);
  };
  run.play(levelAt(10, BID, [40, 5]), levelAt(11, BID, [40, 5]), resolveAt(13, 0));
  run.until(30);
  return told;
}

test('shares are paid when their market is decided', () => {
  expect(paidAt(1)).toEqual([{ kind: 'MarketResolved', paid: [{ strategy: 1, token: 'up' }] }]);
});

test('shares of a fill that is told after that are paid with it', () => {
  expect(paidAt(5)).toEqual([{ kind: 'Answered', paid: [{ strategy: 1, token: 'up' }] }]);
});
