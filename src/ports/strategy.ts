import type { ChangeSets } from '../domain/command.ts';
import type { OrderEvent, SetsNews } from '../domain/event.ts';
import type { MarketIndex, TokenIndex } from '../domain/ids.ts';
import type { Result } from '../domain/result.ts';
import type { BookSide } from '../domain/side.ts';
import type { Price, Shares, Timestamp } from '../domain/units.ts';
import type { Desk } from './desk.ts';
import type { Opinion } from './opinion.ts';
import type { StrategyLoop } from './strategy-loop.ts';
import type { View } from './view.ts';

/**
 * A strategy: state in, wishes out, no clock, no I/O. All callbacks are optional; the engine calls
 * only those that exist. It cannot tell a backtest from paper or live.
 */
export interface Strategy {
  /**
   * The latest moment from which it learned what it begins with, e.g. a fitted model. Undefined:
   * nothing was learned before, or nobody knows. It may not decide anything before that moment.
   */
  readonly learnedUntil?: Timestamp | undefined;
  /** What it does at its own pace; asked for once, as it begins. */
  readonly loops?: readonly StrategyLoop[];
  /** Once, before the first event. */
  onStart?(view: View, desk: Desk): void;
  /**
   * Once for each market, before anything else is said about it: those known ahead right after the
   * start, others when they become known. The place to make room for what is kept by market.
   */
  onMarketListed?(market: MarketIndex, view: View, desk: Desk): void;
  onMarketOpened?(market: MarketIndex, view: View, desk: Desk): void;
  /** After each complete message that touched the market's book. */
  onBook?(market: MarketIndex, view: View, desk: Desk): void;
  /**
   * A public print; `hit` is the side of the token's book that was taken, `madeAt` when the venue
   * says that it was.
   */
  onTrade?(
    token: TokenIndex,
    hit: BookSide,
    price: Price,
    size: Shares,
    view: View,
    desk: Desk,
    madeAt: Timestamp,
  ): void;
  onReference?(feed: string, price: number, view: View, desk: Desk): void;
  onTimer?(market: MarketIndex, view: View, desk: Desk): void;
  /** News of an order of this strategy, already booked. */
  onOrder?(event: OrderEvent, view: View, desk: Desk): void;
  /** What became of a split or merge of this strategy, already booked. */
  onSets?(change: ChangeSets, event: SetsNews, view: View, desk: Desk): void;
  onMarketClosed?(market: MarketIndex, view: View, desk: Desk): void;
  /** The market paid out; the positions in it are already cash. */
  onMarketResolved?(market: MarketIndex, view: View, desk: Desk): void;
  /**
   * What it has learned so far, as text that its definition can read: a strategy made with it goes
   * on as this one would.
   */
  memory?(): string;
  /**
   * What its definition would read of {@link memory}, without writing it out, which takes long:
   * whoever looks at a desk asks for this, in the thread that trades.
   */
  memoryFacts?(): MemoryFacts;
  /**
   * What it thinks of a market now, at any time of its life, and why; undefined: it has nothing to
   * say of it. Asking changes nothing, and uses up nothing: a run that is asked after every event
   * decides as one that is never asked.
   */
  opinion?(market: MarketIndex, view: View): Opinion | undefined;
}

/** What can be told of a strategy's memory. */
export type MemoryFacts = {
  /** The latest moment from which it learned; undefined: it has learned nothing yet. */
  readonly learnedUntil: Timestamp | undefined;
  /** Settled markets that it has learned from. */
  readonly markets: number;
  /** For people, e.g. each model with its version and scores. */
  readonly lines: readonly string[];
  /** How much it listens to each of its sources now, together 1; by name. */
  readonly weights?: Readonly<Record<string, number>>;
  /** Markets whose outcome it waits for, by slug: a later run should hear of them. */
  readonly awaits?: readonly string[];
};

/** One parameter of a strategy; values arrive as text and are checked against this. */
export type ParameterSpec =
  /** Decimal text to integer units of 1e-6: prices, shares or dollars. */
  | Described<'price' | 'shares' | 'usd', string>
  | (Described<'number' | 'integer', number> & { readonly min?: number; readonly max?: number })
  | (Described<'choice', string> & { readonly choices: readonly string[] });

type Described<K extends string, D> = {
  readonly kind: K;
  readonly default: D;
  readonly summary: string;
};

/** Parsed parameters: units for price, shares and usd; numbers; choices as text. */
export type Parameters = Readonly<Record<string, number | string>>;

/** How a strategy is offered to users. `create` gets values that fit `parameters`. */
export type StrategyDefinition = {
  readonly name: string;
  /** One line for lists. */
  readonly summary: string;
  readonly parameters: Readonly<Record<string, ParameterSpec>>;
  /**
   * What a parameter, a code or a number was called before, by what it is called now. Settings may
   * say either; a run whose journal has a parameter by its earlier name is read by all of these.
   */
  readonly earlierNames?: Readonly<Record<string, string>>;
  /**
   * `seed` is the strategy's own; the only source of chance it may use. `memory` is what an earlier
   * instance had learned; undefined: it begins with nothing.
   * @throws InvariantError when the memory is none that `readMemory` takes.
   */
  create(parameters: Parameters, seed: number, memory?: string): Strategy;
  /**
   * After a crash the memory may be a minute old: it holds estimates, and nothing that keeps an
   * order from being sent twice. One that says nothing is written soon after each order.
   */
  readonly memoryMayLag?: true;
  /** Of a strategy that learns. Refuses `memory_corrupt`, saying what is amiss. */
  readMemory?(memory: string): Result<MemoryFacts>;
  /** Of a memory what was learned, without what waits for an outcome. */
  lessonsOf?(memory: string): string;
  /**
   * The memory with an earlier version of one of its models in use, as it was when it was trained.
   * Refuses `memory_corrupt`, `model_unknown`, `version_unknown` and `version_not_earlier`.
   */
  modelBackTo?(memory: string, model: string, version: number): Result<string>;
};
