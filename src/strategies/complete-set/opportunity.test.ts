import { describe, expect, test } from 'vitest';
import { type FeeSchedule, FREE } from '../../domain/fee.ts';
import type { Price, Shares, Usd } from '../../domain/units.ts';
import { findOpportunity, type Level, type Terms, type Way } from './opportunity.ts';

const CRYPTO: FeeSchedule = { ratePpm: 70_000, exponent: 1, makerRebatePpm: 0 };
const TERMS: Terms = {
  fee: FREE,
  gas: 0 as Usd,
  edge: 0 as Price,
  least: 5e6 as Shares,
  most: 50e6 as Shares,
};

/** "0.45x10 0.46x5": price and shares of each level. */
function ladder(text: string): Level[] {
  return text
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => {
      const [price = 0, size = 0] = word.split('x').map((part) => Math.round(Number(part) * 1e6));
      return { price: price as Price, size: size as Shares };
    });
}

/** "10 for 0.5 at 0.45 / 0.5": sets, what is left, and the worst prices; in dollars. */
function found(way: Way, first: string, second: string, terms: Partial<Terms> = {}): string {
  const one = findOpportunity(way, [ladder(first), ladder(second)], { ...TERMS, ...terms });
  if (one === undefined) return 'nothing';
  const [a, b] = one.worst.map((price) => price / 1e6);
  return `${one.shares / 1e6} for ${one.net / 1e6} at ${a} / ${b}`;
}

describe('both outcomes for less than a dollar', () => {
  test.each<[string, string, Partial<Terms>, string]>([
    ['0.45x10', '0.5x20', {}, '10 for 0.5 at 0.45 / 0.5'],
    ['0.45x10', '0.55x20', {}, 'nothing'],
    ['0.45x10', '', {}, 'nothing'],
    // Level by level, each at its own price, as long as a set is worth it.
    ['0.45x10 0.48x30', '0.5x20 0.51x20', {}, '40 for 0.9 at 0.48 / 0.51'],
    ['0.45x10 0.52x30', '0.5x20', {}, '10 for 0.5 at 0.45 / 0.5'],
    ['0.4x100', '0.5x100', {}, '50 for 5 at 0.4 / 0.5'],
    ['0.45x4.99', '0.5x20', {}, 'nothing'],
    // A set pays 0.07 * 0.2475 and 0.07 * 0.25 in fees: 0.034825.
    ['0.45x10', '0.5x10', { fee: CRYPTO }, '10 for 0.15175 at 0.45 / 0.5'],
    ['0.47x10', '0.5x10', { fee: CRYPTO }, 'nothing'],
    ['0.45x10', '0.5x10', { gas: 0.499e6 as Usd }, '10 for 0.001 at 0.45 / 0.5'],
    ['0.45x10', '0.5x10', { gas: 0.5e6 as Usd }, 'nothing'],
    // The edge is asked of each set, and of all of them after gas.
    ['0.45x10 0.49x10', '0.5x20', { edge: 0.02e6 as Price }, '10 for 0.5 at 0.45 / 0.5'],
    ['0.45x10', '0.5x10', { edge: 0.05e6 as Price, gas: 1 as Usd }, 'nothing'],
    // A level of unknown size is no depth.
    ['0.45x-0.000001', '0.5x10', {}, 'nothing'],
    ['0.45x10.005', '0.5x20', {}, '10 for 0.50025 at 0.45 / 0.5'],
  ])('%s and %s under %o: %s', (first, second, terms, expected) => {
    expect(found('buy_merge', first, second, terms)).toBe(expected);
  });
});

describe('both outcomes for more than a dollar', () => {
  test.each<[string, string, Partial<Terms>, string]>([
    ['0.55x10', '0.5x20', {}, '10 for 0.5 at 0.55 / 0.5'],
    ['0.55x10', '0.45x20', {}, 'nothing'],
    ['0.55x10 0.52x10', '0.5x12', {}, '12 for 0.54 at 0.52 / 0.5'],
    ['0.55x10', '0.5x10', { fee: CRYPTO, gas: 5_000 as Usd }, '10 for 0.14675 at 0.55 / 0.5'],
  ])('%s and %s under %o: %s', (first, second, terms, expected) => {
    expect(found('split_sell', first, second, terms)).toBe(expected);
  });
});
