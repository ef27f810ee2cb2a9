import type { Approved, ChangeSets, SubmitOrder } from '../../domain/command.ts';
import type { ExchangeAnswer, ExchangeEvent } from '../../domain/event.ts';
import type { ClientOrderId, MarketIndex } from '../../domain/ids.ts';
import type { Tape } from '../../domain/tape.ts';
import { NEVER, type Shares, type Timestamp, type Usd } from '../../domain/units.ts';
import { type EngineState, PHASE_RESOLVED } from '../../engine/state.ts';
import type { Execution } from '../../ports/execution.ts';
import type { SimulatedExchange } from '../../sim/simulated-exchange.ts';

type Money = Pick<EngineState, 'account' | 'phases' | 'newestFill'>;

/**
 * Where the orders of a live desk go: to the venue, and once it is left, to the simulated exchange,
 * which has followed the same rows all along. There is no way back.
 */
export class DeskExchange implements Execution {
  readonly #venue: Execution;
  readonly #paper: SimulatedExchange;
  readonly #venueFills = new FillNumbers();
  readonly #paperFills = new FillNumbers();
  #newestFill = 0;
  #isOnPaper = false;

  /** `paper` hears of no order before the venue is left. */
  constructor(venue: Execution, paper: SimulatedExchange) {
    this.#venue = venue;
    this.#paper = paper;
  }

  get isOnPaper(): boolean {
    return this.#isOnPaper;
  }

  /** From here on on paper, with the money and the shares of now; nothing may be open. */
  leaveVenue({ account, phases, newestFill }: Money): void {
    const held = [...account.positions()].filter(
      ([token, { traded }]) => traded > 0 && phases[token >> 1] !== PHASE_RESOLVED,
    );
    this.#paper.beginWith(
      account.cash,
      held.map(([token, { traded: shares, cost }]) => ({ token, shares, cost })),
    );
    this.#newestFill = newestFill;
    this.#isOnPaper = true;
  }

  /** Of the simulated exchange: before the venue is left it has none. */
  get openOrders(): readonly ClientOrderId[] {
    return this.#paper.openOrders;
  }

  /** The venue tells nobody where in its queue an order stands. */
  aheadOf(order: ClientOrderId): Shares | undefined {
    return this.#isOnPaper ? this.#paper.aheadOf(order) : undefined;
  }

  get nextDue(): Timestamp {
    const venue = this.#venue.nextDue;
    const paper = this.#isOnPaper ? this.#paper.nextDue : NEVER;
    return venue < paper ? venue : paper;
  }

  poll(until: Timestamp): ExchangeAnswer | undefined {
    if (!this.#isOnPaper) return this.#venue.poll(until);
    // What the chain still says of fills from before comes from the venue.
    const late = this.#venue.poll(until);
    if (late !== undefined) return this.#numbered(late, this.#venueFills);
    const answer = this.#paper.poll(until);
    return answer && this.#numbered(answer, this.#paperFills);
  }

  submit(order: Approved<SubmitOrder>, now: Timestamp): void {
    this.#now.submit(order, now);
  }

  cancel(order: ClientOrderId, now: Timestamp): void {
    this.#now.cancel(order, now);
  }

  cancelAll(market: MarketIndex | undefined, now: Timestamp): void {
    this.#now.cancelAll(market, now);
  }

  changeSets(change: Approved<ChangeSets>, now: Timestamp): void {
    this.#now.changeSets(change, now);
  }

  /** At the venue nothing is split yet, so nothing costs more than it does on paper. */
  get setGas(): Usd {
    return this.#paper.setGas;
  }

  onRow(tape: Tape, row: number): void {
    this.#paper.onRow(tape, row);
  }

  get #now(): Execution {
    return this.#isOnPaper ? this.#paper : this.#venue;
  }

  /** Each exchange numbers its fills for itself; in a run they rise. */
  #numbered(event: ExchangeAnswer, numbers: FillNumbers): ExchangeAnswer {
    if (event.kind === 'OrderFilled') {
      const id = numbers.give(event.fill.id, ++this.#newestFill);
      return { ...event, fill: { ...event.fill, id } };
    }
    if (event.kind !== 'FillSettled') return event;
    return { ...event, fillId: numbers.of(event) };
  }
}

/** What the fills of an exchange are called in this run, until they are final. */
class FillNumbers {
  readonly #given = new Map<number, number>();

  give(id: number, given: number): number {
    this.#given.set(id, given);
    return given;
  }

  /** A fill from before it was left has its own number. */
  of({ fillId, settlement }: ExchangeEvent & { readonly kind: 'FillSettled' }): number {
    const given = this.#given.get(fillId) ?? fillId;
    if (settlement === 'confirmed' || settlement === 'failed') this.#given.delete(fillId);
    return given;
  }
}
