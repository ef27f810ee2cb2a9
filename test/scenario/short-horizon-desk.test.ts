// Thirty minutes of the exchange's time, in two runs: three strategies on paper, one of which
// learns a model and one its weights. Over real sockets, on a clock that both share and that
// runs fast. Hours of an earlier world have taught them before: what trades has learned enough.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { marketOf, outcomeOf, type StrategyIndex } from '../../src/domain/ids.ts';
import type { JournalEntry } from '../../src/domain/journal-entry.ts';
import {
  complement,
  MICROS_PER_SECOND,
  type Price,
  SCALE,
  type Timestamp,
} from '../../src/domain/units.ts';
import { standardParticipants } from '../../src/exchange/participants/standard-participants.ts';
import type { ListedMarket } from '../../src/exchange/venue/listed-market.ts';
import { FastClock } from '../../src/net/fast-clock.ts';
import { SystemClock } from '../../src/net/system-clock.ts';
import { DEFAULT_RISK_LIMITS } from '../../src/risk/risk-limits.ts';
import { DeskActivity } from '../../src/runtime/activity/desk-activity.ts';
import type { ToldActivity } from '../../src/runtime/activity/told-activity.ts';
import { backtest } from '../../src/runtime/backtest.ts';
import type { BacktestOptions } from '../../src/runtime/backtest-options.ts';
import { LearnedKeeper } from '../../src/runtime/learned/learned-keeper.ts';
import { train } from '../../src/runtime/learned/train.ts';
import { newAccount, type PaperAccount } from '../../src/runtime/live/paper-account.ts';
import { PaperRun } from '../../src/runtime/live/paper-run.ts';
import { readRun } from '../../src/runtime/replay/read-run.ts';
import { openVenue } from '../../src/runtime/venue.ts';
import { LearnedFolder } from '../../src/store/learned/learned-folder.ts';
import { STRATEGIES } from '../../src/strategies/registry.ts';
import { strategyRun } from '../support/backtest-options.ts';
import { archiveWorld } from '../support/earlier-world.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/imported.ts';
import { serveExchange } from '../support/local-exchange.ts';
import { loopbackRecording } from '../support/loopback-recording.ts';

const SPEED = 26;
const MINUTE = 60 * MICROS_PER_SECOND;
const ASSETS = ['btc', 'eth'];
const FRAMES = ['5m', '15m'] as const;
const TRADES_PER_MINUTE = 20;
/** Of five-minute windows: more than the fifty that a model must have seen before it buys. */
const EARLIER_MINUTES = 140;

/** Parameters by which an exchange of inhabitants without an idea gives each something to do. */
const CAST = [
  ['fusion', { minSignals: '1', minScore: '0', side: 'vote', size: '6' }],
  // As S0, which asked for no edge: at prices that are right there is none.
  ['ml', { scope: 'pooled', minLiquidity: '0', minEdge: '-1', buysPerHour: '100' }],
  ['late-favourite', { threshold: '0.5', size: '6' }],
] as const;
const NAMES = CAST.map(([name]) => name);
const LEARNERS = ['fusion', 'ml'];

/** Among traders who know more they may lose what would have them stopped. */
const LOSES_AS_IT_LIKES = {
  ...DEFAULT_RISK_LIMITS,
  drawdown: 'unlimited',
  maxDayLoss: 'unlimited',
  adverseFills: 'unlimited',
  failures: 'unlimited',
} as const;

function stage() {
  const root = temporaryFolder();
  const clock = new FastClock(new SystemClock(), SPEED);
  const choices = CAST.map(([name, texts]) => strategyRun(root, name, texts).strategies[0]!);
  const options = { ...strategyRun(root, 'do-nothing'), takerDelayMs: undefined };
  const learned = join(root, 'learned');
  const run = { ...options, strategies: choices, limits: LOSES_AS_IT_LIKES };
  return { root, clock, choices, options: run, learned };
}

/** A run as it was just before it was stopped: what comes after that is of the stop. */
type Watched = {
  readonly run: PaperRun;
  readonly entries: readonly JournalEntry[];
  readonly told: ToldActivity;
};

