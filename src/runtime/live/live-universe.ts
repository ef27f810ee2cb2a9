import type { Market } from '../../domain/market.ts';
import { type MarketFacts, marketOf, ticksAhead, withCalendar } from '../../domain/market-facts.ts';
import type { RunSource } from '../session.ts';

/** Markets and feeds as a recorder comes to know them. */
export class LiveUniverse implements RunSource {
  readonly markets: Market[] = [];
  readonly hasTrades: boolean[] = [];
  readonly knownAhead = 0;
  readonly feeds: string[] = [];
  readonly #feedNumbers = new Map<string, number>();

  /** The next market; its first book tells its tick. */
  add(facts: MarketFacts): void {
    this.markets.push(marketOf(withCalendar(facts), ticksAhead(facts)));
    // The market channel carries prints: where none come, there are none.
    this.hasTrades.push(true);
  }

  feedNumber(feed: string): number {
    let number = this.#feedNumbers.get(feed);
    if (number === undefined) {
      number = this.feeds.push(feed) - 1;
      this.#feedNumbers.set(feed, number);
    }
    return number;
  }
}
