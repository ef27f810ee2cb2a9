import { isSavedHeard, type SavedHeard } from '../../models/market-rank/market-scanner.ts';
import { isSavedWandering, type SavedWandering } from '../../models/pricing/mid-volatility.ts';
import { isCount, isNumbers } from '../../models/saved.ts';
import { isSavedWaiting, type SavedWaiting } from './fill-feedback.ts';
import { isSavedGuard, type SavedGuard } from './guarded-market.ts';
import { isSavedTakers, type SavedTakers } from './taker-arrivals.ts';

/** What a later run goes on from, of one market, by its slug. Times are µs. Plain JSON. */
export type SavedMarket = {
  readonly market: string;
  /** Nothing of it was seen after that. */
  readonly at: number;
  readonly closesAt?: number | undefined;
  readonly volatility: SavedWandering;
  readonly logitVolatility: SavedWandering;
  readonly arrivals: SavedTakers;
  readonly waiting?: SavedWaiting | undefined;
  readonly denials: readonly [denials: number, until: number];
  readonly guard: SavedGuard;
  /** Since when something is held; undefined: nothing is. */
  readonly positionSince?: number | undefined;
  /** By side of the book, after a fill. */
  readonly refillAt: readonly number[];
  readonly buysAt: number;
  readonly setsAt: number;
  /** For the scan. */
  readonly heard?: SavedHeard | undefined;
};

/** Of that, what people are told. */
export type BriefMarket = {
  readonly market: string;
  readonly guard: Pick<SavedGuard, 'standOff'>;
};

export function isSavedMarket(one: unknown): one is SavedMarket {
  const saved = (one ?? {}) as Partial<SavedMarket>;
  const { market, at, closesAt, positionSince, waiting, heard } = saved;
  if (typeof market !== 'string' || !isCount(at)) return false;
  if (!isMaybe(closesAt, isCount) || !isMaybe(positionSince, isCount)) return false;
  if (!isMaybe(waiting, isSavedWaiting) || !isMaybe(heard, isSavedHeard)) return false;
  return isSeen(saved) && arePauses(saved);
}

function isSeen({ volatility, logitVolatility, arrivals, guard }: Partial<SavedMarket>): boolean {
  if (!isSavedWandering(volatility) || !isSavedWandering(logitVolatility)) return false;
  return isSavedTakers(arrivals) && isSavedGuard(guard);
}

function arePauses({ denials, refillAt, buysAt, setsAt }: Partial<SavedMarket>): boolean {
  if (!isNumbers(denials, 2) || !denials.every((number) => number >= 0)) return false;
  return isNumbers(refillAt, 2) && isNumbers([buysAt, setsAt]);
}

function isMaybe(value: unknown, is: (value: unknown) => boolean): boolean {
  return value === undefined || is(value);
}
