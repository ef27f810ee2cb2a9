import type { CancelOrder, SubmitOrder } from '../domain/command.ts';
import type { OrderEvent, SetsEvent } from '../domain/event.ts';
import { type MarketIndex, marketOf } from '../domain/ids.ts';
import { invariant } from '../domain/invariant.ts';
import type { JournalEntry } from '../domain/journal-entry.ts';
import { isImmediate, type Reason } from '../domain/order.ts';
import { type Refusal, type Result, refuse } from '../domain/result.ts';
import { formatDecimal, type Timestamp } from '../domain/units.ts';
import type { RiskGate } from '../ports/risk-gate.ts';
import type { DecisionLog } from './decision-log.ts';
import type { EngineSetup } from './engine-setup.ts';
import type { Seat } from './seat.ts';
import { SetCarrier } from './set-carrier.ts';
import type { EngineState } from './state.ts';
import type { Timers } from './timers.ts';
import type { SetsWish, WakeUp } from './wish-list.ts';

type Parts = Pick<EngineSetup, 'gate' | 'execution' | 'unchosen'> & {
  readonly state: EngineState;
  readonly log: DecisionLog;
  readonly timers: Timers;
};

type Unstamped<K extends JournalEntry['kind']> = Omit<
  Extract<JournalEntry, { readonly kind: K }>,
  'at' | 'strategy'
>;

