// Liquidity rewards from a market's facts to the report: sampled by a session on the simulated
// exchange, and by no other.
import { expect, test } from 'vitest';
import type { Market } from '../../src/domain/market.ts';
import type { Price, Shares, Usd } from '../../src/domain/units.ts';
import type { Strategy } from '../../src/ports/strategy.ts';
import { RuledUniverse } from '../../src/runtime/ruled-universe.ts';
import {
  createSession,
  KeptJournal,
  sessionOn,
  simulatedExchange,
} from '../../src/runtime/session.ts';
import { aMarket, at } from '../support/a-market.ts';
import { strategyRun } from '../support/backtest-options.ts';
import { BECAUSE, terms } from '../support/engine-stage.ts';
import { bookAt, messagesToTape } from '../support/tape-builder.ts';
import { universeOf } from '../support/universe-of.ts';

const rewards = {
  value: {
    perDay: 144_000_000 as Usd,
    minimumSize: 20_000_000 as Shares,
    mostSpread: 30_000 as Price,
  },
  source: 'test',
};

/** Rests a hundred shares a cent from the midpoint on both sides. */
const definition = {
  name: 'quoter',
  summary: '',
  parameters: {},
  create: (): Strategy => ({
    onBook: (market, view, desk) => {
      if (view.openOrders(market).length > 0) return;
      for (const token of [0, 1]) desk.submit(terms('buy', 100, 49, token), BECAUSE);
    },
  }),
};

const options = {
  ...strategyRun('', 'do-nothing'),
  strategies: [{ name: 'quoter', definition, parameters: {} }],
};

function played(market: Market, isSimulated = true) {
  const journal = new KeptJournal();
  const source = { ...universeOf([market]), feeds: [] };
  const universe = new RuledUniverse(source, options);
  const session = isSimulated
    ? createSession(source, options, journal)
    : sessionOn(simulatedExchange(universe, options), universe, source, options, journal);
  const books = [1, 60, 120, 180, 240].map((second) =>
    bookAt(at(second), [[49, 300]], [[51, 300]]),
  );
  session.loop.play(messagesToTape(...books));
  session.loop.finish(at(290));
  const samples = journal.entries.flatMap((entry) =>
    entry.kind === 'RewardSampled' ? [entry] : [],
  );
  return { samples, hash: session.engine.log.digest() };
}

test('a simulated run accrues what its part of the book earns, the same twice', () => {
  const { samples, hash } = played(aMarket({ rewards }));
  expect(samples.length).toBeGreaterThanOrEqual(3);
  // A hundred beside three hundred at the same prices: a quarter of ten cents a minute.
  for (const { reward } of samples) expect(reward).toBe(25_000);
  expect(played(aMarket({ rewards })).hash).toBe(hash);
});

test('where nobody knows a programme nothing is sampled, and on a real exchange nothing is', () => {
  expect(played(aMarket()).samples).toEqual([]);
  expect(played(aMarket({ rewards }), false).samples).toEqual([]);
});
