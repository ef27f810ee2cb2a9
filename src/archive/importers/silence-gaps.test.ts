import { expect, test } from 'vitest';
import type { MarketNumber, UnitWriter } from '../importer.ts';
import { SilenceGaps } from './silence-gaps.ts';

/** Gaps that these times make when each stands for ten. */
function gapsOf(times: readonly number[]) {
  const gaps: unknown[] = [];
  const writer = { gap: (...gap: unknown[]) => gaps.push(gap) } as unknown as UnitWriter;
  const silence = new SilenceGaps(writer, 7 as MarketNumber, [0, 1], 10);
  const news = times.map((time) => silence.heard(time));
  return { gaps, news };
}

test('what stands is known, and nothing from there to the next row, of either token', () => {
  expect(gapsOf([100, 110, 131]).gaps).toEqual([
    [7, 0, 120, 131, 'recording_gap'],
    [7, 1, 120, 131, 'recording_gap'],
  ]);
});

test('a row that goes back in time ends no silence and begins none', () => {
  expect(gapsOf([100, 50, 110])).toEqual({ gaps: [], news: [true, false, true] });
});
