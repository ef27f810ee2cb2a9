// A strategy that trades real orders, over real sockets, at the local exchange and its inhabitants.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DecisionHash } from '../../src/domain/hash.ts';
import {
  type ClientOrderId,
  marketOf,
  type Outcome,
  outcomeOf,
  tokenIndex,
} from '../../src/domain/ids.ts';
import type { OrderTerms } from '../../src/domain/order.ts';
import type { Price, Shares } from '../../src/domain/units.ts';
import type { Strategy } from '../../src/ports/strategy.ts';
import { foldReport } from '../../src/report/report.ts';
import type { RunRecord } from '../../src/report/run-record.ts';
import { DEFAULT_RISK_LIMITS, type RiskLimits } from '../../src/risk/risk-limits.ts';
import { backtest } from '../../src/runtime/backtest.ts';
import { deskStatusOf } from '../../src/runtime/live/desk-status.ts';
import type { LiveRun } from '../../src/runtime/live/live-run.ts';
import { wholeDataset } from '../../src/runtime/live/whole-dataset.ts';
import type { SessionOptions } from '../../src/runtime/session.ts';
import { FileJournal } from '../../src/store/journal/file-journal.ts';
import { takeLimit, takerOrder } from '../../src/strategies/taker-order.ts';
import { ANVIL_ADDRESS } from '../support/anvil.ts';
import { strategyRun } from '../support/backtest-options.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/imported.ts';
import {
  beginLiveDesk,
  type LiveDeskParts,
  startLiveDesk,
  walletAt,
} from '../support/live-desk.ts';
import { type ServedExchange, serveExchange } from '../support/local-exchange.ts';
import { replayOf } from '../support/replayed.ts';

let served: ServedExchange;
let root: string;

beforeEach(async () => {
  root = temporaryFolder();
  served = await serveExchange({ frames: ['5m', '4h'], ahead: 1, tradesPerMinute: 120 });
});
afterEach(async () => {
  await served.exchange.stop();
  expect(served.faults).toEqual([]);
});

type Changed = {
  readonly resume?: readonly string[];
  readonly resumeAfterKill?: boolean;
  readonly limits?: Partial<RiskLimits>;
  readonly strategies?: SessionOptions['strategies'];
  readonly root?: string;
  readonly onLeft?: () => Promise<void>;
};

function partsOf(
  dataset: string,
  parameters: Record<string, string>,
  { strategies, root: archive = root, resume, resumeAfterKill, limits, onLeft }: Changed = {},
): LiveDeskParts {
  return {
    served,
    folder: root,
    dataset,
    run: {
      ...strategyRun(root, 'random', parameters),
      limits: { ...DEFAULT_RISK_LIMITS, ...limits },
      ...(strategies && { strategies }),
    },
    recording: { root: archive, frames: ['5m', '4h'] },
    ...(resume && { resume }),
    ...(resumeAfterKill && { resumeAfterKill }),
    ...(onLeft && { onLeft }),
  };
}

const start = (...asked: Parameters<typeof partsOf>) => startLiveDesk(partsOf(...asked));
const begin = (...asked: Parameters<typeof partsOf>) => beginLiveDesk(partsOf(...asked));
const atExchange = () => walletAt(served);

/** Orders of the desk's wallet that bought something. */
function buysAtExchange(): number {
  const own = ANVIL_ADDRESS.toLowerCase();
  return served.received.filter(
    ({ facts, matched }) =>
      facts.wallet.address === own && facts.terms.side === 'buy' && matched > 0,
  ).length;
}

const PARAMETERS = { intervalMs: '150', size: '6', holdLast: '0', flatLast: '0' };

