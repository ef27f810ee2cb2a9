import type { ClientOrderId } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Shares } from '../../domain/units.ts';

/** A code and how often it was given. */
export type Reasons = ReadonlyMap<string, number>;

/** What became of the orders of a run. Each submitted order is in exactly one of the ends. */
export type Orders = {
  /** Stopped by our own risk gate: never sent. */
  readonly denied: Reasons;
  readonly submitted: number;
  /** Refused by the venue. */
  readonly rejected: Reasons;
  readonly filled: number;
  /** Ended with a part filled. */
  readonly partlyFilled: number;
  /** Ended by a cancel without a fill. */
  readonly canceled: number;
  readonly expired: number;
  /** Without an end when the run stopped. */
  readonly unfinished: number;
  /** Why orders were canceled, with or without a part filled. */
  readonly cancelReasons: Reasons;
  /** Decisions not to trade, by reason. */
  readonly skipped: Reasons;
};

type Life = { readonly size: Shares; filled: number; end: 'canceled' | 'expired' | undefined };

export function foldOrders(journal: readonly JournalEntry[]): Orders {
  const lives = new Map<ClientOrderId, Life>();
  const denied = new Map<string, number>();
  const rejected = new Map<string, number>();
  const cancelReasons = new Map<string, number>();
  const skipped = new Map<string, number>();
  let submitted = 0;
  for (const entry of journal) {
    if (entry.kind === 'Denied') count(denied, entry.code);
    else if (entry.kind === 'Skipped') count(skipped, entry.reason.code);
    else if (entry.kind === 'Submitted') {
      submitted += 1;
      lives.set(entry.command.id, { size: entry.command.terms.size, filled: 0, end: undefined });
    } else if (entry.kind === 'Answered') {
      const { event } = entry;
      const life = lives.get(event.order);
      if (event.kind === 'OrderRejected') {
        count(rejected, event.code);
        lives.delete(event.order);
      } else if (life === undefined) continue;
      else if (event.kind === 'OrderFilled') life.filled += event.fill.size;
      else if (event.kind === 'OrderExpired') life.end = 'expired';
      else if (event.kind === 'OrderCanceled') {
        life.end = 'canceled';
        count(cancelReasons, event.reason);
      }
    }
  }
  return { denied, submitted, rejected, ...countEnds(lives), cancelReasons, skipped };
}

type Ends = Pick<Orders, 'filled' | 'partlyFilled' | 'canceled' | 'expired' | 'unfinished'>;

function countEnds(lives: ReadonlyMap<ClientOrderId, Life>): Ends {
  const ends = { filled: 0, partlyFilled: 0, canceled: 0, expired: 0, unfinished: 0 };
  for (const life of lives.values()) {
    if (life.filled >= life.size) ends.filled += 1;
    else if (life.end === undefined) ends.unfinished += 1;
    else if (life.filled > 0) ends.partlyFilled += 1;
    else ends[life.end] += 1;
  }
  return ends;
}

function count(reasons: Map<string, number>, code: string): void {
  reasons.set(code, (reasons.get(code) ?? 0) + 1);
}

/** How many in all. */
export function totalOf(reasons: Reasons): number {
  return [...reasons.values()].reduce((sum, times) => sum + times, 0);
}

/** Most frequent first, then by code. */
export function sortedReasons(reasons: Reasons): [string, number][] {
  return [...reasons].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}
