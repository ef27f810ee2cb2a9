import { describe, expect, test } from 'vitest';
import { ANVIL_ADDRESS, ANVIL_WALLET } from '../../../test/support/anvil.ts';
import type { TokenId } from '../../domain/ids.ts';
import { InvariantError } from '../../domain/invariant.ts';
import type { Timestamp, Usd } from '../../domain/units.ts';
import { ZERO_BYTES32 } from '../signing/bytes32.ts';
import { EXCHANGE_V2 } from '../signing/exchange-contract.ts';
import type { ExchangeOrder } from '../signing/exchange-order.ts';
import { OrderStruct } from '../signing/order-struct.ts';
import { type PolicyLimits, SigningPolicy } from './signing-policy.ts';

const ACCOUNT = { maker: ANVIL_ADDRESS, signer: ANVIL_ADDRESS, signatureType: 0 } as const;
const NOON = 1_776_081_600_000_000;
const DAY = 86_400_000_000;
const NOON_OF_DAY = DAY / 2;
/** Sells 10 shares for 3 dollars. */
const SALE = { side: 'sell', makerAmount: 10_000_000, takerAmount: 3_000_000 } as const;

/** Buys 10 shares for 4 dollars, unless changed. */
function asked(changes: Partial<ExchangeOrder> = {}): OrderStruct {
  return new OrderStruct().write({
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
  });
}

/** The same with one byte of a member's word changed, as no honest desk would ask. */
function forged(word: number, byte: number, value: number, changes = {}): OrderStruct {
  const bytes = Buffer.from(asked(changes).members);
  bytes[word * 32 + byte] = value;
  return new OrderStruct().read(bytes, 0);
}

function policy(before?: PolicyLimits['before']) {
  const limits = { maxOrder: 5_000_000 as Usd, maxDay: 9_000_000 as Usd };
  const made = new SigningPolicy(ACCOUNT, before === undefined ? limits : { ...limits, before });
  const refusal = (order: OrderStruct, at = NOON) => {
    const admitted = made.admit(order, EXCHANGE_V2, at as Timestamp);
    return admitted.ok ? undefined : admitted;
  };
  const code = (order: OrderStruct, at = NOON) => refusal(order, at)?.code ?? 'ok';
  return { made, code, refusal };
}

test('counts buys by what they cost, sales by what they bring', () => {
  const { made, code } = policy();
  expect(code(asked())).toBe('ok');
  expect(code(asked(SALE))).toBe('ok');
  expect(made.signedOn(NOON as Timestamp)).toBe(7_000_000);
});

test('so many dollars in one order, and not a millionth more', () => {
  const { made, refusal } = policy();
  const most = refusal(asked({ ...SALE, takerAmount: 5_000_001 }));
  expect(most).toMatchObject({
    code: 'policy_order',
    message: '5.000001 dollars in one order: 5 are allowed',
  });
  expect(refusal(asked({ ...SALE, takerAmount: 5_000_000 }))).toBeUndefined();
  expect(made.signedOn(NOON as Timestamp)).toBe(5_000_000);
});

test('so many dollars in a day, and not a millionth more', () => {
  const { made, refusal } = policy();
  expect(refusal(asked({ makerAmount: 5_000_000 }))).toBeUndefined();
  expect(refusal(asked({ makerAmount: 4_000_001 }))).toMatchObject({
    code: 'policy_day',
    message: '9.000001 dollars in a day: 9 are allowed',
  });
  expect(refusal(asked({ makerAmount: 4_000_000 }))).toBeUndefined();
  expect(made.signedOn(NOON as Timestamp)).toBe(9_000_000);
});

test.each([
  ['counts on the same day', NOON, 'policy_day'],
  ['counts to the last microsecond of it', NOON - NOON_OF_DAY + DAY - 1, 'policy_day'],
  ['is nothing on the next', NOON - NOON_OF_DAY + DAY, 'ok'],
])('what was signed before %s', (_when, at, expected) => {
  const before = { at: NOON as Timestamp, worth: 6_000_000 as Usd };
  const { code } = policy(before);
  expect(code(asked(), at)).toBe(expected);
  expect(code(asked({ makerAmount: 3_000_000 }), at)).toBe('ok');
});

test('no contract but those of the venue', () => {
  const { made } = policy();
  const other = { ...EXCHANGE_V2, address: ANVIL_WALLET };
  expect(made.admit(asked(), other, NOON as Timestamp)).toMatchObject({
    code: 'policy_contract',
    message: `${ANVIL_WALLET} is no contract of the venue`,
  });
});

test('a wallet that is not the account is refused as maker, as signer and by its type', () => {
  const { made, code } = policy();
  expect(code(asked({ maker: ANVIL_WALLET }))).toBe('policy_account');
  expect(code(asked({ signer: ANVIL_WALLET }))).toBe('policy_account');
  expect(code(asked({ signatureType: 1 }))).toBe('policy_account');
  expect(made.signedOn(NOON as Timestamp)).toBe(0);
});

test('no byte of maker, signer or type can be another', () => {
  const { made, code } = policy();
  const [MAKER, SIGNER, TYPE] = [1, 2, 7];
  for (const word of [MAKER, SIGNER, TYPE]) {
    for (let byte = 0; byte < 32; byte++)
      expect(code(forged(word, byte, 3))).toBe('policy_account');
  }
  expect(made.signedOn(NOON as Timestamp)).toBe(0);
});

test('a limit or a sum that is no number makes no policy: it would let everything pass', () => {
  const none = Number.NaN as Usd;
  const [some, limits] = [1 as Usd, { maxOrder: 1 as Usd, maxDay: 1 as Usd }];
  for (const wrong of [
    { maxOrder: none, maxDay: some },
    { maxOrder: some, maxDay: none },
    { ...limits, before: { at: NOON as Timestamp, worth: none } },
  ]) {
    expect(() => new SigningPolicy(ACCOUNT, wrong)).toThrow(InvariantError);
  }
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
  const sale = { side: 'sell' } as const;
  const [PAID, SHARES, SIDE] = [4, 5, 6];
  test.each<[string, OrderStruct]>([
    ['a price of 1', asked({ makerAmount: 4_000_000, takerAmount: 4_000_000 })],
    ['a price above 1', asked({ makerAmount: 4_000_000, takerAmount: 1_000_000 })],
    ['nothing to pay', asked({ makerAmount: 0 })],
    ['a sale for nothing', asked({ ...sale, takerAmount: 0 })],
    ['a sale above 1', asked({ ...sale, makerAmount: 1_000_000, takerAmount: 2_000_000 })],
    ['dollars beyond all numbers', forged(PAID, 0, 1)],
    ['shares beyond all numbers', forged(SHARES, 0, 1)],
    ['shares beyond 2^53', forged(SHARES, 25, 32)],
    ['no side', forged(SIDE, 31, 2)],
    ['a side beyond all sides', forged(SIDE, 0, 1)],
    ['amounts of a sale, and no side', forged(SIDE, 31, 2, SALE)],
  ])('%s', (_what, order) => {
    const { made, code } = policy();
    expect(code(asked())).toBe('ok');
    expect(code(order)).toBe('policy_price');
    expect(made.signedOn(NOON as Timestamp)).toBe(4_000_000);
    expect([code(asked()), code(asked())]).toEqual(['ok', 'policy_day']);
  });
});
