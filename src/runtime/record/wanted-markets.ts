import type { MarketFacts } from '../../domain/market-facts.ts';
import type { Result } from '../../domain/result.ts';
import { Backoff, type BackoffBounds } from '../../net/backoff.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import { plural } from '../../report/format.ts';

export type WantedMarketsParts = {
  readonly clock: Clock;
  readonly random: () => number;
  /** Begins to record a market; again changes nothing. */
  readonly watch: (facts: MarketFacts) => Result<void>;
  /** Goes on with one that was let go. */
  readonly resume: (slug: string) => Result<void>;
  readonly release: (slug: string) => void;
  /** What a person should know. */
  readonly tell: (text: string) => void;
};

/** Why a market is not recorded though it takes orders, and when that is tried again. */
type Refused = { readonly waits: Backoff; why: string; timer: Timer };

/** Markets that close make room; each attempt that fails is two lines of the log. */
const AGAIN: BackoffBounds = { leastMs: 5_000, firstMs: 15_000, mostMs: 300_000 };

/**
 * Has those markets recorded that take orders and are wanted. One that there is no room for is
 * tried again until it is over; one that was let go before it took orders is left alone.
 */
export class WantedMarkets {
  readonly #parts: WantedMarketsParts;
  /** Those that take orders. */
  readonly #open = new Map<string, MarketFacts>();
  /** Windows that are recorded whatever a search says. */
  readonly #planned = new Set<string>();
  readonly #unwanted = new Set<string>();
  readonly #refused = new Map<string, Refused>();

  constructor(parts: WantedMarketsParts) {
    this.#parts = parts;
  }

  /** What is not recorded at the moment, in words. */
  get troubles(): readonly string[] {
    const [first] = this.#refused.values();
    if (first === undefined) return [];
    const many = this.#refused.size;
    return [`${plural(many, 'market')} ${many === 1 ? 'is' : 'are'} not recorded: ${first.why}`];
  }

  /** A market takes orders. */
  accepting(facts: MarketFacts, isPlanned: boolean): void {
    const { slug } = facts;
    this.#open.set(slug, facts);
    if (isPlanned) this.#planned.add(slug);
    if (isPlanned || !this.#unwanted.has(slug)) this.#watch(facts);
  }

  /** Its books are wanted, at once if it takes orders. */
  take(slug: string): Result<void> {
    this.#unwanted.delete(slug);
    const resumed = this.#parts.resume(slug);
    const facts = this.#open.get(slug);
    if (resumed.ok && facts !== undefined && !this.#refused.has(slug)) this.#watch(facts);
    return resumed;
  }

  /** Its books are not wanted any more. */
  letGo(slug: string): void {
    if (this.#planned.has(slug)) return;
    this.#unwanted.add(slug);
    this.#giveUp(slug);
    this.#parts.release(slug);
  }

  /** It is over. */
  closed(slug: string): void {
    this.#giveUp(slug);
    this.#open.delete(slug);
    this.#planned.delete(slug);
    this.#unwanted.delete(slug);
  }

  /** Nothing is tried any more. */
  stop(): void {
    for (const slug of [...this.#refused.keys()]) this.#giveUp(slug);
  }

  #watch(facts: MarketFacts): void {
    const { clock, random, watch, tell } = this.#parts;
    const { slug } = facts;
    const before = this.#refused.get(slug);
    const watched = watch(facts);
    if (watched.ok || watched.code === 'stopped') {
      if (!watched.ok) tell(`${slug}: ${watched.message}`);
      else if (before !== undefined) tell(`${slug} is recorded now`);
      this.#giveUp(slug);
      return;
    }
    const why = `${watched.message}; trying again`;
    if (before === undefined) tell(`${slug}: ${why}`);
    const waits = before?.waits ?? new Backoff(AGAIN, random);
    const timer = clock.setTimer(waits.next(), () => this.#watch(facts));
    this.#refused.set(slug, { waits, why, timer });
  }

  #giveUp(slug: string): void {
    const refused = this.#refused.get(slug);
    if (refused !== undefined) this.#parts.clock.clearTimer(refused.timer);
    this.#refused.delete(slug);
  }
}
