import type { VenueOrderId } from '../../domain/ids.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { mulDiv, SCALE } from '../../domain/units.ts';
import type { ListedToken } from '../venue/listed-markets.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import type { Decision, OrderRecord } from '../venue/order-record.ts';
import type { ApiKey, Wallet } from '../venue/wallet.ts';
import { type RefusedOrder, type WireRefusal, wireRefusal } from './order-text.ts';
import { readSentOrder, type SentOrder, type VerifyOrder } from './sent-order.ts';
import { type Asked, termsOf } from './terms-of.ts';

/** What the sender of an order hears. */
export type Reply =
  | { readonly kind: 'taken'; readonly record: OrderRecord; readonly decision: Decision }
  | ({ readonly kind: 'refused'; readonly code: string } & WireRefusal);

type Prepared = Asked & { readonly wallet: Wallet };

const NO_ID = '' as VenueOrderId;

/** Where orders come in: reads them, checks everything that they say, hands them to matching. */
export class OrderIntake {
  readonly #venue: LocalVenue;
  readonly #verify: VerifyOrder;
  /** Orders that came, by what became of them. */
  readonly counts = new Map<string, number>();

  constructor(venue: LocalVenue, verify: VerifyOrder) {
    this.#venue = venue;
    this.#verify = verify;
  }

  /** `body`: of POST /order, or one of POST /orders. `reply` is called once, now or later. */
  take(body: unknown, key: ApiKey, reply: (reply: Reply) => void): void {
    const read = readSentOrder(body);
    if (!read.ok) {
      reply(this.#refused(read.code, read.message, undefined));
      return;
    }
    const sent = read.value;
    const token = this.#venue.markets.byToken(sent.order.tokenId);
    const refusal = this.#refuse(sent, key, token);
    if (refusal !== undefined || token === undefined) {
      const { code, message } = refusal ?? unknownToken(sent);
      reply(this.#refused(code, message, { sent, token, id: NO_ID }));
      return;
    }
    this.#submit(sent, key, token, reply);
  }

  #submit(sent: SentOrder, key: ApiKey, token: ListedToken, reply: (reply: Reply) => void): void {
    const { market, outcome } = token;
    const isNegative = market.listing.market.negativeRisk === true;
    const verified = this.#verify(sent.order, sent.signature, isNegative, key.signer);
    const id = verified.ok ? verified.value : NO_ID;
    const refused = (code: string, message: string) =>
      reply(this.#refused(code, message, { sent, token, id }));
    const prepared = verified.ok
      ? this.#prepare(sent, id, key, token)
      : refuse('invalid_signature', verified.message);
    if (!prepared.ok) {
      refused(prepared.code, prepared.message);
      return;
    }
    const { expirationSeconds } = sent;
    const facts = { id, key, market, outcome, expirationSeconds, ...prepared.value };
    this.#venue.submit(facts, (decision, record) => {
      if (decision.kind === 'refused') refused(decision.code, decision.message);
      else {
        this.#count(decision.kind);
        reply({ kind: 'taken', record, decision });
      }
    });
  }

  #prepare(
    sent: SentOrder,
    id: VenueOrderId,
    { signer }: ApiKey,
    token: ListedToken,
  ): Result<Prepared> {
    // What was refused was never placed: the same order may be sent again when it fits.
    const known = this.#venue.find(id);
    if (known !== undefined && known.status !== 'INVALID') {
      return refuse('duplicated', 'it was sent before');
    }
    const asked = termsOf(sent, token);
    if (!asked.ok) return asked;
    // Last: a maker's wallet opens with its first order that could be one.
    const wallet = this.#walletOf(sent, signer);
    return wallet.ok ? ok({ ...asked.value, wallet: wallet.value }) : wallet;
  }

  #refuse(sent: SentOrder, key: ApiKey, token: ListedToken | undefined) {
    if (sent.owner !== key.id) return refuse('not_owner_of_key', 'another key is named');
    if (token === undefined) return unknownToken(sent);
    // A deposit wallet names itself; who is behind it, its signature tells.
    const { signatureType, signer } = sent.order;
    if (signatureType !== 3 && signer !== key.signer) {
      return refuse('not_signer_of_key', 'another account signed');
    }
    return undefined;
  }

  /** A maker belongs to the first that traded for it here, before that to its owner on chain. */
  #walletOf({ order: { maker, signatureType } }: SentOrder, signer: string): Result<Wallet> {
    const { wallets, keys } = this.#venue;
    const owner = wallets.get(maker)?.signer ?? keys.ownerOf(maker) ?? signer;
    if (owner === signer) return ok(this.#venue.wallet(maker, signer, { signatureType }));
    return refuse('not_signer_of_key', `${maker} belongs to another signer`);
  }

  #refused(
    code: string,
    message: string,
    about:
      | {
          readonly sent: SentOrder;
          readonly token: ListedToken | undefined;
          readonly id: VenueOrderId;
        }
      | undefined,
  ): Reply {
    this.#count(code);
    const { sent, token, id = NO_ID } = about ?? {};
    const amounts = sent === undefined ? NO_AMOUNTS : amountsOf(sent);
    const { tick = 0, listing } = token?.market ?? {};
    const minimumSize = listing?.market.minimumSize ?? 0;
    const words = wireRefusal(code, message, { id, ...amounts, tick, minimumSize });
    return { kind: 'refused', code, ...words };
  }

  #count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }
}

/** ASSUMPTION, kept here alone: the venue's list of errors has no words for it. */
function unknownToken({ order }: SentOrder) {
  return refuse('unknown_token', `the orderbook ${order.tokenId} does not exist`);
}

const NO_AMOUNTS = { price: 0, size: 0, dollars: 0 };

/** As refusals tell them: also of an order whose amounts are no price. */
function amountsOf({ order }: SentOrder): Pick<RefusedOrder, 'price' | 'size' | 'dollars'> {
  const { side, makerAmount, takerAmount } = order;
  const [dollars, size] = side === 'buy' ? [makerAmount, takerAmount] : [takerAmount, makerAmount];
  return { price: mulDiv(dollars, SCALE, size, 'halfEven'), size, dollars };
}
