import {
  type ClientOrderId,
  type MarketIndex,
  marketOf,
  outcomeOf,
  type TokenIndex,
  type VenueOrderId,
} from '../../domain/ids.ts';
import type { LimitTerms } from '../../domain/order.ts';
import { EXPIRATION_THRESHOLD } from '../../domain/order-rules.ts';
import { MICROS_PER_SECOND, NO_SHARES, type Shares, type Usd } from '../../domain/units.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import type { OrderRecord } from '../venue/order-record.ts';
import type { ApiKey, Wallet } from '../venue/wallet.ts';
import type { RestingOrder, Trader } from './floor.ts';

/** Whom the orders of an inside trader are sent for. */
export type Desk = {
  readonly venue: LocalVenue;
  readonly wallet: Wallet;
  /** Made here and told to nobody: no request can be signed with it. */
  readonly key: ApiKey;
  /** A name of an order that no other has. */
  readonly nextId: () => VenueOrderId;
  readonly onRefused: (code: string) => void;
};

/**
 * A trader without a network: its orders need no signature, and pass the same checks and the same
 * matching as everybody's.
 */
export class InsideTrader implements Trader {
  readonly #desk: Desk;
  /** What was sent and may still be open, by market. */
  readonly #sent = new Map<MarketIndex, Map<ClientOrderId, OrderRecord>>();

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  get cash(): Usd {
    return this.#desk.wallet.account.cash;
  }

  shares(token: TokenIndex): Shares {
    return this.#desk.wallet.account.position(token)?.traded ?? NO_SHARES;
  }

  resting(market: MarketIndex): readonly RestingOrder[] {
    const resting: RestingOrder[] = [];
    const sent = this.#sent.get(market) ?? new Map<ClientOrderId, OrderRecord>();
    for (const [id, { isOpen, status, facts, rest }] of sent) {
      if (!isOpen) sent.delete(id);
      // What is held back does not rest yet.
      if (!isOpen || status === 'DELAYED') continue;
      const { token, side, price } = facts.terms;
      resting.push({ id, token, side, price, rest });
    }
    return resting;
  }

  submit(token: TokenIndex, terms: LimitTerms): void {
    const { venue, wallet, key, nextId, onRefused } = this.#desk;
    const market = venue.markets.at(marketOf(token));
    const record = venue.submit(
      {
        id: nextId(),
        key,
        wallet,
        market,
        outcome: outcomeOf(token),
        terms: { ...terms, token },
        isInside: true,
        expirationSeconds: statedExpiration(terms),
      },
      (decision) => {
        if (decision.kind === 'refused') onRefused(decision.code);
      },
    );
    if (record.isOpen) this.#remember(record);
  }

  cancel(order: ClientOrderId): void {
    for (const sent of this.#sent.values()) {
      const record = sent.get(order);
      if (record !== undefined) this.#desk.venue.cancel(record);
    }
  }

  /** Cancels whatever still rests: nobody looks after it any more. */
  leave(): void {
    for (const sent of this.#sent.values()) {
      for (const record of sent.values()) this.#desk.venue.cancel(record);
    }
    this.#sent.clear();
  }

  #remember(record: OrderRecord): void {
    const { market, number } = record.facts;
    let sent = this.#sent.get(market.index);
    if (sent === undefined) {
      sent = new Map();
      this.#forgetClosed();
      this.#sent.set(market.index, sent);
    }
    sent.set(number, record);
  }

  #forgetClosed(): void {
    for (const index of this.#sent.keys()) {
      if (!this.#desk.venue.markets.at(index).isAccepting) this.#sent.delete(index);
    }
  }
}

/** What a sender would have stated for the order to be killed when it is. */
function statedExpiration({ expiresAt }: LimitTerms): number {
  return expiresAt === undefined
    ? 0
    : Math.floor((expiresAt + EXPIRATION_THRESHOLD) / MICROS_PER_SECOND);
}
