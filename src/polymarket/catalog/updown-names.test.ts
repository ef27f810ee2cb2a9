import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gammaMarkets } from '../../../test/support/gamma-rows.ts';
import { recording, testRecorded } from '../../../test/support/recorded.ts';
import type { Timestamp } from '../../domain/units.ts';
import { UP_DOWN_FRAMES } from '../../domain/up-down-rule.ts';
import { upDownWindow } from '../wire/updown-slug.ts';
import { windowAt } from '../wire/updown-window.ts';
import { UP_DOWN_ASSETS } from '../wire/updown-words.ts';
import { seriesSlugOf, slugsOf } from './updown-names.ts';

const at = (iso: string) => (Date.parse(iso) * 1_000) as Timestamp;
const HOUR = 3_600_000_000;

describe('the slug of a window', () => {
  test.each([
    ['btc', '5m', '2026-04-13T11:55Z', ['btc-updown-5m-1776081300']],
    ['eth', '1h', '2026-04-29T08:10Z', ['ethereum-up-or-down-april-29-2026-4am-et']],
    ['sol', '1h', '2025-08-03T04:00Z', ['solana-up-or-down-august-3-12am-et']],
    [
      'btc',
      '1h',
      '2026-03-20T16:00Z',
      ['bitcoin-up-or-down-march-20-2026-12pm-et', 'bitcoin-up-or-down-march-20-12pm-et'],
    ],
    ['doge', 'daily', '2026-06-01T20:00Z', ['dogecoin-up-or-down-on-june-2-2026']],
    ['zec', 'daily', '2026-06-01T20:00Z', []],
  ] as const)('%s %s at %s', (asset, frame, time, slugs) => {
    expect(slugsOf(windowAt(asset, frame, at(time)))).toEqual(slugs);
  });

  test('leads back to the window, over years, for all but one hour a year', () => {
    const time = fc.integer({ min: at('2025-06-01') / 1e6, max: at('2040-01-01') / 1e6 });
    const asset = fc.constantFrom(...UP_DOWN_ASSETS);
    const frames = fc.constantFrom(...UP_DOWN_FRAMES);
    fc.assert(
      fc.property(asset, frames, time, (some, frame, seconds) => {
        const window = windowAt(some, frame, (seconds * 1e6) as Timestamp);
        for (const slug of slugsOf(window))
          expect(upDownWindow(slug, window.opensAt)).toEqual(window);
      }),
      { numRuns: 2_000 },
    );
  });

  test('is missing for the second of two hours with one name, and for no other', () => {
    const nameless: number[] = [];
    const from = at('2026-01-01');
    for (let time = from; time < at('2027-01-01'); time = (time + HOUR) as Timestamp) {
      if (slugsOf(windowAt('btc', '1h', time)).length === 0) nameless.push(time);
    }
    expect(nameless).toEqual([at('2026-11-01T06:00Z')]);
  });

  const catalogue = recording('gamma-and-clob-catalogues-2026-02');
  testRecorded('is the one the venue gave every recorded window', catalogue, (folder) => {
    const rows = gammaMarkets(folder, 'gamma-markets-600.json.gz').filter(
      ({ slug, opensAt }) => upDownWindow(slug ?? '', opensAt) !== undefined,
    );
    let predicted = 0;
    for (const { slug = '', opensAt, endsAt, events } of rows) {
      const window = upDownWindow(slug, opensAt);
      expect(window).toMatchObject({ opensAt, closesAt: endsAt });
      if (window === undefined) continue;
      if (slugsOf(window).includes(slug)) predicted++;
      expect(events[0]?.seriesSlug?.replace('solana', 'sol')).toBe(seriesSlugOf(window));
    }
    // Three of September 2025 have the form of their day, which is read and not written.
    expect([rows.length, predicted]).toEqual([64, 61]);
  });
});
