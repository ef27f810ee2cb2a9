import { type Clock, elapsedMs, type Monotonic } from '../../ports/clock.ts';
import type { BookWitness } from './book-witness.ts';
import type { MarketCounters } from './market-counters.ts';
import type { MarketLimits } from './market-limits.ts';
import type { MarketShard } from './market-shard.ts';
import type { Roster } from './roster.ts';
import type { TokenStream } from './token-stream.ts';
import type { Trust } from './trust.ts';

export type StallParts = {
  readonly clock: Clock;
  readonly limits: MarketLimits;
  readonly counters: MarketCounters;
  readonly roster: Roster;
  readonly trust: Trust;
  readonly witness: BookWitness;
  readonly onFault: (error: unknown) => void;
};

/** After false alarms patience doubles, up to this factor. */
const PATIENCE_MOST = 64;

/**
 * Finds sockets that are open, answer heartbeats and carry nothing (py-clob-client #292), and
 * tokens that have fallen silent while their neighbors flow. Silence alone is only a reason to ask
 * the witness.
 */
export class StallWatch {
  readonly #parts: StallParts;
  /** When each socket was last looked into; present: being looked into. */
  readonly #examined = new WeakMap<MarketShard, Monotonic>();
  readonly #examining = new Set<MarketShard>();
  #auditedAt: Monotonic;
  #isAuditing = false;
  #patience = 1;

  constructor(parts: StallParts) {
    this.#parts = parts;
    this.#auditedAt = parts.clock.monotonic();
  }

  /** Looks for silence, and asks where it finds some. Answers come later. */
  look(): void {
    const { roster, clock, limits, onFault } = this.#parts;
    for (const shard of roster.shards) {
      if (this.#isSilent(shard)) this.#examine(shard).catch(onFault);
    }
    const now = clock.monotonic();
    if (this.#isAuditing || elapsedMs(this.#auditedAt, now) < limits.auditMs) return;
    const quietest = this.#quietest();
    if (quietest === undefined) return;
    this.#auditedAt = now;
    this.#audit(quietest).catch(onFault);
  }

  /** Whether what was taken for a stall was one: crying wolf makes patient. */
  learn(wasBehind: boolean): void {
    if (!wasBehind) this.#parts.counters.falseAlarms++;
    this.#patience = wasBehind ? 1 : Math.min(PATIENCE_MOST, this.#patience * 2);
  }

  #isSilent(shard: MarketShard): boolean {
    const { lastFrameAt } = shard.evidence;
    if (!shard.isOpen || lastFrameAt === undefined || this.#examining.has(shard)) return false;
    const now = this.#parts.clock.monotonic();
    const since = Math.max(lastFrameAt, this.#examined.get(shard) ?? 0) as Monotonic;
    return elapsedMs(since, now) >= this.#parts.limits.stallMs * this.#patience;
  }

  /** Compares the socket's liveliest tokens, which are the likeliest to have missed something. */
  async #examine(shard: MarketShard): Promise<void> {
    const { clock, limits, roster, witness } = this.#parts;
    const { connection } = shard.origin;
    const begun = clock.monotonic();
    const liveliest = roster
      .of(shard)
      .filter((stream) => stream.isTrusted)
      .sort((a, b) => (b.lastAt ?? 0) - (a.lastAt ?? 0))
      .slice(0, limits.stallSamples);
    this.#examining.add(shard);
    const verdicts = await Promise.all(liveliest.map((stream) => witness.isBehind(stream)));
    this.#examining.delete(shard);
    this.#examined.set(shard, clock.monotonic());
    if (!shard.isOpen || shard.origin.connection !== connection) return;
    const behind = liveliest.filter((_, index) => verdicts[index] === true);
    if (behind.length > 0) this.#mend(shard, behind, begun);
  }

  /** Frames came while the witness was heard: the tokens are to blame. None came: the socket. */
  #mend(shard: MarketShard, behind: readonly TokenStream[], begun: Monotonic): void {
    if ((shard.evidence.lastFrameAt ?? 0) > begun) for (const one of behind) this.#unstall(one);
    else this.#renew(shard, behind);
  }

  #renew(shard: MarketShard, behind: readonly TokenStream[]): void {
    const { clock, counters, roster, trust } = this.#parts;
    const { lastFrame, lastFrameAt } = shard.evidence;
    counters.stalledSockets++;
    if (lastFrameAt !== undefined) {
      const detectMs = elapsedMs(lastFrameAt, clock.monotonic());
      counters.detectMsMost = Math.max(counters.detectMsMost, detectMs);
    }
    for (const stream of behind) stream.stalledAt = stream.newest;
    for (const stream of roster.of(shard)) trust.lose(stream, 'stale', lastFrame);
    shard.renew('stalled');
  }

  /** The trusted token whose silence is the longest measured by its own habits. */
  #quietest(): TokenStream | undefined {
    const { clock, limits, roster } = this.#parts;
    const now = clock.monotonic();
    let quietest: TokenStream | undefined;
    let most = 0;
    for (const stream of roster.streams.values()) {
      const { lastAt, auditedAt, isTrusted, home, isSuspect, meanIntervalUs } = stream;
      if (!isTrusted || lastAt === undefined || !home?.isOpen) continue;
      if (isSuspect) return stream;
      const quiet = now - Math.max(lastAt, auditedAt ?? 0);
      if (quiet < limits.quietMs * 1_000 * this.#patience) continue;
      const oddness = quiet / (meanIntervalUs || quiet);
      if (oddness > most) {
        most = oddness;
        quietest = stream;
      }
    }
    return quietest;
  }

  async #audit(stream: TokenStream): Promise<void> {
    const begun = this.#parts.clock.monotonic();
    this.#isAuditing = true;
    const isBehind = await this.#parts.witness.isBehind(stream);
    this.#isAuditing = false;
    // Behind implies that its socket is still the one that was asked about.
    if (isBehind && stream.home !== undefined) this.#mend(stream.home, [stream], begun);
  }

  /** One token is behind while its socket lives: it is asked for again. */
  #unstall(stream: TokenStream): void {
    const { counters, roster, trust } = this.#parts;
    counters.stalledTokens++;
    stream.stalledAt = stream.newest;
    trust.lose(stream, 'stale', stream.lastReceived);
    roster.needSnapshot(stream, true);
  }
}
