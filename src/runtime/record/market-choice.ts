import type { Result } from '../../domain/result.ts';
import type { GammaSource } from '../../polymarket/catalog/gamma-source.ts';
import type { Clock } from '../../ports/clock.ts';
import { NamedMarkets } from './named-markets.ts';
import { type TopChoice, TopMarkets } from './top-markets.ts';

/** Which markets are recorded beside the windows of chosen assets. */
export type MarketChoiceRequest = {
  /** Slugs of markets or groups; `group/market`, as in the venue's addresses, is one market. */
  readonly names: readonly string[];
  /** Slugs of markets alone, open or over: those that are held. */
  readonly markets?: readonly string[];
  /** The most traded ones of a search. */
  readonly top: TopChoice | undefined;
  /** Groups and searches are looked at again after so long, for markets that have come. */
  readonly refreshMs: number;
};

export type MarketChoiceParts = {
  readonly request: MarketChoiceRequest;
  readonly gamma: GammaSource;
  readonly clock: Clock;
  readonly random: () => number;
  /** Begins to record a market, or goes on; again changes nothing. */
  readonly take: (slug: string) => Result<void>;
  /** Its books are not wanted any more, its winner is. */
  readonly letGo: (slug: string) => void;
  /** Whether the venue has shown the market. */
  readonly isKnown: (slug: string) => boolean;
  /** What a person should know. */
  readonly tell: (text: string) => void;
  /** A fault of the program. */
  readonly onFault: (error: unknown) => void;
};

/** Keeps the markets that are recorded those that were asked for, as the venue's list changes. */
export class MarketChoice {
  readonly #named: NamedMarkets;
  readonly #top: TopMarkets | undefined;
  readonly #byName = new Set<string>();

  constructor(parts: MarketChoiceParts) {
    const { top } = parts.request;
    const named = this.#byName;
    const take = (slug: string) => {
      named.add(slug);
      return parts.take(slug);
    };
    // What was asked for by name stays, whatever a search says of it.
    const letGo = (slug: string) => {
      if (!named.has(slug)) parts.letGo(slug);
    };
    this.#named = new NamedMarkets({ ...parts, take });
    this.#top = top === undefined ? undefined : new TopMarkets({ ...parts, letGo }, top);
  }

  /** What keeps it from knowing its markets at the moment, in words. */
  get troubles(): readonly string[] {
    const top = this.#top?.trouble;
    return [...this.#named.troubles, ...(top === undefined ? [] : [top])];
  }

  /** Whether the market itself was asked for, and not what a search finds. */
  isNamed(slug: string): boolean {
    return this.#byName.has(slug);
  }

  start(): void {
    this.#named.start();
    this.#top?.start();
  }

  /** Asks nothing more; answers under way are dropped. */
  stop(): void {
    this.#named.stop();
    this.#top?.stop();
  }

  /** A market is over: its place is free. */
  closed(slug: string): void {
    this.#top?.closed(slug);
  }
}
