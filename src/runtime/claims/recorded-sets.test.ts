import { describe, expect, test } from 'vitest';
import { doubtOf } from './doubted-sets.ts';
import { standInsOf } from './recorded-sets.ts';

type Markets = Parameters<typeof standInsOf>[0]['markets'];

const market = (category: string | undefined, fee?: string, delay?: string) =>
  ({ category, feeSource: fee, takerDelaySource: delay }) as Markets[number];

describe('what stands in for facts that a set does not tell', () => {
  test('is the first documented of its category, and says so', () => {
    const found = standInsOf({ markets: [market('crypto'), market('crypto')] });
    expect(found).toMatchObject({
      fee: { ratePpm: 70_000, exponent: 1, makerRebatePpm: 200_000 },
      takerDelayMs: 250,
    });
    expect(found.told).toEqual([
      expect.stringMatching(/^The fee of these days is not documented: .+ 2026-03-30 \(/),
      expect.stringMatching(/^The taker delay of these days .+ 2026-03-30, 250 ms\.$/),
    ]);
  });

  test('is nothing where a market has a fact of its own', () => {
    const told = market('crypto', 'Gamma');
    expect(standInsOf({ markets: [told, market('crypto')] })).toMatchObject({
      fee: undefined,
      takerDelayMs: 250,
      told: [expect.stringContaining('taker delay')],
    });
  });

  test.each([
    ['of two categories', [market('crypto'), market('sports')]],
    ['of no known category', [market(undefined)]],
    ['of a category without any documented fact', [market('chess')]],
    ['without markets', []],
  ])('is nothing for a set %s', (_, markets) => {
    expect(standInsOf({ markets })).toEqual({
      fee: undefined,
      takerDelayMs: undefined,
      told: [],
    });
  });
});

test('a set whose clock may run late is in doubt, others are not', () => {
  expect(doubtOf('btc-5m-ladders-2026-07')).toContain('clock');
  expect(doubtOf('btc-5m-books-2026-04')).toBeUndefined();
});