test('trades, is held against the exchange to the cent, and goes on where it stopped', async () => {
  const first = await begin('live-1', PARAMETERS);
  const { engine } = first.run.session.session;
  await eventually(() => engine.state.newestFill >= 6);
  const { proof, record } = await first.end();
  expect(first.faults).toEqual([]);
  expect(proof).toMatchObject({ isProven: true, open: [], unresolved: [], isWritten: true });
  const booked = atExchange();
  const held = [...engine.state.account.positions()].filter(([, { traded }]) => traded !== 0);
  expect({ cash: engine.state.account.cash, open: 0 }).toMatchObject({
    cash: booked.cash,
    open: booked.open,
  });
  expect(held.map(([, { traded }]) => traded).sort((a, b) => a - b)).toEqual(booked.shares);
  if (record === undefined) throw new Error('no record');
  expect(record).toMatchObject({ mode: 'live', sources: [{ provenance: 'simulated' }] });
  expect(foldReport(record).ledger).toMatchObject({ unexplained: 0, openedCost: 0 });
  const { run: written, replayed } = await replayOf(first.run.journalPath);
  expect(written.begun).toMatchObject({ mode: 'live', choice: { capital: record.startingCash } });
  expect(written.entries).toEqual(first.run.journal.entries);
  expect(record.journal).toEqual(written.entries);
  expect(replayed).toMatchObject({ isSame: true, hash: record.hash, changes: [] });

  const second = await begin('live-2', { ...PARAMETERS, intervalMs: '60000' });
  const state = second.run.session.session.engine.state;
  expect(state.account.cash).toBe(booked.cash);
  await eventually(() => second.run.session.session.engine.opening.unlisted.length === 0);
  const again = [...state.account.positions()].filter(([, { traded }]) => traded !== 0);
  expect(again.map(([, { traded }]) => traded).sort((a, b) => a - b)).toEqual(booked.shares);
  const end = await second.end();
  expect(end.proof.isProven).toBe(true);
  const goneOn = await replayOf(second.run.journalPath);
  expect(goneOn.replayed).toMatchObject({ isSame: true, hash: end.record?.hash });
}, 120_000);

/** Buys so many shares of the first outcome that can be had, and holds them. */
function holder(shares: number): Strategy {
  let isDone = false;
  return {
    onBook: (market, view, desk) => {
      const token = tokenIndex(market, 0);
      const limit = view.isOpen(market) ? takeLimit(view, token, 'buy', 5) : undefined;
      const isLong = view.markets[market]?.slug.includes('-4h-') === true;
      if (isDone || !isLong || limit === undefined || limit < 300_000) return;
      const size = (shares * 1_000_000) as Shares;
      desk.submit(takerOrder(token, 'buy', limit, size), { code: 'test', numbers: {} });
      isDone = true;
    },
  };
}

const named = (create: (i: number) => Strategy, ...names: string[]) =>
  names.map((name, i) => {
    const definition = { name, summary: '', parameters: {}, create: () => create(i) };
    return { name, definition, parameters: {} };
  });

test('several share the wallet, each with its own shares, and go on as the same', async () => {
  const bySleeve = ({ session: { session } }: LiveRun) =>
    session.engine.state.sleeves.map((sleeve) =>
      [...sleeve.positions()].map(([, { traded }]) => traded).filter((traded) => traded !== 0),
    );
  const strategies = named((i) => holder(6 + i), 'one', 'two');
  const first = await begin('live-1', {}, { strategies });
  await eventually(() => bySleeve(first.run).every((held) => held.length > 0));
  expect((await first.end()).proof.isProven).toBe(true);
  const left = bySleeve(first.run);
  const all = left.flat().reduce((sum, shares) => sum + shares, 0);
  expect(all).toBe(atExchange().shares.reduce((sum, shares) => sum + shares, 0));

  const idle = (...names: string[]) => named(() => ({}), ...names);
  for (const names of [['two', 'one'], ['one'], ['one', 'two', 'three']]) {
    const others = await start(`live-${names.join('-')}`, {}, { strategies: idle(...names) });
    await others.journal.close();
    others.venue.close();
    expect(others.run).toMatchObject({ code: 'other_strategies' });
    expect(others.run).toMatchObject({ message: expect.stringContaining('of one, two') });
  }
  const second = await begin('live-2', {}, { strategies: idle('one', 'two') });
  await eventually(() => second.run.session.session.engine.opening.unlisted.length === 0);
  expect(bySleeve(second.run)).toEqual(left);
  expect((await second.end()).proof.isProven).toBe(true);
}, 120_000);

/** One number of what a run owns: dollars, each token's shares and what they cost. */
function ownershipHash({ state }: LiveRun['session']['session']['engine']): string {
  const hash = new DecisionHash();
  hash.add(state.account.cash);
  const held = [...state.account.positions()].map(([token, position]) => {
    const id = state.markets[marketOf(token)]?.tokens[outcomeOf(token)] ?? '';
    return [id, position] as const;
  });
  for (const [id, { traded, settled, cost }] of held.sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.addText(id);
    for (const units of [traded, settled, cost]) hash.add(units);
  }
  return hash.digest();
}

function tallyOf({ session }: LiveRun) {
  const [sleeve] = session.session.engine.state.sleeves;
  return sleeve?.tally.save(sleeve.realized);
}

