import { isAboutSets } from '../../domain/event.ts';
import type { ClientOrderId, StrategyIndex } from '../../domain/ids.ts';
import type { Tape } from '../../domain/tape.ts';
import type { Timestamp, Usd } from '../../domain/units.ts';
import type { Answer } from '../../sim/answer.ts';
import { MatchingCore } from '../../sim/matching-core.ts';
import { MATCHING_DEFAULTS, type ModeChange } from '../../sim/options.ts';
import type { Owner } from '../../sim/owner.ts';
import type { ListedMarkets } from './listed-markets.ts';
import type { OrderRecord } from './order-record.ts';
import type { TradeBook } from './trade-book.ts';
import type { VenueSettlement } from './venue-settlement.ts';

/** What happened to orders and trades within one step. */
export type MatchingListener = {
  accepted(record: OrderRecord, at: Timestamp): void;
  refused(record: OrderRecord, code: string, message: string, at: Timestamp): void;
  filled(record: OrderRecord, at: Timestamp): void;
  /** `reason`: as in ExchangeEvent, or "expired". */
  ended(record: OrderRecord, reason: string, at: Timestamp): void;
  settled(fill: number, event: 'mined' | 'retrying' | 'confirmed' | 'failed', at: Timestamp): void;
};

const REASON = { code: 'local_exchange', numbers: {} } as const;

type Parts = {
  readonly markets: ListedMarkets;
  readonly settlement: VenueSettlement;
  readonly trades: TradeBook;
  /** Grows while the exchange runs. */
  readonly modes: readonly ModeChange[];
};

/** The simulated exchange's matching under records of this exchange. */
export class Matching {
  readonly core: MatchingCore;
  readonly #records = new Map<ClientOrderId, OrderRecord>();
  readonly #trades: TradeBook;
  readonly #listener: MatchingListener;
  #newest = 0;

  constructor({ markets, settlement, trades, modes }: Parts, listener: MatchingListener) {
    this.#trades = trades;
    this.#listener = listener;
    const options = { ...MATCHING_DEFAULTS, settlement, modes };
    this.core = new MatchingCore(markets, [], options, (_owner, answer, at) =>
      this.#hear(answer, at),
    );
  }

  /** A new account; returns its number. */
  join(cash: Usd): { readonly owner: number } & Pick<Owner, 'account'> {
    const owner = this.core.join(cash);
    return { owner, account: (this.core.owners[owner] as Owner).account };
  }

  nextNumber(): ClientOrderId {
    return ++this.#newest as ClientOrderId;
  }

  /** An order that may still trade. */
  record(order: ClientOrderId): OrderRecord | undefined {
    return this.#records.get(order);
  }

  /** Everything due until then happens. */
  advance(until: Timestamp): void {
    while (this.core.nextDue <= until) this.core.runNext();
  }

  submit(record: OrderRecord, at: Timestamp): void {
    const { number: id, terms, spend, wallet } = record.facts;
    this.#records.set(id, record);
    const strategy = 0 as StrategyIndex;
    const command = { kind: 'SubmitOrder', id, strategy, terms, reason: REASON } as const;
    this.core.enqueue(at, { kind: 'submit', owner: wallet.owner, command, spend });
    this.advance(at);
  }

  /** Whether it is canceled afterwards: an order that is held back cannot be. */
  cancel(record: OrderRecord, at: Timestamp): boolean {
    const { number: order, wallet } = record.facts;
    this.core.enqueue(at, { kind: 'cancel', owner: wallet.owner, order });
    this.advance(at);
    return !record.isOpen;
  }

  onRow(tape: Tape, row: number): void {
    this.core.onRow(tape, row);
  }

  #hear(answer: Answer, at: Timestamp): void {
    // There is no chain behind this exchange: nobody can ask for a split or a merge.
    if (isAboutSets(answer)) return;
    if (answer.kind === 'FillSettled') {
      this.#listener.settled(answer.fillId, answer.settlement, at);
      return;
    }
    const record = this.#records.get(answer.order);
    // A cancel of what is over: whoever asked sees that by the record.
    if (record === undefined || answer.kind === 'CancelRejected') return;
    switch (answer.kind) {
      case 'OrderAccepted':
        this.#listener.accepted(record, at);
        break;
      case 'OrderRejected':
        this.#listener.refused(record, answer.code, answer.message, at);
        break;
      case 'OrderFilled':
        this.#trades.filled(record, answer.fill, at);
        record.matched = (record.matched + answer.fill.size) as typeof record.matched;
        record.matchedUsd = (record.matchedUsd + answer.fill.amount) as Usd;
        this.#listener.filled(record, at);
        break;
      case 'OrderCanceled':
        this.#listener.ended(record, answer.reason, at);
        break;
      case 'OrderExpired':
        this.#listener.ended(record, 'expired', at);
        break;
    }
    if (!record.isOpen) this.#records.delete(answer.order);
  }
}
