// A strategy on paper over real sockets on loopback, and the backtest of what was recorded.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { strategyRun } from '../../../test/support/backtest-options.ts';
import { storedRows } from '../../../test/support/desk-store-rows.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { loopbackRecording } from '../../../test/support/loopback-recording.ts';
import { loopbackVenue } from '../../../test/support/loopback-venue.ts';
import { bookFrame } from '../../../test/support/market-frames.ts';
import { replayOf } from '../../../test/support/replayed.ts';
import { datasetFolder } from '../../archive/layout.ts';
import { readManifest } from '../../archive/manifest-file.ts';
import {
  type ClientOrderId,
  type StrategyIndex,
  type TokenId,
  tokenIndex,
} from '../../domain/ids.ts';
import { ok } from '../../domain/result.ts';
import { type Price, SCALE, type Shares, type Usd } from '../../domain/units.ts';
import type { StrategyDefinition } from '../../ports/strategy.ts';
import { foldReport } from '../../report/report.ts';
import type { RunRecord } from '../../report/run-record.ts';
import { LearnedFolder } from '../../store/learned/learned-folder.ts';
import { DailyLog } from '../../store/log/daily-log.ts';
import { lastRun } from '../activity/last-run.ts';
import { LearnedKeeper } from '../learned/learned-keeper.ts';
import type { LiveRecordingOptions } from '../record/live-recording.ts';
import { logFolder } from '../store/kept-log.ts';
import { deskStatusOf } from './desk-status.ts';
import { newAccount, type PaperAccount, resumed } from './paper-account.ts';
import { paperDetailsOf } from './paper-details.ts';
import { type PaperOptions, PaperRun } from './paper-run.ts';

function startPaper(
  venue: LiveRecordingOptions['venue'],
  root: string,
  run: PaperOptions['run'],
  faults: unknown[],
  account?: PaperAccount,
  alarms: unknown[] = faults,
): Promise<PaperRun> {
  return PaperRun.start({
    mode: 'paper',
    account,
    recording: loopbackRecording({ venue, root, dataset: 'paper' }),
    run,
    charts: 0,
    onAlarm: (alarm) => alarms.push(alarm),
    onFault: (error) => faults.push(error),
  });
}

test('trades on live books, and its recording backtests to the same decisions', async () => {
  const root = temporaryFolder();
  const { venue, market } = await loopbackVenue();
  const faults: unknown[] = [];
  const parameters = { intervalMs: '100', size: '6', holdLast: '0', flatLast: '0' };
  const run = strategyRun(root, 'random', parameters);
  const paper = await startPaper(venue, root, run, faults);
  const { engine } = paper.session.session;
  const tokens = () => [...market.books.keys()];
  await eventually(() => tokens().length >= 4 && engine.state.markets.length >= 2);
  const moving = setInterval(() => {
    const cents = 40 + (Date.now() % 10);
    for (const [i, token] of tokens().entries()) {
      if (i % 2 === 1) continue;
      const sketch = { bids: [[`0.${cents}`, '50']], asks: [[`0.${cents + 1}`, '50']] } as const;
      market.publish(token, bookFrame({ token, ms: Date.now(), ...sketch }));
    }
  }, 40);
  await eventually(() => engine.state.newestFill >= 5);
  clearInterval(moving);
  const stopping = engine.state.now;
  const end = await paper.stop();
  // Nobody has looked, and its end has broken the books: what they said last is written down.
  const { lastEquity } = deskStatusOf(paper);
  expect(lastEquity?.at).toBeGreaterThanOrEqual(stopping);
  expect(lastEquity?.value).toBeGreaterThan(0);
  expect(await lastRun(root)).toMatchObject({ value: { lastEquity } });
  expect(faults).toEqual([]);
  expect(end?.record).toMatchObject({ mode: 'paper', sources: [{ provenance: 'simulated' }] });
  expect(end?.record.journal).toEqual(paper.journal.entries);
  expect(end).toMatchObject({ isRepeated: true, hash: engine.log.digest() });
  // When it has ended, store and log have all of it.
  const { trades, orders } = foldReport(end?.record as RunRecord);
  const { run: [stored] = [], fill = [], trade = [], decision = [] } = storedRows(root);
  expect(stored).toMatchObject({ run: 'paper', mode: 'paper', hash: end?.hash });
  expect(fill).toHaveLength(engine.state.newestFill);
  expect(trade.map(({ net }) => net).sort()).toEqual(trades.map(({ net }) => net).sort());
  expect(decision.filter(({ status }) => status === 'filled')).toHaveLength(orders.filled);
  const [day] = new DailyLog(logFolder(root)).files();
  const lines = readFileSync(day as string, 'utf8')
    .trimEnd()
    .split('\n');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ run: 'paper', event: 'run_began' });
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ event: 'run_ended' });
}, 20_000);

