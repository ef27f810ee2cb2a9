// Thirty minutes of the exchange's time, in two runs: three strategies on paper, one of which
// learns a model and one its weights. Over real sockets, on a clock that both share and that
// runs fast.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { JournalEntry } from '../../src/domain/journal-entry.ts';
import { MICROS_PER_SECOND, type Timestamp } from '../../src/domain/units.ts';
import { FastClock } from '../../src/net/fast-clock.ts';
import { SystemClock } from '../../src/net/system-clock.ts';
import { LearnedKeeper } from '../../src/runtime/learned/learned-keeper.ts';
import { newAccount, type PaperAccount } from '../../src/runtime/live/paper-account.ts';
import { PaperRun } from '../../src/runtime/live/paper-run.ts';
import { readRun } from '../../src/runtime/replay/read-run.ts';
import { openVenue } from '../../src/runtime/venue.ts';
import { LearnedFolder } from '../../src/store/learned/learned-folder.ts';
import { STRATEGIES } from '../../src/strategies/registry.ts';
import { strategyRun } from '../support/backtest-options.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/imported.ts';
import { serveExchange } from '../support/local-exchange.ts';
import { loopbackRecording } from '../support/loopback-recording.ts';

const SPEED = 20;
const MINUTE = 60 * MICROS_PER_SECOND;
const ASSETS = ['btc', 'eth'];
const FRAMES = ['5m', '15m'] as const;

/** Parameters by which an exchange of inhabitants without an idea gives each something to do. */
const CAST = [
  ['fusion', { minSignals: '1', minScore: '0', side: 'vote', size: '6' }],
  ['ml', { scope: 'pooled', minLiquidity: '0' }],
  ['late-favourite', { threshold: '0.5', size: '6' }],
] as const;
const NAMES = CAST.map(([name]) => name);

function stage() {
  const root = temporaryFolder();
  const clock = new FastClock(new SystemClock(), SPEED);
  const choices = CAST.map(([name, texts]) => strategyRun(root, name, texts).strategies[0]!);
  const options = { ...strategyRun(root, 'do-nothing'), takerDelayMs: undefined };
  const learned = join(root, 'learned');
  return { root, clock, choices, options, learned };
}

