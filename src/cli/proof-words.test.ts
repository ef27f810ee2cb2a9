import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { unprovenInWords, whileUnproven } from './proof-words.ts';

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
