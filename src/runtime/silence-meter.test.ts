import { expect, test } from 'vitest';
import { aMarket, at } from '../../test/support/a-market.ts';
import { type Row, tapeOf } from '../../test/support/tape-rows.ts';
import type { Market } from '../domain/market.ts';
import {
  FLAG_DERIVED,
  FLAG_LAST,
  KIND_CONFIRM,
  KIND_GAP,
  KIND_LEVEL,
  KIND_REFERENCE,
  KIND_TRADE,
} from '../domain/tape.ts';
import { SilenceMeter } from './silence-meter.ts';

/** A message of one row, or another row of the tape. */
const heard = (seconds: number, kind = KIND_LEVEL, market = 0): Row => ({
  kind,
  at: at(seconds),
  market,
  flags: FLAG_LAST,
});

function silenceOf(rows: readonly Row[], market: Partial<Market> = {}) {
  const meter = new SilenceMeter([aMarket(market), aMarket({ slug: 'other' })]);
  meter.onTape(tapeOf(rows));
  return meter.of(0);
}

test('the longest wait between two messages is kept, and how many were longer than 5 s', () => {
  const rows = [
    heard(1),
    heard(3),
    heard(8),
    heard(13.000001, KIND_TRADE),
    heard(25, KIND_CONFIRM),
  ];
  expect(silenceOf(rows)).toEqual({ longest: 11_999_999, long: 2 });
});

test('rows inside a message and reference prices break no silence', () => {
  const inside = { ...heard(5), flags: 0 };
  const rows = [heard(1), inside, heard(6, KIND_REFERENCE), heard(9)];
  expect(silenceOf(rows)).toEqual({ longest: 8_000_000, long: 1 });
});

test('nor does a book that is told again', () => {
  const again = { ...heard(5), flags: FLAG_LAST | FLAG_DERIVED };
  expect(silenceOf([heard(1), again, heard(9)])).toEqual({ longest: 8_000_000, long: 1 });
});

test('nor does another market', () => {
  const rows = [heard(1), heard(3, KIND_LEVEL, 1), heard(9)];
  expect(silenceOf(rows)).toEqual({ longest: 8_000_000, long: 1 });
});

test('a gap that is told is no silence', () => {
  const rows = [heard(1), heard(2), heard(3, KIND_GAP), heard(60), heard(61)];
  expect(silenceOf(rows)).toEqual({ longest: 1_000_000, long: 0 });
});

test('only the time between opening and close counts', () => {
  const rows = [heard(-100), heard(-50), heard(2), heard(3), heard(298), heard(400)];
  expect(silenceOf(rows)).toEqual({ longest: 295_000_000, long: 1 });
  expect(silenceOf([heard(-100), heard(7), heard(8)])).toEqual({ longest: 7_000_000, long: 1 });
  const untold = { opensAt: undefined, closesAt: undefined };
  expect(silenceOf([heard(-100), heard(7)], untold)).toEqual({ longest: 107_000_000, long: 1 });
});

test('a cut between two tapes changes nothing', () => {
  const meter = new SilenceMeter([aMarket()]);
  meter.onTape(tapeOf([heard(1)]));
  meter.onTape(tapeOf([heard(10)]));
  expect(meter.of(0)).toEqual({ longest: 9_000_000, long: 1 });
});

test('without two messages there is nothing to say', () => {
  expect(silenceOf([])).toBeUndefined();
  expect(silenceOf([heard(5)])).toBeUndefined();
  expect(silenceOf([heard(-9), heard(-5), heard(301)])).toEqual({ longest: 300_000_000, long: 1 });
  expect(silenceOf([heard(-9), heard(-5)])).toBeUndefined();
});
