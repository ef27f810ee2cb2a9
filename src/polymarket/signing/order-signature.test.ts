import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  anExchangeOrder,
  anyExchange,
  anyExchangeOrder,
  EXCHANGES,
  SIGNATURE_TYPES,
} from '../../../test/support/an-exchange-order.ts';
import { ANVIL_ADDRESS, ANVIL_WALLET, anvilSigner } from '../../../test/support/anvil.ts';
import {
  oracleOrderId,
  oracleSignature,
  oracleSigner,
} from '../../../test/support/signing-oracle.ts';
import type { TokenId } from '../../domain/ids.ts';
import type { Bytes32 } from './bytes32.ts';
import { EXCHANGE_V2, EXCHANGE_V3 } from './exchange-contract.ts';
import {
  type ExchangeOrder,
  ORDER_TYPE,
  POLY_1271,
  POLY_GNOSIS_SAFE,
  POLY_PROXY,
} from './exchange-order.ts';
import { orderId, signOrder, verifyOrder } from './order-signature.ts';

const signer = anvilSigner();
const OTHER = `0x${'01'.repeat(32)}` as Bytes32;

describe('an order is', () => {
  test('named and signed as another library does it', async () => {
    await fc.assert(
      fc.asyncProperty(anyExchangeOrder, anyExchange, async (order, exchange) => {
        const { id, signature } = signOrder(signer, order, exchange);
        expect(id).toBe(oracleOrderId(order, exchange));
        expect(orderId(order, exchange)).toBe(id);
        expect(signature.slice(0, 132)).toBe(await oracleSignature(order, exchange));
        expect(verifyOrder(order, exchange, signature)).toEqual({ ok: true, value: ANVIL_ADDRESS });
      }),
      { numRuns: 25 },
    );
  });

  test('another for each exchange', () => {
    const order = anExchangeOrder();
    expect(new Set(EXCHANGES.map((exchange) => orderId(order, exchange))).size).toBe(3);
  });

  test.each<[string, Partial<ExchangeOrder>]>([
    ['an EOA for another maker', { maker: ANVIL_WALLET }],
    ['a deposit wallet for another maker', { signatureType: POLY_1271, signer: ANVIL_ADDRESS }],
    ['another account', { maker: ANVIL_WALLET, signer: ANVIL_WALLET }],
  ])('not signed by %s', (_name, changes) => {
    expect(() => signOrder(signer, anExchangeOrder(changes), EXCHANGE_V2)).toThrow(/sign/);
  });
});

describe.each(SIGNATURE_TYPES)('a signature of type %d', (signatureType) => {
  const order = anExchangeOrder({ signatureType });
  const { signature } = signOrder(signer, order, EXCHANGE_V2);
  const verify = (changes: Partial<ExchangeOrder>, text = signature) =>
    verifyOrder({ ...order, ...changes }, EXCHANGE_V2, text);

  test.each<[keyof ExchangeOrder, Partial<ExchangeOrder>]>([
    ['salt', { salt: 1 }],
    ['maker', { maker: signer.address === order.maker ? ANVIL_WALLET : ANVIL_ADDRESS }],
    ['signer', { signer: order.signer === ANVIL_WALLET ? ANVIL_ADDRESS : ANVIL_WALLET }],
    ['tokenId', { tokenId: '1' as TokenId }],
    ['makerAmount', { makerAmount: 1 }],
    ['takerAmount', { takerAmount: 1 }],
    ['side', { side: 'sell' }],
    ['timestampMs', { timestampMs: 1 }],
    ['metadata', { metadata: OTHER }],
    ['builder', { builder: OTHER }],
  ])('is not one of the order with another %s', (member, changes) => {
    const areTwoAccounts = signatureType === POLY_PROXY || signatureType === POLY_GNOSIS_SAFE;
    const areAccounts = member === 'maker' || member === 'signer';
    const code = areAccounts && !areTwoAccounts ? 'wrong_accounts' : 'wrong_signature';
    expect(verify(changes)).toMatchObject({ ok: false, code });
  });

  test('is not one for another exchange', () => {
    const code = 'wrong_signature';
    expect(verifyOrder(order, EXCHANGE_V3, signature)).toMatchObject({ ok: false, code });
  });

  test('does not verify with any byte changed', () => {
    const length = signature.length / 2 - 1;
    fc.assert(
      fc.property(fc.nat(length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const bytes = Buffer.from(signature.slice(2), 'hex');
        bytes[at] = (bytes[at] ?? 0) ^ change;
        const found = verify({}, `0x${bytes.toString('hex')}`);
        // A wallet's owner is whoever signed: another, or nobody.
        expect(found.ok && found.value === ANVIL_ADDRESS).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  const { length } = Buffer.from(signature.slice(2), 'hex');
  const tail = signature.slice(132);
  const has = `signature has ${length} bytes, not`;
  test.each([
    ['nothing', '', 'a signature is 0x and pairs of hex digits'],
    ['no hex', signature.replace(/.$/, 'g'), 'a signature is 0x and pairs of hex digits'],
    ['half a byte', signature.slice(0, -1), 'a signature is 0x and pairs of hex digits'],
    ['behind a space', ` ${signature}`, 'a signature is 0x and pairs of hex digits'],
    ['a byte less', signature.slice(0, -2), `${has} ${length - 1}`],
    ['a byte more', `${signature}00`, `${has} ${length + 1}`],
    ['65 zeros', `0x${'00'.repeat(65)}${tail}`, 'the last byte of a signature is 27 or 28'],
    ['zeros and 27', `0x${'00'.repeat(64)}1b${tail}`, 'no key can have made this signature'],
  ])('is not %s', (_name, text, says) => {
    const refused = verify({}, text);
    expect(refused).toMatchObject({ ok: false, code: 'bad_signature' });
    expect(!refused.ok && refused.message).toContain(says);
  });
});

test('a signature by another key names both accounts', async () => {
  const order = anExchangeOrder({ signatureType: 2 });
  const forged = { ...order, signer: ANVIL_WALLET };
  const signature = await oracleSignature(forged, EXCHANGE_V2);
  expect(await oracleSigner(forged, EXCHANGE_V2, signature)).toBe(ANVIL_ADDRESS);
  expect(verifyOrder(forged, EXCHANGE_V2, signature)).toEqual({
    ok: false,
    code: 'wrong_signature',
    message: `the order of ${ANVIL_WALLET} is signed by ${ANVIL_ADDRESS}`,
  });
});

test("a deposit wallet's signature ends with what the wallet needs to check it", () => {
  const order = anExchangeOrder({ signatureType: POLY_1271 });
  const bytes = Buffer.from(signOrder(signer, order, EXCHANGE_V2).signature.slice(2), 'hex');
  expect(bytes).toHaveLength(317);
  expect(bytes.toString('hex', 65, 97)).toBe(EXCHANGE_V2.separator);
  expect(bytes.toString('ascii', 129, 315)).toBe(ORDER_TYPE);
  expect(bytes.readUInt16BE(315)).toBe(186);
});

test("a deposit wallet's signature is good for no other wallet of the same owner", () => {
  const order = anExchangeOrder({ signatureType: POLY_1271 });
  const { signature } = signOrder(signer, order, EXCHANGE_V2);
  const other = { ...order, maker: ANVIL_ADDRESS, signer: ANVIL_ADDRESS };
  const rewrapped = signOrder(signer, other, EXCHANGE_V2).signature.slice(132);
  const found = verifyOrder(other, EXCHANGE_V2, signature.slice(0, 132) + rewrapped);
  expect(found.ok && found.value).not.toBe(ANVIL_ADDRESS);
});
