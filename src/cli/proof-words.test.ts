import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whileUnproven } from './proof-words.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
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
