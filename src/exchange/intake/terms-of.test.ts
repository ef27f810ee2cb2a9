import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LocalBench } from '../../../test/support/local-venue.ts';
import type { TokenId } from '../../domain/ids.ts';
import { type Amounts, limitAmounts, marketBuyAmounts } from '../../domain/order-amounts.ts';
import type { Side } from '../../domain/side.ts';
import { TICK_SIZES } from '../../domain/tick.ts';
import { notional, type Price, SCALE, type Shares, type Usd } from '../../domain/units.ts';
import type { SentOrder } from './sent-order.ts';
import { termsOf } from './terms-of.ts';

const { market } = new LocalBench();

function termsBy(amounts: Amounts, side: Side, timeInForce: SentOrder['timeInForce']) {
  const unread = { salt: 1, maker: '', signer: '', metadata: '', builder: '', timestampMs: 0 };
  const order = { ...unread, ...amounts, side, tokenId: '1' as TokenId, signatureType: 0 as const };
  const wire = { signature: '', owner: '', expirationSeconds: 0, postOnly: false };
  return termsOf({ ...wire, order, timeInForce }, { market, outcome: 0 });
}

const anyTick = fc.constantFrom(...TICK_SIZES);
const anyPrice = anyTick.chain((tick) =>
  fc
    .integer({ min: 1, max: SCALE / tick - 1 })
    .map((ticks) => [tick, (ticks * tick) as Price] as const),
);
// At most what buys shares that can be counted at the lowest price.
const hundredths = fc.integer({ min: 1, max: 90_000_000 }).map((count) => count * 10_000);

test('a limit order is read as it was meant', () => {
  const anySide = fc.constantFrom<Side>('buy', 'sell');
  fc.assert(
    fc.property(anyPrice, hundredths, anySide, ([tick, price], size, side) => {
      market.tick = tick;
      const asked = termsBy(limitAmounts(side, price, size as Shares), side, 'GTC');
      expect(asked).toMatchObject({
        ok: true,
        value: { terms: { price, size }, spend: undefined },
      });
    }),
  );
});

test('a market buy is read as the price that it was meant for', () => {
  fc.assert(
    fc.property(anyPrice, hundredths, ([tick, price], dollars) => {
      market.tick = tick;
      const spend = (dollars + SCALE) as Usd;
      const asked = termsBy(marketBuyAmounts(spend, price, tick), 'buy', 'FAK');
      expect(asked).toMatchObject({ ok: true, value: { terms: { price }, spend } });
    }),
  );
});

test('a client that knows an older, coarser grid is read as it means it', () => {
  const finer = anyPrice.chain(([coarse, price]) =>
    fc
      .constantFrom(...TICK_SIZES.filter((tick) => coarse % tick === 0))
      .map((tick) => [tick, coarse, price] as const),
  );
  fc.assert(
    fc.property(finer, hundredths, ([tick, coarse, price], dollars) => {
      market.tick = tick;
      // Shares of a few cents, cut at a thousandth, could be of several prices of a fine grid.
      const spend = (dollars + 100 * SCALE) as Usd;
      const asked = termsBy(marketBuyAmounts(spend, price, coarse), 'buy', 'FAK');
      expect(asked).toMatchObject({ ok: true, value: { terms: { price }, spend } });
    }),
  );
});

test.each([
  ['that cost a dollar and more', 5 * SCALE, 5 * SCALE],
  ['next to none, for a fortune', 900_000 * SCALE, 1],
  ['more than can be counted, at the next coarser price', 900_000 * SCALE, 8e15],
])('shares %s are off every grid', (_which, dollars, shares) => {
  market.tick = 1_000 as never;
  const amounts = { makerAmount: dollars, takerAmount: shares };
  expect(termsBy(amounts, 'buy', 'FAK')).toMatchObject({ ok: false });
});

test('no buy costs more than was signed, and no sale brings less', () => {
  const units = fc.integer({ min: 1_000_000, max: 20_000_000 });
  const kinds = fc.constantFrom('GTC' as const, 'FAK' as const, 'FOK' as const);
  const off = fc.integer({ min: -60, max: 60 });
  let taken = 0;
  fc.assert(
    fc.property(
      anyPrice,
      units,
      off,
      fc.boolean(),
      kinds,
      ([tick, price], size, by, buys, kind) => {
        market.tick = tick;
        const dollars = Math.max(1, notional(size as Shares, price, 'down') + by);
        const [makerAmount, takerAmount] = buys ? [dollars, size] : [size, dollars];
        const asked = termsBy({ makerAmount, takerAmount }, buys ? 'buy' : 'sell', kind);
        if (!asked.ok) return;
        taken++;
        const { terms } = asked.value;
        const cost = notional(terms.size, terms.price, buys ? 'up' : 'down');
        expect(buys ? dollars - cost : cost - dollars).toBeGreaterThanOrEqual(0);
        expect(terms.size).toBeLessThanOrEqual(size);
      },
    ),
    { numRuns: 2_000 },
  );
  expect(taken).toBeGreaterThan(200);
});
