// The builder's last look at its own work, with arithmetic that fails as floats do.
import { expect, test, vi } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { anExchangeOrder } from '../../../test/support/an-exchange-order.ts';
import { anOrder } from '../../../test/support/an-order.ts';
import { ANVIL_ADDRESS } from '../../../test/support/anvil.ts';
import { InvariantError } from '../../domain/invariant.ts';
import type { TickSize } from '../../domain/tick.ts';
import type { Price, Shares, Usd } from '../../domain/units.ts';
import { OrderBuilder } from './order-builder.ts';

vi.mock('../../domain/order-amounts.ts', async (original) => ({
  ...(await original<typeof import('../../domain/order-amounts.ts')>()),
  limitAmounts: () => ({ makerAmount: 4_258_800, takerAmount: 8_190_000 }),
  marketBuyAmounts: () => ({ makerAmount: 9_990_000, takerAmount: 19_211_500 }),
}));

const account = { maker: ANVIL_ADDRESS, signer: ANVIL_ADDRESS, signatureType: 0 } as const;
const builder = new OrderBuilder(account, () => 7);
const { tokenId } = anExchangeOrder();
const market = { tokenId, tick: 10_000 as TickSize, minimumSize: 5_000_000 as Shares };
const price = 520_000 as Price;

test('an order that came out smaller than asked is not handed over for signing', () => {
  const { terms } = anOrder({ timeInForce: 'GTC', price, size: 8_200_000 as Shares });
  expect(() => builder.limit(terms, market, at(0))).toThrow(InvariantError);
  const buy = { spend: 10_000_000 as Usd, price, timeInForce: 'FAK' } as const;
  expect(() => builder.marketBuy(buy, market, at(0))).toThrow(InvariantError);
});
