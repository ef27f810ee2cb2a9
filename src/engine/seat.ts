import type { ChangeSets } from '../domain/command.ts';
import type { OrderEvent, SetsNews } from '../domain/event.ts';
import type { MarketIndex, StrategyIndex, TokenIndex } from '../domain/ids.ts';
import type { BookSide } from '../domain/side.ts';
import type { Price, Shares, Timestamp } from '../domain/units.ts';
import type { Opinion } from '../ports/opinion.ts';
import type { MemoryFacts, Strategy } from '../ports/strategy.ts';
import type { StrategyLoop } from '../ports/strategy-loop.ts';
import type { View } from '../ports/view.ts';
import type { EngineState } from './state.ts';
import { StrategyView } from './strategy-view.ts';
import { type OrderIds, WishList } from './wish-list.ts';

/**
 * Makes a strategy afresh: nothing of an earlier instance is in it but what that had learned,
 * undefined at the start.
 */
export type MakeStrategy = (memory?: string) => Strategy;

/** Callbacks that are told of a market and of nothing else. */
export type MarketCallback =
  | 'onMarketListed'
  | 'onMarketOpened'
  | 'onMarketClosed'
  | 'onMarketResolved'
  | 'onTimer';

/** Sits on a halted strategy's seat: hears nothing, wishes nothing. */
const NOBODY: Strategy = {};

const NO_LOOPS: readonly StrategyLoop[] = [];

/**
 * A strategy's place in the engine, with what it needs at hand. What a strategy throws ends here:
 * its wishes of that call are dropped, the seat is empty, and whoever supervises it is told.
 */
export class Seat {
  readonly index: StrategyIndex;
  readonly view: StrategyView;
  readonly desk: WishList;
  /** Whether it is called for each book message. */
  readonly hearsBooks: boolean;
  /** Markets in which an earlier instance of it traded: a fresh one buys nothing there. */
  readonly tradedBefore = new Set<MarketIndex>();
  readonly #make: MakeStrategy;
  readonly #onFailure: (seat: Seat, error: unknown) => void;
  #strategy: Strategy;
  /** What the instance that failed had learned. */
  #left: string | undefined;

  constructor(
    place: { readonly index: StrategyIndex; readonly state: EngineState; readonly ids: OrderIds },
    make: MakeStrategy,
    onFailure: (seat: Seat, error: unknown) => void,
  ) {
    const { index, state, ids } = place;
    this.index = index;
    this.view = new StrategyView(state, index);
    this.desk = new WishList(index, ids);
    this.#make = make;
    this.#onFailure = onFailure;
    this.#strategy = make();
    this.hearsBooks = this.#strategy.onBook !== undefined;
  }

  /** A fresh instance takes the place of the one that failed. */
  sitDown(): void {
    try {
      this.#strategy = this.#make(this.#left);
    } catch (error) {
      this.#fail(error);
    }
  }

  start(): void {
    try {
      this.#strategy.onStart?.(this.view, this.desk);
    } catch (error) {
      this.#fail(error);
    }
  }

  tell(callback: MarketCallback, market: MarketIndex): void {
    try {
      this.#strategy[callback]?.(market, this.view, this.desk);
    } catch (error) {
      this.#fail(error);
    }
  }

  tellBook(market: MarketIndex): void {
    try {
      this.#strategy.onBook?.(market, this.view, this.desk);
    } catch (error) {
      this.#fail(error);
    }
  }

  tellTrade(token: TokenIndex, hit: BookSide, price: Price, size: Shares, madeAt: Timestamp): void {
    try {
      this.#strategy.onTrade?.(token, hit, price, size, this.view, this.desk, madeAt);
    } catch (error) {
      this.#fail(error);
    }
  }

  tellReference(feed: string, price: number): void {
    try {
      this.#strategy.onReference?.(feed, price, this.view, this.desk);
    } catch (error) {
      this.#fail(error);
    }
  }

  tellOrder(event: OrderEvent): void {
    try {
      this.#strategy.onOrder?.(event, this.view, this.desk);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** What its strategy does at its own pace; nothing while it is halted. */
  get loops(): readonly StrategyLoop[] {
    return this.#strategy.loops ?? NO_LOOPS;
  }

  /** One round. What it throws halts nothing: its wishes are dropped, and it is returned. */
  runLoop(loop: StrategyLoop): { readonly thrown: unknown } | undefined {
    try {
      loop.run(this.view, this.desk);
      return undefined;
    } catch (thrown) {
      this.desk.wishes.length = 0;
      return { thrown };
    }
  }

  tellSets(change: ChangeSets, event: SetsNews): void {
    try {
      this.#strategy.onSets?.(change, event, this.view, this.desk);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** What its strategy has learned; undefined: it does not learn, or is halted. */
  memory(): string | undefined {
    return this.#strategy.memory?.();
  }

  /** What can be told of that; what it throws is whoever's who asks. */
  memoryFacts(): MemoryFacts | undefined {
    return this.#strategy.memoryFacts?.();
  }

  /** What its strategy thinks; what that throws is whoever's who asks. */
  opinion(market: MarketIndex, view: View): Opinion | undefined {
    return this.#strategy.opinion?.(market, view);
  }

  #fail(error: unknown): void {
    this.#left = this.#lastWords() ?? this.#left;
    this.#strategy = NOBODY;
    this.desk.wishes.length = 0;
    this.#onFailure(this, error);
  }

  /** One that threw may not even know what it had learned. */
  #lastWords(): string | undefined {
    try {
      return this.#strategy.memory?.();
    } catch {
      return undefined;
    }
  }
}