test('half an hour: none missed, all settled, learned, gone on with, told', async () => {
  const { root, clock, choices, options, learned } = stage();
  await teach(learned, options, clock.now());
  const served = await serveExchange({
    clock,
    assets: ASSETS,
    frames: [...FRAMES],
    tradesPerMinute: TRADES_PER_MINUTE,
    ahead: 2,
  });
  const { exchange, services, faults } = served;
  const venue = openVenue(services, clock);

  /** A run of its own dataset that goes on from an account and from what was learned. */
  async function begin(dataset: string, account: PaperAccount): Promise<PaperRun> {
    const { provenance } = venue;
    const place = { folder: learned, provenance, run: dataset, clock };
    const keeper = await LearnedKeeper.open(place, choices);
    if (!keeper.ok) throw new Error(keeper.message);
    return PaperRun.start({
      mode: 'paper',
      recording: loopbackRecording({ venue, root, dataset, assets: ASSETS, frames: [...FRAMES] }),
      run: { ...options, strategies: keeper.value.strategies },
      account,
      learned: keeper.value,
      charts: 0,
      onAlarm: (alarm) => faults.push(alarm),
      onFault: (error) => faults.push(error),
    });
  }

  const began = clock.now();
  const first = await begin('one', newAccount(options.capital));
  const taught = fusionWeights(first);
  // Something is carried over.
  const isHolding = () => first.account.positions.length > 0;
  await eventually(() => clock.now() >= began + 15 * MINUTE && isHolding());
  const firstWatched = watch(first, clock.now());
  const firstEnd = await first.stop();
  const left = first.account;
  const second = await begin('two', left);
  // The weights of fusion are moved with each tenth of its decisions that has settled.
  const hasMoved = () => fusionWeights(second) !== taught;
  await eventually(() => clock.now() >= began + 31 * MINUTE && hasMoved());
  const ended = clock.now();
  const secondWatched = watch(second, ended);
  const secondEnd = await second.stop();
  venue.close();
  await exchange.stop();

  expect(faults).toEqual([]);
  // A backtest of each recording decides as the run did, also the one that began with a memory.
  expect(firstEnd).toMatchObject({ isRepeated: true });
  expect(secondEnd).toMatchObject({ isRepeated: true });
  const windows = exchange.venue.markets.all;
  expectNoneMissed(windows, [first, second], { began, ended });
  for (const watched of [firstWatched, secondWatched]) {
    expectExplained(watched);
    expectSettled(watched.run);
    expectAccount(watched.run, windows);
  }
  expectBuys([firstWatched, secondWatched]);
  expectCarried(left, second, windows, ended);
  await expectLearned(learned, second.journalPath);
}, 300_000);

/**
 * What an earlier run has left: hours of another simulated world, played in virtual time. What
 * recordings of the real one teach may not be used here, nor what is learned here there.
 */
async function teach(folder: string, options: BacktestOptions, now: Timestamp): Promise<void> {
  const root = temporaryFolder();
  const begins = Math.floor(now / (5 * MINUTE)) * 5 * MINUTE - (EARLIER_MINUTES + 5) * MINUTE;
  const inhabitants = standardParticipants(2, ASSETS, TRADES_PER_MINUTE);
  const world = { seed: 2, assets: ASSETS, frames: ['5m'] as const, inhabitants };
  await archiveWorld(root, { ...world, beganAt: begins as Timestamp }, EARLIER_MINUTES * 60);
  const run = { ...options, data: { ...options.data, root } };
  expect(await train(run)).toMatchObject({ ok: false, code: 'simulated_data' });
  const memories: (string | undefined)[] = [];
  await backtest(run, {
    onEnd: ({ engine }) => {
      for (const index of NAMES.keys()) memories.push(engine.memoryOf(index as StrategyIndex));
    },
  });
  for (const [index, name] of NAMES.entries()) {
    const text = memories[index];
    if (text === undefined) continue;
    const made = { strategy: name, at: now, text };
    await new LearnedFolder(folder).add({ ...made, provenance: 'simulated', from: 'earlier' });
  }
}

/** As fusion would write them down now. */
function fusionWeights({ session }: PaperRun): string {
  const index = NAMES.indexOf('fusion') as StrategyIndex;
  return weightsIn(session.session.engine.memoryOf(index) ?? '{}');
}

function weightsIn(memory: string): string {
  return JSON.stringify(JSON.parse(memory).weights);
}

