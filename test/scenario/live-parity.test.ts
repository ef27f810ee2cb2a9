// A strategy that trades while a recorder records decides as in a backtest of the recording.
import { expect, test } from 'vitest';
import type { Recording } from '../../src/archive/frame-log/recording.ts';
import type { RecordingListener } from '../../src/archive/frame-log/recording-listener.ts';
import type { LateGap } from '../../src/archive/gaps-as-heard.ts';
import {
  type ClientOrderId,
  type StrategyIndex,
  type TokenId,
  tokenIndex,
} from '../../src/domain/ids.ts';
import { Random } from '../../src/domain/random.ts';
import { ASK, BID } from '../../src/domain/side.ts';
import {
  type Price,
  SCALE,
  type Shares,
  type Timestamp,
  type Usd,
} from '../../src/domain/units.ts';
import type { Opening } from '../../src/engine/opening.ts';
import { StrictClock } from '../../src/net/strict-clock.ts';
import type { StrategyDefinition } from '../../src/ports/strategy.ts';
import { foldReport } from '../../src/report/report.ts';
import { backtest } from '../../src/runtime/backtest.ts';
import type { BacktestOptions } from '../../src/runtime/backtest-options.ts';
import { LiveSession } from '../../src/runtime/live/live-session.ts';
import { lateGapOf } from '../../src/runtime/replay/recorded-run.ts';
import { createSession, KeptJournal } from '../../src/runtime/session.ts';
import { strategyRun } from '../support/backtest-options.ts';
import { temporaryFolder } from '../support/imported.ts';
import { bookAt, CENT, madeUp, startLog, takeLog } from '../support/made-up-log.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const WINDOWS = 4;
const WINDOW_S = 60;

/**
 * Silences that are noticed late; such after which nothing but prints comes; prices that are told
 * later than they were stamped.
 */
type Trouble = 'gaps' | 'ends' | 'delays' | undefined;

/** A run of short windows: each becomes known before it opens, moves, closes and is decided. */
class MadeUpVenue {
  readonly #clock: StrictClock;
  readonly #virtual: VirtualClock;
  readonly #recording: Recording;
  readonly #random = new Random(11, 'venue');
  readonly #start: Timestamp;
  #bid = 50;

  readonly #trouble: Trouble;

  constructor(virtual: VirtualClock, clock: StrictClock, recording: Recording, trouble: Trouble) {
    this.#trouble = trouble;
    this.#virtual = virtual;
    this.#clock = clock;
    this.#recording = recording;
    this.#start = clock.now();
  }

