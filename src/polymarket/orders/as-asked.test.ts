import { describe, expect, test } from 'vitest';
import { anExchangeOrder } from '../../../test/support/an-exchange-order.ts';
import { anOrder } from '../../../test/support/an-order.ts';
import { InvariantError } from '../../domain/invariant.ts';
import type { Price, Shares, Usd } from '../../domain/units.ts';
import type { ExchangeOrder } from '../signing/exchange-order.ts';
import { assertLimitAsAsked, assertMarketBuyAsAsked } from './as-asked.ts';

describe('a limit order', () => {
  const { terms } = anOrder({ price: 520_000 as Price, size: 8_200_000 as Shares });
  const check = (changes: Partial<ExchangeOrder>) => () =>
    assertLimitAsAsked(anExchangeOrder(changes), terms);

  test('that is what was asked passes', () => {
    expect(check({ makerAmount: 4_264_000, takerAmount: 8_200_000 })).not.toThrow();
  });

  test.each<[string, Partial<ExchangeOrder>]>([
    ['of shrunken size', { makerAmount: 4_258_800, takerAmount: 8_190_000 }],
    ['of the other side', { side: 'sell', makerAmount: 8_200_000, takerAmount: 4_264_000 }],
    ['that pays a unit more', { makerAmount: 4_264_001, takerAmount: 8_200_000 }],
    ['that pays a unit less', { makerAmount: 4_263_999, takerAmount: 8_200_000 }],
    ['at another price of the grid', { makerAmount: 4_346_000, takerAmount: 8_200_000 }],
    ['with amounts exchanged', { makerAmount: 8_200_000, takerAmount: 4_264_000 }],
    ['of nothing', { makerAmount: 0, takerAmount: 0 }],
  ])('%s is stopped', (_name, changes) => {
    expect(check(changes)).toThrow(InvariantError);
    expect(check(changes)).toThrow(
      /^asked to buy 8200000 at 520000, built a (buy|sell) of \d+ for/,
    );
  });
});

describe('a market buy', () => {
  const terms = { spend: 10_000_000 as Usd, price: 330_000 as Price, timeInForce: 'FAK' } as const;
  const check = (changes: Partial<ExchangeOrder>) => () =>
    assertMarketBuyAsAsked(anExchangeOrder(changes), terms);

  test('that is what was asked passes', () => {
    expect(check({ makerAmount: 10_000_000, takerAmount: 30_303_000 })).not.toThrow();
  });

  test.each<[string, Partial<ExchangeOrder>]>([
    ['that spends a cent less', { makerAmount: 9_990_000, takerAmount: 30_272_700 }],
    ['that asks for more shares', { makerAmount: 10_000_000, takerAmount: 30_303_100 }],
    ['that asks for fewer shares', { makerAmount: 10_000_000, takerAmount: 30_299_900 }],
    ['at another price', { makerAmount: 10_000_000, takerAmount: 31_250_000 }],
    ['that sells', { side: 'sell', makerAmount: 30_303_000, takerAmount: 10_000_000 }],
    ['of nothing', { makerAmount: 10_000_000, takerAmount: 0 }],
  ])('%s is stopped', (_name, changes) => {
    expect(check(changes)).toThrow(InvariantError);
  });
});
