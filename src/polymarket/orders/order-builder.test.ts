import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { anExchangeOrder } from '../../../test/support/an-exchange-order.ts';
import { anOrder } from '../../../test/support/an-order.ts';
import { ANVIL_ADDRESS, ANVIL_WALLET } from '../../../test/support/anvil.ts';
import { InvariantError } from '../../domain/invariant.ts';
import type { LimitTerms, OrderTerms } from '../../domain/order.ts';
import { TICK_SIZES, type TickSize } from '../../domain/tick.ts';
import { type Price, SCALE, type Shares, type Timestamp, type Usd } from '../../domain/units.ts';
import type { Bytes32 } from '../signing/bytes32.ts';
import { EOA, POLY_1271 } from '../signing/exchange-order.ts';
import { OrderBuilder } from './order-builder.ts';
import type { MarketBuyTerms, OrderMarket } from './order-terms.ts';
import { randomSalt } from './random-salt.ts';
import { type TradingAccount, tradingAccount } from './trading-account.ts';

const { tokenId } = anExchangeOrder();
const market: OrderMarket = {
  tokenId,
  tick: 10_000 as TickSize,
  minimumSize: 5_000_000 as Shares,
};
const account: TradingAccount = { maker: ANVIL_ADDRESS, signer: ANVIL_ADDRESS, signatureType: EOA };
const builder = new OrderBuilder(account, () => 7);

const resting = (changes: Partial<OrderTerms> = {}): LimitTerms =>
  anOrder({ timeInForce: 'GTC', ...changes }).terms;
const limit = (terms: LimitTerms, now = at(0)) => builder.limit(terms, market, now);

describe('a limit order', () => {
  test('has the amounts of its terms, the salt given and the time in milliseconds', () => {
    const now = (at(0) + 1_999) as Timestamp;
    expect(limit(resting({ size: 8_200_000 as Shares, postOnly: true }), now)).toEqual({
      ok: true,
      value: {
        order: anExchangeOrder({
          salt: 7,
          makerAmount: 5_084_000,
          takerAmount: 8_200_000,
          timestampMs: at(0) / 1_000 + 1,
        }),
        timeInForce: 'GTC',
        postOnly: true,
        expirationSeconds: 0,
      },
    });
  });

  test('gives shares and gets dollars when it sells', () => {
    const built = limit(resting({ side: 'sell' }));
    expect(built).toMatchObject({
      ok: true,
      value: { order: { side: 'sell', makerAmount: 10_000_000, takerAmount: 6_200_000 } },
    });
  });

  test('carries the wallet and the builder of its account', () => {
    const wallet: TradingAccount = {
      maker: ANVIL_WALLET,
      signer: ANVIL_WALLET,
      signatureType: POLY_1271,
    };
    const code = `0x${'ab'.repeat(32)}` as Bytes32;
    const built = new OrderBuilder(wallet, () => 0, code).limit(resting(), market, at(0));
    expect(built).toMatchObject({ ok: true, value: { order: { ...wallet, builder: code } } });
  });

  test.each<[string, Partial<OrderTerms>]>([
    ['price_off_tick', { price: 625_000 as Price }],
    ['price_off_tick', { price: 1_000_000 as Price }],
    ['size_too_fine', { size: 8_199_000 as Shares }],
    ['below_minimum_size', { size: 4_990_000 as Shares }],
    ['cost_not_whole_cents', { timeInForce: 'FAK', size: 10_010_000 as Shares }],
    ['contradictory_terms', { timeInForce: 'FOK', postOnly: true }],
    ['expiration_too_near', { timeInForce: 'GTD', expiresAt: at(119) }],
  ])('that the venue could not accept is refused: %s', (code, changes) => {
    expect(limit(resting(changes))).toMatchObject({ ok: false, code });
  });

  test('until a time states it a minute later, in whole seconds', () => {
    const gtd = (expiresAt: number) =>
      limit(resting({ timeInForce: 'GTD', expiresAt: expiresAt as Timestamp }));
    const stated = at(180) / 1e6;
    expect(gtd(at(120))).toMatchObject({ ok: true, value: { expirationSeconds: stated } });
    expect(gtd(at(120) + 999_999)).toMatchObject({ value: { expirationSeconds: stated } });
    expect(gtd(at(120) - 1)).toEqual({
      ok: false,
      code: 'expiration_too_near',
      message: 'the expiration to state is 179 s ahead, the least is 180 s',
    });
  });

  test.each([-1, 0.5, 2 ** 53, Number.NaN])('is not made with a salt of %s', (salt) => {
    const broken = new OrderBuilder(account, () => salt);
    expect(() => broken.limit(resting(), market, at(0))).toThrow(InvariantError);
  });
});

