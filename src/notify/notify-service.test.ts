import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aDeskDocument,
  aDeskRow,
  aMarketRow,
  aNewsRow,
  anOrderRow,
  aStrategyRow,
} from '../../test/support/a-desk-document.ts';
import { aKill, anAlert } from '../../test/support/an-alert.ts';
import { TelegramServer } from '../../test/support/telegram-server.ts';
import { VirtualClock } from '../../test/support/virtual-clock.ts';
import { ok } from '../domain/result.ts';
import { Secret } from '../domain/secret.ts';
import { NotifyService, type NotifyServiceOptions } from './notify-service.ts';
import type { NotifyState } from './notify-state.ts';
import type { Addressed } from './outbox/alert-log.ts';
import { Outbox } from './outbox/outbox.ts';
import { TelegramLine } from './telegram/telegram-line.ts';
import { TelegramNotifier } from './telegram/telegram-notifier.ts';

const ANN = 11;
const DAILY = 7 * 3_600_000_000;

let server: TelegramServer;
beforeEach(async () => {
  server = await TelegramServer.open();
});
afterEach(() => server.close());

/** Everything but the network in virtual time; `random` makes waits as long as they may be. */
function stage(more: Partial<NotifyServiceOptions> = {}) {
  const clock = new VirtualClock();
  const token = new Secret(server.token);
  const line = new TelegramLine({ token, api: server.base, chats: [ANN], clock });
  const notifier = new TelegramNotifier(line, ANN, clock);
  const troubles: string[] = [];
  const onTrouble = (text: string) => troubles.push(text);
  const outbox = new Outbox({ notifier, clock, random: () => 1, onTrouble });
  const service = new NotifyService({
    clock,
    times: { fillsForMs: 10_000, patienceMs: 30_000, repeatsForMs: 60_000, dailyAt: DAILY },
    profit: async () => ok([{ strategy: 'alpha', trades: 2, won: 1, net: 3_000_000, fees: 0 }]),
    places: [{ outbox, level: 'info', kinds: undefined }],
    onTrouble,
    ...more,
  });
  service.start();
  /** Time passes, while the network does what it does. */
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 250) {
      await clock.pass(Math.min(left, 250));
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  };
  const begin = () => service.hear(seen());
  const beat = begin;
  return { clock, service, outbox, troubles, pass, begin, beat };
}

type Changes = NonNullable<Parameters<typeof aDeskDocument>[0]>;

function seen(changes: Changes = {}) {
  return { run: 'one', document: aDeskDocument(changes) };
}

test('a flood of a thousand alerts keeps to the rate, is bounded, and loses no kill', async () => {
  const { clock, service, outbox, pass } = stage();
  const times: number[] = [];
  const began = clock.now();
  server.fail = (method) => {
    if (method === 'sendMessage') times.push(clock.now());
    return undefined;
  };
  for (let i = 0; i < 1_000; i++) {
    service.tell(anAlert({ level: 'info', subject: `${i}`, text: `flood ${i}` }));
    if (i % 100 === 0) service.tell(aKill({ subject: `desk ${i}`, text: `kill ${i}` }));
    expect(outbox.state.waiting).toBeLessThanOrEqual(220);
  }
  await pass(60_000);
  expect(outbox.state).toMatchObject({ waiting: 0 });
  const all = server.textsIn(ANN).join('\n');
  for (let i = 0; i < 1_000; i += 100) expect(all).toContain(`kill ${i}\n`.trim());
  expect(all).toMatch(/\d+ alerts were dropped/);
  expect(outbox.state.sent + outbox.state.dropped).toBe(1_010);
  // The network takes its time, so only arrivals before their second would be too early.
  for (const [i, time] of times.entries()) {
    expect(time - began).toBeGreaterThanOrEqual(i * 1_000_000);
  }
});

