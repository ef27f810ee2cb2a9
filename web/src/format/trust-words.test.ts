import { expect, test } from 'vitest';
import { GAP_REASONS } from '../../../src/domain/tape.ts';
import { missingOfBook, whyNoMidpoint } from './trust-words.ts';

test('each reason not to trust a book is told by a sentence of its own, not by its code', () => {
  const reasons = [...GAP_REASONS, 'market_over'] as const;
  const told = reasons.map(missingOfBook);
  expect(new Set(told).size).toBe(reasons.length);
  for (const [i, reason] of reasons.entries()) {
    expect(told[i]).not.toContain(reason.replaceAll('_', ' '));
    expect(told[i]?.split(' ').length).toBeGreaterThan(5);
  }
  expect(missingOfBook('no_snapshot')).toMatch(/has not begun yet/);
});

test('why there is no probability names what is missing', () => {
  const both = { isTrusted: true, untrusted: null, hasBid: true, hasAsk: true };
  expect(whyNoMidpoint(both)).toBeUndefined();
  expect(whyNoMidpoint({ ...both, hasBid: false })).toBe('nobody bids');
  expect(whyNoMidpoint({ ...both, hasAsk: false })).toBe('nobody offers');
  expect(whyNoMidpoint({ ...both, hasBid: false, hasAsk: false })).toMatch(/bids, .*offers/);
  const gone = { ...both, isTrusted: false, untrusted: 'disconnected' } as const;
  expect(whyNoMidpoint(gone)).toMatch(/not trusted: the connection broke off/);
});
