import { expect, test } from 'vitest';
import type { JournalEntry } from '../domain/journal-entry.ts';
import type { WrittenRun } from '../runtime/replay/read-run.ts';
import type { ReplayedRun } from '../runtime/replay/replay-run.ts';
import { endInLines, entryInWords, headInLines } from './replay-words.ts';

test.each([
  [610_000, 'btc trees 2 says 0.6250 of market 4, at a midpoint of 0.61'],
  [undefined, 'btc trees 2 says 0.6250 of market 4, without a midpoint'],
])('a forecast beside the midpoint %s', (mid, words) => {
  const forecast = { market: 4, model: 'btc trees 2', probability: 0.625, mid };
  const entry = { kind: 'Forecasted', at: 1_776_081_600_000_000, strategy: 1, ...forecast };
  expect(entryInWords(entry as JournalEntry)).toBe(`2026-04-13 12:00:00.000  ${words}`);
});

test('a run on recorded and simulated markets is called so, with the datasets of each', () => {
  const mixed = { real: ['books'], invented: ['demo-1', 'demo-2'] };
  const replayed = { decisions: [], changes: [], isSame: true, provenance: 'simulated' };
  const told = (more: object) =>
    endInLines({} as WrittenRun, { ...replayed, ...more } as unknown as ReplayedRun, 0);
  expect(told({ mixed, written: 0, repeated: 0 })[1]).toBe(
    'SIMULATED IN PART: what it traded on was invented (demo-1, demo-2) and recorded (books): ' +
      'no figure of it is of either.',
  );
  expect(told({ mixed: undefined, written: 0, repeated: 0 })[1]).toMatch(/^SIMULATED: /);
});

test('answers are the venue’s as far as a live run was there', () => {
  const begun = { name: 'live-1', mode: 'live', at: 0, software: {}, strategies: [] };
  const told = (entries: readonly object[]) =>
    headInLines({ begun, entries, ended: {} } as unknown as WrittenRun)[1];
  expect(told([])).toBe('Answers are those that the venue gave, when it gave them.');
  const left = { kind: 'Operated', at: 1_776_081_600_000_000, command: { kind: 'ToPaper' } };
  expect(told([left])).toBe(
    'Answers are those that the venue gave, when it gave them; from 2026-04-13 12:00:00 UTC on, ' +
      'on paper, they are SIMULATED.',
  );
});
