import type { SubmitOrder } from '../../domain/command.ts';
import {
  type ClientOrderId,
  type MarketIndex,
  marketOf,
  type TokenId,
  type TokenIndex,
} from '../../domain/ids.ts';
import type { LimitTerms } from '../../domain/order.ts';
import { ok, type Refusal, type Result, refuse } from '../../domain/result.ts';
import type { Side } from '../../domain/side.ts';
import type { Timestamp } from '../../domain/units.ts';
import { type Clock, elapsedMs, type Monotonic } from '../../ports/clock.ts';
import type { OrderBuilder, UnsignedOrder } from '../orders/order-builder.ts';
import type { SignedOrder } from '../orders/order-signing.ts';
import type { PostOrder } from '../orders/post-order.ts';
import type { VenueOutcome } from '../rest/outcome.ts';
import type { TakenOrder } from '../rest/posted.ts';
import type { ExchangeContract } from '../signing/exchange-contract.ts';
import type { AnswerQueue } from './answer-queue.ts';
import type { DeskJournal } from './desk-journal.ts';
import { DeskOrder } from './desk-order.ts';
import type { ExternalTrades, FreeFunds } from './external-trades.ts';
import { type FundsHold, spendingOf } from './funds-hold.ts';
import type { Interlock } from './interlock.ts';
import type { ListedToken } from './listed-token.ts';
import type { NoticeListener } from './notice.ts';
import type { OrderDesk } from './order-desk.ts';
import type { OrderLives } from './order-lives.ts';
import type { PostAnswers } from './post-answers.ts';
import type { OrderAccess } from './venue-access.ts';
import type { VenueMode } from './venue-mode.ts';

/** Orders in one request (docs, read 2026-10). */
const AT_ONCE = 15;

/** A signer in this thread answers at once, one in a worker later. */
export type SignOrder = (
  unsigned: UnsignedOrder,
  exchange: ExchangeContract,
) => Result<SignedOrder> | Promise<Result<SignedOrder>>;

type SenderParts = {
  readonly orders: OrderAccess;
  readonly builder: Pick<OrderBuilder, 'limit'>;
  readonly sign: SignOrder;
  readonly listed: (token: TokenIndex) => Result<ListedToken>;
  readonly external: ExternalTrades;
  readonly left: (token: TokenIndex) => FreeFunds | undefined;
  readonly journal: DeskJournal;
  readonly desk: OrderDesk;
  readonly lives: OrderLives;
  readonly posts: PostAnswers;
  readonly answers: AnswerQueue;
  readonly interlock: Interlock;
  readonly funds: FundsHold;
  readonly mode: VenueMode;
  readonly clock: Clock;
  readonly notice: NoticeListener;
  /** The venue's time. */
  readonly venueNow: () => Timestamp;
  /** An order that has waited longer than this is not sent, ms. */
  readonly ageMsMost: number;
  readonly onFault: (error: unknown) => void;
};

/**
 * Builds, signs, writes down, waits until that is on the disk, and only then sends: each order
 * once. Up to the signature nothing waits, where the signer is in this thread.
 */
export class OrderSender {
  readonly #parts: SenderParts;
  /** Of this turn: written down together, sent together. */
  #burst: DeskOrder[] = [];
  #isPlanned = false;
  /** A signer's day is over, and a person knows. */
  #isDayTold = false;
  /** With a signer elsewhere. */
  readonly #signing = new Map<ClientOrderId, Wish>();

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  /** Nothing of it has left, and nothing will. False: there is no such order. */
  withdraw(order: ClientOrderId): boolean {
    const wish = this.#signing.get(order);
    if (wish !== undefined) wish.isWithdrawn = true;
    return wish !== undefined;
  }

  withdrawAll(market: MarketIndex | undefined): void {
    for (const wish of this.#signing.values()) {
      const isMeant = market === undefined || marketOf(wish.command.terms.token) === market;
      if (isMeant) wish.isWithdrawn = true;
    }
  }

  submit(command: SubmitOrder): void {
    const { clock, interlock, listed, builder, sign, venueNow, onFault } = this.#parts;
    const wishedAt = clock.monotonic();
    const { token, ...terms } = command.terms;
    const may = interlock.mayPost(terms.postOnly);
    if (!may.ok) {
      this.#deny(command, may);
      return;
    }
    const market = listed(token);
    if (!market.ok) {
      this.#deny(command, market);
      return;
    }
    const funded = this.#mayUse(terms.side, token, market.value.tokenId);
    if (!funded.ok) {
      this.#deny(command, funded);
      return;
    }
    const unsigned = builder.limit(terms, market.value, venueNow());
    if (!unsigned.ok) {
      this.#deny(command, unsigned);
      return;
    }
    const wish: Wish = { command, terms, listed: market.value, wishedAt, isWithdrawn: false };
    const signed = sign(unsigned.value, market.value.exchange);
    if (!(signed instanceof Promise)) {
      this.#signed(wish, signed);
      return;
    }
    this.#signing.set(command.id, wish);
    signed
      .catch((error: unknown) => {
        onFault(error);
        return refuse('not_signed', 'the signer failed');
      })
      .then((result) => this.#signed(wish, result))
      .catch(onFault);
  }

  /** Whether the dollars or shares are there, by the venue's words and after what others took. */
  #mayUse(side: Side, index: TokenIndex, token: TokenId): Result<void> {
    const { funds, external, left } = this.#parts;
    const free = left(index);
    const covered = free === undefined ? ok(undefined) : external.covers({ side }, token, free);
    return covered.ok ? funds.mayUse({ side, token }) : covered;
  }

