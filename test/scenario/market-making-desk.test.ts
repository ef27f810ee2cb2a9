// Two hours of the exchange's time: a maker quotes a dozen markets with real orders over real
// sockets, is restarted in the middle, loses too much, is killed, cools down while a second desk
// dies, and goes on. At the end nothing is open.
import { expect, test } from 'vitest';
import { complementOf, marketOf, type TokenIndex, tokenIndex } from '../../src/domain/ids.ts';
import type { JournalEntry } from '../../src/domain/journal-entry.ts';
import { isStopped } from '../../src/domain/risk-standing.ts';
import {
  MICROS_PER_SECOND,
  type Price,
  SCALE,
  type Shares,
  type Usd,
} from '../../src/domain/units.ts';
import { FastClock } from '../../src/net/fast-clock.ts';
import { SystemClock } from '../../src/net/system-clock.ts';
import type { Strategy } from '../../src/ports/strategy.ts';
import { DEFAULT_RISK_LIMITS } from '../../src/risk/risk-limits.ts';
import type { BacktestOptions } from '../../src/runtime/backtest-options.ts';
import type { LiveRun } from '../../src/runtime/live/live-run.ts';
import { takerOrder } from '../../src/strategies/taker-order.ts';
import { strategyRun } from '../support/backtest-options.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/imported.ts';
import { beginLiveDesk, bookedBy, walletAt, walletThen } from '../support/live-desk.ts';
import { type ServedExchange, serveExchange } from '../support/local-exchange.ts';
import { replayOf } from '../support/replayed.ts';

const SPEED = 48;
const MINUTE = 60 * MICROS_PER_SECOND;
const ASSETS = ['btc', 'eth', 'sol', 'xrp'];
const FRAMES = ['5m', '15m', '4h'] as const;
const COOL_DOWN = 10 * MINUTE;
/** What is held of the one market whose price falls: a fifth of the cash. */
const HELD = (4_000 * SCALE) as Shares;
const MOST = 530_000 as Price;

const LIMITS = {
  ...DEFAULT_RISK_LIMITS,
  maxOrderSize: HELD,
  maxPosition: (2 * HELD) as Shares,
  maxMarketExposure: 'unlimited',
  maxExposure: 'unlimited',
  maxAssetExposure: 'unlimited',
  maxStrategyExposure: 'unlimited',
  // The drawdown alone is to kill.
  maxDayLoss: 'unlimited',
  drawdown: {
    reduce: 80_000,
    reduceEnd: 60_000,
    kill: 120_000,
    resume: 100_000,
    coolDown: COOL_DOWN,
    maxRecoveries: 3,
  },
} as const;

/** Buys of one market what somebody offers, until it has enough, and holds that. */
function holder(slug: string): Strategy {
  return {
    onBook: (market, view, desk) => {
      if (view.markets[market]?.slug !== slug || !view.isTrusted(market)) return;
      const token = tokenIndex(market, 0);
      const isDone = view.position(token) >= HELD || view.openOrders(market).length > 0;
      if (isDone || (view.bestAsk(token) ?? SCALE) > MOST) return;
      const lacks = (HELD - view.position(token)) as Shares;
      desk.submit(takerOrder(token, 'buy', MOST, lacks), { code: 'test', numbers: {} });
    },
  };
}

/** Somebody with so much money that a price is what they say. */
function giantIn({ exchange, market }: ServedExchange) {
  const trader = exchange.inside.trader('giant', (1_000_000 * SCALE) as Usd);
  const first = tokenIndex(market.index, 0);
  const bid = (token: TokenIndex, cents: number) =>
    trader.submit(token, {
      side: 'buy',
      price: (cents * 10_000) as Price,
      size: (50_000 * SCALE) as Shares,
      timeInForce: 'GTC',
      postOnly: false,
      expiresAt: undefined,
    });
  return {
    /** The first outcome is worth so many cents from now on, a cent less or more to trade. */
    says(cents: number): void {
      for (const { id } of trader.resting(market.index)) trader.cancel(id);
      bid(first, cents - 1);
      bid(complementOf(first), 100 - cents - 1);
    },
  };
}

const standingOf = ({ session }: LiveRun) => session.session.engine.state.risk.standing;

/** Markets in which a strategy has sent an order. */
function quotedIn(entries: readonly JournalEntry[]): Set<number> {
  const sent = entries.flatMap((entry) => (entry.kind === 'Submitted' ? [entry.command] : []));
  return new Set(
    sent.filter(({ strategy }) => strategy === 0).map(({ terms }) => marketOf(terms.token)),
  );
}

