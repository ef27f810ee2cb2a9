import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Timestamp } from '../../domain/units.ts';
import { upDownWindow } from './updown-slug.ts';

const at = (iso: string) => (Date.parse(iso) * 1_000) as Timestamp;

describe('an up/down slug', () => {
  test.each([
    ['btc-updown-5m-1776081300', 'btc', '5m', 300],
    ['btc-updown-15m-1771634700', 'btc', '15m', 900],
    ['eth-up-or-down-15m-1758510000', 'eth', '15m', 900],
    ['sol-updown-1h-1765450800', 'sol', '1h', 3600],
    ['hype-updown-4h-1770526800', 'hype', '4h', 14_400],
  ])('%s tells asset and window', (slug, asset, frame, seconds) => {
    const opens = Number(slug.split('-').at(-1));
    expect(upDownWindow(slug)).toEqual({
      asset,
      frame,
      opensAt: opens * 1_000_000,
      closesAt: (opens + seconds) * 1_000_000,
    });
  });

  test.each([
    ['bitcoin-up-or-down-april-29-2026-4am-et', '1h', '2026-04-29T08:00Z', '2026-04-29T09:00Z'],
    ['xrp-up-or-down-january-1-2027-12am-et', '1h', '2027-01-01T05:00Z', '2027-01-01T06:00Z'],
    ['solana-up-or-down-july-1-2026-12pm-et', '1h', '2026-07-01T16:00Z', '2026-07-01T17:00Z'],
    ['bitcoin-up-or-down-on-june-2-2026', 'daily', '2026-06-01T16:00Z', '2026-06-02T16:00Z'],
    ['bnb-up-or-down-on-march-8-2026', 'daily', '2026-03-07T17:00Z', '2026-03-08T16:00Z'],
    ['bnb-up-or-down-on-november-1-2026', 'daily', '2026-10-31T16:00Z', '2026-11-01T17:00Z'],
  ])('%s is read by the clock of New York', (slug, frame, opens, closes) => {
    expect(upDownWindow(slug)).toMatchObject({
      frame,
      opensAt: at(opens),
      closesAt: at(closes),
    });
  });

  test.each([
    ['2025-12-31T12:00Z', '2025-12-15T05:00Z'],
    ['2026-03-01T12:00Z', '2025-12-15T05:00Z'],
    ['2026-11-01T12:00Z', '2026-12-15T05:00Z'],
  ])('without its year is the one nearest to %s', (near, opens) => {
    const slug = 'bitcoin-up-or-down-december-15-12am-et';
    expect(upDownWindow(slug, at(near))?.opensAt).toBe(at(opens));
    expect(upDownWindow(slug)).toBeUndefined();
  });

  test('the hour that the end of summer time repeats is the first of the two', () => {
    const window = upDownWindow('bitcoin-up-or-down-november-1-2026-1am-et');
    expect(window?.opensAt).toBe(at('2026-11-01T05:00Z'));
  });

  test.each([
    'mlb-sd-lad-2025-06-17',
    'btc-updown-5m-1776081301',
    'btc-updown-7m-1776081300',
    'btc-updown-4h-1765450800',
    'BTC-updown-5m-1776081300',
    'btc-updown-5m-1776081300-x',
    'nvda-up-or-down-on-november-7-2025',
    'korn-ferry-kfy-up-or-down-after-earnings',
    'bitcoin-up-or-down-april-31-2026-4am-et',
    'bitcoin-up-or-down-april-29-2026-13pm-et',
    'bitcoin-up-or-down-april-29-2026-0am-et',
    'bitcoin-up-or-down-march-8-2026-2am-et',
    'bitcoin-up-or-down-smarch-8-2026-1am-et',
    'zcash-up-or-down-april-29-2026-4am-et',
    'bitcoin-up-or-down-on-june-2',
    '',
  ])('"%s" tells nothing', (slug) => {
    expect(upDownWindow(slug)).toBeUndefined();
  });

  test('never throws', () => {
    const words = fc.constantFrom('up', 'or', 'down', 'on', 'may', '31', '2026', '1am', 'et', '0');
    fc.assert(
      fc.property(fc.string(), fc.array(words), fc.nat(), (text, parts, near) => {
        expect(upDownWindow(text)).toBeUndefined();
        expect(() => upDownWindow(`btc-updown-${text}`)).not.toThrow();
        const slug = `bitcoin-up-or-down-${parts.join('-')}`;
        expect(() => upDownWindow(slug, near as Timestamp)).not.toThrow();
      }),
    );
  });
});