test('Telegram is away for minutes: nothing waits for it, and it is told afterwards', async () => {
  const { service, outbox, troubles, pass, begin } = stage();
  server.fail = () => 'cut';
  begin();
  const killed = aDeskRow({ risk: { ...aDeskRow().risk, mode: 'killed', cause: 'drawdown' } });
  service.hear(seen({ desk: killed }));
  await pass(180_000);
  expect(outbox.state.waiting).toBeGreaterThanOrEqual(2);
  expect(troubles).toEqual([
    expect.stringMatching(/^Telegram chat 11: Telegram cannot be reached/),
  ]);
  server.fail = () => undefined;
  await pass(61_000);
  const [first] = server.textsIn(ANN);
  expect(first).toMatch(/^🛑 KILL/);
  expect(first).toMatch(/min .*ago/);
  expect(outbox.state).toMatchObject({ waiting: 0, failures: 0 });
});

const half = { ...aDeskRow().risk, mode: 'reduce' } as const;
const held = { market: 'm', outcome: 0, label: 'Up', shares: 2e6, settled: 0, cost: 8e5 };
const holding = {
  positions: { 'm/0': { ...held, mark: null, isAwaiting: false } as never },
  markets: { m: aMarketRow() },
};
const venue = {
  mode: 'normal',
  heartbeat: 'healthy',
  userChannel: 'open',
  heardAt: null,
  dayLeft: 0,
};

test.each<[what: string, before: Changes, after: Changes, message: RegExp]>([
  ['fills', {}, { news: [aNewsRow()] }, /FILL .*\n1 fill:\nbought 10 Up at 0\.5/],
  [
    'a market that is decided',
    holding,
    { ...holding, markets: { m: aMarketRow({ payout: 1e6 }) } },
    /SETTLEMENT .*\nm is decided: 2 Up became 2\.00 dollars \(\+1\.20\)/,
  ],
  [
    'a fill that the chain takes back',
    { orders: { 1: anOrderRow() } },
    { orders: { 1: anOrderRow({ settlement: { failed: 1 } }) } },
    /SETTLEMENT .*\nThe chain has not settled a fill of alpha/,
  ],
  [
    'a kill',
    {},
    { desk: aDeskRow({ risk: { ...half, mode: 'killed', cause: 'day_loss' } }) },
    /^🛑 KILL .*\nKilled by the loss of the day/,
  ],
  [
    'a kill by an operator',
    {},
    { desk: aDeskRow({ risk: { ...aDeskRow().risk, isStopping: true } }) },
    /^🛑 KILL .*\nAn operator has stopped everything/,
  ],
  [
    'a recovery',
    { desk: aDeskRow({ risk: half }) },
    { desk: aDeskRow() },
    /RECOVERY .*\nIt trades/,
  ],
  ['half of the limits', {}, { desk: aDeskRow({ risk: half }) }, /BREAKER .*\nHalf of every limit/],
  [
    'a market that is paused',
    holding,
    { ...holding, markets: { m: aMarketRow({ pausedFor: 'adverse_fills' }) } },
    /BREAKER .*\nNothing is bought in m: adverse_fills/,
  ],
  [
    'a fault',
    {},
    { desk: aDeskRow({ fault: 'boom' }) },
    /^🛑 HALT .*\nIt has stopped trading: boom/,
  ],
  [
    'a venue that takes nothing',
    { desk: aDeskRow({ venue: { ...venue, heldBack: null } }) },
    { desk: aDeskRow({ venue: { ...venue, heldBack: 'heartbeat' } }) },
    /HALT .*\nNothing new may be sent to the venue: heartbeat/,
  ],
  [
    'a feed that is silent',
    {},
    {
      health: {
        feed: { kind: 'feed', isWell: false, state: 'stale', lastAt: 1, failures: 0, gaps: 0 },
      },
    },
    /STALL .*\nfeed feed is not well: stale/,
  ],
  [
    'a strategy that is given up',
    {},
    { strategies: { alpha: aStrategyRow({ state: 'given_up', failures: 5, lastError: 'x' }) } },
    /^🛑 STRATEGY .*\nalpha is given up/,
  ],
  [
    'a notice',
    {},
    { news: [aNewsRow({ kind: 'notice', level: 'error', code: 'lease_lost', message: 'gone' })] },
    /^🛑 NOTICE .*\ngone/,
  ],
])('%s: told over the Bot API, once', async (_what, before, after, message) => {
  const { service, pass } = stage();
  service.hear(seen(before));
  await pass(1_500);
  for (let s = 0; s < 40; s++) {
    service.hear(seen({ ...before, ...after }));
    await pass(1_000);
  }
  const told = server.textsIn(ANN).flatMap((text) => text.split('\n\n'));
  expect(told.filter((text) => message.test(text))).toHaveLength(1);
  expect(told[0]).toMatch(/DESK paper-1.*\npaper-1 runs/);
  await service.close(0);
});