test('47: each start after a death reaches one state, and it is the exchange’s', async () => {
  const first = await begin('live-dead', PARAMETERS);
  await eventually(() => first.run.session.session.engine.state.newestFill >= 4);
  await first.die();
  const before = tallyOf(first.run);
  const definition = { name: 'idle', summary: '', parameters: {}, create: () => ({}) };
  // Under its name, as what counts against limits goes with that.
  const strategies = [{ name: 'random', definition, parameters: {} }];
  const hashes: string[] = [];
  for (const name of ['live-again-1', 'live-again-2']) {
    const { run, die } = await begin(name, {}, { strategies });
    const { engine } = run.session.session;
    await eventually(() => engine.opening.unlisted.length === 0);
    hashes.push(ownershipHash(engine));
    // What counts against limits is as it was, whatever the strategy knows of it. What was bought
    // at its death the dead one never heard of: the exchange says how often.
    const { buys = [], ...day } = before ?? {};
    expect(tallyOf(run)).toMatchObject(day);
    expect(buys.length).toBeGreaterThan(0);
    expect(tallyOf(run)?.buys).toHaveLength(buysAtExchange());
    const { cash, shares } = atExchange();
    const held = [...engine.state.account.positions()].map(([, { traded }]) => traded);
    expect(engine.state.account.cash).toBe(cash);
    expect(held.filter((traded) => traded !== 0).sort((a, b) => a - b)).toEqual(shares);
    await die();
  }
  expect(hashes[1]).toBe(hashes[0]);
}, 120_000);

test('a strategy that throws is halted and told; the desk goes on, the proof is told', async () => {
  const create = () => ({
    onBook: () => {
      throw new Error('a strategy of yours');
    },
  });
  const definition = { name: 'broken', summary: '', parameters: {}, create };
  const strategies = [{ name: 'broken', definition, parameters: {} }];
  const { run, end, faults } = await begin('live-broken', PARAMETERS, { strategies });
  const halts = () => run.notices.filter(({ code }) => code === 'strategy_halted');
  await eventually(() => halts().length >= 2);
  expect(run.session.isOver).toBe(false);
  const ended = await end();
  expect(faults).toEqual([]);
  expect(ended).toMatchObject({ proof: { isProven: true }, troubles: [] });
  expect(ended.record?.journal.map(({ kind }) => kind)).toContain('StrategyRestarted');
}, 60_000);

test('on paper a journal that cannot be closed is told, and the end is a whole one', async () => {
  const onLeft = () => Promise.reject(new Error('no space is left'));
  const { run, end } = await begin('live-left', PARAMETERS, { onLeft });
  const left = await run.toPaper();
  expect([left.isOnPaper, left.proof.isProven]).toEqual([true, true]);
  expect(run.notices.find(({ code }) => code === 'wallet_kept')?.message).toMatch(/no space/);
  const ended = await end();
  expect(ended).toMatchObject({ proof: { isProven: true }, untaken: undefined, troubles: [] });
}, 60_000);

test('who ends goes to no paper any more', async () => {
  const { run, end } = await begin('live-ends', PARAMETERS);
  const ending = end();
  const left = await run.toPaper();
  expect([left.isOnPaper, left.proof.isProven]).toEqual([false, true]);
  expect((await ending).proof.isProven).toBe(true);
  expect(run.isOnPaper).toBe(false);
}, 60_000);

test('a start that cannot record leaves nothing behind that asks or sends', async () => {
  const file = join(root, 'a-file');
  writeFileSync(file, 'no folder');
  await expect(start('live-nowhere', PARAMETERS, { root: file })).rejects.toThrow();
  const { sockets } = served.exchange;
  await eventually(() => sockets.counts.user.open === 0);
  expect(sockets.counts.market.open).toBe(0);
}, 60_000);

test('a feed that an earlier run has halted stays so, until a person resumes it', async () => {
  const journal = await FileJournal.open({ path: join(root, 'desk.journal'), reserveBytes: 64 });
  const feed = 'chainlink/btcusd-twap60';
  journal.append({ kind: 'OutcomeDiffers', at: 1, feed });
  await journal.close();
  const haltedAtStart = async (name: string, resume: readonly string[] = []) => {
    const { run, end } = await begin(name, PARAMETERS, { resume });
    const { haltedFeeds } = deskStatusOf(run);
    const codes = run.notices.map(({ code }) => code);
    expect((await end()).proof.isProven).toBe(true);
    return [haltedFeeds, codes.includes('outcome_differs')];
  };
  expect(await haltedAtStart('live-halted')).toEqual([[feed], true]);
  expect(await haltedAtStart('live-resumed', [feed])).toEqual([[], false]);
  expect(await haltedAtStart('live-after')).toEqual([[], false]);
}, 60_000);

