import { expect, test } from 'vitest';
import { openMarket, stage } from '../../../test/support/engine-stage.ts';
import { bookAt, levelAt, resolveAt } from '../../../test/support/tape-builder.ts';
import { BID } from '../../domain/side.ts';
import type { Timestamp } from '../../domain/units.ts';
import { MarketRows } from './market-rows.ts';

const SECOND = 1_000_000;
const now = (seconds: number) => (seconds * SECOND) as Timestamp;

function watched() {
  const markets = ['one', 'other'].map((slug) => openMarket({ slug, rule: undefined }));
  const played = stage([{}], { markets });
  const strikes = new Map<string, number>();
  const strikeOf = (slug: string) => strikes.get(slug);
  const rows = new MarketRows({ state: played.engine.state, strikeOf });
  return { ...played, rows, strikes };
}

test('a row is made anew only where its market has changed', () => {
  const { play, rows, strikes } = watched();
  play(bookAt(now(1), [[40, 5]], [[42, 5]]));
  const before = rows.table(now(1));
  expect(before.one).toMatchObject({ bid: 400_000, ask: 420_000, probability: 410_000 });
  expect(before.other).toMatchObject({ bid: null, isTrusted: false, probability: null });
  expect(rows.table(now(2))).toBe(before);
  play(levelAt(now(3), BID, [41, 5]));
  const after = rows.table(now(3));
  expect(after.one).toMatchObject({ bid: 410_000, bookAt: now(3) });
  expect(after.other).toBe(before.other);
  strikes.set('other', 7);
  expect(rows.table(now(3)).one).toBe(after.one);
});

test('how far it moved in a minute is known after a minute', () => {
  const { play, rows } = watched();
  play(bookAt(now(1), [[40, 5]], [[42, 5]]));
  rows.sample(now(1));
  play(bookAt(now(50), [[44, 5]], [[46, 5]]));
  rows.sample(now(50));
  expect(rows.table(now(50)).one?.velocity).toBe(null);
  expect(rows.table(now(62)).one?.velocity).toBe(40_000);
  expect(rows.table(now(111)).one?.velocity).toBe(0);
  expect(rows.pathOf('one')?.map(({ probability }) => probability)).toEqual([410_000, 450_000]);
  expect(rows.pathOf('nobody knows it')).toBe(undefined);
});

test('a market that is over leaves after a while, and its path can still be asked for', () => {
  const { play, rows } = watched();
  play(bookAt(now(1), [[40, 5]], [[42, 5]]));
  rows.sample(now(1));
  play(resolveAt(now(2), 1_000_000));
  rows.sample(now(3));
  expect(rows.table(now(3)).one).toMatchObject({ phase: 'resolved', payout: 1_000_000 });
  rows.sample(now(64));
  expect(Object.keys(rows.table(now(64)))).toEqual(['other']);
  expect(rows.pathOf('one')).toHaveLength(2);
});
