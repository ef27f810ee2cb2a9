import { expect, test } from 'vitest';
import type { VenueOrderId } from '../../domain/ids.ts';
import { unprovenInWords, zeroInWords } from './proof-words.ts';

test('what is not proven is told with what is known, and nothing in empty brackets', () => {
  const unresolved = ['0x1', '0x2'];
  expect(unprovenInWords({ open: [], unresolved, troubles: [] })).toBe(
    '0 open orders, 2 of unknown fate',
  );
  expect(unprovenInWords({ open: undefined, troubles: ['cancel-all: late', 'open: 503'] })).toBe(
    'what is open is not known (cancel-all: late; open: 503)',
  );
});

const THEIRS = ['0xaa', '0xbb'] as VenueOrderId[];
const AT = Date.UTC(2026, 0, 1, 12, 30) * 1_000;

test('a proof says when the venue was asked, where that is told', () => {
  expect(zeroInWords({ at: AT })).toBe('0 open orders, by query at 2026-01-01 12:30:00 UTC.');
  expect(zeroInWords({ at: undefined, others: [] })).toBe('0 open orders, by query.');
});

test('what was left alone is counted, and what becomes of it is told', () => {
  expect(zeroInWords({ at: AT, others: THEIRS })).toMatch(
    /^0 open orders of its own, by query at .* UTC; 2 orders of others with this key left alone/,
  );
});