/** Carries out what strategies wish: past the gate, into the journal, to the exchange. */
export class WishCarrier {
  readonly #parts: Parts;
  readonly #unchosen: ReadonlySet<string>;
  readonly #sets: SetCarrier;
  #hasEnded = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#unchosen = new Set(parts.unchosen);
    this.#sets = new SetCarrier(parts);
  }

  /** From here on every order is denied, and nobody is woken. */
  endTrading(): void {
    this.#hasEnded = true;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** What the strategy wished, in order; `exits`: by a loop whose sales pass while it is paused. */
  flush(seat: Seat, exits = false): void {
    const wishes = seat.desk.wishes;
    // A denial is told at once and may add wishes, which this loop then reaches.
    for (let i = 0; i < wishes.length; i++) {
      const wish = wishes[i] as (typeof wishes)[0];
      switch (wish.kind) {
        case 'SubmitOrder':
          this.#submit(seat, wish, exits);
          break;
        case 'CancelOrder':
          this.cancel(wish);
          break;
        case 'ChangeSets':
          this.#sets.request(seat, wish, this.#unwantedChange(seat, wish));
          break;
        case 'Skip':
          this.#note(seat, { kind: 'Skipped', market: wish.market, reason: wish.reason });
          break;
        case 'Forecast':
          this.#note(seat, { kind: 'Forecasted', market: wish.market, ...wish.forecast });
          break;
        case 'WakeUp':
          this.#wake(seat, wish);
          break;
      }
    }
    wishes.length = 0;
  }

  /** An answer about a split or merge has reached us. */
  onSets(event: SetsEvent, seats: readonly Seat[]): void {
    const change = this.#sets.answered(event);
    if (change === undefined) return;
    const seat = seats[change.strategy] as Seat;
    seat.tellSets(change, event);
    this.flush(seat);
  }

  /** What a strategy says of a market without wishing anything of it. */
  #note({ index }: Seat, said: Unstamped<'Skipped'> | Unstamped<'Forecasted'>): void {
    const { log, state } = this.#parts;
    log.append({ ...said, at: state.now, strategy: index });
  }

  /** Cancels what rests in a market, whosever it is. */
  pullQuotes({ index }: Seat, market: MarketIndex, reason: Reason): void {
    // A copy: the list shrinks when an exchange answers at once.
    for (const order of [...this.#parts.state.sleeve(index).openOrders(market)]) {
      if (isImmediate(order)) continue;
      this.cancel({ kind: 'CancelOrder', order: order.id, strategy: index, reason });
    }
  }

  cancel(command: CancelOrder): void {
    const { state, log, execution } = this.#parts;
    const order = state.orders.get(command.order);
    // Another strategy's orders are none of its business.
    if (order === undefined || order.strategy !== command.strategy) return;
    // A cancel of what is closed already is a race that the strategy lost, not an error.
    if (order.status !== 'submitted' && order.status !== 'accepted') return;
    state.orders.move(order, 'cancelRequested');
    log.append({ kind: 'CancelRequested', at: state.now, command });
    execution.cancel(command.order, state.now);
  }

  #submit(seat: Seat, command: SubmitOrder, exits: boolean): void {
    const { state, log, execution } = this.#parts;
    const verdict = this.#verdictOn(seat, command, exits);
    if ('ok' in verdict) {
      this.#deny(seat, command, verdict.code, verdict.message);
      return;
    }
    const reserved = this.#reserve(verdict);
    if (!reserved.ok) {
      this.#deny(seat, command, reserved.code, reserved.message);
      return;
    }
    // Known as submitted before it leaves, so that no answer can find it unknown.
    state.sleeve(seat.index).opened(state.orders.submitted(verdict, state.now));
    // First on its way, then written down: nothing waits for a log, and no answer comes before it.
    execution.submit(verdict, state.now);
    log.append({ kind: 'Submitted', at: state.now, command: verdict });
  }

  #verdictOn(seat: Seat, command: SubmitOrder, exits: boolean): ReturnType<RiskGate['check']> {
    const { state, gate } = this.#parts;
    if (this.#hasEnded) return refuse('data_ended', 'the market data has ended');
    const { side, token } = command.terms;
    if (state.stopping) return refuse('stopping', 'the operator has stopped the run');
    if (state.paused[seat.index] && !(exits && side === 'sell')) {
      return refuse('paused', 'the strategy is paused by the operator');
    }
    const refusal = side === 'buy' ? this.#whyNotIn(seat, marketOf(token)) : undefined;
    return refusal ?? gate.check(command, seat.view, state.account);
  }

  /** Merges pass where splits do not: they make dollars of what is held. */
  #unwantedChange(seat: Seat, { direction, market }: SetsWish): Refusal | undefined {
    if (this.#hasEnded) return refuse('data_ended', 'the market data has ended');
    if (this.#parts.state.stopping) return refuse('stopping', 'the operator has stopped the run');
    if (direction === 'merge') return undefined;
    return this.#parts.state.paused[seat.index]
      ? refuse('paused', 'the strategy is paused by the operator')
      : this.#whyNotIn(seat, market);
  }

  /** Why a strategy may open nothing in a market; what gets us out passes. */
  #whyNotIn(seat: Seat, market: MarketIndex): Refusal | undefined {
    if (seat.tradedBefore.has(market)) {
      return refuse('restarted', 'it traded here before it failed: now it only sells here');
    }
    return this.#unwanted(market) ?? this.#halted(market);
  }

  #unwanted(market: MarketIndex): Refusal | undefined {
    const slug = this.#parts.state.markets[market]?.slug;
    if (slug === undefined || !this.#unchosen.has(slug)) return undefined;
    return refuse('not_chosen', `${slug} is followed for its outcome alone: nobody chose it`);
  }

  #halted(market: MarketIndex): Refusal | undefined {
    if (!this.#parts.state.isHalted(market)) return undefined;
    const slug = this.#parts.state.markets[market]?.slug ?? `market ${market}`;
    return refuse(
      'outcome_differs',
      `${slug} is decided by a feed whose markets end otherwise than by our prints: halted`,
    );
  }

  /** The last word on money and shares, whatever the gate said: a strategy sells only its own. */
  #reserve({ id, strategy, terms }: SubmitOrder): Result<void> {
    const { state } = this.#parts;
    const fee = state.markets[marketOf(terms.token)]?.fee;
    invariant(fee !== undefined, 'the gate approved an order whose fee is not known');
    const own = state.sleeve(strategy).sellable(terms.token);
    if (terms.side === 'sell' && terms.size > own) {
      return refuse(
        'not_enough_shares',
        `needs ${formatDecimal(terms.size)} shares, ${formatDecimal(own)} of its own are free`,
      );
    }
    return state.account.reserve(id, terms, fee.value);
  }

  #wake(seat: Seat, { at, market }: WakeUp): void {
    if (this.#hasEnded) return;
    const { timers, state } = this.#parts;
    timers.add(Math.max(at, state.now) as Timestamp, seat.index, market);
  }

  #deny(seat: Seat, command: SubmitOrder, code: string, message: string): void {
    const { state, log } = this.#parts;
    const { now } = state;
    log.append({ kind: 'Denied', at: now, command, code, message });
    const event: OrderEvent = {
      kind: 'OrderDenied',
      order: command.id,
      code,
      message,
      tsEvent: now,
      tsInit: now,
    };
    seat.tellOrder(event);
  }
}
