import { type Clock, elapsedMs, type Monotonic } from '../../ports/clock.ts';
import type { MarketCounters } from './market-counters.ts';
import type { MarketLimits } from './market-limits.ts';
import type { MarketShard } from './market-shard.ts';
import type { MarketSink } from './market-sink.ts';
import type { Roster } from './roster.ts';
import type { TokenStream } from './token-stream.ts';
import type { Trust } from './trust.ts';

export type PatrolParts = {
  readonly clock: Clock;
  readonly limits: MarketLimits;
  readonly counters: MarketCounters;
  readonly sink: MarketSink;
  readonly roster: Roster;
  readonly trust: Trust;
};

/** Looks after what is due: snapshots that did not come, crossed books, useless sockets. */
export class Patrol {
  readonly #parts: PatrolParts;
  #countedFrom: Monotonic;

  constructor(parts: PatrolParts) {
    this.#parts = parts;
    this.#countedFrom = parts.clock.monotonic();
  }

  walk(): void {
    const { roster } = this.#parts;
    for (const shard of roster.shards) this.#checkShard(shard);
    this.#recount();
    for (const stream of roster.streams.values()) {
      this.#checkCrossing(stream);
      this.#checkRequest(stream);
      roster.checkFormer(stream);
    }
    roster.compact();
  }

  #checkShard(shard: MarketShard): void {
    const { clock, counters, limits, roster, trust } = this.#parts;
    const { openedAt, connectionFrames } = shard.evidence;
    if (!shard.isOpen || openedAt === undefined) return;
    const openForMs = elapsedMs(openedAt, clock.monotonic());
    if (connectionFrames === 0 && openForMs >= limits.snapshotMs && shard.tokens.size > 0) {
      counters.barren++;
      shard.renew('nothing came');
    } else if (shard.refusals >= limits.refusalsMost) {
      counters.garbled++;
      shard.refusals = 0;
      for (const stream of roster.of(shard)) trust.lose(stream, 'bad_rows', clock.now());
      shard.renew('too much that cannot be read');
    }
  }

  /** Unreadable parts are counted anew after a while: what matters is their rate. */
  #recount(): void {
    const { clock, limits, roster } = this.#parts;
    const now = clock.monotonic();
    if (elapsedMs(this.#countedFrom, now) < limits.refusalMs) return;
    this.#countedFrom = now;
    for (const shard of roster.shards) shard.refusals = 0;
  }

  /** Crossed for a moment is how messages arrive; crossed for longer is a book gone wrong. */
  #checkCrossing(stream: TokenStream): void {
    const { clock, limits, roster, trust } = this.#parts;
    const { crossedSince, crossedAt } = stream;
    if (crossedSince === undefined) return;
    if (elapsedMs(crossedSince, clock.monotonic()) < limits.crossedMs) return;
    trust.lose(stream, 'crossed', crossedAt);
    roster.needSnapshot(stream, true);
  }

  #checkRequest(stream: TokenStream): void {
    const { clock, limits, roster } = this.#parts;
    const { request } = stream;
    if (request?.at === undefined) return;
    const waitMs = stream.isDead ? limits.restMs : limits.snapshotMs;
    if (elapsedMs(request.at, clock.monotonic()) < waitMs) return;
    if (stream.isDead || request.tries < limits.redrives) roster.redrive(stream);
    else if (stream.isTrusted) roster.stay(stream);
    else if (request.moves >= limits.moves || !roster.move(stream)) this.#giveUp(stream);
  }

  /** Every attempt has failed. It is tried again, seldom, until it works or is let go. */
  #giveUp(stream: TokenStream): void {
    const { clock, counters, roster, sink } = this.#parts;
    counters.dead++;
    stream.isDead = true;
    sink.mark({ kind: 'dead', token: stream.token, at: clock.now() });
    roster.redrive(stream);
  }
}
