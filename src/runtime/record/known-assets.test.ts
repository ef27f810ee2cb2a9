import { expect, test } from 'vitest';
import { strangeAssetsInWords } from './known-assets.ts';

test('assets that the venue is not known for are named, with those that it is', () => {
  expect(strangeAssetsInWords(['btc', 'eth'])).toBeUndefined();
  expect(strangeAssetsInWords(['btc', 'btcc', 'gold'])).toMatch(
    /^btcc, gold: .*\(btc, eth, .*zec\)/,
  );
});
