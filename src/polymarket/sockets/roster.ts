import type { TokenId } from '../../domain/ids.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { type Clock, elapsedMs, type Monotonic } from '../../ports/clock.ts';
import type { MarketCounters } from './market-counters.ts';
import type { MarketLimits } from './market-limits.ts';
import type { MarketShard } from './market-shard.ts';
import { snapshotRequest, TokenStream } from './token-stream.ts';

export type RosterParts = {
  readonly clock: Clock;
  readonly limits: MarketLimits;
  readonly counters: MarketCounters;
  /** Opens one more socket. */
  readonly openShard: () => MarketShard;
};

/** A shard is emptied into others only when they have so much of their room left over. */
const FILL = 0.9;

/** Who is on which socket, and who has been asked for a snapshot. */
export class Roster {
  readonly streams = new Map<TokenId, TokenStream>();
  readonly shards = new Set<MarketShard>();
  readonly #parts: RosterParts;
  #compactedAt: Monotonic;

  constructor(parts: RosterParts) {
    this.#parts = parts;
    this.#compactedAt = parts.clock.monotonic();
  }

  /** Puts tokens on sockets with room, then on new ones; all of them, or none (`no_room`). */
  add(tokens: readonly TokenId[]): Result<void> {
    const fresh = [...new Set(tokens)].filter((token) => !this.streams.has(token));
    const { tokensPerSocket, socketsMost } = this.#parts.limits;
    const room = this.#roomOf([...this.shards], tokensPerSocket);
    const most = room + (socketsMost - this.shards.size) * tokensPerSocket;
    if (fresh.length > most) return refuse('no_room', `${fresh.length} tokens, room for ${most}`);
    for (const token of fresh) this.streams.set(token, new TokenStream(token));
    let rest = fresh;
    for (const shard of this.shards) rest = this.#fill(shard, rest);
    while (rest.length > 0) rest = this.#fill(this.#open(), rest);
    return ok(undefined);
  }

  /** Lets tokens go; nothing of them is delivered any more. */
  remove(tokens: readonly TokenId[]): void {
    const gone = new Map<MarketShard, TokenId[]>();
    for (const token of tokens) {
      const stream = this.streams.get(token);
      if (stream === undefined) continue;
      this.streams.delete(token);
      for (const shard of new Set([stream.home, stream.request?.shard, stream.former?.shard])) {
        if (shard !== undefined) gone.set(shard, [...(gone.get(shard) ?? []), token]);
      }
    }
    for (const [shard, list] of gone) this.#release(shard, list);
  }

