import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Timestamp } from '../../domain/units.ts';
import { UP_DOWN_FRAMES, type UpDownFrame } from '../../domain/up-down-rule.ts';
import { windowAt, windowFrom } from './updown-window.ts';

const at = (iso: string) => (Date.parse(iso) * 1_000) as Timestamp;

/** Openings of all windows from one time to another, each found from the close before. */
function openings(frame: UpDownFrame, from: string, to: string): string[] {
  const found: string[] = [];
  for (let { opensAt, closesAt } = windowAt('btc', frame, at(from)); opensAt < at(to); ) {
    found.push(new Date(opensAt / 1_000).toISOString().slice(0, 16));
    ({ opensAt, closesAt } = windowAt('btc', frame, closesAt));
  }
  return found;
}

describe('windows', () => {
  test.each(UP_DOWN_FRAMES)('of %s tile years without holes', (frame) => {
    const time = fc.integer({ min: at('2008-01-01') / 1e6, max: at('2040-01-01') / 1e6 });
    fc.assert(
      fc.property(time, (seconds) => {
        const now = (seconds * 1e6) as Timestamp;
        const window = windowAt('btc', frame, now);
        expect(window.opensAt).toBeLessThanOrEqual(now);
        expect(window.closesAt).toBeGreaterThan(now);
        expect(windowFrom('btc', frame, window.opensAt)).toEqual(window);
        const next = windowAt('btc', frame, window.closesAt);
        expect(next.opensAt).toBe(window.closesAt);
        const last = windowAt('btc', frame, (window.opensAt - 1) as Timestamp);
        expect(last.closesAt).toBe(window.opensAt);
      }),
      { numRuns: 500 },
    );
  });

  test('of four hours move with the clock of New York, one of them three hours long', () => {
    expect(openings('4h', '2026-03-08T00:00Z', '2026-03-08T16:00Z')).toEqual([
      '2026-03-07T21:00',
      '2026-03-08T01:00',
      '2026-03-08T05:00',
      '2026-03-08T08:00',
      '2026-03-08T12:00',
    ]);
  });

  test('of four hours move back in autumn, one of them five hours long', () => {
    expect(openings('4h', '2026-11-01T00:00Z', '2026-11-01T16:00Z')).toEqual([
      '2026-11-01T00:00',
      '2026-11-01T04:00',
      '2026-11-01T09:00',
      '2026-11-01T13:00',
    ]);
  });

  test('of a day run from noon to noon in New York', () => {
    expect(openings('daily', '2026-03-07T00:00Z', '2026-03-10T00:00Z')).toEqual([
      '2026-03-06T17:00',
      '2026-03-07T17:00',
      '2026-03-08T16:00',
      '2026-03-09T16:00',
    ]);
  });

  test('open only at their own times', () => {
    expect(windowFrom('btc', '4h', at('2026-11-14T01:00Z'))).toBeDefined();
    expect(windowFrom('btc', '4h', at('2026-11-14T00:00Z'))).toBeUndefined();
    expect(windowFrom('btc', '5m', at('2026-11-14T00:01Z'))).toBeUndefined();
  });
});
