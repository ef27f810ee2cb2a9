import type { MarketIndex } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/units.ts';

type Held = {
  readonly from: Timestamp;
  until: Timestamp;
  shares: number;
  /** Shares times microseconds, until then. */
  heldTime: number;
};

/**
 * Shares held on average, signs dropped, of all markets together. Only that time counts in which a
 * market could be traded that something was held in before: from the first fill in it until it was
 * decided, or the last is known of it. Else pauses between markets would make anybody's average
 * small, and what stays open in a market that nobody decides would make it large.
 */
export class HeldTime {
  readonly #markets = new Map<MarketIndex, Held>();

  /** So many shares more, or fewer, are held in a market. */
  change(market: MarketIndex, at: Timestamp, shares: number): void {
    const held = this.#markets.get(market);
    if (held === undefined) {
      this.#markets.set(market, { from: at, until: at, shares, heldTime: 0 });
      return;
    }
    pass(held, at);
    held.shares += shares;
  }

  /** Undefined where no time passed. */
  average(endOf: (market: MarketIndex) => Timestamp): number | undefined {
    for (const [market, held] of this.#markets) pass(held, endOf(market));
    const all = [...this.#markets.values()];
    const time = timeCovered(all);
    return time === 0 ? undefined : all.reduce((sum, one) => sum + one.heldTime, 0) / time;
  }
}

/** A fill may be told after the last row: then that is the end. */
function pass(held: Held, at: Timestamp): void {
  if (at <= held.until) return;
  held.heldTime += held.shares * (at - held.until);
  held.until = at;
}

/** Microseconds that at least one of the spans covers. */
function timeCovered(spans: readonly Held[]): number {
  let covered = 0;
  let end = 0;
  for (const { from, until } of spans.toSorted((a, b) => a.from - b.from)) {
    covered += Math.max(0, until - Math.max(from, end));
    end = Math.max(end, until);
  }
  return covered;
}