const modesOf = (entries: readonly JournalEntry[]) =>
  entries.flatMap((entry) => (entry.kind === 'RiskModeChanged' ? [entry.mode] : []));

/** Orders to buy that were sent while nothing was to be opened. */
function boughtWhileStopped(entries: readonly JournalEntry[], isStoppedAtStart: boolean): number {
  let stopped = isStoppedAtStart;
  let bought = 0;
  for (const entry of entries) {
    if (entry.kind === 'RiskModeChanged') stopped = isStopped(entry);
    if (entry.kind === 'Submitted' && stopped && entry.command.terms.side === 'buy') bought++;
  }
  return bought;
}

test('two hours: quotes, a restart, a kill by what was lost, a death, and on it goes', async () => {
  const clock = new FastClock(new SystemClock(), SPEED);
  const served = await serveExchange({
    clock,
    assets: ASSETS,
    frames: [...FRAMES],
    ahead: 1,
    tradesPerMinute: 4,
  });
  const folder = temporaryFolder();
  const { slug } = served.market;
  const giant = giantIn(served);
  const maker = strategyRun(folder, 'market-maker', { size: '5', maxInventory: '20' });
  const held = { name: 'holder', summary: '', parameters: {}, create: () => holder(slug) };
  const run: BacktestOptions = {
    ...maker,
    takerDelayMs: undefined,
    limits: LIMITS,
    strategies: [...maker.strategies, { name: 'holder', definition: held, parameters: {} }],
  };
  const recording = { assets: ASSETS, frames: [...FRAMES] };
  const begin = (dataset: string) =>
    beginLiveDesk({ served, folder, dataset, run, clock, recording });
  const began = clock.now();
  const passed = (minutes: number) => eventually(() => clock.now() >= began + minutes * MINUTE);

  giant.says(50);
  const first = await begin('one');
  await passed(30);
  const firstEnd = await first.end();
  expect(firstEnd.proof).toMatchObject({ isProven: true, open: [] });

  const second = await begin('two');
  await passed(40);
  const { state } = second.run.session.session.engine;
  await eventually(() => (state.account.exposure as number) > 1_900 * SCALE);
  expect(standingOf(second.run).mode).toBe('normal');
  giant.says(12);
  await eventually(() => standingOf(second.run).mode === 'cooling');
  const killed = standingOf(second.run);
  expect(killed).toMatchObject({ cause: 'drawdown', recoveries: 0 });
  expect(walletAt(served).open).toBe(0);
  await second.die();

  const third = await begin('three');
  expect(standingOf(third.run)).toMatchObject({ mode: 'cooling', until: killed.until });
  giant.says(50);
  await eventually(() => !isStopped(standingOf(third.run)));
  expect(clock.now()).toBeGreaterThanOrEqual(killed.until ?? Number.POSITIVE_INFINITY);
  expect(standingOf(third.run)).toMatchObject({ cause: undefined, recoveries: 1 });
  await passed(120);
  await eventually(() => (walletAt(served).open ?? 0) > 0);
  const thirdEnd = await third.end();
  const booked = bookedBy(third.run);
  expect(walletThen(served, booked.shares)).toEqual(booked);
  await served.exchange.stop();

  expect(thirdEnd.proof).toMatchObject({ isProven: true, open: [], unresolved: [] });
  expect(walletAt(served).open).toBe(0);
  for (const { faults } of [first, second, third]) expect(faults).toEqual([]);
  expect(served.faults).toEqual([]);
  const journals = [first, second, third].map(({ run: { journal } }) => journal.entries);
  const [one = [], two = [], three = []] = journals;
  // A dozen stand open at any time.
  expect(quotedIn(one).size).toBeGreaterThanOrEqual(10);
  expect(quotedIn(three).size).toBeGreaterThanOrEqual(10);
  expect(modesOf(two)).toEqual(expect.arrayContaining(['killed', 'cooling']));
  expect(boughtWhileStopped(two, false) + boughtWhileStopped(three, true)).toBe(0);
  for (const { run: ran } of [first, second, third]) {
    const { replayed } = await replayOf(ran.journalPath, [held]);
    expect(replayed).toMatchObject({ isSame: true, difference: undefined, fault: undefined });
  }
}, 900_000);