function watch(run: PaperRun, now: Timestamp): Watched {
  const entries = [...run.journal.entries];
  const activity = new DeskActivity({ take: () => entries }, run.session.session);
  return { run, entries, told: activity.told(now) };
}

/**
 * Every window of the exchange that ended meanwhile was heard of. Those of the first minute may be
 * over before the desk hears: two seconds of the machine's to begin in.
 */
function expectNoneMissed(
  windows: readonly ListedMarket[],
  runs: readonly PaperRun[],
  { began, ended }: { readonly began: Timestamp; readonly ended: Timestamp },
): void {
  const heard = runs.flatMap(({ session }) => session.universe.markets.map(({ slug }) => slug));
  const over = windows.filter(({ listing: { market } }) => {
    const { closesAt = began } = market;
    return closesAt > began + MINUTE && closesAt < ended;
  });
  // Six of five minutes and two of fifteen at least, of each asset.
  expect(over.length).toBeGreaterThanOrEqual(2 * (6 + 2));
  for (const { slug } of over) expect(heard).toContain(slug);
}

/** What nobody need be content with, of a strategy that runs. */
const NO_EXPLANATION = ['nothing_said', 'closed_undecided', 'opinion_failed', 'strategy_halted'];

/** Each strategy has decided in each market or it is told why not; and each decision is counted. */
function expectExplained({ run, entries, told }: Watched): void {
  const { markets } = run.session.universe;
  const slugs = markets.map(({ slug }) => slug);
  for (const [index, { name, reasons, silences }] of told.strategies.entries()) {
    const own = entries.flatMap((entry) => decisionOf(entry, index));
    const decided = new Set(own.map(({ market }) => market));
    const silent = silences.reduce((sum, { markets: count }) => sum + count, 0);
    expect([name, decided.size + silent]).toEqual([name, listedIn(entries)]);
    const unexplained = silences.filter(({ code }) => NO_EXPLANATION.includes(code));
    expect([name, unexplained]).toEqual([name, []]);
    const counts = reasons.flatMap(({ kind, code, count, latest }) => {
      expect(slugs).toContain(latest.market);
      return kind === 'rejected' ? [] : [[`${kind} ${code}`, count] as const];
    });
    const not = own.flatMap(({ why }) => why ?? []);
    expect(new Map(counts)).toEqual(countsOf(not));
  }
}

type Decision = { readonly market: number; readonly why: string | undefined };

/** What that strategy decided, and why it did not trade. */
function decisionOf(entry: JournalEntry, strategy: number): readonly Decision[] {
  if (entry.kind === 'Skipped') {
    const { market, reason } = entry;
    return entry.strategy === strategy ? [{ market, why: `skipped ${reason.code}` }] : [];
  }
  if (entry.kind !== 'Submitted' && entry.kind !== 'Denied') return [];
  const { command } = entry;
  if (command.strategy !== strategy) return [];
  const why = entry.kind === 'Denied' ? `denied ${entry.code}` : undefined;
  return [{ market: marketOf(command.terms.token), why }];
}

function listedIn(entries: readonly JournalEntry[]): number {
  return entries.filter(({ kind }) => kind === 'MarketListed').length;
}

function countsOf(texts: readonly string[]): Map<string, number> {
  const groups = Map.groupBy(texts, (text) => text);
  return new Map([...groups].map(([text, all]) => [text, all.length]));
}

/** What is still held is of windows that have not been decided; of others everything was paid. */
function expectSettled({ journal, session }: PaperRun): void {
  const { state } = session.session.engine;
  expect(journal.entries.filter(({ kind }) => kind === 'MarketResolved')).not.toEqual([]);
  for (const sleeve of state.sleeves) {
    for (const [token, { traded }] of sleeve.positions()) {
      const isPaid = !Number.isNaN(state.payouts[marketOf(token)]);
      if (isPaid) expect(traded).toBe(0);
    }
  }
}

/**
 * Dollars are what it began with, less what it paid, and what the exchange says that it won; shares
 * are what it began with and bought, where nobody has decided yet.
 */