  run(): void {
    const numbers: number[] = [];
    for (let s = 0; s < (WINDOWS + 1) * WINDOW_S; s++) {
      this.#virtual.advance(1_000 * (0.2 + this.#random.float() * 0.8));
      const window = Math.floor(s / WINDOW_S);
      if (s % WINDOW_S === 0 && window < WINDOWS) numbers.push(this.#declare(window));
      const open = numbers[window];
      const silentUntil = this.#trouble === 'ends' ? WINDOW_S : this.#trouble === 'gaps' ? 27 : 0;
      const isSilent = s % WINDOW_S >= 22 && s % WINDOW_S < silentUntil;
      if (open !== undefined && !isSilent) this.#move(open * 2, s % WINDOW_S);
      if (open !== undefined && isSilent && s % WINDOW_S === 26) this.#hearGap(open * 2);
      if (open !== undefined && isSilent && s % WINDOW_S === 30)
        this.#print(open * 2, this.#clock.now());
      if (s % WINDOW_S === 20 && window > 0) this.#resolve(numbers[window - 1] as number);
      const price = {
        kind: 'price',
        feed: 'oracle/btcusd',
        value: 1_000 + s,
        text: `${s}`,
      } as const;
      const now = this.#clock.now();
      // It has come, and something else keeps the program from telling it.
      if (this.#trouble === 'delays') this.#virtual.advance(600);
      this.#recording.event({ ...price, tsEvent: now }, now);
    }
  }

  #declare(window: number): number {
    const opens = (this.#start + (window * WINDOW_S + 5) * SCALE) as Timestamp;
    const closes = (opens + (WINDOW_S - 20) * SCALE) as Timestamp;
    const tokens = tokensOf(window);
    const facts = { ...madeUp(`w${window}`), opensAt: opens, closesAt: closes, tokens };
    return this.#recording.declare(facts, this.#clock.now());
  }

  /** A book that walks, prints on both tokens, and changes that both tokens tell. */
  #move(token: number, second: number): void {
    const now = this.#clock.now();
    if (second === 0) this.#bid = 50;
    if (second % 3 === 0) {
      this.#bid = Math.min(90, Math.max(10, this.#bid + this.#random.integer(9) - 3));
      const book = bookAt(token, 0, this.#bid * CENT, CENT);
      this.#recording.event({ ...book, tsEvent: now }, now);
    } else if (second % 3 === 1) this.#print(token + (second % 2), now);
    else {
      const changes = ([BID, ASK] as const).map((side) => ({
        token,
        side,
        price: ((this.#bid + (side === BID ? 0 : 1)) * CENT) as Price,
        size: ((1 + this.#random.integer(9)) * SCALE) as Shares,
      }));
      const mirrored = changes.map((one) => ({ ...one, token: token + 1 }));
      const levels = { kind: 'levels', changes: [...changes, ...mirrored] } as const;
      this.#recording.event({ ...levels, tsEvent: now }, now);
    }
  }

  #print(token: number, now: Timestamp): void {
    const own = token % 2 === 0 ? this.#bid : 99 - this.#bid;
    const isBuy = this.#random.float() < 0.5;
    const trade = {
      kind: 'trade',
      token,
      side: isBuy ? 'buy' : 'sell',
      price: ((own + (isBuy ? 1 : 0)) * CENT) as Price,
      size: ((1 + this.#random.integer(20)) * SCALE) as Shares,
      isLate: false,
    } as const;
    this.#recording.event({ ...trade, tsEvent: now }, now);
  }

  /** What nobody knew until now: that nothing was heard of a book for a while. */
  #hearGap(token: number): void {
    const now = this.#clock.now();
    const from = (now - 2 * SCALE) as Timestamp;
    this.#recording.event({ kind: 'gap', token, from, reason: 'stale' }, now);
  }

  #resolve(market: number): void {
    const now = this.#clock.now();
    const payout = market % 2 === 0 ? 1_000_000 : 0;
    this.#recording.resolved(market, { payout, at: now, source: 'venue' }, 'made up', now);
  }
}

const tokensOf = (window: number) =>
  [`${window}01`, `${window}02`] as unknown as [TokenId, TokenId];

/** Splits, merges and sells as it comes, by its seed. */
const setChanger: StrategyDefinition = {
  name: 'set-changer',
  summary: 'for this test',
  parameters: {},
  create(_parameters, seed) {
    const random = new Random(seed, 'sets');
    const because = { code: 'test', numbers: {} };
    return {
      onBook(market, view, desk) {
        const shares = ((1 + random.integer(900)) * 10_000) as Shares;
        const dice = random.integer(12);
        if (dice === 0) desk.split(market, shares, because);
        if (dice === 1) desk.merge(market, shares, because);
        const token = tokenIndex(market, 0);
        const price = view.bestBid(token);
        if (dice !== 2 || price === undefined || view.sellable(token) < shares) return;
        const fak = { timeInForce: 'FAK', postOnly: false, expiresAt: undefined } as const;
        desk.submit({ token, side: 'sell', price, size: shares, ...fak }, because);
      },
    };
  },
};

async function liveAndReplayed(
  strategy: string | StrategyDefinition,
  parameters: Record<string, string>,
  latency = 0,
  opening?: Opening,
  trouble: Trouble = undefined,
) {
  const root = temporaryFolder();
  const virtual = new VirtualClock();
  const clock = new StrictClock(virtual);
  const isShipped = typeof strategy === 'string';
  const shipped = strategyRun(root, isShipped ? strategy : 'do-nothing', parameters);
  const own = isShipped ? [] : [{ name: strategy.name, definition: strategy, parameters: {} }];
  const run = { ...shipped, ...(isShipped ? {} : { strategies: own }), opening };
  const options = withLatency(run, latency);
  const journal = new KeptJournal();
  const faults: unknown[] = [];
  const onFault = (error: unknown) => faults.push(error);
  const live = new LiveSession({
    open: (universe) => createSession(universe, options, journal),
    clock,
    onFault,
  });
  const lateGaps: LateGap[] = [];
  const listener: RecordingListener = {
    get actedUntil() {
      return live.actedUntil;
    },
    declared: (...news) => live.declared(...news),
    resolved: (...news) => live.resolved(...news),
    event: (event, at) => {
      const late = lateGapOf(event, at);
      if (late !== undefined) lateGaps.push(late);
      live.event(event, at);
    },
    forgotten: (market) => live.forgotten(market),
    stopped: (at) => live.stopped(at),
  };
  const recording = await startLog(root, { listener }, clock.now());
  new MadeUpVenue(virtual, clock, recording, trouble).run();
  await recording.stop(clock.now());
  expect(faults).toEqual([]);
  expect(virtual.waiting).toBe(0);
  await takeLog(root);
  const data = { ...options.data, completeOnly: false };
  const replayed = await backtest({ ...options, data }, { lateGaps: lateGaps });
  const trades = (entries: KeptJournal['entries']) =>
    entries.filter((entry) => entry.kind === 'Answered' && entry.event.kind === 'OrderFilled');
  return {
    lateGaps,
    journal: journal.entries,
    replayed: replayed.journal,
    hashes: [live.session.engine.log.digest(), replayed.hash],
    fills: trades(journal.entries).length,
    ledger: foldReport(replayed).ledger,
    cash: live.session.engine.state.account.cash,
  };
}

function withLatency(options: BacktestOptions, ms: number): BacktestOptions {
  const micros = ms * 1_000;
  return { ...options, latency: { feed: micros, entry: micros, response: micros } };
}

test.each([
  ['join-best', { size: '30', maxPosition: '900', stopBefore: '5' }, 0],
  ['join-best', { size: '30', maxPosition: '900', stopBefore: '5' }, 120],
  ['random', { size: '6', intervalMs: '700' }, 35],
  ['late-favourite', { size: '5', windowStart: '100', windowEnd: '880', threshold: '0.52' }, 50],
])('%s %o with %d ms each way decides alike, live and replayed', async (name, parameters, ms) => {
  const { journal, replayed, hashes, fills } = await liveAndReplayed(name, parameters, ms);
  expect(journal).toEqual(replayed);
  expect(hashes[0]).toBe(hashes[1]);
  expect(fills).toBeGreaterThan(1);
});

test('splits and merges are decided and done alike, live and replayed', async () => {
  const ran = await liveAndReplayed(setChanger, {}, 60);
  const done = ran.journal.filter((entry) => entry.kind === 'SetsAnswered');
  expect(done.length).toBeGreaterThan(5);
  expect(ran.journal).toEqual(ran.replayed);
  expect(ran.hashes[0]).toBe(ran.hashes[1]);
  expect(ran.ledger).toMatchObject({ unexplained: 0, finalCash: ran.cash });
});

/** Says each half second what is known, whatever is heard. */
const watcher: StrategyDefinition = {
  name: 'watcher',
  summary: 'for this test',
  parameters: {},
  create: () => ({
    onMarketOpened: (market, view, desk) => desk.wakeAt(view.now, market),
    onBook: (market, _view, desk) => desk.skip(market, { code: 'book', numbers: {} }),
    onTimer: (market, view, desk) => {
      if (!view.isOpen(market)) return;
      const numbers = {
        isTrusted: Number(view.isTrusted(market)),
        price: view.reference('oracle/btcusd') ?? 0,
      };
      desk.skip(market, { code: 'seen', numbers });
      desk.wakeAt((view.now + SCALE / 2) as Timestamp, market);
    },
  }),
};

test('a book is trusted until it is heard that it should not be, live and replayed', async () => {
  const ran = await liveAndReplayed(watcher, {}, 0, undefined, 'gaps');
  expect(ran.lateGaps).toHaveLength(WINDOWS);
  const [gap] = ran.lateGaps;
  const seen = ran.journal.filter(
    ({ kind, at }) => kind === 'Skipped' && at > (gap?.from ?? 0) && at < (gap?.at ?? 0),
  );
  expect(seen.length).toBeGreaterThan(1);
  expect(ran.journal).toEqual(ran.replayed);
  expect(ran.hashes[0]).toBe(ran.hashes[1]);
});

test('a book that ends unknown ends once, live and replayed', async () => {
  const ran = await liveAndReplayed(watcher, {}, 0, undefined, 'ends');
  expect(ran.lateGaps).toHaveLength(WINDOWS);
  expect(ran.journal).toEqual(ran.replayed);
});

test('what is told late is of when it is told, live and replayed', async () => {
  const ran = await liveAndReplayed(watcher, {}, 0, undefined, 'delays');
  expect(ran.journal.filter(({ kind }) => kind === 'Skipped').length).toBeGreaterThan(100);
  expect(ran.journal).toEqual(ran.replayed);
});

test('a run that goes on from an earlier one holds what that left, live and replayed', async () => {
  const held = (window: number, shares: number) => ({
    token: tokensOf(window)[0],
    strategy: 0 as StrategyIndex,
    shares: (shares * SCALE) as Shares,
    cost: (shares * 40 * CENT) as Usd,
  });
  const opening = { positions: [held(0, 12), held(1, 7)], firstOrder: 501 as ClientOrderId };
  const parameters = { size: '6', intervalMs: '700' };
  const ran = await liveAndReplayed('random', parameters, 35, opening);
  expect(ran.journal).toEqual(ran.replayed);
  const opened = ran.journal.filter(({ kind }) => kind === 'PositionOpened');
  expect(opened).toMatchObject([
    { token: 0, shares: 12_000_000, cost: 4_800_000 },
    { token: 2, shares: 7_000_000, cost: 2_800_000 },
  ]);
  const first = ran.journal.find((entry) => entry.kind === 'Submitted');
  expect(first).toMatchObject({ command: { id: 501 } });
  expect(ran.ledger).toMatchObject({ openedCost: 7_600_000, unexplained: 0, finalCash: ran.cash });
});
