import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { VenueOrderId } from '../domain/ids.ts';
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

test('a desk that ends says what it left alone, and what the venue does with that', () => {
  expect(zeroInWords({ isProven: true, others: [] })).toBe('0 open orders, by query.');
  expect(zeroInWords({ isProven: true, others: THEIRS })).toMatch(
    /^0 open orders of its own, by query; 2 orders of others with this key left alone\. Unless/,
  );
});

test('what is not proven is never called zero', () => {
  expect(zeroInWords({ isProven: false, others: THEIRS })).toMatch(/^NOT PROVEN/);
  expect(zeroInWords({ isProven: false, others: undefined })).toMatch(/^NOT PROVEN/);
});
