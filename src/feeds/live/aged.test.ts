import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import { Aged } from './aged.ts';

function stage() {
  const clock = new VirtualClock();
  return { clock, aged: new Aged<string>(clock) };
}

describe('the age of what was told', () => {
  test('is that of the event: delivery counts', () => {
    const { clock, aged } = stage();
    expect(aged.heard).toBeUndefined();
    clock.advance(10_000);
    expect(aged.take('a', at(9), clock.now())).toBe(true);
    expect(aged.heard).toEqual({ value: 'a', ageMs: 1_000 });
    clock.advance(500);
    expect(aged.heard).toEqual({ value: 'a', ageMs: 1_500 });
  });

  test('makes it unknown at the limit', () => {
    const { clock, aged } = stage();
    aged.take('a', at(0), clock.now());
    clock.advance(5_000);
    expect(aged.within(5_000)).toEqual({ value: 'a', ageMs: 5_000 });
    clock.advance(1);
    expect(aged.within(5_000)).toBeUndefined();
    expect(aged.heard?.value).toBe('a');
  });

  test('grows though it is repeated', () => {
    const { clock, aged } = stage();
    for (let i = 0; i < 10; i++) {
      aged.take('a', at(0), clock.now());
      clock.advance(1_000);
    }
    expect(aged.heard?.ageMs).toBe(10_000);
  });

  test('does not shrink when the wall clock is set back', () => {
    const { clock, aged } = stage();
    aged.take('a', at(0), clock.now());
    clock.advance(6_000);
    clock.stepWall(-3_600_000);
    expect(aged.within(5_000)).toBeUndefined();
  });

  test('is unknown for what says to be from the future', () => {
    const { clock, aged } = stage();
    expect(aged.take('a', at(2), clock.now())).toBe(true);
    expect(aged.heard?.ageMs).toBe(0);
    expect(aged.take('b', at(2.001), clock.now())).toBe(false);
    expect(aged.heard?.value).toBe('a');
  });

  test('belongs to the newest; of one time, to the last', () => {
    const { clock, aged } = stage();
    clock.advance(3_000);
    aged.take('a', at(2), clock.now());
    aged.take('old', at(1), clock.now());
    expect(aged.heard?.value).toBe('a');
    aged.take('b', at(2), clock.now());
    expect(aged.heard?.value).toBe('b');
  });
});
