import type { TokenId, VenueOrderId } from '../../domain/ids.ts';
import type { TimeInForce } from '../../domain/order.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Side } from '../../domain/side.ts';
import { MICROS_PER_SECOND, SCALE } from '../../domain/units.ts';
import type { SignatureType } from '../venue/wallet.ts';
import { isRecord } from '../wire/record.ts';

/** The signed part of an order, in the terms of the exchange contract. Amounts at 1e-6. */
export type SignedTerms = {
  readonly salt: number;
  readonly maker: string;
  readonly signer: string;
  readonly tokenId: TokenId;
  readonly makerAmount: number;
  readonly takerAmount: number;
  readonly side: Side;
  readonly signatureType: SignatureType;
  readonly timestampMs: number;
  readonly metadata: string;
  readonly builder: string;
};

/** An order as it comes over the wire, each field read. */
export type SentOrder = {
  readonly order: SignedTerms;
  readonly signature: string;
  /** Unix seconds; 0 for none. */
  readonly expirationSeconds: number;
  /** Id of the API key. */
  readonly owner: string;
  readonly timeInForce: TimeInForce;
  readonly postOnly: boolean;
};

/**
 * Says under which name the venue knows a signed order, or why its signature does not hold.
 * `negativeRisk`: whose contract settles the market. `account`: the one whose key sent it, in lower
 * case; it has to be behind the signature also where a wallet signs as itself.
 */
export type VerifyOrder = (
  order: SignedTerms,
  signature: string,
  negativeRisk: boolean,
  account: string,
) => Result<VenueOrderId>;

const ADDRESS = /^0x[0-9a-f]{40}$/;
const BYTES32 = /^0x[0-9a-f]{64}$/;
const DIGITS = /^\d{1,15}$/;
const TOKEN = /^\d{1,78}$/;
/** As microseconds they are a number yet: in the year 2255. */
const SECONDS_MOST = Math.floor(Number.MAX_SAFE_INTEGER / MICROS_PER_SECOND);
const TYPES: readonly string[] = ['GTC', 'GTD', 'FOK', 'FAK'];

/** Reads the body of POST /order; refuses with what is wrong in it, for the server's own log. */
export function readSentOrder(body: unknown): Result<SentOrder> {
  if (!isRecord(body) || !isRecord(body.order)) return wrong('order', 'an object');
  const { order: raw, owner, orderType, postOnly } = body;
  if (isFirstStruct(raw as Raw)) return refuse('order_version_mismatch', 'the first struct');
  const fields = readSignedTerms(raw as Raw);
  if (!fields.ok) return fields;
  const { signature, expiration } = raw as Raw;
  if (typeof signature !== 'string') return wrong('signature', 'hex digits');
  // Orders that do not expire may leave it out.
  const seconds = readInteger(expiration ?? '0', SECONDS_MOST);
  if (seconds === undefined) return wrong('expiration', 'unix seconds');
  if (typeof owner !== 'string' || owner === '') return wrong('owner', 'an API key');
  if (typeof orderType !== 'string' || !TYPES.includes(orderType)) {
    return wrong('orderType', TYPES.join(', '));
  }
  if (postOnly !== undefined && typeof postOnly !== 'boolean')
    return wrong('postOnly', 'a boolean');
  return ok({
    order: fields.value,
    signature,
    expirationSeconds: seconds,
    owner,
    timeInForce: orderType as TimeInForce,
    postOnly: postOnly === true,
  });
}

type Raw = Readonly<Record<string, unknown>>;

/** The struct before 2026-04-28: it has a nonce and a fee rate, and no time. */
function isFirstStruct({ nonce, feeRateBps, timestamp }: Raw): boolean {
  return nonce !== undefined && feeRateBps !== undefined && timestamp === undefined;
}

function readSignedTerms(raw: Raw): Result<SignedTerms> {
  const maker = address(raw.maker);
  const signer = address(raw.signer);
  const metadata = bytes32(raw.metadata);
  const builder = bytes32(raw.builder);
  const salt = readInteger(raw.salt, Number.MAX_SAFE_INTEGER);
  const makerAmount = readInteger(raw.makerAmount);
  const takerAmount = readInteger(raw.takerAmount);
  const timestampMs = readInteger(raw.timestamp);
  const signatureType = readInteger(raw.signatureType, 3);
  const { tokenId, side } = raw;
  if (maker === undefined || signer === undefined) return wrong('maker, signer', 'addresses');
  if (metadata === undefined || builder === undefined) return wrong('metadata, builder', 'bytes32');
  if (salt === undefined) return wrong('salt', 'a whole number up to 2^53 - 1');
  if (makerAmount === undefined || takerAmount === undefined || makerAmount * takerAmount === 0) {
    return wrong('makerAmount, takerAmount', 'whole numbers above 0');
  }
  if (!isCounted(makerAmount / takerAmount) || !isCounted(takerAmount / makerAmount)) {
    return wrong('makerAmount, takerAmount', 'a price');
  }
  if (timestampMs === undefined) return wrong('timestamp', 'unix milliseconds');
  if (signatureType === undefined) return wrong('signatureType', '0 to 3');
  if (typeof tokenId !== 'string' || !TOKEN.test(tokenId)) return wrong('tokenId', 'digits');
  if (side !== 'BUY' && side !== 'SELL') return wrong('side', 'BUY or SELL');
  return ok({
    salt,
    maker,
    signer,
    tokenId: tokenId as TokenId,
    makerAmount,
    takerAmount,
    side: side === 'BUY' ? 'buy' : 'sell',
    signatureType: signatureType as SignedTerms['signatureType'],
    timestampMs,
    metadata,
    builder,
  });
}

/** Whether so many dollars a share are a number yet, at 1e-6. */
function isCounted(price: number): boolean {
  return price * SCALE <= Number.MAX_SAFE_INTEGER;
}

function address(value: unknown): string | undefined {
  const lower = typeof value === 'string' ? value.toLowerCase() : '';
  return ADDRESS.test(lower) ? lower : undefined;
}

function bytes32(value: unknown): string | undefined {
  const lower = typeof value === 'string' ? value.toLowerCase() : '';
  return BYTES32.test(lower) ? lower : undefined;
}

/** A whole number from 0 up, as a number or as digits. */
function readInteger(value: unknown, most = 1e15): number | undefined {
  const isDigits = typeof value === 'string' && DIGITS.test(value);
  const number = isDigits ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) return undefined;
  return number >= 0 && number <= most ? number : undefined;
}

function wrong(field: string, wanted: string): Result<never> {
  return refuse('invalid_payload', `${field}: ${wanted}`);
}
