import { elapsedMs, type Monotonic } from '../../ports/clock.ts';
import type { MarketMessage } from '../../ports/venue-wire.ts';
import type { MarketShard } from './market-shard.ts';

export type TradePrinted = Extract<MarketMessage, { kind: 'TradePrinted' }>;

type Noted = { readonly print: TradePrinted; readonly shard: MarketShard; readonly at: Monotonic };

/**
 * Two sockets of the venue may be as far apart as this, ms: what one told and the other tells
 * later than that is taken for another print.
 */
const APART_MS = 5_000;
/** More than come while a token moves; beyond, the oldest are let go. */
const MOST = 500;

/**
 * The prints of one token, each told once though two sockets carry them while it moves from one to
 * the other. Neither is always the first: what both tell is paired off one by one, so that two
 * prints that are alike stay two. Those of one socket are never held against each other.
 */
export class TokenPrints {
  /** Delivered a moment ago, each to be paired off with what another socket tells. */
  #told: Noted[] = [];
  /** From a socket that does not speak yet, and not told by the one that does. */
  #early: Noted[] = [];

  /** From the socket that speaks. False: another socket told it, and it was delivered. */
  take(print: TradePrinted, shard: MarketShard, at: Monotonic): boolean {
    this.#forget(at);
    if (pairOff(this.#told, print, shard)) return false;
    if (!pairOff(this.#early, print, shard)) note(this.#told, { print, shard, at });
    return true;
  }

  /** From a socket that was asked and may speak soon. */
  keep(print: TradePrinted, shard: MarketShard, at: Monotonic): void {
    this.#forget(at);
    if (!pairOff(this.#told, print, shard)) note(this.#early, { print, shard, at });
  }

  /** This socket speaks from now on: what it alone has told so far, to be delivered now. */
  settle(shard: MarketShard, at: Monotonic): readonly TradePrinted[] {
    const own = this.#early.filter((one) => one.shard === shard);
    this.#early = [];
    for (const { print } of own) note(this.#told, { print, shard, at });
    return own.map(({ print }) => print);
  }

  /** The socket was given up: those who were to be heard tell its prints too, or a gap is open. */
  drop(shard: MarketShard): void {
    this.#early = this.#early.filter((one) => one.shard !== shard);
  }

  #forget(now: Monotonic): void {
    const isOld = ({ at }: Noted) => elapsedMs(at, now) > APART_MS;
    while (this.#told[0] !== undefined && isOld(this.#told[0])) this.#told.shift();
  }
}

function note(list: Noted[], one: Noted): void {
  list.push(one);
  if (list.length > MOST) list.shift();
}

/** Takes the like of it that another socket has told off the list; false: there is none. */
function pairOff(list: Noted[], print: TradePrinted, shard: MarketShard): boolean {
  const index = list.findIndex((one) => one.shard !== shard && isSame(one.print, print));
  if (index >= 0) list.splice(index, 1);
  return index >= 0;
}

/** A transaction may settle several fills, each of which is a print. */
function isSame(one: TradePrinted, other: TradePrinted): boolean {
  if (one.side !== other.side || one.price !== other.price || one.size !== other.size) return false;
  const areNamed = one.transaction !== undefined && other.transaction !== undefined;
  return areNamed ? one.transaction === other.transaction : one.tsEvent === other.tsEvent;
}
