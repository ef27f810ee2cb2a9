import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { upDownWindow } from './updown-slug.ts';

describe('an up/down slug', () => {
  test.each([
    ['btc-updown-5m-1776081300', 'btc', 300],
    ['btc-updown-15m-1771634700', 'btc', 900],
    ['sol-updown-1h-1765450800', 'sol', 3600],
    ['hype-updown-4h-1765450800', 'hype', 14_400],
  ])('%s tells asset and window', (slug, asset, durationSeconds) => {
    const opens = Number(slug.split('-')[3]);
    expect(upDownWindow(slug)).toEqual({
      asset,
      durationSeconds,
      opensAt: opens * 1_000_000,
      closesAt: (opens + durationSeconds) * 1_000_000,
    });
  });

  test.each([
    'mlb-sd-lad-2025-06-17',
    'btc-updown-5m-1776081301',
    'btc-updown-7m-1776081300',
    'BTC-updown-5m-1776081300',
    'btc-updown-5m-1776081300-x',
    'bitcoin-up-or-down-april-29-2026-4am-et',
    '',
  ])('"%s" tells nothing', (slug) => {
    expect(upDownWindow(slug)).toBeUndefined();
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(upDownWindow(text)).toBeUndefined();
        expect(() => upDownWindow(`btc-updown-${text}`)).not.toThrow();
      }),
    );
  });
});
