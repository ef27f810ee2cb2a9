import type { Timestamp } from '../domain/units.ts';
import { withRoom } from '../domain/with-room.ts';

/** The latest price of each reference feed. Feeds are known by their first price. */
export class References {
  /** By index; a source of rows may append to it, but never changes what is there. */
  readonly names: readonly string[];
  readonly #indexes = new Map<string, number>();
  /** In 1e-6 dollars; NaN before the first. */
  #prices = new Float64Array();
  /** When each reached us. */
  #times = new Float64Array();
  /** When the feed says that it was so; NaN where it does not say. */
  #events = new Float64Array();

  constructor(names: readonly string[]) {
    this.names = names;
  }

  /**
   * Takes a price in. False, with nothing changed, where it tells of an earlier moment than the one
   * before: it came late, and what is known now stays.
   */
  take(feed: number, price: number, tsEvent: number, now: Timestamp): boolean {
    if (feed >= this.#prices.length || Number.isNaN(this.#prices[feed])) this.#meet(feed);
    if (tsEvent < (this.#events[feed] as number)) return false;
    this.#events[feed] = tsEvent;
    this.#prices[feed] = price;
    this.#times[feed] = now;
    return true;
  }

  /** In 1e-6 dollars; undefined before the first. */
  price(feed: string): number | undefined {
    const index = this.#indexes.get(feed);
    return index === undefined ? undefined : this.#prices[index];
  }

  at(feed: string): Timestamp | undefined {
    const index = this.#indexes.get(feed);
    return index === undefined ? undefined : (this.#times[index] as Timestamp);
  }

  /** When the feed says that its price was so; NaN where it does not say. */
  saidAt(feed: string): number | undefined {
    const index = this.#indexes.get(feed);
    return index === undefined ? undefined : this.#events[index];
  }

  /** Feeds that told a price, in order of their names: the same in every run. */
  get heard(): readonly string[] {
    return [...this.#indexes.keys()].sort();
  }

  #meet(feed: number): void {
    this.#prices = withRoom(this.#prices, feed + 1, Number.NaN);
    this.#times = withRoom(this.#times, feed + 1, Number.NaN);
    this.#events = withRoom(this.#events, feed + 1, Number.NaN);
    this.#indexes.set(this.names[feed] as string, feed);
  }
}
