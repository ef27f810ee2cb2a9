import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import { VenueClock } from './venue-clock.ts';

/** One question for the time: how long each way takes, by a venue that is ahead by so much. */
function ask(clock: VirtualClock, venue: VenueClock, aheadMs: number, there: number, back: number) {
  const sent = clock.monotonic();
  clock.advance(there);
  const seconds = Math.floor((clock.now() + aheadMs * 1_000) / MICROS_PER_SECOND);
  clock.advance(back);
  return venue.measure(sent, (seconds * MICROS_PER_SECOND) as Timestamp);
}

describe('the venue’s clock', () => {
  test('is within the stated bound, after any number of answers', () => {
    const answers = fc.array(fc.tuple(fc.nat(400), fc.nat(400), fc.nat(3_000)), { minLength: 1 });
    fc.assert(
      fc.property(fc.integer({ min: -9_000, max: 9_000 }), answers, (aheadMs, asked) => {
        const clock = new VirtualClock();
        const venue = new VenueClock(clock);
        for (const [there, back, pause] of asked) {
          ask(clock, venue, aheadMs, there, back);
          clock.advance(pause);
        }
        const skew = venue.skew();
        expect(Math.abs((skew?.ms ?? 1e9) + aheadMs)).toBeLessThanOrEqual(
          (skew?.boundMs ?? 0) + 0.01,
        );
      }),
    );
  });

  test('is known better after several answers than after one', () => {
    const clock = new VirtualClock();
    const venue = new VenueClock(clock);
    ask(clock, venue, 400, 20, 20);
    const first = venue.skew()?.boundMs ?? 0;
    for (let i = 0; i < 10; i++) {
      clock.advance(270);
      ask(clock, venue, 400, 20, 20);
    }
    expect(first).toBe(520);
    expect(venue.skew()?.boundMs).toBeLessThan(150);
  });

  test('corrects what is signed', () => {
    const clock = new VirtualClock();
    const venue = new VenueClock(clock);
    ask(clock, venue, 6_000, 10, 10);
    const own = Math.floor(clock.now() / MICROS_PER_SECOND);
    const told = venue.seconds();
    expect(told.ok && told.value - own).toBeGreaterThanOrEqual(5);
  });

  test('does not move when the machine’s is set a little', () => {
    const clock = new VirtualClock();
    const venue = new VenueClock(clock);
    ask(clock, venue, 0, 10, 10);
    const before = venue.now();
    clock.stepWall(-900);
    expect(venue.now()).toBe(before);
    expect(venue.seconds().ok).toBe(true);
  });

  test.each<[string, (clock: VirtualClock, venue: VenueClock) => void, string]>([
    ['it was never asked', () => {}, 'clock_unmeasured'],
    [
      'it was asked too long ago',
      (clock, venue) => {
        ask(clock, venue, 0, 10, 10);
        clock.advance(1_800_001);
      },
      'clock_unmeasured',
    ],
    [
      'the machine’s was set, or slept',
      (clock, venue) => {
        ask(clock, venue, 0, 10, 10);
        clock.stepWall(60_000);
      },
      'clock_unmeasured',
    ],
    ['ours is far ahead', (clock, venue) => void ask(clock, venue, -12_000, 10, 10), 'clock_skew'],
    ['ours is far behind', (clock, venue) => void ask(clock, venue, 12_000, 10, 10), 'clock_skew'],
  ])('signs nothing when %s', (_name, happen, code) => {
    const clock = new VirtualClock();
    const venue = new VenueClock(clock);
    happen(clock, venue);
    expect(venue.seconds()).toMatchObject({ ok: false, code });
  });

  test('learns nothing from a slow answer', () => {
    const clock = new VirtualClock();
    const venue = new VenueClock(clock);
    expect(ask(clock, venue, 0, 2_000, 1_001)).toMatchObject({ code: 'slow_answer' });
    expect(venue.skew()).toBeUndefined();
    expect(venue.now()).toBe(clock.now());
  });

  test('believes a newer answer that contradicts an older one', () => {
    const clock = new VirtualClock();
    const venue = new VenueClock(clock);
    ask(clock, venue, 0, 10, 10);
    ask(clock, venue, 5_000, 10, 10);
    expect(venue.skew()?.ms).toBeLessThan(-4_400);
  });
});
