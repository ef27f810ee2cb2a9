// A market that becomes known while the venue runs is a market like any other.
import { expect, test } from 'vitest';
import { aMarket, at } from '../../test/support/a-market.ts';
import { termsOf } from '../../test/support/sim-scenario.ts';
import {
  bookAt,
  closeAt,
  listAt,
  type Message,
  messagesToTape,
} from '../../test/support/tape-builder.ts';
import { universeOf } from '../../test/support/universe-of.ts';
import type { Approved, SubmitOrder } from '../domain/command.ts';
import type { Usd } from '../domain/units.ts';
import { MatchingCore } from './matching-core.ts';
import { MATCHING_DEFAULTS } from './options.ts';

const MARKETS = 20;

/** Buys on the last market's book and closes it; what the venue says. */
function run(listed: 'ahead' | 'by rows'): string[] {
  const said: string[] = [];
  const markets = Array.from({ length: MARKETS }, (_, i) => aMarket({ slug: `m${i}` }));
  const universe = universeOf(markets);
  const knownAhead = listed === 'ahead' ? MARKETS : 0;
  const cash = [1e9 as Usd];
  const core = new MatchingCore({ ...universe, knownAhead }, cash, MATCHING_DEFAULTS, (_, answer) =>
    said.push(answer.kind),
  );
  const market = MARKETS - 1;
  const now = at(0);
  const lists = listed === 'ahead' ? [] : Array.from({ length: MARKETS }, (_, i) => listAt(now, i));
  const feed = (...messages: readonly Message[]) => {
    const tape = messagesToTape(...messages);
    for (let row = 0; row < tape.length; row++) core.onRow(tape, row);
  };
  feed(...lists, bookAt(now, [[40, 100]], [[60, 100]], { market }));
  for (const [id, text] of ['buy Up 10 @ 0.60', 'buy Up 5 @ 0.30'].entries()) {
    const command = { id: id + 1, strategy: 0, terms: termsOf(text, market) };
    const order = command as unknown as Approved<SubmitOrder>;
    core.enqueue(now, { kind: 'submit', owner: 0, command: order });
  }
  while (core.nextDue <= at(10)) core.runNext();
  feed(closeAt(at(20), market));
  said.push(`cash ${core.owners[0]?.account.cash}, total ${core.totalCash()}`);
  return said;
}

test('orders in it are matched, rest and are canceled at its close as in one known ahead', () => {
  const said = run('by rows');
  expect(said).toEqual(run('ahead'));
  expect(said.slice(0, 2)).toEqual(['OrderAccepted', 'OrderFilled']);
  expect(said).toContain('OrderCanceled');
});

test('a row that names one out of turn stops the run', () => {
  const universe = { ...universeOf([aMarket(), aMarket()]), knownAhead: 0 };
  const core = new MatchingCore(universe, [1 as Usd], MATCHING_DEFAULTS, () => undefined);
  const tape = messagesToTape(listAt(at(0), 1));
  expect(() => core.onRow(tape, 0)).toThrow('market 1 is listed when 0 are known');
});
