import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { VenueOrderId } from '../domain/ids.ts';
import type { Timestamp } from '../domain/units.ts';
import { unprovenInWords, whileUnproven, zeroInWords } from './proof-words.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test('what is not proven is told with what is known, and nothing in empty brackets', () => {
  const unresolved = ['0x1', '0x2'];
  expect(unprovenInWords({ open: [], unresolved, troubles: [] })).toBe(
    '0 open orders, 2 of unknown fate',
  );
  expect(unprovenInWords({ open: undefined, troubles: ['cancel-all: late', 'open: 503'] })).toBe(
    'what is open is not known (cancel-all: late; open: 503)',
  );
});

test('who waits for a proof hears each 5 s that there is none', async () => {
  const said: string[] = [];
  let prove: (proof: string) => void = () => {};
  const proof = whileUnproven(
    new Promise<string>((resolve) => {
      prove = resolve;
    }),
    (text) => said.push(text),
  );
  await vi.advanceTimersByTimeAsync(11_000);
  expect(said).toEqual([
    expect.stringMatching(/After 5 s .* NOT PROVEN yet/),
    expect.stringMatching(/After 10 s/),
  ]);
  prove('zero');
  expect(await proof).toBe('zero');
  expect(vi.getTimerCount()).toBe(0);
});

const THEIRS = ['0xaa', '0xbb'] as VenueOrderId[];
const AT = (Date.UTC(2026, 0, 1, 12, 30) * 1_000) as Timestamp;

test('a desk that leaves says when that was proven, and what becomes of what it left alone', () => {
  expect(zeroInWords({ isProven: true, at: AT, others: [] })).toBe(
    '0 open orders, by query at 2026-01-01 12:30:00 UTC.',
  );
  expect(zeroInWords({ isProven: true, at: AT, others: THEIRS })).toMatch(
    /^0 open orders of its own, by query at .* UTC; 2 orders of others with this key left alone/,
  );
});

test('what is not proven is never called zero', () => {
  expect(zeroInWords({ isProven: false, at: undefined, others: THEIRS })).toMatch(/^NOT PROVEN/);
  expect(zeroInWords({ isProven: false, at: undefined })).toMatch(/^NOT PROVEN/);
});
