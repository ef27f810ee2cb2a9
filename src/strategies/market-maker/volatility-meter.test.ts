import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { near } from '../../../test/support/near.ts';
import { VolatilityMeter } from './volatility-meter.ts';

/** Sees a price each `every` seconds, from noon on. */
function seen(prices: readonly number[], every: number, halfLife = 1e9): VolatilityMeter {
  const meter = new VolatilityMeter(halfLife);
  for (const [i, price] of prices.entries()) meter.see(at(i * every), price);
  return meter;
}

describe('volatility', () => {
  test('is the root of squared moves by their time', () => {
    const meter = seen([0.5, 0.51, 0.5, 0.51, 0.5, 0.51, 0.5], 10);
    near(meter.perRootSecond, 0.01 / Math.sqrt(10), 1e-6);
  });

  test('is not known before half a minute is seen', () => {
    expect(seen([0.5, 0.51, 0.5], 10).perRootSecond).toBeNaN();
    expect(seen([0.5, 0.51, 0.5, 0.51], 10).perRootSecond).not.toBeNaN();
  });

  test('is 0 of what does not move', () => {
    expect(seen([0.5, 0.5, 0.5, 0.5, 0.5], 10).perRootSecond).toBe(0);
  });

  test('takes a bounce between two looks for no move', () => {
    const bouncing = Array.from({ length: 100 }, (_, i) => 0.5 + (i % 2) / 100);
    // Each second up or down: it looks each sixth second at most, always at the same price.
    expect(seen(bouncing, 3).perRootSecond).toBe(0);
  });

  test('forgets half in each half-life', () => {
    const still = Array.from({ length: 5 }, () => 0.5);
    const meter = seen(
      [...Array.from({ length: 200 }, (_, i) => 0.5 + (i % 2) / 100), ...still],
      10,
      20,
    );
    // Four looks after the last move: two half-lives.
    near(meter.perRootSecond, (0.01 / Math.sqrt(10)) * Math.sqrt(0.5 ** 2), 1e-3);
  });

  test('leaves out the jump over a break', () => {
    const meter = seen([0.5, 0.5, 0.5, 0.5, 0.5], 10);
    meter.breakOff();
    meter.see(at(60), 0.9);
    meter.see(at(70), 0.9);
    expect(meter.perRootSecond).toBe(0);
  });
});
