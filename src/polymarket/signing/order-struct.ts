import type { TokenId } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import type { Side } from '../../domain/side.ts';
import { type ExchangeOrder, ORDER_TYPE_HASH } from './exchange-order.ts';
import { keccak256 } from './keccak.ts';
import { uintWord, type Word, wordOf } from './typed-data.ts';

const WORD_BYTES = 32;
const ADDRESS_BYTES = 20;
/** A number is written in halves; with a greater upper half it is beyond 2^53 - 1. */
const HALF = 2 ** 32;
const UPPER_MOST = 2 ** 21;

/** Where each member begins; the hash of the type stands before the first. */
const SALT = WORD_BYTES;
const MAKER = SALT + WORD_BYTES;
const SIGNER = MAKER + WORD_BYTES;
const TOKEN_ID = SIGNER + WORD_BYTES;
const MAKER_AMOUNT = TOKEN_ID + WORD_BYTES;
const TAKER_AMOUNT = MAKER_AMOUNT + WORD_BYTES;
const SIDE = TAKER_AMOUNT + WORD_BYTES;
const SIGNATURE_TYPE = SIDE + WORD_BYTES;
const TIMESTAMP = SIGNATURE_TYPE + WORD_BYTES;
const METADATA = TIMESTAMP + WORD_BYTES;
const BUILDER = METADATA + WORD_BYTES;
const END = BUILDER + WORD_BYTES;

const SIDES: readonly Side[] = ['buy', 'sell'];

/** Few tokens are traded at a time: the words of the last ones are kept. */
const KEPT_TOKENS = 1_000;

/** Bytes of an order without the hash of its type. */
export const ORDER_MEMBERS_BYTES = END - SALT;

/**
 * An order as the very bytes that are hashed and signed (EIP-712): whoever checks these has checked
 * what is signed. Written again and again, so that an order on its way allocates little.
 */
export class OrderStruct {
  readonly #bytes = Buffer.alloc(END);
  /** What stands at a place as text: most members are those of the order before. */
  readonly #texts = new Map<number, string>();
  readonly #tokens = new Map<TokenId, Uint8Array>();

  constructor() {
    this.#bytes.write(ORDER_TYPE_HASH, 'hex');
  }

  /** @throws InvariantError at a broken order. */
  write(order: ExchangeOrder): this {
    // After a copy, whose words may be full; and at first.
    if (this.#texts.size === 0) this.#bytes.fill(0, SALT);
    this.#putNumber(order.salt, SALT);
    this.#putHex(order.maker, MAKER, ADDRESS_BYTES);
    this.#putHex(order.signer, SIGNER, ADDRESS_BYTES);
    this.#bytes.set(this.#tokenWord(order.tokenId), TOKEN_ID);
    this.#putNumber(order.makerAmount, MAKER_AMOUNT);
    this.#putNumber(order.takerAmount, TAKER_AMOUNT);
    this.#putNumber(SIDES.indexOf(order.side), SIDE);
    this.#putNumber(order.signatureType, SIGNATURE_TYPE);
    this.#putNumber(order.timestampMs, TIMESTAMP);
    this.#putHex(order.metadata, METADATA, WORD_BYTES);
    this.#putHex(order.builder, BUILDER, WORD_BYTES);
    return this;
  }

  /** Copies the members, whatever they are. The type stays an order's. */
  read(bytes: Uint8Array, at: number): this {
    this.#texts.clear();
    this.#bytes.set(bytes.subarray(at, at + ORDER_MEMBERS_BYTES), SALT);
    return this;
  }

  /** The words of maker and signer. */
  get accounts(): Uint8Array {
    return this.#bytes.subarray(MAKER, TOKEN_ID);
  }

  get maker(): Word {
    return wordOf(this.#bytes.subarray(MAKER, SIGNER));
  }

  /** Undefined for numbers that no order of ours has: beyond 2^53 - 1. */
  get makerAmount(): number | undefined {
    return this.#numberAt(MAKER_AMOUNT);
  }

  /** As {@link makerAmount}. */
  get takerAmount(): number | undefined {
    return this.#numberAt(TAKER_AMOUNT);
  }

  /** Undefined for what is neither. */
  get side(): Side | undefined {
    return SIDES[this.#numberAt(SIDE) ?? Number.NaN];
  }

  /** Undefined as {@link makerAmount}. */
  get signatureType(): number | undefined {
    return this.#numberAt(SIGNATURE_TYPE);
  }

  /** Without the hash of the type. */
  get members(): Uint8Array {
    return this.#bytes.subarray(SALT);
  }

  /** The same at every exchange. */
  hash(): Word {
    return wordOf(keccak256(this.#bytes));
  }

  #putNumber(value: number, at: number): void {
    const isExact = Number.isSafeInteger(value) && value >= 0;
    invariant(isExact, `${String(value)} is no number of an order`);
    const high = Math.floor(value / HALF);
    this.#bytes.writeUInt32BE(high, at + WORD_BYTES - 8);
    this.#bytes.writeUInt32BE(value - high * HALF, at + WORD_BYTES - 4);
  }

  /** Of "0x" and digits. Narrower values stand at the end of their word. */
  #putHex(text: string, at: number, bytes: number): void {
    if (this.#texts.get(at) === text) return;
    this.#texts.delete(at);
    const from = at + WORD_BYTES - bytes;
    const isWhole =
      text.length === 2 * (1 + bytes) &&
      text.startsWith('0x') &&
      this.#bytes.write(text.slice(2), from, bytes, 'hex') === bytes;
    invariant(isWhole, `${text} is not ${bytes} bytes`);
    this.#texts.set(at, text);
  }

  #tokenWord(token: TokenId): Uint8Array {
    const known = this.#tokens.get(token);
    if (known !== undefined) return known;
    if (this.#tokens.size >= KEPT_TOKENS) this.#tokens.clear();
    // BigInt reads more than digits, and nothing as 0.
    invariant(/^\d+$/.test(token), `"${token}" is no token`);
    const word = Buffer.from(uintWord(BigInt(token)), 'hex');
    this.#tokens.set(token, word);
    return word;
  }

  #numberAt(at: number): number | undefined {
    for (let i = at; i < at + WORD_BYTES - 8; i++) if (this.#bytes[i] !== 0) return undefined;
    const high = this.#bytes.readUInt32BE(at + WORD_BYTES - 8);
    return high < UPPER_MOST
      ? high * HALF + this.#bytes.readUInt32BE(at + WORD_BYTES - 4)
      : undefined;
  }
}