  #signed(wish: Wish, signed: Result<SignedOrder>): void {
    const { command, terms, listed, wishedAt } = wish;
    this.#signing.delete(command.id);
    if (wish.isWithdrawn) {
      const answer = { kind: 'OrderCanceled', order: command.id, reason: 'requested' } as const;
      this.#parts.answers.say(answer, undefined);
      return;
    }
    if (!signed.ok) {
      this.#tellDay(signed);
      this.#deny(command, signed);
      return;
    }
    this.#isDayTold = false;
    const { desk, clock, journal } = this.#parts;
    const { id, body } = signed.value;
    const intent = {
      client: command.id,
      strategy: command.strategy,
      id,
      token: listed.tokenId,
      market: listed.market,
      terms,
      intendedAt: clock.now(),
    };
    const order = new DeskOrder(intent, { index: command.terms.token, listed, body, wishedAt });
    const { owner: _key, ...bare } = body;
    const { intendedAt: at, client, ...named } = intent;
    const written = journal.append({
      kind: 'OrderIntended',
      at,
      order: client,
      ...named,
      body: bare,
    });
    if (!written.ok) {
      this.#deny(command, written);
      return;
    }
    desk.add(order);
    this.#burst.push(order);
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    queueMicrotask(() => this.#flush().catch(this.#parts.onFault));
  }

  /** A desk that is refused everything looks like one that has nothing to do. */
  #tellDay({ code, message }: Refusal): void {
    if (code !== 'policy_day' || this.#isDayTold) return;
    this.#isDayTold = true;
    this.#parts.notice({ code: 'day_used_up', message });
  }

  async #flush(): Promise<void> {
    this.#isPlanned = false;
    const burst = this.#burst;
    this.#burst = [];
    const durable = await this.#parts.journal.durable();
    const sendable = burst.filter((order) => this.#maySend(order, durable));
    for (let from = 0; from < sendable.length; from += AT_ONCE) {
      // Each request waits for nobody but the limits.
      this.#post(sendable.slice(from, from + AT_ONCE)).catch(this.#parts.onFault);
    }
  }

  /** The last look before it leaves: what is dropped here was certainly not sent. */
  #maySend(order: DeskOrder, durable: Result<void>): boolean {
    const { lives } = this.#parts;
    // The venue spoke of it already, whoever sent it.
    if (order.state !== 'intended') return false;
    if (order.cancel !== undefined) {
      lives.finish(order, { kind: 'canceled', reason: 'requested' });
      return false;
    }
    const may = this.#mayLeave(order, durable);
    if (may.ok) return true;
    lives.finish(order, { kind: 'rejected', code: may.code, message: may.message });
    return false;
  }

  #mayLeave(order: DeskOrder, durable: Result<void>): Result<void> {
    if (!durable.ok) return durable;
    const { interlock, funds, clock, ageMsMost } = this.#parts;
    const wishedAt = order.own?.wishedAt ?? clock.monotonic();
    if (elapsedMs(wishedAt, clock.monotonic()) > ageMsMost) {
      return refuse('stale', `not sent within ${ageMsMost} ms of the wish`);
    }
    const may = interlock.mayPost(order.intent.terms.postOnly);
    return may.ok ? funds.mayUse(spendingOf(order)) : may;
  }

  async #post(orders: readonly DeskOrder[]): Promise<void> {
    const { orders: venue, mode, posts: answers } = this.#parts;
    const bodies = orders.map((order) => {
      order.move('send');
      return order.own?.body as PostOrder;
    });
    let outcomes: readonly VenueOutcome<TakenOrder>[];
    try {
      outcomes =
        bodies.length === 1
          ? [await venue.post(bodies[0] as PostOrder)]
          : await venue.postMany(bodies);
    } catch (error) {
      // A fault of the program, after which nobody knows what left.
      for (const order of orders) answers.unclear(order);
      throw error;
    }
    for (const [leg, order] of orders.entries()) {
      const outcome = outcomes[leg];
      if (outcome === undefined) answers.unclear(order);
      else {
        mode.heard(outcome);
        answers.heard(order, outcome);
      }
    }
  }

  /** Refused before anything of it existed: told in the venue's place, in order. */
  #deny({ id }: SubmitOrder, { code, message }: Refusal): void {
    this.#parts.answers.say({ kind: 'OrderRejected', order: id, code, message }, undefined);
  }
}

type Wish = {
  readonly command: SubmitOrder;
  readonly terms: LimitTerms;
  readonly listed: ListedToken;
  readonly wishedAt: Monotonic;
  isWithdrawn: boolean;
};
