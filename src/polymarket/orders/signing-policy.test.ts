import { describe, expect, test } from 'vitest';
import { ANVIL_ADDRESS, ANVIL_WALLET } from '../../../test/support/anvil.ts';
import type { TokenId } from '../../domain/ids.ts';
import type { Timestamp, Usd } from '../../domain/units.ts';
import { ZERO_BYTES32 } from '../signing/bytes32.ts';
import { EXCHANGE_V2 } from '../signing/exchange-contract.ts';
import type { ExchangeOrder } from '../signing/exchange-order.ts';
import type { UnsignedOrder } from './order-builder.ts';
import { SigningPolicy } from './signing-policy.ts';

const ACCOUNT = { maker: ANVIL_ADDRESS, signer: ANVIL_ADDRESS, signatureType: 0 } as const;
const NOON = 1_776_081_600_000_000;
const DAY = 86_400_000_000;

/** Buys 10 shares for 4 dollars, unless changed. */
function asked(changes: Partial<ExchangeOrder> = {}): UnsignedOrder {
  const order: ExchangeOrder = {
    salt: 7,
    maker: ANVIL_ADDRESS,
    signer: ANVIL_ADDRESS,
    tokenId: '1' as TokenId,
    makerAmount: 4_000_000,
    takerAmount: 10_000_000,
    side: 'buy',
    signatureType: 0,
    timestampMs: NOON / 1_000,
    metadata: ZERO_BYTES32,
    builder: ZERO_BYTES32,
    ...changes,
  };
  return { order, timeInForce: 'GTC', postOnly: false, expirationSeconds: 0 };
}

function policy() {
  const limits = { maxOrder: 5_000_000 as Usd, maxDay: 9_000_000 as Usd };
  const made = new SigningPolicy(ACCOUNT, limits);
  const code = (order: UnsignedOrder, at = NOON) => {
    const admitted = made.admit(order, EXCHANGE_V2, at as Timestamp);
    return admitted.ok ? 'ok' : admitted.code;
  };
  return { made, code };
}

test('counts buys by what they cost, sales by what they bring', () => {
  const { made, code } = policy();
  expect(code(asked())).toBe('ok');
  const sale = { side: 'sell', makerAmount: 10_000_000, takerAmount: 3_000_000 } as const;
  expect(code(asked(sale))).toBe('ok');
  expect(made.signed).toBe(7_000_000);
  expect(code(asked({ ...sale, takerAmount: 5_000_001 }))).toBe('policy_order');
});

test('a wallet that is not the account is refused as maker, as signer and by its type', () => {
  const { made, code } = policy();
  expect(code(asked({ maker: ANVIL_WALLET }))).toBe('policy_account');
  expect(code(asked({ signer: ANVIL_WALLET }))).toBe('policy_account');
  expect(code(asked({ signatureType: 1 }))).toBe('policy_account');
  expect(made.signed).toBe(0);
});

test('a new UTC day begins at nothing, and a clock set back gives no day again', () => {
  const { code } = policy();
  expect([code(asked()), code(asked()), code(asked())]).toEqual(['ok', 'ok', 'policy_day']);
  expect(code(asked(), NOON + DAY)).toBe('ok');
  expect(code(asked(), NOON)).toBe('ok');
  expect(code(asked(), NOON)).toBe('policy_day');
  expect(code(asked(), NOON + DAY)).toBe('policy_day');
});

describe('amounts that are no price between 0 and 1 are refused and not counted', () => {
  test.each<[string, Partial<ExchangeOrder>]>([
    ['a price of 1', { makerAmount: 4_000_000, takerAmount: 4_000_000 }],
    ['a price above 1', { makerAmount: 4_000_000, takerAmount: 1_000_000 }],
    ['nothing to pay', { makerAmount: 0 }],
    ['less than nothing', { makerAmount: -4_000_000 }],
    ['no number to pay', { makerAmount: Number.NaN }],
    ['no number of shares', { takerAmount: Number.NaN }],
    ['a fraction of a unit', { makerAmount: 0.5 }],
    ['shares without end', { takerAmount: Number.POSITIVE_INFINITY }],
    ['a sale below nothing', { side: 'sell', takerAmount: -1 }],
    ['a sale above 1', { side: 'sell', makerAmount: 1_000_000, takerAmount: 2_000_000 }],
    ['text', { makerAmount: '4000000' as never }],
    ['no side', { side: 'hold' as never }],
  ])('%s', (_what, changes) => {
    const { made, code } = policy();
    expect(code(asked())).toBe('ok');
    expect(code(asked(changes))).toBe('policy_price');
    expect(made.signed).toBe(4_000_000);
    expect([code(asked()), code(asked())]).toEqual(['ok', 'policy_day']);
  });
});
