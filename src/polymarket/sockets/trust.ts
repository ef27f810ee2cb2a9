import type { GapReason } from '../../domain/tape.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { Clock } from '../../ports/clock.ts';
import type { MarketCounters } from './market-counters.ts';
import type { MarketSink } from './market-sink.ts';
import type { TokenStream } from './token-stream.ts';

/** Keeps the books' trust, and tells the sink each time that it changes. */
export class Trust {
  readonly #clock: Clock;
  readonly #sink: MarketSink;
  readonly #counters: MarketCounters;

  constructor(clock: Clock, sink: MarketSink, counters: MarketCounters) {
    this.#clock = clock;
    this.#sink = sink;
    this.#counters = counters;
  }

  /**
   * The book is not to be believed since then. One that is untrusted already keeps its first
   * reason: that is where its gap begins.
   */
  lose(stream: TokenStream, reason: GapReason, since: Timestamp | undefined): void {
    if (!stream.isTrusted) return;
    this.#endCrossing(stream);
    stream.reason = reason;
    stream.untrustedSince = since;
    const { token } = stream;
    this.#sink.mark({ kind: 'untrusted', token, at: this.#clock.now(), since, reason });
  }

  /** A snapshot has come: the gap, if there was one, ends with its receipt. */
  gain(stream: TokenStream, at: Timestamp): void {
    const { token, reason, untrustedSince } = stream;
    if (reason === undefined) return;
    stream.epoch++;
    stream.reason = undefined;
    stream.untrustedSince = undefined;
    stream.isDead = false;
    const gap = { from: untrustedSince, to: at, reason };
    this.#sink.mark({ kind: 'trusted', token, at, epoch: stream.epoch, gap });
  }

  /** Says when a trusted book becomes crossed, and when it is so no longer. */
  watchCrossing(stream: TokenStream, at: Timestamp): void {
    if (!stream.isCrossed) {
      this.#endCrossing(stream);
      return;
    }
    if (stream.crossedSince !== undefined) return;
    stream.crossedSince = this.#clock.monotonic();
    stream.crossedAt = at;
    this.#counters.crossings++;
    this.#sink.mark({ kind: 'crossed', token: stream.token, at });
  }

  #endCrossing(stream: TokenStream): void {
    if (stream.crossedSince === undefined) return;
    stream.crossedSince = undefined;
    stream.crossedAt = undefined;
    this.#sink.mark({ kind: 'uncrossed', token: stream.token, at: this.#clock.now() });
  }
}
