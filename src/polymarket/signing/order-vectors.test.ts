// Signed orders and headers, byte for byte: those of the venue's own client where they are at hand,
// and our own, which another library's generic EIP-712 has made.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXCHANGES } from '../../../test/support/an-exchange-order.ts';
import { ANVIL_ADDRESS, anvilSigner } from '../../../test/support/anvil.ts';
import { recordedFixture, testRecorded } from '../../../test/support/recorded.ts';
import {
  oracleLogin,
  oracleOrderId,
  oracleSignature,
} from '../../../test/support/signing-oracle.ts';
import type { TokenId } from '../../domain/ids.ts';
import { Secret } from '../../domain/secret.ts';
import { type Address, parseAddress } from './address.ts';
import { apiCredentials } from './api-credentials.ts';
import type { Bytes32 } from './bytes32.ts';
import type { ExchangeContract } from './exchange-contract.ts';
import { type ExchangeOrder, ORDER_TYPE_HASH, type SignatureType } from './exchange-order.ts';
import { l1Headers, verifyL1 } from './l1-auth.ts';
import { l2Headers, type SignedRequest, verifyL2 } from './l2-auth.ts';
import { orderId, signOrder, verifyOrder } from './order-signature.ts';

type OwnVector = {
  readonly exchange: string;
  readonly order: ExchangeOrder;
  readonly id: string;
  readonly signature: string;
};

const signer = anvilSigner();
const own = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../test/fixtures/signing/vectors.json'), 'utf8'),
) as {
  orders: readonly OwnVector[];
  login: { timestamp: number; nonce: number; signature: string };
};

function exchangeAt(address: string): ExchangeContract {
  const found = EXCHANGES.find((exchange) => exchange.address === address);
  if (found === undefined) throw new Error(`no exchange at ${address}`);
  return found;
}

describe('our own vectors', () => {
  test.each(own.orders)('order $id', async ({ exchange: at, order, id, signature }) => {
    const exchange = exchangeAt(at);
    expect(signOrder(signer, order, exchange)).toEqual({ id, signature });
    expect(oracleOrderId(order, exchange)).toBe(id);
    expect(signature).toContain((await oracleSignature(order, exchange)).slice(2));
  });

  test('a login', async () => {
    const { timestamp, nonce, signature } = own.login;
    expect(l1Headers(signer, timestamp, nonce).POLY_SIGNATURE).toBe(signature);
    expect(await oracleLogin(ANVIL_ADDRESS, String(timestamp), nonce)).toBe(signature);
  });
});

type ClientVector = {
  readonly domain: { readonly verifyingContract: string };
  readonly domainSeparator: string;
  readonly message: Readonly<Record<string, string | number>>;
  readonly orderHash: string;
  readonly sdkOrder: { readonly signature: string };
};

type ClientVectors = {
  readonly orderTypeHash: string;
  readonly cases: readonly ClientVector[];
  readonly l1: Parameters<typeof verifyL1>[0];
  readonly l2: SignedRequest & { secret: string; headers: Parameters<typeof verifyL2>[0] };
  readonly l2get: { path: string; secret: string; headers: Parameters<typeof verifyL2>[0] };
};

function addressAt(text: unknown): Address {
  const address = parseAddress(String(text));
  if (!address.ok) throw new Error(address.message);
  return address.value;
}

function orderOf({ message }: ClientVector): ExchangeOrder {
  return {
    salt: Number(message.salt),
    maker: addressAt(message.maker),
    signer: addressAt(message.signer),
    tokenId: message.tokenId as TokenId,
    makerAmount: Number(message.makerAmount),
    takerAmount: Number(message.takerAmount),
    side: message.side === 0 ? 'buy' : 'sell',
    signatureType: message.signatureType as SignatureType,
    timestampMs: Number(message.timestamp),
    metadata: message.metadata as Bytes32,
    builder: message.builder as Bytes32,
  };
}

describe("the venue client's vectors", () => {
  const file = recordedFixture('signing/order-signing.json');
  const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as ClientVectors;

  testRecorded('18 orders have the same hash and signature, and verify', file, (path) => {
    const { cases, orderTypeHash } = read(path);
    expect(`0x${ORDER_TYPE_HASH}`).toBe(orderTypeHash);
    expect(cases).toHaveLength(18);
    for (const vector of cases) {
      const order = orderOf(vector);
      const exchange = exchangeAt(vector.domain.verifyingContract);
      const { signature } = vector.sdkOrder;
      expect(`0x${exchange.separator}`).toBe(vector.domainSeparator);
      expect(signOrder(signer, order, exchange)).toEqual({ id: vector.orderHash, signature });
      expect(orderId(order, exchange)).toBe(vector.orderHash);
      expect(verifyOrder(order, exchange, signature)).toEqual({ ok: true, value: ANVIL_ADDRESS });
    }
  });

  testRecorded('a login has the same headers, and verifies', file, (path) => {
    const { l1 } = read(path);
    const made = l1Headers(signer, Number(l1.POLY_TIMESTAMP), Number(l1.POLY_NONCE));
    expect(made).toEqual(l1);
    expect(verifyL1(l1)).toEqual({ ok: true, value: ANVIL_ADDRESS });
  });

  testRecorded('requests have the same headers, and verify', file, (path) => {
    const { l2, l2get } = read(path);
    const get = { ...l2get, method: 'GET', body: undefined } as const;
    for (const { headers, secret, method, path: route, body } of [l2, get]) {
      const request = { method, path: route, body };
      const passphrase = new Secret(headers.POLY_PASSPHRASE);
      const credentials = apiCredentials(headers.POLY_API_KEY, new Secret(secret), passphrase);
      if (!credentials.ok) throw new Error(credentials.message);
      const at = Number(headers.POLY_TIMESTAMP);
      expect(l2Headers(ANVIL_ADDRESS, credentials.value, request, at)).toEqual(headers);
      expect(verifyL2(headers, ANVIL_ADDRESS, credentials.value, request)).toBe(true);
    }
  });
});
