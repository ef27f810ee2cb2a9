// An engine with the shipped gate on the live execution and a venue in memory, in virtual time.
import type { ExchangeEvent } from '../../src/domain/event.ts';
import type { JournalEntry } from '../../src/domain/journal-entry.ts';
import type { Market } from '../../src/domain/market.ts';
import { formatDecimal, MICROS_PER_MS, type Timestamp, type Usd } from '../../src/domain/units.ts';
import { Engine } from '../../src/engine/engine.ts';
import { Loop } from '../../src/engine/loop.ts';
import type { VenueExecutionOptions } from '../../src/polymarket/execution/execution-options.ts';
import { OrderBuilder } from '../../src/polymarket/orders/order-builder.ts';
import type { Strategy } from '../../src/ports/strategy.ts';
import { createRiskGate } from '../../src/risk/gate.ts';
import { DEFAULT_RISK_LIMITS } from '../../src/risk/risk-limits.ts';
import { aMarket } from './a-market.ts';
import { ACCOUNT, OrderStage } from './order-stage.ts';
import type { OrderVenue } from './order-venue.ts';
import { type Message, messagesToTape } from './tape-builder.ts';

export class TradingStage {
  readonly journal: JournalEntry[] = [];
  readonly orders: OrderStage;
  readonly engine: Engine;
  readonly #loop: Loop;

  private constructor(
    strategies: readonly Strategy[],
    markets: readonly Market[],
    changes: Partial<VenueExecutionOptions>,
  ) {
    let sent = 0;
    this.orders = new OrderStage({
      // The engine numbers its orders: the venue's name of one tells its place among those built.
      builder: new OrderBuilder(ACCOUNT, () => ++sent),
      ...changes,
      onAnswer: () => this.#advance(),
    });
    this.engine = new Engine({
      universe: { markets, knownAhead: markets.length },
      feeds: ['chainlink/btcusd'],
      strategies: strategies.map((strategy) => () => strategy),
      capital: 1_000_000_000 as Usd,
      gate: createRiskGate(DEFAULT_RISK_LIMITS),
      closeLead: DEFAULT_RISK_LIMITS.closeLead,
      execution: this.orders.execution,
      journal: { append: (entry) => this.journal.push(entry) },
    });
    this.#loop = new Loop(this.engine, this.orders.execution);
  }

  /** One that may trade; markets are open from the start. */
  static async open(
    strategies: readonly Strategy[],
    markets: readonly Market[] = [aMarket()],
    changes: Partial<VenueExecutionOptions> = {},
  ): Promise<TradingStage> {
    const stage = new TradingStage(strategies, markets, changes);
    stage.orders.execution.onGap();
    await stage.orders.started();
    return stage;
  }

  get venue(): OrderVenue {
    return this.orders.venue;
  }

  /** Market data, at the times that its rows have: time passes until then. */
  async play(...messages: readonly Message[]): Promise<void> {
    for (const message of messages) {
      await this.#until(message[0]?.at as Timestamp);
      this.#loop.play(messagesToTape(message));
    }
    await this.pass(0);
  }

  async pass(ms: number): Promise<void> {
    await this.#until((this.orders.clock.now() + ms * MICROS_PER_MS) as Timestamp);
    this.#advance();
  }

  /** Timers ring on their way: nothing waits longer than 100 ms for the loop. */
  async #until(at: Timestamp): Promise<void> {
    const { clock } = this.orders;
    for (let left = at - clock.now(); left > 0; left = at - clock.now()) {
      await this.orders.pass(Math.min(100, left / MICROS_PER_MS));
      this.#loop.advance((clock.now() - 1) as Timestamp);
    }
    await this.orders.pass(0);
  }

  #advance(): void {
    this.#loop.advance((this.orders.clock.now() + MICROS_PER_MS) as Timestamp);
  }
}

/** What a run did and was told, a line each. */
export function storyOf(journal: readonly JournalEntry[]): string[] {
  return journal.map((entry) => {
    switch (entry.kind) {
      case 'Submitted':
        return `${entry.command.id} ${entry.command.terms.side}`;
      case 'Denied':
        return `${entry.command.id} ${entry.command.terms.side} denied ${entry.code}`;
      case 'CancelRequested':
        return `${entry.command.order} cancel: ${entry.command.reason.code}`;
      case 'Answered':
        return answerLine(entry.event);
      case 'MarketResolved':
        return `${entry.kind} ${formatDecimal(entry.payout)}`;
      default:
        return entry.kind;
    }
  });
}

function answerLine(event: ExchangeEvent): string {
  const { kind, order } = event;
  if (kind === 'OrderCanceled') return `${order} canceled ${event.reason}`;
  if (kind === 'OrderRejected') return `${order} rejected ${event.code}`;
  if (kind === 'FillSettled') return `${order} ${event.settlement}`;
  return `${order} ${kind.replace('Order', '').toLowerCase()}`;
}
