import type { ExchangeEvent } from '../../domain/event.ts';
import type { Fill } from '../../domain/fill.ts';
import type { ClientOrderId, StrategyIndex } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Provenance } from '../../domain/provenance.ts';
import { SCALE, type Timestamp } from '../../domain/units.ts';
import { CountedOrders, type StrategyCounts } from './counted-orders.ts';

type Sent = {
  readonly strategy: StrategyIndex;
  readonly at: Timestamp;
  /** The exchange has said something of it. */
  isHeard: boolean;
  /** Shares that are not filled. */
  left: number;
  isOver: boolean;
};

/** Orders that are over stay this many orders long: a fill may come late. As the engine does. */
const REMEMBERED = 4_096;

/**
 * What became of orders, counted from the journal of a run that goes on, apart for orders at the
 * venue and for simulated ones. It keeps sums, and of orders those that may still be heard of.
 */
export class OrderCounts {
  readonly #counted = new Map<Provenance, CountedOrders>();
  readonly #sent = new Map<ClientOrderId, Sent>();
  readonly #over: ClientOrderId[] = [];
  readonly #settling = new Map<number, { readonly fill: Fill; readonly counts: StrategyCounts }>();

  get counted(): ReadonlyMap<Provenance, CountedOrders> {
    return this.#counted;
  }

  /** `provenance`: of where orders go now. */
  append(entry: JournalEntry, provenance: Provenance): void {
    const counted = this.#of(provenance);
    switch (entry.kind) {
      case 'Submitted': {
        const { id, strategy, terms } = entry.command;
        counted.of(strategy).submitted++;
        this.#sent.set(id, {
          strategy,
          at: entry.at,
          isHeard: false,
          left: terms.size,
          isOver: false,
        });
        return;
      }
      case 'Denied':
        counted.denied.add(entry.code);
        return;
      case 'Skipped':
        counted.of(entry.strategy).skipped++;
        return;
      case 'CancelRequested':
        counted.cancels++;
        return;
      case 'RewardSampled':
        if (entry.reward !== undefined) counted.rewards = (counted.rewards ?? 0) + entry.reward;
        return;
      case 'RiskModeChanged':
        if (entry.mode === 'killed') counted.kills++;
        else if (entry.before === 'cooling') counted.recoveries++;
        return;
      case 'MarketPaused':
        counted.breaks.add(entry.code);
        return;
      case 'Answered':
        this.#answered(entry.event, entry.at, provenance);
    }
  }

  #answered(event: ExchangeEvent, at: Timestamp, provenance: Provenance): void {
    const sent = this.#sent.get(event.order);
    const counted = this.#of(provenance);
    if (sent !== undefined && !sent.isHeard && event.kind !== 'CancelRejected') {
      sent.isHeard = true;
      counted.ack.observe((at - sent.at) / SCALE);
    }
    switch (event.kind) {
      case 'OrderAccepted':
        if (sent !== undefined) counted.of(sent.strategy).accepted++;
        return;
      case 'OrderRejected':
        counted.rejected.add(event.code);
        this.#end(event.order, sent);
        return;
      case 'OrderCanceled':
        counted.canceled.add(event.reason);
        this.#end(event.order, sent);
        return;
      case 'OrderExpired':
        counted.expired++;
        this.#end(event.order, sent);
        return;
      case 'CancelRejected':
        counted.cancelsRejected.add(event.code);
        return;
      case 'OrderFilled':
        this.#filled(event.fill, sent, provenance);
        return;
      case 'FillSettled':
        this.#settled(event.fillId, event.settlement);
    }
  }

  /** Where it comes from its evidence says, whatever has been switched since. */
  #filled(fill: Fill, sent: Sent | undefined, provenance: Provenance): void {
    if (sent === undefined) return;
    const from = fill.evidence === 'venue' ? provenance : 'simulated';
    const counts = this.#of(from).of(sent.strategy);
    counts.fills[fill.liquidity]++;
    counts.amount += fill.amount;
    counts.fees += fill.fee;
    counts.rebates += fill.rebate;
    if (fill.settlement !== 'confirmed') this.#settling.set(fill.id, { fill, counts });
    sent.left -= fill.size;
    if (sent.left <= 0) this.#end(fill.order, sent);
  }

  #settled(id: number, settlement: string): void {
    if (settlement !== 'confirmed' && settlement !== 'failed') return;
    const known = this.#settling.get(id);
    this.#settling.delete(id);
    if (known === undefined || settlement === 'confirmed') return;
    const { fill, counts } = known;
    counts.failed++;
    counts.fees -= fill.fee;
    counts.rebates -= fill.rebate;
  }

  #end(id: ClientOrderId, sent: Sent | undefined): void {
    if (sent === undefined || sent.isOver) return;
    sent.isOver = true;
    this.#over.push(id);
    if (this.#over.length <= REMEMBERED) return;
    this.#sent.delete(this.#over.shift() as ClientOrderId);
  }

  #of(provenance: Provenance): CountedOrders {
    let counted = this.#counted.get(provenance);
    if (counted === undefined) {
      counted = new CountedOrders();
      this.#counted.set(provenance, counted);
    }
    return counted;
  }
}