describe('a market buy', () => {
  const buy = (changes: Partial<MarketBuyTerms> = {}) => {
    const terms = {
      spend: 10_000_000 as Usd,
      price: 330_000 as Price,
      timeInForce: 'FOK',
    } as const;
    return builder.marketBuy({ ...terms, ...changes }, market, at(0));
  };

  test('pays what was asked for the shares it buys at the worst price', () => {
    expect(buy()).toMatchObject({
      ok: true,
      value: {
        order: { side: 'buy', makerAmount: 10_000_000, takerAmount: 30_303_000 },
        timeInForce: 'FOK',
        postOnly: false,
        expirationSeconds: 0,
      },
    });
  });

  test.each<[string, Partial<MarketBuyTerms>]>([
    ['price_off_tick', { price: 335_000 as Price }],
    ['cost_not_whole_cents', { spend: 10_001_000 as Usd }],
    ['below_minimum_cost', { spend: 990_000 as Usd }],
    ['too_large', { spend: 90_000_000_010_000 as Usd, price: 10_000 as Price }],
  ])('that the venue could not accept is refused: %s', (code, changes) => {
    expect(buy(changes)).toMatchObject({ ok: false, code });
  });
});

describe.each(TICK_SIZES)('on a tick of %d', (tick) => {
  const anyPrice = fc.integer({ min: 1, max: SCALE / tick - 1 }).map((n) => (n * tick) as Price);
  const hundredths = fc.integer({ min: 500, max: 2_000_000_000 }).map((n) => n * 10_000);

  test('whatever the venue could accept is built, and nothing shrinks', () => {
    fc.assert(
      fc.property(anyPrice, hundredths, fc.constantFrom('buy', 'sell'), (price, units, side) => {
        const terms = resting({ price, size: units as Shares, side });
        const built = builder.limit(terms, { ...market, tick }, at(0));
        const { makerAmount, takerAmount } = built.ok ? built.value.order : expect.fail();
        expect(side === 'buy' ? takerAmount : makerAmount).toBe(units);
        const dollars = side === 'buy' ? makerAmount : takerAmount;
        expect(BigInt(dollars) * BigInt(SCALE)).toBe(BigInt(units) * BigInt(price));
      }),
    );
  });

  test('a market buy of any whole cents is built, and spends them all', () => {
    fc.assert(
      fc.property(anyPrice, hundredths, (price, units) => {
        const terms = { spend: units as Usd, price, timeInForce: 'FAK' } as const;
        // No more than nine billion shares.
        fc.pre(units / price <= 9e9);
        const built = builder.marketBuy(terms, { ...market, tick }, at(0));
        expect(built).toMatchObject({ ok: true, value: { order: { makerAmount: units } } });
      }),
    );
  });
});

describe('the account that trades', () => {
  const other = ANVIL_WALLET;

  test.each([
    [0, undefined, { maker: ANVIL_ADDRESS, signer: ANVIL_ADDRESS }],
    [1, other, { maker: other, signer: ANVIL_ADDRESS }],
    [2, other, { maker: other, signer: ANVIL_ADDRESS }],
    [3, other, { maker: other, signer: other }],
  ] as const)('of type %d with wallet %s', (signatureType, wallet, accounts) => {
    const value = { ...accounts, signatureType };
    expect(tradingAccount(signatureType, ANVIL_ADDRESS, wallet)).toEqual({ ok: true, value });
  });

  test.each([
    [0, other],
    [1, undefined],
    [2, ANVIL_ADDRESS],
    [3, undefined],
  ] as const)('of type %d is not one with wallet %s', (signatureType, wallet) => {
    const made = tradingAccount(signatureType, ANVIL_ADDRESS, wallet);
    expect(made).toMatchObject({ ok: false, code: 'wrong_wallet' });
    expect(!made.ok && made.message).toContain(`signature type ${signatureType} `);
  });
});

test('random salts are safe integers that differ and use all their bits', () => {
  const salts = Array.from({ length: 1_000 }, () => randomSalt());
  expect(salts.every((salt) => Number.isSafeInteger(salt) && salt >= 0)).toBe(true);
  expect(new Set(salts).size).toBe(1_000);
  expect(salts.some((salt) => salt > 2 ** 52)).toBe(true);
  expect(new Set(salts.map((salt) => salt % 2)).size).toBe(2);
});
