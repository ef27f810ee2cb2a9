import { expect, test } from 'vitest';
import type { Timestamp } from '../domain/units.ts';
import { deskInLine, detailsInLines, type ToldStatus } from './desk-words.ts';

const DESK = { name: 'live-1', mode: 'live', provenance: 'simulated', pid: 7 } as const;
const RECORDING = {
  markets: 1,
  frames: 2,
  events: 3,
  prices: 4,
  gaps: 0,
  shed: 0,
  troubles: [],
  oracle: [],
  unread: { fields: {}, types: {} },
  strikes: { derived: 0, agreed: 0, differed: 0, unknown: 0, otherWinners: 0 },
};

const CALM = {
  mode: 'normal',
  cause: undefined,
  killedAt: undefined,
  until: undefined,
  highWater: 100_000_000,
  recoveries: 0,
  drawdown: 0,
  dayLoss: 0,
  paused: [],
};

const told = (changes: object = {}) =>
  ({
    recording: RECORDING,
    cash: 90_000_000,
    equity: undefined,
    positions: 1,
    openOrders: 1,
    fills: 2,
    isTrading: true,
    haltedFeeds: [],
    risk: CALM,
    strategies: [
      {
        name: 'mine',
        state: 'running',
        failures: 0,
        restarts: 0,
        restartAt: undefined,
        message: undefined,
      },
    ],
    decisions: 9,
    held: [
      { market: 'btc', label: 'Up', shares: 10e6, cost: 5e6, mark: 600_000, isAwaiting: false },
    ],
    orders: [
      { market: 'btc', side: 'buy', price: 4e5, size: 6e6, filled: 1e6, status: 'partially' },
    ],
    ...changes,
  }) as unknown as ToldStatus;

test('simulated money is called so, and what is unknown is not made up', () => {
  expect(deskInLine(DESK, told())).toBe(
    'live-1 (SIMULATED, live, process 7): cash 90.00, equity –, 1 position, 1 open order, 2 fills',
  );
  const lastEquity = { at: Date.UTC(2026, 0, 1, 12, 30) * 1_000, value: 95_000_000 };
  expect(deskInLine(DESK, told({ lastEquity }))).toContain(
    ', equity –, last known: 95.00 at 2026-01-01 12:30:00 UTC, 1 position',
  );
  const haltedFeeds = ['chainlink/btcusd-twap60'];
  expect(deskInLine(DESK, told({ haltedFeeds }))).toMatch(/, HALTED \(chainlink\/btcusd-twap60\)$/);
  const real = { ...DESK, provenance: 'live' } as const;
  expect(deskInLine(real, told({ isTrading: false }))).toMatch(/^live-1 \(live, .*, NOT TRADING$/);
});

test('what was lost, and what that has stopped, is told', () => {
  const until = Date.UTC(2026, 0, 1, 12, 30) * 1_000;
  const killed = { ...CALM, mode: 'cooling', cause: 'day_loss', drawdown: 253_000, until };
  expect(deskInLine(DESK, told({ risk: killed }))).toMatch(
    /2 fills, COOLING \(25\.3 % down, by day loss, not before 12:30:00.000\)$/,
  );
  const reduced = { ...CALM, mode: 'reduce', drawdown: 160_000 };
  expect(deskInLine(DESK, told({ risk: reduced }))).toMatch(/, REDUCED \(16\.0 % down\)$/);
  // A desk that was killed before, and has not measured its account since.
  const unknown = { ...CALM, mode: 'killed', cause: 'drawdown', drawdown: undefined };
  expect(deskInLine(DESK, told({ risk: unknown }))).toMatch(/, KILLED \(– % down, by drawdown\)$/);
  const paused = [{ market: 'btc', code: 'cross_rejects', count: 3, until }];
  expect(detailsInLines(told({ risk: { ...CALM, paused } }))).toContain(
    'btc is paused until 12:30:00.000: 3 cross rejects in a row',
  );
});

test('a desk of a version that knew no limits of loss is told as it was', () => {
  expect(deskInLine(DESK, told({ risk: undefined }))).toMatch(/2 fills$/);
  expect(detailsInLines(told({ risk: undefined }))).toHaveLength(3);
});

test('what is held is told with what it would bring now, and what is wanted', () => {
  const [held, order] = detailsInLines(told());
  expect(held).toBe('holds 10 Up of btc, cost 5.00, now at 0.6000 (+1.00)');
  expect(order).toBe('order buy 6 ? at 0.4 in btc (partially, 1 filled)');
  const what = { market: 'btc', label: 'Up', shares: 10e6, cost: 5e6 } as const;
  const unknown = [{ ...what, mark: undefined, isAwaiting: false }];
  expect(detailsInLines(told({ held: unknown }))[0]).toMatch(/now at – \(–\)$/);
  const over = unknown.map((each) => ({ ...each, mark: undefined, isAwaiting: true }));
  expect(detailsInLines(told({ held: over }))[0]).toMatch(/cost 5.00, awaits its resolution$/);
});

test('a live desk tells how it hears the venue, and what it was told last', () => {
  const lines = detailsInLines(
    told({
      venueMode: 'post_only',
      heartbeat: { kind: 'unhealthy', why: 'late' },
      userChannel: 'open',
      signedToday: 3e6,
      dayLeft: 7e6,
      newestNotices: [{ code: 'foreign_order', message: 'a\u001b[2Jb' }],
    }),
  );
  expect(lines[2]).toBe(
    'venue post_only, heartbeat unhealthy (late), user channel open; 3.00 signed today, 7.00 left',
  );
  expect(lines[3]).toBe('NOTICE foreign_order: a?[2Jb');
  const heartbeat = { kind: 'healthy' };
  const silent = { venueMode: 'normal', heartbeat, userChannel: 'open', heardAt: 1e6, now: 9e6 };
  expect(detailsInLines(told({ ...silent, signedToday: 0, dayLeft: 0 }))[2]).toMatch(
    /^venue normal, .*: NOTHING HEARD since 00:00:01 UTC \(8 s\); 0\.00 signed today/,
  );
});

test('what has failed is told, in the line and below it', () => {
  const health = { failures: 2, restarts: 1, restartAt: 61e6 as Timestamp, message: 'Error: x' };
  const until = 3_600e6 as Timestamp;
  const failing = told({
    strategies: [{ name: 'mine', state: 'backing_off', ...health }],
    loops: [
      { name: 'account', state: 'given_up', failures: 8, until: undefined, message: 'full' },
      { name: 'status', state: 'backing_off', failures: 1, until, message: 'Error: y' },
      { name: 'fills', state: 'running', failures: 0, until: undefined, message: undefined },
    ],
  });
  expect(deskInLine(DESK, failing)).toMatch(/, 1 HALTED STRATEGY$/);
  const lines = detailsInLines(failing).filter((line) => line.includes('failure'));
  expect(lines).toEqual([
    'strategy mine: backing off until 00:01:01.000, 2 failures, last Error: x',
    'account: given up, 8 failures, last full',
    'status: backing off until 01:00:00.000, 1 failure, last Error: y',
  ]);
});
