import fc from 'fast-check';
import type { TokenId } from '../../src/domain/ids.ts';
import { type Bytes32, ZERO_BYTES32 } from '../../src/polymarket/signing/bytes32.ts';
import {
  EXCHANGE_V2,
  EXCHANGE_V3,
  NEG_RISK_EXCHANGE_V2,
} from '../../src/polymarket/signing/exchange-contract.ts';
import {
  EOA,
  type ExchangeOrder,
  POLY_1271,
  POLY_GNOSIS_SAFE,
  POLY_PROXY,
  type SignatureType,
} from '../../src/polymarket/signing/exchange-order.ts';
import { ANVIL_ADDRESS, ANVIL_WALLET } from './anvil.ts';

export const EXCHANGES = [EXCHANGE_V2, NEG_RISK_EXCHANGE_V2, EXCHANGE_V3] as const;
export const SIGNATURE_TYPES = [EOA, POLY_PROXY, POLY_GNOSIS_SAFE, POLY_1271] as const;

/** 10 shares bought at 0.52 by the public test account or its wallet; or otherwise. */
export function anExchangeOrder(changes: Partial<ExchangeOrder> = {}): ExchangeOrder {
  const signatureType = changes.signatureType ?? EOA;
  return {
    salt: 479_249_096_354,
    tokenId:
      '72690798903588392269001731007662425920353908498880709179939493847828858696064' as TokenId,
    makerAmount: 5_200_000,
    takerAmount: 10_000_000,
    side: 'buy',
    signatureType,
    timestampMs: 1_789_000_000_000,
    metadata: ZERO_BYTES32,
    builder: ZERO_BYTES32,
    ...accountsOf(signatureType),
    ...changes,
  };
}

function accountsOf(type: SignatureType) {
  const maker = type === EOA ? ANVIL_ADDRESS : ANVIL_WALLET;
  return { maker, signer: type === POLY_1271 ? maker : ANVIL_ADDRESS };
}

const safeInteger = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const bytes32 = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => `0x${Buffer.from(bytes).toString('hex')}` as Bytes32);

/** Any order that the public test account or its wallet could make. */
export const anyExchangeOrder: fc.Arbitrary<ExchangeOrder> = fc
  .record({
    salt: safeInteger,
    tokenId: fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }).map((id) => String(id) as TokenId),
    makerAmount: safeInteger,
    takerAmount: safeInteger,
    side: fc.constantFrom('buy' as const, 'sell' as const),
    signatureType: fc.constantFrom(...SIGNATURE_TYPES),
    timestampMs: safeInteger,
    metadata: bytes32,
    builder: bytes32,
  })
  .map(anExchangeOrder);

export const anyExchange = fc.constantFrom(...EXCHANGES);
