// What cannot be told is said to be missing, and holds up nothing else.
import { expect, test } from 'vitest';
import {
  aDeskDocument,
  aDeskRow,
  aMarketRow,
  aNewsRow,
  aStrategyRow,
} from '../../../test/support/a-desk-document.ts';
import type { Monotonic } from '../../ports/clock.ts';
import { type DeskDocument, type HealthRow, NEWS_MOST } from '../../screen/desk-document.ts';
import { DeskAlerts } from './desk-alerts.ts';

const ms = (after: number) => (after * 1_000) as Monotonic;
const MINUTE_MS = 60_000;

/** Looks at a desk that begins as `first`. */
function watch(first: DeskDocument = aDeskDocument()) {
  const troubles: string[] = [];
  const onTrouble = (text: string) => troubles.push(text);
  const times = { fillsForMs: 10_000, patienceMs: 30_000 };
  const alerts = new DeskAlerts({ ...times, onTrouble });
  let document = first;
  alerts.take({ run: 'one', document }, ms(0));
  const becomes = (changes: Partial<DeskDocument>) => {
    document = { ...document, ...changes };
    return alerts.take({ run: 'one', document }, ms(0));
  };
  /** All that time alone makes known, looked at each second. */
  const passes = (fromMs: number, toMs: number) => {
    const told = [];
    for (let at = fromMs; at <= toMs; at += 1_000) told.push(...alerts.due(ms(at)));
    return told;
  };
  return { alerts, becomes, passes, troubles };
}

const codes = (all: readonly { code: string }[]) => all.map(({ code }) => code);
const killed = aDeskRow({ risk: { ...aDeskRow().risk, mode: 'killed', cause: 'drawdown' } });

/** A strategy that has failed, of which the reason can be read only after so many attempts. */
function failedStrategy(unreadable: number) {
  let reads = 0;
  return Object.defineProperty(aStrategyRow({ state: 'given_up', failures: 3 }), 'lastError', {
    enumerable: true,
    get: () => {
      reads++;
      if (reads <= unreadable) throw new Error('unreadable');
      return 'it threw';
    },
  });
}

const failed = (unreadable: number) => ({ strategies: { alpha: failedStrategy(unreadable) } });

test('an alert that cannot be made holds up none of the same document', () => {
  const { becomes, troubles } = watch();
  const beta = aStrategyRow({ state: 'paused' });
  const strategies = { alpha: failedStrategy(99), beta };
  expect(codes(becomes({ strategies, desk: killed }))).toEqual([
    'killed_drawdown',
    'strategy_paused',
  ]);
  expect(troubles).toEqual([expect.stringMatching(/alert of strategy alpha .*unreadable.*again/)]);
});

test('an alert that can be made at last is told then, and none is missing', () => {
  const { alerts, becomes, passes, troubles } = watch();
  expect(becomes(failed(3))).toEqual([]);
  const told = passes(1_000, MINUTE_MS);
  expect(told).toMatchObject([{ code: 'strategy_given_up', subject: 'alpha' }]);
  expect(told[0]?.text).toMatch(/it threw/);
  expect([alerts.unmade, troubles.length]).toEqual([0, 1]);
});

test('an alert that can never be made is counted, and said to be missing', () => {
  const { alerts, becomes, passes, troubles } = watch();
  becomes(failed(99));
  expect(passes(1_000, 30_000)).toEqual([]);
  expect(passes(31_000, 2 * MINUTE_MS)).toMatchObject([
    { kind: 'lost', level: 'warning', code: 'alerts_unmade', numbers: { unmade: 1 } },
  ]);
  expect([alerts.unmade, troubles.length]).toEqual([1, 2]);
});

test('what is still tried as telling ends is counted and said then', () => {
  const { alerts, becomes } = watch();
  becomes(failed(99));
  expect(alerts.due(ms(1), true)).toMatchObject([{ kind: 'lost', numbers: { unmade: 1 } }]);
});

test('who goes on for another says what that could not make', () => {
  const { alerts, becomes } = watch();
  becomes(failed(99));
  const kept = JSON.parse(JSON.stringify({ ...alerts.kept, document: aDeskDocument() }));
  const options = { fillsForMs: 10_000, patienceMs: 30_000, onTrouble: expect.fail };
  const next = new DeskAlerts(options, { ...kept, now: ms(0) });
  expect(next.due(ms(1))).toMatchObject([{ kind: 'lost', numbers: { unmade: 1 } }]);
  expect(next.unmade).toBe(1);
});

test('a part whose state cannot be read is missing once, not with each look', () => {
  const { alerts, becomes, passes } = watch();
  const socket = { kind: 'socket', isWell: false, state: 'gone', failures: 1, gaps: 0 };
  const unreadable = Object.defineProperty({ ...socket, lastAt: null }, 'isWell', {
    enumerable: true,
    get: () => {
      throw new Error('unreadable');
    },
  });
  becomes({ health: { books: unreadable as HealthRow } });
  expect(codes(passes(1_000, 5 * MINUTE_MS))).toEqual(['alerts_unmade']);
  expect(alerts.unmade).toBe(1);
});

test('of more news than a desk keeps those that are gone are said to be missing', () => {
  const row = (entry: number) => aNewsRow({ entry, code: 'taker' });
  const news = [row(1)];
  const { alerts, becomes } = watch(aDeskDocument({ news, desk: aDeskRow({ fills: 1 }) }));
  const later = Array.from({ length: NEWS_MOST }, (_, i) => row(101 + i));
  const desk = aDeskRow({ fills: 501 });
  const told = becomes({ news: later, desk });
  expect(told).toMatchObject([{ kind: 'lost', code: 'news_missed', numbers: { fills: 100 } }]);
  expect(alerts.unmade).toBe(100);
  // What follows is whole again.
  expect(becomes({ news: [...later.slice(1), row(501)] })).toEqual([]);
});

test('a document that is none is not looked at: the next is compared with the one before', () => {
  const { becomes } = watch(aDeskDocument({ markets: { one: aMarketRow() } }));
  const strategies = { alpha: aStrategyRow({ state: 'paused' }) };
  expect(() => becomes({ desk: killed, strategies: undefined as never })).toThrow();
  expect(codes(becomes({ strategies }))).toEqual(['killed_drawdown', 'strategy_paused']);
});
