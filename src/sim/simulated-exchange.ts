import type { Account } from '../domain/account.ts';
import type { Approved, ChangeSets, SubmitOrder } from '../domain/command.ts';
import type { ExchangeAnswer } from '../domain/event.ts';
import {
  type ClientOrderId,
  type MarketIndex,
  type Outcome,
  type TokenId,
  type TokenIndex,
  tokenIndex,
} from '../domain/ids.ts';
import type { Tape } from '../domain/tape.ts';
import { NEVER, type Shares, type Timestamp, type Usd } from '../domain/units.ts';
import type { Execution } from '../ports/execution.ts';
import type { Universe } from '../ports/market-data.ts';
import type { Answer } from './answer.ts';
import { Latency, LatencyLine } from './latency.ts';
import { MatchingCore } from './matching-core.ts';
import { EXCHANGE_DEFAULTS, type ExchangeOptions, type HeldShares } from './options.ts';
import type { SimMarket } from './sim-market.ts';

type HeldTokens = Omit<HeldShares, 'token'> & { readonly token: TokenIndex };

/**
 * The venue as one trader sees it: the matching core behind a connection with latency both ways.
 *
 * Rows are the venue's truth at their tsInit. Before a row is handed over, everything due before
 * it must have been polled; between the rows of one message nothing must be polled.
 */
export class SimulatedExchange implements Execution {
  /** When something is next due at the venue or on its way to us. */
  nextDue: Timestamp = NEVER;
  /** The rules it answers by, defaults included. */
  readonly options: ExchangeOptions;
  readonly #core: MatchingCore;
  /** The one account of a backtest or a paper run. */
  #ours = 0;
  readonly #entry: LatencyLine;
  readonly #response: LatencyLine;
  readonly #chain: Latency;
  /** Held from before, until their markets are listed. */
  readonly #waiting: Map<TokenId, HeldShares>;
  /** Markets whose tokens were looked at for that. */
  #looked = 0;
  /** On their way to us, in order of arrival. */
  readonly #answers: ExchangeAnswer[] = [];

  constructor(
    universe: Universe,
    options: Pick<ExchangeOptions, 'cash'> & Partial<ExchangeOptions>,
  ) {
    const all: ExchangeOptions = { ...EXCHANGE_DEFAULTS, ...options };
    this.options = all;
    this.#entry = new LatencyLine(new Latency(all.orderEntry, all.seed, 'sim/order-entry'));
    this.#response = new LatencyLine(new Latency(all.response, all.seed, 'sim/response'));
    this.#chain = new Latency(all.chain.delay, all.seed, 'sim/chain');
    this.#core = new MatchingCore(universe, [all.cash], all, (_owner, answer, at) =>
      this.#post(answer, at),
    );
    this.#waiting = new Map(all.held.map((held) => [held.token, held]));
    this.#adoptHeld();
  }

  /** The account as the venue keeps it. */
  get account(): Account {
    return (this.#core.owners[this.#ours] as { readonly account: Account }).account;
  }

  /**
   * An account of its own from here on, with these dollars and settled shares: of a desk that was
   * at a venue until now. Nothing may be open.
   */
  beginWith(cash: Usd, held: readonly HeldTokens[]): void {
    this.#waiting.clear();
    this.#ours = this.#core.join(cash);
    for (const { token, shares, cost } of held) this.#core.hold(this.#ours, token, shares, cost);
  }

  /** Orders of ours that it has or will have: resting, held back, or on their way to it. */
  get openOrders(): readonly ClientOrderId[] {
    return this.#core.openOrders(this.#ours);
  }

  /** Shares before an order of ours at its price; undefined: it does not rest, or nobody knows. */
  aheadOf(order: ClientOrderId): Shares | undefined {
    return this.#core.aheadOf(this.#ours, order);
  }

  /** All dollars in the system; constant through a run. */
  totalCash(): Usd {
    return this.#core.totalCash();
  }

  submit(order: Approved<SubmitOrder>, now: Timestamp): void {
    this.#core.enqueue(this.#entry.arrival(now), {
      kind: 'submit',
      owner: this.#ours,
      command: order,
    });
    this.#refreshDue();
  }

  cancel(order: ClientOrderId, now: Timestamp): void {
    this.#core.enqueue(this.#entry.arrival(now), { kind: 'cancel', owner: this.#ours, order });
    this.#refreshDue();
  }

  cancelAll(market: MarketIndex | undefined, now: Timestamp): void {
    this.#core.enqueue(this.#entry.arrival(now), { kind: 'cancelAll', owner: this.#ours, market });
    this.#refreshDue();
  }

  /** Once called, it has to be called again within ten seconds, or all orders are canceled. */
  heartbeat(now: Timestamp): void {
    this.#core.enqueue(this.#entry.arrival(now), { kind: 'heartbeat', owner: this.#ours });
    this.#refreshDue();
  }

  get setGas(): Usd {
    return this.options.chain.gas;
  }

  /** A request travels as an order does; how long its block takes is the chain's. */
  changeSets(change: Approved<ChangeSets>, now: Timestamp): void {
    const arrival = this.#entry.arrival(now);
    this.#core.enqueue(arrival, {
      kind: 'sets',
      owner: this.#ours,
      change,
      gas: this.setGas,
      lands: (arrival + this.#chain.draw()) as Timestamp,
    });
    this.#refreshDue();
  }

  poll(until: Timestamp): ExchangeAnswer | undefined {
    while (this.nextDue <= until) {
      const answer = this.#answers[0];
      // At equal times what has reached us comes first: we may act on it at once.
      if (answer?.tsInit === this.nextDue) {
        this.#answers.shift();
        this.#refreshDue();
        return answer;
      }
      this.#core.runNext();
      this.#refreshDue();
    }
    return undefined;
  }

  onRow(tape: Tape, row: number): void {
    const told = this.#answers.length;
    this.#core.onRow(tape, row);
    if (this.#waiting.size > 0) this.#adoptHeld();
    // Not for every row, because the time would cost an allocation.
    if (this.#answers.length !== told) this.#refreshDue();
  }

  #adoptHeld(): void {
    const { markets } = this.#core;
    for (; this.#looked < markets.length; this.#looked++) {
      const { index, market } = markets[this.#looked] as SimMarket;
      for (const [outcome, token] of market.tokens.entries()) {
        const held = token === undefined ? undefined : this.#waiting.get(token);
        if (held === undefined) continue;
        this.#waiting.delete(held.token);
        this.#core.hold(this.#ours, tokenIndex(index, outcome as Outcome), held.shares, held.cost);
      }
    }
  }

  #post(answer: Answer, at: Timestamp): void {
    const tsInit = this.#response.arrival(at);
    this.#answers.push({ ...answer, tsEvent: at, tsInit });
  }

  #refreshDue(): void {
    this.nextDue = Math.min(this.#answers[0]?.tsInit ?? NEVER, this.#core.nextDue) as Timestamp;
  }
}