test('a kill outlives the process: nothing is opened until a person says so', async () => {
  // Whoever takes from the book has lost half of its spread.
  const drawdown = { reduce: 1, reduceEnd: 1, kill: 1, resume: 1, coolDown: 1e9, maxRecoveries: 3 };
  const limits = { drawdown };
  const first = await begin('live-kill', PARAMETERS, { limits });
  const standing = ({ session }: LiveRun) => session.session.engine.state.risk.standing;
  await eventually(() => standing(first.run).mode === 'cooling');
  expect(first.run.notices.map(({ code }) => code)).toContain('risk_mode');
  const { killedAt, highWater } = standing(first.run);
  await first.die();

  const second = await begin('live-killed', PARAMETERS, { limits });
  const killed = () =>
    second.run.journal.entries.filter((one) => one.kind === 'Denied' && one.code === 'killed');
  await eventually(() => killed().length > 2);
  // What it holds it may sell.
  const bought = second.run.journal.entries.filter(
    (one) => one.kind === 'Submitted' && one.command.terms.side === 'buy',
  );
  expect(bought).toEqual([]);
  expect(standing(second.run)).toMatchObject({ mode: 'cooling', killedAt, highWater });
  expect(deskStatusOf(second.run).risk).toMatchObject({ mode: 'cooling', cause: 'drawdown' });
  expect((await second.end()).proof.isProven).toBe(true);
  expect(atExchange().open).toBe(0);

  const asked = { limits: {}, resumeAfterKill: true };
  const third = await begin('live-cleared', PARAMETERS, asked);
  await eventually(() => third.run.journal.entries.some(({ kind }) => kind === 'Submitted'));
  expect(standing(third.run).mode).toBe('normal');
  expect((await third.end()).proof.isProven).toBe(true);
}, 120_000);

/** Bids a cent at each twentieth book: what it wishes hangs on nothing but what it sees. */
function lowBidder(): Strategy {
  let books = 0;
  return {
    onBook: (market, view, desk) => {
      if (books++ % 20 !== 0 || !view.isTrusted(market) || !view.isOpen(market)) return;
      const token = tokenIndex(market, (books % 40 === 1 ? 0 : 1) as Outcome);
      const terms = {
        token,
        side: 'buy',
        price: (10_000 * (1 + (books % 3))) as Price,
        size: 5_000_000 as Shares,
        timeInForce: 'GTC',
        postOnly: true,
        expiresAt: undefined,
      } as const;
      desk.submit(terms, { code: 'test', numbers: {} });
    },
  };
}

test('it places the orders that a backtest of its recording places', async () => {
  const definition = { name: 'low', summary: '', parameters: {}, create: lowBidder };
  const strategies = [{ name: 'low', definition, parameters: {} }];
  const { run, end, faults } = await begin('live-parity', PARAMETERS, { strategies });
  const submitted = (entries: RunRecord['journal']) =>
    entries.flatMap((entry) => (entry.kind === 'Submitted' ? [entry] : []));
  const accepted = (entries: RunRecord['journal']) =>
    entries.flatMap((entry) =>
      entry.kind === 'Answered' && entry.event.kind === 'OrderAccepted' ? [entry.event.order] : [],
    );
  await eventually(() => accepted(run.journal.entries).length >= 10);
  const { record } = await end();
  expect(faults).toEqual([]);
  if (record === undefined) throw new Error('no record');
  const options = { ...strategyRun(root, 'do-nothing'), strategies, charts: 0 };
  const opening = { positions: [], firstOrder: 1 as ClientOrderId };
  const data = wholeDataset({ root, dataset: 'live-parity' });
  const latency = { ...options.latency, feed: 0 };
  const capital = record.startingCash;
  const replayed = await backtest({ ...options, latency, capital, opening, data });
  const own = submitted(record.journal);
  expect(own).toEqual(submitted(replayed.journal));

  const taken = accepted(record.journal);
  const wished = own.filter(({ command }) => taken.includes(command.id));
  const key = served.exchange.venue.keys.of(ANVIL_ADDRESS.toLowerCase())[0];
  const received = served.received.filter(({ facts }) => facts.key === key);
  expect(wished.length).toBeGreaterThanOrEqual(10);
  expect(received.map(({ facts }) => termsAt(facts.terms, facts.market.slug))).toEqual(
    wished.map(({ command }) => {
      const { terms } = command;
      return termsAt(terms, record.markets[marketOf(terms.token)]?.slug);
    }),
  );
}, 90_000);

const termsAt = ({ token, side, price, size }: OrderTerms, slug: string | undefined) => [
  slug,
  outcomeOf(token),
  side,
  price,
  size,
];