test('a strategy that throws is halted alone: the run goes on, and is repeated', async () => {
  const root = temporaryFolder();
  const { venue } = await loopbackVenue();
  const create = () => ({
    onBook: () => {
      throw new Error('a strategy of yours');
    },
  });
  const definition = { name: 'broken', summary: '', parameters: {}, create };
  const run = strategyRun(root, 'do-nothing');
  const strategies = [{ name: 'broken', definition, parameters: {} }];
  const faults: unknown[] = [];
  const alarms: unknown[] = [];
  const paper = await startPaper(venue, root, { ...run, strategies }, faults, undefined, alarms);
  await eventually(() => alarms.length > 0);
  const { counters } = paper.recording.venueRecorder.channel;
  await eventually(() => counters.messages >= 4);
  expect(alarms).toMatchObject([
    { code: 'strategy_halted', message: expect.stringContaining('Error: a strategy of yours') },
  ]);
  expect(deskStatusOf(paper).isTrading).toBe(true);
  expect(await paper.stop()).toMatchObject({ isRepeated: true });
  expect(faults).toEqual([]);
  const manifest = await readManifest(datasetFolder(root, 'paper'));
  expect(manifest?.counts.books).toBeGreaterThanOrEqual(4);
  // A replay halts it where the run did.
  const { replayed } = await replayOf(paper.journalPath, [definition]);
  expect(replayed).toMatchObject({ isSame: true, fault: undefined });
  // Another run would be held against the books of this one as well.
  await expect(startPaper(venue, root, run, faults)).rejects.toMatchObject({
    code: 'dataset_exists',
  });
}, 20_000);

test('a feed that an earlier run of the account halted stays so until it is resumed', async () => {
  const root = temporaryFolder();
  const { venue } = await loopbackVenue();
  const feed = 'chainlink/btcusd-twap60';
  const account = { ...newAccount(cash), haltedFeeds: [feed] };
  const alarms: unknown[] = [];
  const run = strategyRun(root, 'do-nothing');
  const paper = await startPaper(venue, root, run, [], account, alarms);
  expect(deskStatusOf(paper).haltedFeeds).toEqual([feed]);
  expect(alarms).toMatchObject([{ code: 'outcome_differs' }]);
  expect(resumed(paper.account, ['chainlink/ethusd'])).toMatchObject(account);
  expect(resumed(paper.account, [feed], true)).toEqual(newAccount(cash));
  await paper.stop();
}, 20_000);

const FIVE_MINUTES = 300;
const cash = 900_000_000 as Usd;

/** Ten shares of a window, bought for 4 dollars. */
function ofWindow(opens: number, outcome: 1 | 2) {
  return {
    market: `btc-updown-5m-${opens}`,
    token: `${opens}${outcome}` as TokenId,
    strategy: 0 as StrategyIndex,
    shares: 10_000_000 as Shares,
    cost: 4_000_000 as Usd,
  };
}

test('what ended meanwhile is worth what nobody knows, until the venue decides it', async () => {
  const root = temporaryFolder();
  const { venue, winners, closed } = await loopbackVenue();
  const opened = Math.floor(Date.now() / 1_000 / FIVE_MINUTES) * FIVE_MINUTES - 3_600;
  const before = opened - FIVE_MINUTES;
  const [won, lost] = [ofWindow(opened, 1), ofWindow(before, 1)];
  closed.add(opened).add(before);
  const positions = [won, lost];
  const account = { ...newAccount(cash), positions, nextOrder: 40 as ClientOrderId };
  const faults: unknown[] = [];
  const paper = await startPaper(venue, root, strategyRun(root, 'do-nothing'), faults, account);
  await eventually(() => paper.recording.venueRecorder.channel.counters.messages > 0);
  expect(deskStatusOf(paper)).toMatchObject({ cash, equity: undefined, positions: 2 });
  expect(deskStatusOf(paper).lastEquity).toBeUndefined();
  expect(paperDetailsOf(paper).held).toMatchObject([{ market: won.market }, { cost: 4_000_000 }]);
  expect(paper.account).toMatchObject(account);

  winners.set(opened, 'Up').set(before, 'Down');
  await eventually(() => paper.awaited.length === 0);
  expect(deskStatusOf(paper)).toMatchObject({ cash: cash + 10_000_000, positions: 0 });
  const end = await paper.stop();
  expect(faults).toEqual([]);
  expect(end).toMatchObject({ isRepeated: true, record: { startingCash: cash } });
  const after = { ...account, cash: cash + 10_000_000, positions: [], tallies: expect.anything() };
  expect(paper.account).toMatchObject(after);
  // What was held counted as the account's from the start, and brings what it brings today.
  expect(paper.account.tallies).toMatchObject([
    { strategy: 'do-nothing', buys: [], made: 2_000_000, worth: cash + 8_000_000 },
  ]);
  const { replayed } = await replayOf(paper.journalPath);
  expect(replayed).toMatchObject({ isSame: true, hash: end?.hash });
}, 60_000);

