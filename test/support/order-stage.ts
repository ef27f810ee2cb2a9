// A live execution against a venue in memory, in virtual time: orders as a trader would say them,
// answers as lines. What is told is held against the engine's own table of an order's life.

import type { Approved, SubmitOrder } from '../../src/domain/command.ts';
import type { ExchangeEvent } from '../../src/domain/event.ts';
import { FREE } from '../../src/domain/fee.ts';
import type { ClientOrderId, StrategyIndex } from '../../src/domain/ids.ts';
import { type OrderStatus, transition } from '../../src/domain/order-status.ts';
import { formatDecimal, NEVER, type Shares, type Timestamp } from '../../src/domain/units.ts';
import { StrictClock } from '../../src/net/strict-clock.ts';
import type { VenueExecutionOptions } from '../../src/polymarket/execution/execution-options.ts';
import type { Notice } from '../../src/polymarket/execution/notice.ts';
import { recover } from '../../src/polymarket/execution/order-history.ts';
import type { OrderRecord } from '../../src/polymarket/execution/order-record.ts';
import type { SignOrder } from '../../src/polymarket/execution/order-sender.ts';
import { VenueExecution } from '../../src/polymarket/execution/venue-execution.ts';
import { OrderBuilder } from '../../src/polymarket/orders/order-builder.ts';
import { postOrder } from '../../src/polymarket/orders/post-order.ts';
import { EXCHANGE_V2 } from '../../src/polymarket/signing/exchange-contract.ts';
import { aboutOrders } from './about-orders.ts';
import { ANVIL_ADDRESS } from './anvil.ts';
import { DOWN, hashOf, MARKET, OrderVenue, UP } from './order-venue.ts';
import { termsOf } from './sim-scenario.ts';
import { VirtualClock } from './virtual-clock.ts';

export const ACCOUNT = { maker: ANVIL_ADDRESS, signer: ANVIL_ADDRESS, signatureType: 0 } as const;

/** A journal in memory that a test can hold up, or break. */
class MemoryJournal {
  readonly records: OrderRecord[] = [];
  /** So many of them are on the disk. */
  durableCount = 0;
  hold: Promise<void> | undefined;
  failure: Error | undefined;

  append(record: OrderRecord): void {
    if (this.failure !== undefined) throw this.failure;
    this.records.push(structuredClone(record));
  }

  async durable(): Promise<void> {
    const count = this.records.length;
    await this.hold;
    if (this.failure !== undefined) throw this.failure;
    this.durableCount = Math.max(this.durableCount, count);
  }
}

/** A signer without limits, whose hashes are the salts. */
export const signAnything = ((unsigned) => ({
  ok: true,
  value: { id: hashOf(unsigned.order.salt), body: postOrder(unsigned, '0xsigned', 'a-key') },
})) satisfies SignOrder;

export class OrderStage {
  readonly clock: VirtualClock;
  readonly venue: OrderVenue;
  readonly journal = new MemoryJournal();
  readonly notices: Notice[] = [];
  readonly faults: unknown[] = [];
  readonly execution: VenueExecution;
  readonly events: ExchangeEvent[] = [];
  /** As the engine would have it. */
  readonly statuses = new Map<ClientOrderId, OrderStatus>();
  readonly filled = new Map<ClientOrderId, number>();
  readonly sizes = new Map<ClientOrderId, Shares>();
  #told = 0;
  #lastOrder: number;
  #lastFill = 0;