  /**
   * A snapshot came from this socket: from now on it speaks for the token. The one before is let go
   * a little later, when it has told the prints with which it may be behind.
   */
  settle(stream: TokenStream, shard: MarketShard): void {
    if (stream.request?.shard === shard) stream.request = undefined;
    const { home: before } = stream;
    stream.home = shard;
    if (before === undefined || before === shard) return;
    this.#forsake(stream);
    stream.former = { shard: before, since: this.#parts.clock.monotonic() };
  }

  /** Lets go of the socket before, when it was heard for long enough. */
  checkFormer(stream: TokenStream): void {
    const { clock, limits } = this.#parts;
    const { former } = stream;
    if (former === undefined) return;
    if (elapsedMs(former.since, clock.monotonic()) >= limits.lingerMs) this.#forsake(stream);
  }

  /** Waits for a snapshot that the venue owes; with `isUrgent` asks for it at once. */
  needSnapshot(stream: TokenStream, isUrgent: boolean): void {
    const shard = stream.request?.shard ?? stream.home;
    if (shard === undefined) return;
    stream.request ??= snapshotRequest(shard, this.#askedAt(shard));
    if (isUrgent) this.redrive(stream);
  }

  /** Asks again, on the same socket. */
  redrive(stream: TokenStream): void {
    const { request } = stream;
    if (request === undefined) return;
    this.#parts.counters.redrives++;
    request.tries++;
    request.at = this.#askedAt(request.shard);
    request.shard.redrive(stream.token);
  }

  /**
   * Asks another socket. The present one goes on speaking until that one's snapshot is there: no
   * gap comes from moving. False when no socket has room.
   */
  move(stream: TokenStream): boolean {
    // It may be the one that is asked now: only a new subscription brings a snapshot.
    this.#forsake(stream);
    const { request, home } = stream;
    const others = [...this.shards].filter((shard) => shard !== home && shard !== request?.shard);
    const target = others.find((shard) => shard.isOpen && this.#roomOn(shard) > 0) ?? this.#spare();
    if (target === undefined) return false;
    this.#parts.counters.moves++;
    const moves = (request?.moves ?? 0) + 1;
    this.#leave(stream);
    target.add([stream.token]);
    stream.request = snapshotRequest(target, this.#askedAt(target), moves);
    return true;
  }

  /** Gives up a move that did not work out, while the present socket still speaks. */
  stay(stream: TokenStream): void {
    this.#leave(stream);
    stream.request = undefined;
  }

  /** A socket is open and has subscribed everything again: those asked on it count from now. */
  opened(shard: MarketShard): void {
    for (const { request } of this.streams.values()) {
      if (request?.shard === shard) request.at = this.#parts.clock.monotonic();
    }
  }

  /** A socket is gone: its tokens will need a snapshot when it is back. */
  closed(shard: MarketShard): void {
    for (const stream of this.streams.values()) {
      const { request, home } = stream;
      // The snapshot of the next connection will come after all that was said on this one.
      stream.early.delete(shard);
      if (request?.shard === shard) request.at = undefined;
      if (home !== shard || request !== undefined) continue;
      stream.request = snapshotRequest(shard, undefined);
    }
  }

  /** Moves the tokens of a nearly empty socket to others, which then closes. Does so rarely. */
  compact(): void {
    const { clock, limits } = this.#parts;
    const now = clock.monotonic();
    if (elapsedMs(this.#compactedAt, now) < limits.compactMs) return;
    this.#compactedAt = now;
    const calm = [...this.shards].filter((shard) => this.#isCalm(shard));
    const [least, ...others] = calm.sort((a, b) => a.tokens.size - b.tokens.size);
    if (least === undefined || others.length === 0) return;
    const fill = Math.floor(limits.tokensPerSocket * FILL);
    if (least.tokens.size > this.#roomOf(others, fill)) return;
    let rest = this.of(least);
    for (const target of others) {
      const part = rest.slice(0, Math.max(0, fill - target.tokens.size));
      rest = rest.slice(part.length);
      target.add(part.map(({ token }) => token));
      for (const stream of part) {
        stream.request = snapshotRequest(target, now);
        this.#parts.counters.moves++;
      }
    }
  }

  /** The streams that this socket speaks for. */
  of(shard: MarketShard): TokenStream[] {
    return [...this.streams.values()].filter(({ home }) => home === shard);
  }

  async close(): Promise<void> {
    const shards = [...this.shards];
    this.shards.clear();
    this.streams.clear();
    await Promise.all(shards.map((shard) => shard.close()));
  }

  #fill(shard: MarketShard, tokens: readonly TokenId[]): TokenId[] {
    const part = tokens.slice(0, this.#roomOn(shard));
    shard.add(part);
    for (const token of part) {
      const stream = this.streams.get(token);
      if (stream === undefined) continue;
      stream.request = snapshotRequest(shard, this.#askedAt(shard));
    }
    return tokens.slice(part.length);
  }

  /** Everything on it is as it should be: nothing is awaited. */
  #isCalm(shard: MarketShard): boolean {
    if (!shard.isOpen) return false;
    return [...shard.tokens].every((token) => {
      const stream = this.streams.get(token);
      return stream?.isTrusted && stream.request === undefined && stream.former === undefined;
    });
  }

  /** Takes the token off the socket that was asked, unless that one speaks for it. */
  #leave(stream: TokenStream): void {
    const asked = stream.request?.shard;
    if (asked === undefined || asked === stream.home) return;
    stream.early.delete(asked);
    stream.prints.drop(asked);
    this.#release(asked, [stream.token]);
  }

  #forsake(stream: TokenStream): void {
    const { former, token } = stream;
    stream.former = undefined;
    if (former !== undefined) this.#release(former.shard, [token]);
  }

  /** A socket without tokens is closed: the venue closes idle ones anyway. */
  #release(shard: MarketShard, tokens: readonly TokenId[]): void {
    shard.drop(tokens);
    if (shard.tokens.size > 0 || !this.shards.delete(shard)) return;
    void shard.close();
  }

  #spare(): MarketShard | undefined {
    return this.shards.size < this.#parts.limits.socketsMost ? this.#open() : undefined;
  }

  #open(): MarketShard {
    const shard = this.#parts.openShard();
    this.shards.add(shard);
    return shard;
  }

  #askedAt(shard: MarketShard): Monotonic | undefined {
    return shard.isOpen ? this.#parts.clock.monotonic() : undefined;
  }

  #roomOn(shard: MarketShard): number {
    return Math.max(0, this.#parts.limits.tokensPerSocket - shard.tokens.size);
  }

  #roomOf(shards: readonly MarketShard[], ceiling: number): number {
    return shards.reduce((sum, { tokens }) => sum + Math.max(0, ceiling - tokens.size), 0);
  }
}
