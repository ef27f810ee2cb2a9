import { expect, test } from 'vitest';
import type { JournalEntry } from '../domain/journal-entry.ts';
import { entryInWords } from './replay-words.ts';

test.each([
  [610_000, 'btc trees 2 says 0.6250 of market 4, at a midpoint of 0.61'],
  [undefined, 'btc trees 2 says 0.6250 of market 4, without a midpoint'],
])('a forecast beside the midpoint %s', (mid, words) => {
  const forecast = { market: 4, model: 'btc trees 2', probability: 0.625, mid };
  const entry = { kind: 'Forecasted', at: 1_776_081_600_000_000, strategy: 1, ...forecast };
  expect(entryInWords(entry as JournalEntry)).toBe(`2026-04-13 12:00:00.000  ${words}`);
});