test('half an hour: no window missed, all settled, learned, gone on with, explained', async () => {
  const { root, clock, choices, options, learned } = stage();
  const served = await serveExchange({
    clock,
    assets: ASSETS,
    frames: [...FRAMES],
    tradesPerMinute: 20,
    ahead: 2,
  });
  const { exchange, services, faults } = served;
  const venue = openVenue(services, clock);
  const waitUntil = (at: number) => eventually(() => clock.now() >= at);

  /** A run of its own dataset that goes on from an account and from what was learned. */
  async function begin(dataset: string, account: PaperAccount): Promise<PaperRun> {
    const place = {
      folder: learned,
      provenance: venue.provenance,
      run: dataset,
      now: () => clock.now(),
    };
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
  await waitUntil(began + 16 * MINUTE);
  const firstEnd = await first.stop();
  const left = first.account;
  const second = await begin('two', left);
  await waitUntil(began + 32 * MINUTE);
  const ended = clock.now();
  const secondEnd = await second.stop();
  venue.close();
  await exchange.stop();

  expect(faults).toEqual([]);
  // A backtest of each recording decides as the run did, also the one that began with a memory.
  expect(firstEnd).toMatchObject({ isRepeated: true });
  expect(secondEnd).toMatchObject({ isRepeated: true });
  const windows = exchange.venue.markets.all.map(({ listing }) => listing.market);
  expectNoneMissed(windows, [first, second], { began, ended });
  for (const run of [first, second]) {
    expectExplained(run);
    expectSettled(run);
  }
  expectPaid(second.account, windows, ended);
  await expectLearned(learned, second.journalPath);
}, 300_000);

type Window = { readonly slug: string; readonly closesAt?: Timestamp | undefined };

/** Every window of the exchange that ended meanwhile was heard of. */
function expectNoneMissed(
  windows: readonly Window[],
  runs: readonly PaperRun[],
  { began, ended }: { readonly began: Timestamp; readonly ended: Timestamp },
): void {
  const heard = runs.flatMap(({ session }) => session.universe.markets.map(({ slug }) => slug));
  const over = windows.filter(({ closesAt = began }) => closesAt > began && closesAt < ended);
  // Six of five minutes and two of fifteen at least, of each asset.
  expect(over.length).toBeGreaterThanOrEqual(2 * (6 + 2));
  for (const { slug } of over) expect(heard).toContain(slug);
}

/** What is held at the end is of windows that nobody has decided yet. */
function expectPaid(
  { positions }: PaperAccount,
  windows: readonly Window[],
  ended: Timestamp,
): void {
  for (const { market } of positions) {
    const window = windows.find(({ slug }) => slug === market);
    expect(window?.closesAt).toBeGreaterThan(ended - 2 * MINUTE);
  }
}

const strategyOf = (entry: JournalEntry) =>
  entry.kind === 'Skipped'
    ? entry.strategy
    : entry.kind === 'Submitted' || entry.kind === 'Denied'
      ? entry.command.strategy
      : undefined;
const marketOfEntry = (entry: JournalEntry) =>
  entry.kind === 'Skipped'
    ? entry.market
    : entry.kind === 'Submitted' || entry.kind === 'Denied'
      ? entry.command.terms.token >> 1
      : undefined;

/** Each strategy has traded in each window that closed, or has said why not. */
function expectExplained({ journal: { entries } }: PaperRun): void {
  const decided = new Set(
    entries.flatMap((entry) => {
      const strategy = strategyOf(entry);
      return strategy === undefined ? [] : [`${strategy} ${marketOfEntry(entry)}`];
    }),
  );
  const closed = entries.flatMap((entry) => (entry.kind === 'MarketClosed' ? [entry.market] : []));
  expect(closed.length).toBeGreaterThan(0);
  for (const market of closed) {
    const silent = [...NAMES.keys()].filter((one) => !decided.has(`${one} ${market}`));
    expect([market, silent.map((one) => NAMES[one])]).toEqual([market, []]);
  }
}

/** What is still held is of windows that have not been decided; of others everything was paid. */
function expectSettled(run: PaperRun): void {
  const { state } = run.session.session.engine;
  const filled = run.journal.entries.filter(
    (entry) => entry.kind === 'Answered' && entry.event.kind === 'OrderFilled',
  );
  expect(filled.length).toBeGreaterThan(0);
  const resolved = run.journal.entries.filter(({ kind }) => kind === 'MarketResolved');
  expect(resolved.length).toBeGreaterThan(0);
  for (const sleeve of state.sleeves) {
    for (const [token, { traded }] of sleeve.positions()) {
      const isPaid = !Number.isNaN(state.payouts[token >> 1]);
      if (isPaid) expect(traded).toBe(0);
    }
  }
}

/** The second run began with what the first had learned, and learned more. */
async function expectLearned(path: string, journal: string): Promise<void> {
  const folder = new LearnedFolder(path);
  const run = await readRun(journal);
  if (!run.ok) throw new Error(run.message);
  for (const name of ['fusion', 'ml']) {
    const [one, two] = await Promise.all([folder.read(name, 1), folder.read(name, 2)]);
    if (!one.ok || !two.ok) throw new Error(`${name} kept nothing`);
    const begun = run.value.begun.strategies.find((strategy) => strategy.name === name);
    expect(begun?.memory).toBe(one.value.text);
    expect(two.value.provenance).toBe('simulated');
    const markets = [one, two].map(({ value: { text } }) => learnedMarkets(name, text));
    expect(markets[0]).toBeGreaterThan(0);
    expect(markets[1]).toBeGreaterThan(markets[0] as number);
  }
}

function learnedMarkets(name: string, text: string): number {
  const facts = STRATEGIES.find((strategy) => strategy.name === name)?.readMemory?.(text);
  if (facts?.ok !== true) throw new Error(`${name} cannot read what it has learned`);
  return facts.value.markets;
}
