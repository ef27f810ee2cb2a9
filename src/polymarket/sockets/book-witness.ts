import type { TokenId } from '../../domain/ids.ts';
import { MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { MarketCounters } from './market-counters.ts';
import type { MarketLimits } from './market-limits.ts';
import type { TokenStream } from './token-stream.ts';

/** A book as somebody else sees it: the venue's REST service. */
export type WitnessedBook = { readonly tsEvent: Timestamp; readonly hash: string | undefined };

/** Undefined, or a rejection: it cannot say. */
export type Witness = (token: TokenId) => Promise<WitnessedBook | undefined>;

/**
 * Holds a book against what the witness sees. A quiet market is no stall: only a witness who has
 * seen something newer, which then does not arrive either, says that a stream is behind.
 */
export class BookWitness {
  readonly #clock: Clock;
  readonly #ask: Witness;
  readonly #limits: MarketLimits;
  readonly #counters: MarketCounters;
  readonly #graces = new Set<Timer>();
  #isClosed = false;

  constructor(clock: Clock, ask: Witness, limits: MarketLimits, counters: MarketCounters) {
    this.#clock = clock;
    this.#ask = ask;
    this.#limits = limits;
    this.#counters = counters;
  }

  /** Undefined: the witness cannot say, or the stream has been broken off meanwhile. */
  async isBehind(stream: TokenStream): Promise<boolean | undefined> {
    const connection = stream.home?.origin.connection;
    const seen = await this.#see(stream);
    if (seen === undefined) return undefined;
    stream.isSuspect = false;
    if (!this.#isNewer(seen, stream)) {
      stream.auditedAt = this.#clock.monotonic();
      return false;
    }
    await this.#grace();
    const isSame = stream.isTrusted && stream.home?.origin.connection === connection;
    if (this.#isClosed || !isSame) return undefined;
    stream.auditedAt = this.#clock.monotonic();
    return this.#isNewer(seen, stream);
  }

  close(): void {
    this.#isClosed = true;
    for (const timer of this.#graces) this.#clock.clearTimer(timer);
  }

  async #see(stream: TokenStream): Promise<WitnessedBook | undefined> {
    let seen: WitnessedBook | undefined;
    try {
      seen = await this.#ask(stream.token);
    } catch {
      // A witness that fails is a witness that cannot say.
      seen = undefined;
    }
    if (seen === undefined) {
      this.#counters.unwitnessed++;
      return undefined;
    }
    this.#counters.witnessed++;
    const isComparable = seen.tsEvent === stream.newest && stream.newest === stream.snapshotAt;
    if (isComparable && seen.hash !== undefined && stream.hash !== undefined) {
      // A hint and nothing more: the venue's own hashes do not always reproduce (seen 2026).
      if (seen.hash !== stream.hash) this.#counters.hashMismatches++;
    }
    return seen;
  }

  #isNewer(seen: WitnessedBook, { newest }: TokenStream): boolean {
    return newest !== undefined && seen.tsEvent > newest + this.#limits.slackMs * MICROS_PER_MS;
  }

  #grace(): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#clock.setTimer(this.#limits.graceMs, () => {
        this.#graces.delete(timer);
        resolve();
      });
      this.#graces.add(timer);
    });
  }
}