function expectAccount(run: PaperRun, windows: readonly ListedMarket[]): void {
  const { markets } = run.session.universe;
  const held = heldIn(run.beganWith);
  let cash: number = run.beganWith.cash;
  for (const entry of run.journal.entries) {
    if (entry.kind === 'Answered' && entry.event.kind === 'OrderFilled') {
      const { token, side, size, amount, fee } = entry.event.fill;
      // Nobody here sells.
      expect(side).toBe('buy');
      cash -= amount + fee;
      add(held, markets[marketOf(token)]?.tokens[outcomeOf(token)], size);
    } else if (entry.kind === 'MarketResolved') {
      const market = markets[entry.market];
      const payout = windows.find(({ slug }) => slug === market?.slug)?.payout as Price;
      for (const [outcome, token] of (market?.tokens ?? []).entries()) {
        const pays = outcome === 0 ? payout : complement(payout);
        cash += ((held.get(token) ?? 0) * pays) / SCALE;
        held.delete(token);
      }
    }
  }
  expect(run.account.cash).toBe(cash);
  expect(heldIn(run.account)).toEqual(held);
}

/** Shares by token, of all strategies together. */
type Held = Map<string | undefined, number>;

function heldIn({ positions }: PaperAccount): Held {
  const held: Held = new Map();
  for (const { token, shares } of positions) add(held, token, shares);
  return held;
}

function add(held: Held, token: string | undefined, size: number): void {
  held.set(token, (held.get(token) ?? 0) + size);
}

/** Each strategy has bought something. */
function expectBuys(all: readonly Watched[]): void {
  const fills = NAMES.map((name, i) => {
    const own = all.map(({ told }) => told.strategies[i]?.fills ?? 0);
    return [name, own.reduce((sum, count) => sum + count, 0)];
  });
  expect(fills.filter(([, count]) => count === 0)).toEqual([]);
}

/** What was held over the restart came back as it was, and is not held beyond the decision. */
function expectCarried(
  { positions }: PaperAccount,
  second: PaperRun,
  windows: readonly ListedMarket[],
  ended: Timestamp,
): void {
  const closesAt = (market: string) => {
    const window = windows.find(({ slug }) => slug === market);
    return window?.listing.market.closesAt ?? Number.NaN;
  };
  const over = positions.filter(({ market }) => closesAt(market) < ended - 2 * MINUTE);
  expect(over).not.toEqual([]);
  const opened = second.journal.entries.flatMap((entry) =>
    entry.kind === 'PositionOpened' ? [[entry.strategy, entry.shares, entry.cost]] : [],
  );
  const resolved = second.journal.entries.flatMap((entry) =>
    entry.kind === 'MarketResolved' ? [second.session.universe.markets[entry.market]?.slug] : [],
  );
  for (const { strategy, shares, cost, market } of over) {
    expect(opened).toContainEqual([strategy, shares, cost]);
    expect(resolved).toContain(market);
  }
  for (const { market } of second.account.positions) {
    expect(closesAt(market)).toBeGreaterThan(ended - 2 * MINUTE);
  }
}

/** Each run began with what the one before had learned, and learned more. */
async function expectLearned(path: string, journal: string): Promise<void> {
  const folder = new LearnedFolder(path);
  const run = await readRun(journal);
  if (!run.ok) throw new Error(run.message);
  const weights: string[] = [];
  for (const name of LEARNERS) {
    expect(await folder.versions(name)).toEqual([1, 2, 3]);
    const texts: string[] = [];
    for (const version of [1, 2, 3]) {
      const read = await folder.read(name, version);
      if (!read.ok) throw new Error(read.message);
      expect(read.value.provenance).toBe('simulated');
      texts.push(read.value.text);
    }
    const begun = run.value.begun.strategies.find((strategy) => strategy.name === name);
    expect(begun?.memory).toBe(texts[1]);
    const markets = texts.map((text) => learnedMarkets(name, text));
    expect([name, markets]).toEqual([name, [...new Set(markets)].sort((a, b) => a - b)]);
    if (name === 'fusion') weights.push(...texts.map(weightsIn));
  }
  expect(weights[2]).not.toBe(weights[0]);
}

function learnedMarkets(name: string, text: string): number {
  const facts = definitionOf(name)?.readMemory?.(text);
  if (facts?.ok !== true) throw new Error(`${name} cannot read what it has learned`);
  return facts.value.markets;
}

function definitionOf(name: string) {
  return STRATEGIES.find((strategy) => strategy.name === name);
}