/** Goes on waiting for the outcome of a market that it had looked at before a restart. */
async function waitingFor(
  slug: string,
  { root, venue, create }: Pick<StrategyDefinition, 'create'> & Pick<Place, 'root' | 'venue'>,
): Promise<LearnedKeeper> {
  const definition: StrategyDefinition = {
    name: 'waiter',
    summary: '',
    parameters: {},
    create,
    readMemory: (text) => ok({ learnedUntil: undefined, markets: 0, lines: [], awaits: [text] }),
  };
  const choice = { name: 'waiter', definition, parameters: {} };
  const place = { folder: root, provenance: 'simulated' as const, run: 'paper' };
  const { provenance } = place;
  const made = { strategy: 'waiter', provenance, from: 'one', at: 1, text: slug };
  await new LearnedFolder(root).add(made);
  const learned = await LearnedKeeper.open({ ...place, clock: venue.clock }, [choice]);
  if (!learned.ok) throw new Error(learned.message);
  return learned.value;
}

type Place = Pick<LiveRecordingOptions, 'root' | 'venue'>;

test('a strategy hears how a market ended that it had looked at before a restart', async () => {
  const root = temporaryFolder();
  const { venue, winners, closed } = await loopbackVenue();
  const opened = Math.floor(Date.now() / 1_000 / FIVE_MINUTES) * FIVE_MINUTES - 3_600;
  closed.add(opened);
  winners.set(opened, 'Up');
  // It holds nothing of it: nobody else asks for this market.
  let isUp: boolean | undefined;
  const create: StrategyDefinition['create'] = () => ({
    onMarketResolved: (market, view) => {
      if (view.markets[market]?.slug.endsWith(`-${opened}`)) isUp = view.payout(market) === SCALE;
    },
  });
  const learned = await waitingFor(`btc-updown-5m-${opened}`, { root, venue, create });
  const faults: unknown[] = [];
  const { strategies } = learned;
  const paper = await PaperRun.start({
    mode: 'paper',
    recording: loopbackRecording({ venue, root, dataset: 'paper' }),
    run: { ...strategyRun(root, 'do-nothing'), strategies },
    learned,
    charts: 0,
    onAlarm: (alarm) => faults.push(alarm),
    onFault: (error) => faults.push(error),
  });
  await eventually(() => isUp === true);
  const end = await paper.stop();
  expect(faults).toEqual([]);
  expect(end).toMatchObject({ isRepeated: true });
}, 60_000);

test('it buys nothing in a market that is under way and that nobody chose any more', async () => {
  const root = temporaryFolder();
  const { venue } = await loopbackVenue();
  const slug = `btc-updown-5m-${Math.floor(Date.now() / 1_000 / FIVE_MINUTES) * FIVE_MINUTES}`;
  const because = { code: 'test', numbers: {} };
  const create: StrategyDefinition['create'] = () => ({
    onBook: (market, view, desk) => {
      const token = tokenIndex(market, 0);
      const [price, size] = [500_000 as Price, 10_000_000 as Shares];
      const how = { timeInForce: 'GTC', postOnly: false, expiresAt: undefined } as const;
      if (view.markets[market]?.slug !== slug) return;
      desk.submit({ token, side: 'buy', price, size, ...how }, because);
    },
  });
  const learned = await waitingFor(slug, { root, venue, create });
  const faults: unknown[] = [];
  const { strategies } = learned;
  const paper = await PaperRun.start({
    mode: 'paper',
    recording: loopbackRecording({ venue, root, dataset: 'paper', assets: ['eth'] }),
    run: { ...strategyRun(root, 'do-nothing'), strategies },
    learned,
    charts: 0,
    onAlarm: (alarm) => faults.push(alarm),
    onFault: (error) => faults.push(error),
  });
  const asked = () => paper.journal.entries.filter(({ kind }) => ASKED.has(kind));
  await eventually(() => asked().length > 0);
  const end = await paper.stop();
  expect(faults).toEqual([]);
  expect(asked()).toMatchObject(asked().map(() => ({ kind: 'Denied', code: 'not_chosen' })));
  expect(end).toMatchObject({ isRepeated: true });
  const definitions = strategies.map(({ definition }) => definition);
  const { replayed } = await replayOf(paper.journalPath, definitions);
  expect(replayed).toMatchObject({ isSame: true, hash: end?.hash });
}, 60_000);

const ASKED: ReadonlySet<string> = new Set(['Submitted', 'Denied']);
