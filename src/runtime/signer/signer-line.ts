import type { VenueOrderId } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Usd } from '../../domain/units.ts';
import { EXCHANGES, type ExchangeContract } from '../../polymarket/signing/exchange-contract.ts';
import type { ExchangeOrder } from '../../polymarket/signing/exchange-order.ts';
import type { L1Headers } from '../../polymarket/signing/l1-auth.ts';
import type { OrderSignature } from '../../polymarket/signing/order-signature.ts';
import { ORDER_MEMBERS_BYTES, OrderStruct } from '../../polymarket/signing/order-struct.ts';
import type { PolicedSigner } from './policed-signer.ts';
import { type Line, LineEnd } from './sync-line.ts';

// The messages of the signer's line. Orders are bytes, since text was a fifth of the time that an
// order takes to be signed:
//
//   an order   ORDER 1 | place of its contract 1 | its members 352
//   signed     SIGNED 1 | dollars signed today, a double, 8 | digest 32 | signature 65 or 317
//   refused    REFUSED 1 | dollars signed today 8 | {code, message} as JSON
//   rehearsed  REHEARSAL 1 | as an order, signed by a key of nobody; answered as one
//   a login    LOGIN 1 | {seconds, nonce} as JSON; its answer: the headers as JSON

const ORDER = 1;
const LOGIN = 2;
const SIGNED = 3;
const REFUSED = 4;
const REHEARSAL = 5;

const CONTRACT = 1;
const MEMBERS = 2;
const ORDER_BYTES = MEMBERS + ORDER_MEMBERS_BYTES;

const TODAY = 1;
const DIGEST = TODAY + Float64Array.BYTES_PER_ELEMENT;
const DIGEST_BYTES = 32;
const SIGNATURE = DIGEST + DIGEST_BYTES;

/** What a thread said of an order. */
export type OrderAnswer = {
  readonly signed: Result<OrderSignature>;
  /** Dollars signed on that day so far. */
  readonly signedToday: Usd;
};

/** The end that asks. */
export class AskingEnd {
  readonly #end: LineEnd;
  readonly #order = new OrderStruct();

  constructor(line: Line) {
    this.#end = new LineEnd(line);
  }

  /** Refuses `not_signed` where the order is broken, and `no_answer`. */
  order(order: ExchangeOrder, exchange: ExchangeContract): Result<OrderAnswer> {
    return this.#ask(ORDER, order, exchange);
  }

  /** As {@link order}, signed by a key of nobody. */
  rehearse(order: ExchangeOrder, exchange: ExchangeContract): Result<OrderAnswer> {
    return this.#ask(REHEARSAL, order, exchange);
  }

  #ask(kind: number, order: ExchangeOrder, { address }: ExchangeContract): Result<OrderAnswer> {
    const { bytes } = this.#end;
    try {
      this.#order.write(order);
    } catch {
      return refuse('not_signed', 'the order cannot be signed as it is');
    }
    bytes[0] = kind;
    // None is 255 in a byte, which names no contract: the thread refuses it.
    bytes[CONTRACT] = EXCHANGES.findIndex((exchange) => exchange.address === address);
    bytes.set(this.#order.members, MEMBERS);
    const asked = this.#end.ask(ORDER_BYTES);
    return asked.ok ? ok(this.#answer(asked.value)) : asked;
  }

  /** `seconds`: the venue's time. Refuses `no_answer`. */
  login(seconds: number, nonce: number): Result<L1Headers> {
    const { bytes } = this.#end;
    bytes[0] = LOGIN;
    const asked = this.#end.ask(putJson(bytes, 1, { seconds, nonce }));
    return asked.ok ? ok(takeJson(bytes, 0, asked.value) as L1Headers) : asked;
  }

  #answer(length: number): OrderAnswer {
    const { bytes } = this.#end;
    const signedToday = bytes.readDoubleLE(TODAY) as Usd;
    if (bytes[0] === REFUSED) {
      const { code, message } = takeJson(bytes, DIGEST, length) as Refusal;
      return { signed: refuse(code, message), signedToday };
    }
    // Both at once: each reading of bytes as text is a call into the machinery of the platform.
    const text = bytes.toString('hex', DIGEST, length);
    const id = `0x${text.slice(0, 2 * DIGEST_BYTES)}` as VenueOrderId;
    return { signed: ok({ id, signature: `0x${text.slice(2 * DIGEST_BYTES)}` }), signedToday };
  }
}

type Refusal = { readonly code: string; readonly message: string };

/** Who signs. */
export type SigningEnd = {
  readonly own: PolicedSigner;
  /** Signs what is rehearsed. */
  readonly nobody: PolicedSigner;
  login(seconds: number, nonce: number): L1Headers;
};

/**
 * Pauses between two rehearsals of a thread that nobody asks, ms: often enough for its code and its
 * tables to stay in the processor's caches. An order that comes during one waits for its end.
 */
const REHEARSE_EVERY_MS = 3;

/**
 * Answers whoever asks on a line, for ever. Once an order was rehearsed, it is rehearsed again
 * whenever nobody asks for anything.
 */
export function serveSigner(line: Line, { own, nobody, login }: SigningEnd): never {
  const end = new LineEnd(line);
  // The thread's own copy: nobody else can change an order between its check and its use.
  const order = new OrderStruct();
  const { bytes } = end;
  const rehearsed = Buffer.alloc(ORDER_BYTES);
  const answer = (length: number): number => {
    const kind = bytes[0];
    if (kind === LOGIN) {
      const { seconds, nonce } = takeJson(bytes, 1, length) as { seconds: number; nonce: number };
      return putJson(bytes, 0, login(seconds, nonce));
    }
    const isOrder = kind === ORDER || kind === REHEARSAL;
    invariant(isOrder && length === ORDER_BYTES, 'an order or a login is asked for');
    if (kind === REHEARSAL) bytes.copy(rehearsed, 0, 0, ORDER_BYTES);
    const signer = kind === ORDER ? own : nobody;
    const exchange = EXCHANGES[bytes[CONTRACT] ?? Number.NaN];
    const signed = signer.sign(order.read(bytes, MEMBERS), exchange);
    bytes[0] = signed.ok ? SIGNED : REFUSED;
    bytes.writeDoubleLE(signer.signedToday, TODAY);
    if (!signed.ok) return putJson(bytes, DIGEST, { code: signed.code, message: signed.message });
    const { digest, signature } = signed.value;
    bytes.set(digest, DIGEST);
    bytes.set(signature, SIGNATURE);
    return SIGNATURE + signature.length;
  };
  const rehearse = () => {
    if (rehearsed[0] !== REHEARSAL) return;
    nobody.sign(order.read(rehearsed, MEMBERS), EXCHANGES[rehearsed[CONTRACT] ?? Number.NaN]);
  };
  return end.serve(answer, { everyMs: REHEARSE_EVERY_MS, turn: rehearse });
}

/** Where the message ends. */
function putJson(bytes: Buffer, at: number, value: unknown): number {
  const text = JSON.stringify(value);
  const written = bytes.write(text, at, 'utf8');
  invariant(written === Buffer.byteLength(text), 'a message fits its line');
  return at + written;
}

function takeJson(bytes: Buffer, from: number, to: number): unknown {
  return JSON.parse(bytes.toString('utf8', from, to));
}
