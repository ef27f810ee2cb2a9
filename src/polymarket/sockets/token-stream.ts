import type { TokenId } from '../../domain/ids.ts';
import { BID } from '../../domain/side.ts';
import type { GapReason } from '../../domain/tape.ts';
import type { TickSize } from '../../domain/tick.ts';
import { MICROS_PER_MS, ONE, type Price, type Timestamp } from '../../domain/units.ts';
import type { Monotonic } from '../../ports/clock.ts';
import type { LevelChange, MarketMessage } from '../../ports/venue-wire.ts';
import { EarlyChanges, type LevelsChanged } from './early-changes.ts';
import type { MarketShard } from './market-shard.ts';
import { TokenPrints } from './token-prints.ts';

export type BookSnapshot = Extract<MarketMessage, { kind: 'BookSnapshot' }>;

/** A snapshot that somebody was asked for. */
export type SnapshotRequest = {
  readonly shard: MarketShard;
  /** When it was sent; undefined: when the socket opens. */
  at: Monotonic | undefined;
  tries: number;
  readonly moves: number;
};

/** A request that counts from when it is sent: `at` undefined, when the socket opens. */
export function snapshotRequest(
  shard: MarketShard,
  at: Monotonic | undefined,
  moves = 0,
): SnapshotRequest {
  return { shard, at, tries: 0, moves };
}

/** What becomes of a change: taken, or dropped for one of three reasons. */
export type ChangeVerdict = 'take' | 'untrusted' | 'contained' | 'late';

/** How much of the mean interval one more interval makes up: an eighth. */
const SMOOTHING = 8;

/** One token on its socket: what is known of its book beside the levels. */
export class TokenStream {
  readonly token: TokenId;
  /** The socket whose word counts; undefined before the first snapshot. */
  home: MarketShard | undefined;
  request: SnapshotRequest | undefined;
  /** The socket that spoke before, as long as it may have prints to tell, and since when. */
  former: { readonly shard: MarketShard; readonly since: Monotonic } | undefined;
  /** What came from which socket while its snapshot was awaited. */
  readonly early = new Map<MarketShard, EarlyChanges>();
  readonly prints = new TokenPrints();
  epoch = 0;
  /** Undefined: trusted. */
  reason: GapReason | undefined = 'no_snapshot';
  untrustedSince: Timestamp | undefined;
  /** Venue time of the newest change or snapshot in the book, and of the snapshot it began with. */
  newest: Timestamp | undefined;
  snapshotAt: Timestamp | undefined;
  hash: string | undefined;
  tick: TickSize | undefined;
  /** As the venue tells them: 0 is no bid, one dollar no ask, undefined not told. */
  bestBid: Price | undefined;
  bestAsk: Price | undefined;
  crossedAt: Timestamp | undefined;
  crossedSince: Monotonic | undefined;
  /** Receipt of the last message of any kind. */
  lastAt: Monotonic | undefined;
  lastReceived: Timestamp | undefined;
  meanIntervalUs = 0;
  /** When the witness last agreed. */
  auditedAt: Monotonic | undefined;
  /** To be compared with the witness before others. */
  isSuspect = false;
  isDead = false;
  /** Venue time of the book when it was found stalled; undefined: it was not. */
  stalledAt: Timestamp | undefined;

  constructor(token: TokenId) {
    this.token = token;
  }

  get isTrusted(): boolean {
    return this.reason === undefined;
  }

  /** Is this the socket that speaks for the token? Before the first snapshot, the one asked. */
  speaks(shard: MarketShard): boolean {
    return (this.home ?? this.request?.shard) === shard;
  }

  heard(at: Monotonic, received: Timestamp): void {
    if (this.lastAt !== undefined) {
      this.meanIntervalUs += (at - this.lastAt - this.meanIntervalUs) / SMOOTHING;
    }
    this.lastAt = at;
    this.lastReceived = received;
  }

  /**
   * Frames of one socket come in the order in which they were sent, and in the recordings a change
   * is never older than the one before (154 526 of June 2025). What is older all the same belongs
   * to the time before the snapshot, or its place is unknown.
   */
  judgeChange(tsEvent: Timestamp): ChangeVerdict {
    if (this.reason !== undefined) return 'untrusted';
    if (this.snapshotAt !== undefined && tsEvent < this.snapshotAt) return 'contained';
    return this.newest !== undefined && tsEvent < this.newest ? 'late' : 'take';
  }

  /**
   * A snapshot that is older than the trusted book has nothing to add. That of another socket, to
   * which the token moves, may be a little older: what it lacks follows on the same socket.
   */
  isReplay(shard: MarketShard, tsEvent: Timestamp, replayMs: number): boolean {
    return this.isTrusted && this.isOlder(tsEvent, shard === this.home ? 0 : replayMs);
  }

  /** Is this venue time before the book's by more than so much? */
  isOlder(tsEvent: Timestamp, ms: number): boolean {
    return this.newest !== undefined && tsEvent < this.newest - ms * MICROS_PER_MS;
  }

  /** A change that cannot be taken yet, and may not be in the snapshot that is on its way. */
  keepEarly(shard: MarketShard, change: LevelChange, message: LevelsChanged): void {
    let early = this.early.get(shard);
    if (early === undefined) {
      early = new EarlyChanges();
      this.early.set(shard, early);
    }
    early.keep(change, message);
  }

  takeSnapshot({ tsEvent, hash, tick, bids, asks }: BookSnapshot): void {
    this.early.clear();
    this.newest = tsEvent;
    this.snapshotAt = tsEvent;
    this.hash = hash;
    if (tick !== undefined) this.tick = tick;
    this.bestBid = (bids.price[0] ?? 0) as Price;
    this.bestAsk = (asks.price[0] ?? ONE) as Price;
  }

  takeChange(change: LevelChange, tsEvent: Timestamp): void {
    this.newest = tsEvent;
    const { side, price, size, bestBid, bestAsk } = change;
    if (bestBid !== undefined) this.bestBid = bestBid;
    else if (side === BID) this.bestBid = moved(this.bestBid, price, size, price > bidOf(this));
    if (bestAsk !== undefined) this.bestAsk = bestAsk;
    else if (side !== BID) this.bestAsk = moved(this.bestAsk, price, size, price < askOf(this));
  }

  get isCrossed(): boolean {
    const { bestBid, bestAsk } = this;
    return bestBid !== undefined && bestAsk !== undefined && bestBid >= bestAsk;
  }
}

function bidOf({ bestBid }: TokenStream): number {
  return bestBid ?? Number.POSITIVE_INFINITY;
}

function askOf({ bestAsk }: TokenStream): number {
  return bestAsk ?? Number.NEGATIVE_INFINITY;
}

/** The best price after a change that does not tell it: better, gone (then unknown), or same. */
function moved(
  best: Price | undefined,
  price: Price,
  size: number,
  isBetter: boolean,
): Price | undefined {
  if (size > 0) return isBetter ? price : best;
  return price === best ? undefined : best;
}
