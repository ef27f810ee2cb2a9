import { MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';
import type { GammaMarket } from '../wire/gamma/market.ts';
import type { Page } from '../wire/page.ts';
import type { ScanLane, ScanPass } from './scan-state.ts';

// How a lane goes from one state to the next: pure, so that a restart at any page is a test.

const HOUR_MS = 3_600_000;
/** Everything is read again so often, since nothing proves that `changes` shows all changes. */
const WHOLE_EVERY_MS = 24 * HOUR_MS;
/** A cursor is not gone on from after so long: nobody says how long the venue keeps them. */
const CURSOR_MS = 6 * HOUR_MS;
/** Rows come out of caches, and their clock is not ours: what is this young is read again. */
const MARGIN_MS = 5 * 60_000;

function before(at: Timestamp, ms: number): Timestamp {
  return (at - ms * MICROS_PER_MS) as Timestamp;
}

/**
 * How much of a lane is read. all: everything, and again each day; allOnce: everything, then what
 * changes; changes: only what changes from now on.
 */
export type ScanScope = 'all' | 'allOnce' | 'changes';

/**
 * The lane with the pass to read next: the one under way, or a new one. Where the venue does not
 * list what changed first, a lane that is read whole is read so each day, and of one that is not,
 * nothing can be known.
 */
export function withPass(lane: ScanLane, scope: ScanScope, now: Timestamp): ScanLane {
  const isLate = scope === 'allOnce' && lane.wholeAt === undefined && lane.pass?.kind !== 'whole';
  const isFresh = lane.pass !== undefined && lane.pass.startedAt > before(now, CURSOR_MS);
  // Whoever asks for the history later does not wait for the changes that are being read.
  if (isFresh && !isLate) return lane;
  const since = before(now, WHOLE_EVERY_MS);
  const unordered = lane.unorderedAt !== undefined && lane.unorderedAt > since;
  const isWholeOld = (lane.wholeAt ?? 0) <= since;
  if (scope === 'changes') {
    const knownTo = lane.knownTo ?? before(now, MARGIN_MS);
    if (unordered) return { ...lane, knownTo, pass: undefined };
    return { ...lane, knownTo, pass: { kind: 'changes', startedAt: now } };
  }
  if (scope === 'allOnce' && lane.wholeAt !== undefined && unordered && !isWholeOld) {
    return { ...lane, pass: undefined };
  }
  const isWhole = unordered || lane.wholeAt === undefined || (scope === 'all' && isWholeOld);
  return { ...lane, pass: { kind: isWhole ? 'whole' : 'changes', startedAt: now } };
}

/** The lane after a page of its pass; without a pass when that was the last. */
export function afterPage(lane: ScanLane, pass: ScanPass, page: Page<GammaMarket>): ScanLane {
  const cursor = page.nextCursor;
  if (pass.kind === 'whole') {
    if (cursor !== undefined) return { ...lane, pass: { ...pass, cursor } };
    const knownTo = before(pass.startedAt, MARGIN_MS);
    return { ...lane, pass: undefined, knownTo, wholeAt: pass.startedAt };
  }
  const changes = page.rows.map(({ updatedAt }) => updatedAt);
  if (!areOrdered(changes, pass.last)) {
    return { ...lane, pass: undefined, unorderedAt: pass.startedAt };
  }
  const known = changes as readonly Timestamp[];
  const latest = pass.latest ?? known[0];
  const last = known.at(-1) ?? pass.last;
  const reached = last !== undefined && last < (lane.knownTo ?? Number.NEGATIVE_INFINITY);
  if (cursor !== undefined && !reached) return { ...lane, pass: { ...pass, cursor, latest, last } };
  const knownTo = latest === undefined ? lane.knownTo : later(before(latest, MARGIN_MS), lane);
  return { ...lane, pass: undefined, knownTo };
}

/** Latest first, each row telling when. Rows that change meanwhile leave for the front. */
function areOrdered(
  changes: readonly (Timestamp | undefined)[],
  last: Timestamp | undefined,
): changes is readonly Timestamp[] {
  let previous = last ?? Number.POSITIVE_INFINITY;
  for (const at of changes) {
    if (at === undefined || at > previous) return false;
    previous = at;
  }
  return true;
}

function later(at: Timestamp, { knownTo }: ScanLane): Timestamp {
  return Math.max(at, knownTo ?? at) as Timestamp;
}
