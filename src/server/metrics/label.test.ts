import { expect, test } from 'vitest';
import { KnownLabels, mostValues, OTHER } from './label.ts';

test('the first values of a label keep their names, all later ones are "other"', () => {
  const known = new KnownLabels();
  const named = Array.from({ length: 100 }, (_, i) => known.bounded('strategy', `maker-${i}`));
  expect(new Set(named).size).toBe(mostValues('strategy'));
  expect(named.at(-1)).toBe(OTHER);
  expect(known.bounded('strategy', 'maker-0')).toBe('maker-0');
});

test('what looks like a market or an order is no code', () => {
  const known = new KnownLabels();
  for (const value of ['btc-updown-5m-1776081300', '0x1f', 'not found', '', 'Nein', '<b>']) {
    expect(known.bounded('code', value)).toBe(OTHER);
  }
  expect(known.bounded('code', 'post_only_crosses')).toBe('post_only_crosses');
});

test('what has no place takes none', () => {
  const known = new KnownLabels();
  for (let i = 0; i < 1_000; i++) known.bounded('code', `order ${i}`);
  expect(known.bounded('code', 'late')).toBe('late');
});
