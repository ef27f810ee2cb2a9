// Engine, gate, simulated exchange and report together: whatever is split, traded and merged, the
// money adds up everywhere.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MarketIndex, TokenIndex } from '../../src/domain/ids.ts';
import type { JournalEntry } from '../../src/domain/journal-entry.ts';
import { Random } from '../../src/domain/random.ts';
import type { Shares, Timestamp, Usd } from '../../src/domain/units.ts';
import { Engine } from '../../src/engine/engine.ts';
import { Loop } from '../../src/engine/loop.ts';
import { stateHash } from '../../src/engine/state-hash.ts';
import type { Desk } from '../../src/ports/desk.ts';
import type { Strategy } from '../../src/ports/strategy.ts';
import type { View } from '../../src/ports/view.ts';
import { foldSets } from '../../src/report/folds/sets.ts';
import { foldTrades } from '../../src/report/folds/trades.ts';
import { createRiskGate } from '../../src/risk/gate.ts';
import { DEFAULT_RISK_LIMITS } from '../../src/risk/risk-limits.ts';
import { SimulatedExchange } from '../../src/sim/simulated-exchange.ts';
import { BECAUSE, openMarket, terms } from '../support/engine-stage.ts';
import {
  bookAt,
  closeAt,
  type Message,
  messagesToTape,
  resolveAt,
} from '../support/tape-builder.ts';
import { universeOf } from '../support/universe-of.ts';

const CAPITAL = 200_000_000;
const MARKETS = 2;
const STEP = 400_000;

function randomStrategy(random: Random): Strategy {
  const act = (view: View, desk: Desk) => {
    const market = random.integer(MARKETS) as MarketIndex;
    const token = (2 * market + random.integer(2)) as TokenIndex;
    const size = ((1 + random.integer(1_500)) * 10_000) as Shares;
    const dice = random.integer(6);
    if (dice < 2) desk.split(market, (size + random.integer(10_000)) as Shares, BECAUSE);
    else if (dice < 4) desk.merge(market, (size + random.integer(10_000)) as Shares, BECAUSE);
    else {
      const side = dice === 4 ? 'sell' : 'buy';
      const price = side === 'sell' ? view.bestBid(token) : view.bestAsk(token);
      if (price === undefined) return;
      desk.submit(terms(side, 1, price / 10_000, token, { size, timeInForce: 'GTC' }), BECAUSE);
    }
  };
  return {
    onBook: (_market, view, desk) => act(view, desk),
    onSets: (_change, _event, view, desk) => act(view, desk),
  };
}

function randomTape(random: Random): Message[] {
  const messages = Array.from({ length: 60 }, (_, i) => {
    const bid = 5 + random.integer(88);
    return bookAt(1_000 + i * STEP, [[bid, 30]], [[bid + 2, 30]], { market: i % MARKETS });
  });
  const end = 1_000 + 61 * STEP;
  // The other market is open to the end.
  return [...messages, closeAt(end, 0), resolveAt(end + 2_000_000, 1_000_000 * random.integer(2))];
}

/** What is free is never below nothing: of dollars, and of each token, in all and of each one. */
function expectNothingPromisedTwice({ state }: Engine): void {
  const { account, sleeves } = state;
  if (account.available < 0) expect.fail(`${account.available} dollars are free`);
  for (let token = 0 as TokenIndex; token < 2 * MARKETS; token++) {
    for (const [i, holder] of [account, ...sleeves].entries()) {
      // A market that has paid holds nothing any more, whatever was under way.
      if (!Number.isNaN(state.payouts[token >> 1])) continue;
      if (holder.sellable(token) < 0) expect.fail(`holder ${i} has less than none of ${token}`);
    }
  }
}

function run(seed: number) {
  const random = new Random(seed, 'sets');
  const fee = {
    value: { ratePpm: 70_000, exponent: 1, makerRebatePpm: 0 },
    source: 'test',
  } as const;
  const universe = universeOf(
    [0, 1].map((i) => openMarket({ slug: `m${i}`, fee, takerDelayMs: 0 })),
  );
  const micros = [500_000, 3_000_000, 9_000_000];
  const exchange = new SimulatedExchange(universe, {
    cash: CAPITAL as Usd,
    orderEntry: { kind: 'constant', micros: random.integer(300_000) },
    response: { kind: 'constant', micros: random.integer(300_000) },
    chain: { delay: { kind: 'recorded', micros }, gas: 5_001 as Usd },
    seed,
  });
  const journal: JournalEntry[] = [];
  const engine = new Engine({
    universe,
    feeds: [],
    strategies: [0, 1].map((i) => () => randomStrategy(new Random(seed, `strategy ${i}`))),
    capital: CAPITAL as Usd,
    gate: createRiskGate(DEFAULT_RISK_LIMITS),
    closeLead: 0,
    execution: exchange,
    journal: {
      append(entry) {
        journal.push(entry);
        expectNothingPromisedTwice(engine);
        if (entry.kind === 'StrategyHalted') throw new Error(entry.message);
      },
    },
  });
  const loop = new Loop(engine, exchange);
  const tape = messagesToTape(...randomTape(random));
  loop.play(tape);
  loop.finish(((tape.tsInit.at(-1) ?? 0) + 60_000_000) as Timestamp);
  return { engine, exchange, journal };
}

function tradesOf(journal: readonly JournalEntry[]) {
  const resolved = journal.find((entry) => entry.kind === 'MarketResolved');
  if (resolved?.kind !== 'MarketResolved') throw new Error('the first market was not resolved');
  const { payout, at } = resolved;
  const resolutions = [{ payout, at, source: 'venue' as const }, undefined];
  return foldTrades({ journal, strategies: ['a', 'b'], resolutions });
}

test('engine, exchange and report say the same of every dollar and share', () => {
  const seen = { splits: 0, merges: 0, both: 0 };
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const { engine, exchange, journal } = run(seed);
      const { account, sets } = engine.state;
      expect(exchange.totalCash()).toBe(CAPITAL);
      expect(account.cash).toBe(exchange.account.cash);
      expect([...sets.open]).toEqual([]);
      for (let token = 0 as TokenIndex; token < 2 * MARKETS; token++) {
        const [ours, theirs] = [account, exchange.account].map((one) => one.position(token));
        const { traded = 0, settled = 0, cost = 0 } = ours ?? {};
        expect([theirs?.traded ?? 0, theirs?.settled ?? 0, theirs?.cost ?? 0]).toEqual([
          traded,
          settled,
          cost,
        ]);
        expect(account.sellable(token)).toBe(exchange.account.sellable(token));
      }
      const trades = tradesOf(journal);
      const net = trades.reduce((sum, trade) => sum + trade.net - trade.heldCost, 0);
      expect(account.cash - CAPITAL).toBe(net);
      const totals = foldSets(journal);
      seen.splits += totals?.split.done ?? 0;
      seen.merges += totals?.merge.done ?? 0;
      seen.both += trades.filter(({ exit }) => exit === 'both').length;
    }),
    { numRuns: 60 },
  );
  expect(seen.splits).toBeGreaterThan(200);
  expect(seen.merges).toBeGreaterThan(100);
  expect(seen.both).toBeGreaterThan(5);
});

test('equal runs are equal, state and decisions', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const [a, b] = [run(seed).engine, run(seed).engine];
      expect([a.log.digest(), stateHash(a.state)]).toEqual([b.log.digest(), stateHash(b.state)]);
    }),
    { numRuns: 10 },
  );
});
