import { serialize } from 'node:v8';
import { expect, test } from 'vitest';
import { type DeskDocument, NEWS_MOST } from '../../../src/screen/desk-document.ts';
import type { LiveMessage } from '../../../src/screen/live-message.ts';
import { DeskStore } from './desk-store.ts';
import { Trail } from './trail.ts';

const SECOND = 1_000_000;
const HOUR = 3_600;
const MARKETS = 50;

const tables = { strategies: {}, orders: {}, positions: {}, limits: {}, health: {} };
const document = { desk: { now: 0 }, markets: {}, ...tables, news: [] } as unknown as DeskDocument;

/** A second of a busy day: a market moves, each minute one goes, news each third second. */
function secondOf(seq: number): LiveMessage {
  const minute = Math.floor(seq / 60);
  const markets: Record<string, object | null> = {
    [`market-${minute + (seq % MARKETS)}`]: { bid: seq % 100, question: `window ${minute}` },
  };
  if (seq % 60 === 0) markets[`market-${minute - 1}`] = null;
  const told = { entry: seq, at: seq, kind: 'notice', code: 'said', message: `at ${seq}` };
  const news = seq % 3 === 0 ? [told] : [];
  const desk = { now: seq * SECOND };
  return { kind: 'change', seq, desk, rows: { markets }, news } as unknown as LiveMessage;
}

test('a day of changes leaves no more behind than an hour does', () => {
  const store = new DeskStore();
  const trail = new Trail(600, SECOND);
  store.take({ kind: 'snapshot', run: 'a', seq: 0, document });
  store.listen(['desk'], () => {
    const { now } = store;
    trail.add({ at: now, values: [now, null] });
  });
  const kept = () => serialize([store.document, store.keys('markets'), trail.points]).byteLength;
  const weights: number[] = [];
  for (let seq = 1; seq <= 24 * HOUR; seq++) {
    expect(store.take(secondOf(seq))).toBe(true);
    if (seq % HOUR === 0) weights.push(kept());
  }
  expect(weights).toHaveLength(24);
  expect(Math.max(...weights)).toBeLessThan((weights[0] ?? 0) * 1.2);
  expect(store.document?.news).toHaveLength(NEWS_MOST);
});