  /** `past`: what an earlier run wrote down; with its `venue`, where that goes on. */
  constructor(
    changes: Partial<VenueExecutionOptions> = {},
    past: { readonly records?: readonly OrderRecord[]; readonly venue?: OrderVenue } = {},
    clock = new VirtualClock(),
  ) {
    this.clock = clock;
    this.venue = past.venue ?? new OrderVenue(clock);
    const history = recover(past.records ?? []);
    this.#lastOrder = history.nextOrder - 1;
    this.execution = new VenueExecution({
      orders: this.venue,
      account: this.venue,
      heartbeat: this.venue,
      builder: new OrderBuilder(ACCOUNT, () => this.#lastOrder),
      sign: signAnything,
      permit: () => ({ ok: true, value: undefined }),
      signatureType: 0,
      wallet: ANVIL_ADDRESS,
      journal: this.journal,
      history,
      listed: (token) => ({
        ok: true,
        value: {
          tokenId: token % 2 === 0 ? UP : DOWN,
          tick: 10_000 as never,
          minimumSize: 5_000_000 as Shares,
          market: MARKET,
          fee: FREE,
          exchange: EXCHANGE_V2,
        },
      }),
      expected: () => undefined,
      left: () => undefined,
      clock: new StrictClock(clock),
      venueNow: () => clock.now(),
      random: () => 0.5,
      onAnswer: () => this.#hear(),
      onNotice: (notice) => this.notices.push(notice),
      onFault: (error) => this.faults.push(error),
      ageMsMost: 500,
      reconcileEveryMs: 30_000,
      haltOnForeign: false,
      ...changes,
    });
  }

  /** One that may trade: the user channel is open and everything was compared. */
  static async open(changes: Partial<VenueExecutionOptions> = {}): Promise<OrderStage> {
    const stage = new OrderStage(changes);
    stage.execution.onGap();
    await stage.started();
    return stage;
  }

  /**
   * The next run of a desk that died just now: the journal's durable records and the venue are all
   * that is left, and nothing that the dead one had planned happens any more.
   */
  afterCrash(): OrderStage {
    const clock = new VirtualClock();
    clock.advance(this.clock.monotonic() / 1_000);
    const records = this.journal.records.slice(0, this.journal.durableCount);
    this.venue.clock = clock;
    return new OrderStage({}, { records, venue: this.venue }, clock);
  }

  /** Starts, and lets that come to its end. */
  async started() {
    const starting = this.execution.start();
    let isOver = false;
    void starting.finally(() => {
      isOver = true;
    });
    while (!isOver) await this.pass(250);
    return starting;
  }

  /** Its id, which is also its salt. */
  submit(order: string): number {
    const id = ++this.#lastOrder as ClientOrderId;
    const terms = termsOf(order);
    const command: SubmitOrder = {
      kind: 'SubmitOrder',
      id,
      strategy: 0 as StrategyIndex,
      terms,
      reason: { code: 'test', numbers: {} },
    };
    this.statuses.set(id, 'submitted');
    this.filled.set(id, 0);
    this.sizes.set(id, terms.size);
    this.execution.submit(command as Approved<SubmitOrder>, this.clock.now());
    return id;
  }

  cancel(id: number): void {
    const client = id as ClientOrderId;
    const status = this.statuses.get(client);
    if (status !== 'submitted' && status !== 'accepted') return;
    this.statuses.set(client, transition(status, 'cancelRequested'));
    this.execution.cancel(client, this.clock.now());
  }

  cancelAll(): void {
    this.execution.cancelAll(undefined, this.clock.now());
  }

  pass(ms: number): Promise<void> {
    return this.clock.pass(ms);
  }

  /** What was told since the last call. */
  get said(): string[] {
    const said = this.events.slice(this.#told).map(lineOf);
    this.#told = this.events.length;
    return said;
  }

  get codes(): string[] {
    return this.notices.map(({ code }) => code);
  }

  status(id: number): OrderStatus | undefined {
    return this.statuses.get(id as ClientOrderId);
  }

  #hear(): void {
    try {
      this.#drain();
    } catch (error) {
      this.faults.push(error);
    }
  }

  #drain(): void {
    const { execution } = this;
    const until = (this.clock.now() + 1_000_000) as Timestamp;
    for (let event = execution.poll(until); event; event = execution.poll(until)) {
      this.#take(aboutOrders(event));
    }
    if (execution.nextDue !== NEVER) throw new Error('an answer is left');
  }

  #take(event: ExchangeEvent): void {
    this.events.push(event);
    const status = this.statuses.get(event.order);
    if (status === undefined) throw new Error(`${event.kind} of order ${event.order}: unknown`);
    const next = this.#next(event, status);
    this.statuses.set(event.order, next);
  }

  #next(event: ExchangeEvent, status: OrderStatus): OrderStatus {
    switch (event.kind) {
      case 'OrderAccepted':
        return transition(status, 'accepted');
      case 'OrderRejected':
        return transition(status, 'rejected');
      case 'OrderCanceled':
        return transition(status, 'canceled');
      case 'OrderExpired':
        return transition(status, 'expired');
      case 'CancelRejected':
        return transition(status, 'cancelRejected');
      case 'FillSettled':
        return status;
      case 'OrderFilled': {
        const { fill, order } = event;
        if (fill.id <= this.#lastFill) throw new Error('fill ids must rise');
        this.#lastFill = fill.id;
        const filled = (this.filled.get(order) ?? 0) + fill.size;
        this.filled.set(order, filled);
        const isWhole = filled >= (this.sizes.get(order) ?? 0);
        return transition(status, isWhole ? 'filled' : 'partiallyFilled');
      }
    }
  }
}

function lineOf(event: Omit<ExchangeEvent, 'tsEvent' | 'tsInit'>): string {
  const answer = event as ExchangeEvent;
  const { order } = answer;
  switch (answer.kind) {
    case 'OrderAccepted':
      return `${order} accepted`;
    case 'OrderRejected':
      return `${order} rejected ${answer.code}`;
    case 'OrderCanceled':
      return `${order} canceled ${answer.reason}`;
    case 'OrderExpired':
      return `${order} expired`;
    case 'CancelRejected':
      return `${order} cancel rejected ${answer.code}`;
    case 'FillSettled':
      return `${order} ${answer.settlement}`;
    case 'OrderFilled': {
      const { side, token, size, price } = answer.fill;
      const label = token % 2 === 0 ? 'Up' : 'Down';
      return `${order} ${side} ${label} ${formatDecimal(size)} @ ${formatDecimal(price)}`;
    }
  }
}
