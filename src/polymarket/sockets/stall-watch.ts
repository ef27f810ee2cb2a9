import { MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';
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

/** After false alarms patience doubles, up to this factor: a stall is examined after a minute. */
const PATIENCE_MOST = 4;
/** It is halved after so long without another, ms. */
const CALM_MS = 5 * 60_000;

/** One moment by both clocks. */
type Moment = { readonly at: Monotonic; readonly wall: Timestamp };

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
  /** When the witness was last asked about each socket and had seen nothing newer. */
  readonly #cleared = new WeakMap<MarketShard, Moment>();
  #auditedAt: Monotonic;
  #isAuditing = false;
  #patience = 1;
  #calmSince: Monotonic;

  constructor(parts: StallParts) {
    this.#parts = parts;
    this.#auditedAt = parts.clock.monotonic();
    this.#calmSince = this.#auditedAt;
  }

  /** Looks for silence, and asks where it finds some. Answers come later. */
  look(): void {
    const { roster, clock, limits, onFault } = this.#parts;
    this.#calmDown();
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
    this.#calmSince = this.#parts.clock.monotonic();
  }

  /**
   * From when on nobody knows what this socket should have carried: its last frame, or when the
   * witness said last that there was nothing. Undefined: it has not been silent for long, and an
   * answer to a heartbeat is a sign that all before it has arrived.
   */
  unexplainedSince(shard: MarketShard): Timestamp | undefined {
    const { clock, limits } = this.#parts;
    const { lastFrameAt, lastFrame } = shard.evidence;
    if (lastFrameAt === undefined || lastFrame === undefined) return undefined;
    const cleared = this.#cleared.get(shard);
    const isCleared = cleared !== undefined && cleared.at > lastFrameAt;
    const { at, wall } = isCleared ? cleared : { at: lastFrameAt, wall: lastFrame };
    return elapsedMs(at, clock.monotonic()) >= limits.stallMs ? wall : undefined;
  }

  #calmDown(): void {
    const now = this.#parts.clock.monotonic();
    if (elapsedMs(this.#calmSince, now) < CALM_MS) return;
    this.#calmSince = now;
    this.#patience = Math.max(1, this.#patience / 2);
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
    const wall = clock.now();
    const liveliest = roster
      .of(shard)
      .filter((stream) => stream.isTrusted)
      .sort((a, b) => (b.lastAt ?? 0) - (a.lastAt ?? 0))
      .slice(0, limits.stallSamples);
    this.#examining.add(shard);
    const missing = await Promise.all(liveliest.map((stream) => witness.missing(stream)));
    this.#examining.delete(shard);
    this.#examined.set(shard, clock.monotonic());
    if (!shard.isOpen || shard.origin.connection !== connection) return;
    const behind = liveliest.filter((_, index) => missing[index] !== undefined);
    const first = Math.min(...missing.map((at) => at ?? Number.POSITIVE_INFINITY));
    if (behind.length > 0) this.#mend(shard, behind, begun, first as Timestamp);
    else if (liveliest.some(({ auditedAt = 0 }) => auditedAt >= begun)) {
      this.#cleared.set(shard, { at: begun, wall });
    }
  }

  /** Frames came while the witness was heard: the tokens are to blame. None came: the socket. */
  #mend(
    shard: MarketShard,
    behind: readonly TokenStream[],
    begun: Monotonic,
    missed: Timestamp,
  ): void {
    const { clock, counters } = this.#parts;
    const detectMs = (clock.now() - missed) / MICROS_PER_MS;
    counters.detectMsMost = Math.max(counters.detectMsMost, detectMs);
    if ((shard.evidence.lastFrameAt ?? 0) > begun) for (const one of behind) this.#unstall(one);
    else this.#renew(shard, behind);
  }

  #renew(shard: MarketShard, behind: readonly TokenStream[]): void {
    const { counters, roster, trust } = this.#parts;
    const { lastFrame } = shard.evidence;
    counters.stalledSockets++;
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
    const missed = await this.#parts.witness.missing(stream);
    this.#isAuditing = false;
    // A verdict implies that the socket is still the one that was asked about.
    const { home } = stream;
    if (missed !== undefined && home !== undefined) this.#mend(home, [stream], begun, missed);
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