test('what Telegram says to wait is waited', async () => {
  const { clock, service, pass } = stage();
  const times: number[] = [];
  server.fail = () => {
    times.push(clock.monotonic());
    return times.length === 1 ? { status: 429, retryAfter: 30 } : undefined;
  };
  service.tell(aKill());
  await pass(35_000);
  expect(times).toHaveLength(2);
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(30_000_000);
});

test('the same alert again and again is told once, then once with its count', async () => {
  const { service, pass } = stage();
  for (let i = 0; i < 100; i++) service.tell(anAlert());
  await pass(65_000);
  const texts = server.textsIn(ANN);
  expect(texts).toHaveLength(2);
  expect(texts[1]).toContain('99 times since it was told');
});

test('the summary of a day comes at its time, once', async () => {
  const { clock, service, pass, begin } = stage();
  const day = 86_400_000_000;
  const until = (DAILY - (clock.now() % day) + day) % day;
  // The hours until then are no matter of this test: the clock of the wall is set forward.
  clock.stepWall(until / 1_000 - 5_000);
  begin();
  await pass(4_000);
  expect(server.textsIn(ANN).join()).not.toContain('SUMMARY');
  await pass(10_000);
  const summaries = server.textsIn(ANN).filter((text) => text.includes('SUMMARY'));
  expect(summaries).toHaveLength(1);
  expect(summaries[0]).toContain('+3.00 dollars in 24 h.');
  await service.close(0);
});

test('who goes on for another tells the summary that was due meanwhile, no repeat', async () => {
  const puts: [readonly Addressed[], NotifyState][] = [];
  const keeper = { put: (...put: (typeof puts)[number]) => puts.push(put) };
  const first = stage({ keeper });
  const day = 86_400_000_000;
  const until = (DAILY - (first.clock.now() % day) + day) % day;
  first.clock.stepWall(until / 1_000 - 60_000);
  first.begin();
  for (let i = 0; i < 3; i++) first.service.tell(anAlert());
  first.beat();
  await first.pass(11_000);
  const [alerts, state] = puts.at(-1) as (typeof puts)[number];
  expect([alerts, puts[0]?.[0].map(({ to }) => to)]).toEqual([[], [[first.outbox.place]]]);
  await first.service.close(0);
  const told = server.textsIn(ANN).length;
  const next = stage({ state: JSON.parse(JSON.stringify(state)) });
  next.clock.stepWall((first.clock.now() - next.clock.now()) / 1_000 + 120_000);
  next.begin();
  next.service.tell(anAlert());
  await next.pass(10_000);
  const texts = server.textsIn(ANN).slice(told);
  expect(texts).toEqual([expect.stringContaining('SUMMARY')]);
  await next.pass(55_000);
  // Those that were counted before and those after, in one.
  expect(server.textsIn(ANN).at(-1)).toContain('3 times since it was told');
});

test('a desk that says nothing is told of, and when it is heard again', async () => {
  const { service, pass, begin, beat } = stage();
  begin();
  await pass(20_000);
  beat();
  await pass(29_000);
  expect(server.textsIn(ANN).join()).not.toContain('STALL');
  await pass(3_000);
  expect(server.textsIn(ANN).at(-1)).toContain('The desk has said nothing for 30 s.');
  expect(service.isHeard).toBe(false);
  beat();
  await pass(3_000);
  expect(server.textsIn(ANN).at(-1)).toContain('The desk is heard again.');
  expect(service.isHeard).toBe(true);
});

test('what waits is told at the end', async () => {
  const { service, pass, begin } = stage();
  begin();
  const news = [aNewsRow({ numbers: { price: 123_400, size: 1e6 } })];
  service.hear(seen({ news }));
  const closing = service.close(5_000);
  await pass(5_000);
  await closing;
  expect(server.textsIn(ANN).join()).toContain('bought 1 Up at 0.1234 in btc-up');
});
