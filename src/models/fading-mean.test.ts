import { expect, test } from 'vitest';
import { near } from '../../test/support/near.ts';
import { FadingMean } from './fading-mean.ts';

test('is not known before anything weighs', () => {
  expect([new FadingMean().mean, new FadingMean().weight]).toEqual([Number.NaN, 0]);
});

test('what is older counts less, by what was kept of it', () => {
  const fading = new FadingMean();
  fading.add(0.5, 8, 1);
  near(fading.mean, 8);
  fading.add(0.5, 2, 2);
  // Half of one at 8, two at 2.
  near(fading.weight, 2.5);
  near(fading.mean, (0.5 * 8 + 2 * 2) / 2.5);
});

test('asking what would be changes nothing', () => {
  const fading = new FadingMean();
  fading.add(1, 8, 1);
  near(fading.meanWith(0.25, 0, 0.75), 2);
  near(fading.weightWith(0.25, 0.75), 1);
  expect([fading.mean, fading.weight]).toEqual([8, 1]);
});
