import type { ChangeSets, SubmitOrder } from '../../src/domain/command.ts';
import type { ExchangeAnswer } from '../../src/domain/event.ts';
import type { Fill } from '../../src/domain/fill.ts';
import type { ClientOrderId, MarketIndex } from '../../src/domain/ids.ts';
import type { OrderTerms } from '../../src/domain/order.ts';
import type { Tape } from '../../src/domain/tape.ts';
import {
  NEVER,
  NO_USD,
  notional,
  type Price,
  type Shares,
  type Timestamp,
  type Usd,
} from '../../src/domain/units.ts';
import type { Execution } from '../../src/ports/execution.ts';

/** What reached the exchange. */
export type Request = { readonly at: number } & (
  | { readonly kind: 'submit'; readonly order: SubmitOrder }
  | { readonly kind: 'cancel'; readonly order: ClientOrderId }
  | { readonly kind: 'cancelAll'; readonly market: MarketIndex | undefined }
  | { readonly kind: 'sets'; readonly change: ChangeSets }
);

type Untimed<E> = E extends ExchangeAnswer ? Omit<E, 'tsEvent' | 'tsInit'> : never;

/** An answer without its times. */
export type Answer = Untimed<ExchangeAnswer>;

/**
 * An exchange that says what the test tells it to say, when the test says so. It keeps every
 * request, and knows no rule of its own.
 */
export class ScriptedExchange implements Execution {
  nextDue: Timestamp = NEVER;
  readonly requests: Request[] = [];
  /** Called for each request: the place to schedule what is answered to it. */
  onRequest: (request: Request) => void = () => {};
  /** Called for each row, before any strategy sees it. */
  onMarketRow: (tape: Tape, row: number) => void = () => {};
  readonly #due: ExchangeAnswer[] = [];
  setGas = NO_USD as Usd;

  /** The answer reaches us at `at`; ties in the order of calls. */
  say(at: number, answer: Answer): void {
    const time = at as Timestamp;
    const event = { ...answer, tsEvent: time, tsInit: time } as ExchangeAnswer;
    let place = this.#due.length;
    while (place > 0 && (this.#due[place - 1] as ExchangeAnswer).tsInit > at) place--;
    this.#due.splice(place, 0, event);
    this.#refresh();
  }

  submit(order: SubmitOrder, now: Timestamp): void {
    this.#take({ kind: 'submit', at: now, order });
  }

  cancel(order: ClientOrderId, now: Timestamp): void {
    this.#take({ kind: 'cancel', at: now, order });
  }

  cancelAll(market: MarketIndex | undefined, now: Timestamp): void {
    this.#take({ kind: 'cancelAll', at: now, market });
  }

  changeSets(change: ChangeSets, now: Timestamp): void {
    this.#take({ kind: 'sets', at: now, change });
  }

  poll(until: Timestamp): ExchangeAnswer | undefined {
    if (this.nextDue > until) return undefined;
    const event = this.#due.shift();
    this.#refresh();
    return event;
  }

  onRow(tape: Tape, row: number): void {
    this.onMarketRow(tape, row);
  }

  #take(request: Request): void {
    this.requests.push(request);
    this.onRequest(request);
  }

  #refresh(): void {
    this.nextDue = this.#due[0]?.tsInit ?? NEVER;
  }
}

/** A fill of an order at its limit, whole unless said otherwise; no fee. */
export function fillOf(
  id: number,
  order: { readonly id: ClientOrderId; readonly terms: OrderTerms },
  changes: Partial<Fill> = {},
): Fill {
  const { token, side } = order.terms;
  const price = changes.price ?? (order.terms.price as Price);
  const size = changes.size ?? (order.terms.size as Shares);
  return {
    id,
    order: order.id,
    token,
    side,
    price,
    size,
    amount: notional(size, price, side === 'buy' ? 'up' : 'down'),
    fee: NO_USD as Usd,
    rebate: NO_USD as Usd,
    liquidity: 'taker',
    match: 'complementary',
    evidence: 'book',
    tsEvent: 0 as Timestamp,
    settlement: 'matched',
    ...changes,
  };
}
