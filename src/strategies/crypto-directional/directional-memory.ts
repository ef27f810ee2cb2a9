import { invariant } from '../../domain/invariant.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import {
  isSavedVolatility,
  type SavedVolatility,
} from '../../models/price-paths/ewma-volatility.ts';
import { isCount } from '../../models/saved.ts';
import type { MemoryFacts } from '../../ports/strategy.ts';
import {
  NOTHING_REVIEWED,
  reviewInLines,
  type SavedReview,
} from './own-trades/own-trade-review.ts';
import { isSavedReview } from './own-trades/saved-review.ts';

/** Of a market, by its slug: what no later price tells any more. */
export type SavedTouch = {
  readonly market: string;
  readonly isTouched: boolean;
  /** Undefined: no price has been heard that counts. */
  readonly isFromBelow?: boolean | undefined;
};

/** What the strategy goes on from. Plain JSON. */
export type Remembered = {
  /** Seconds and weights by which the volatilities were made: others begin anew. */
  readonly made: string;
  readonly volatilities: readonly (SavedVolatility & { readonly feed: string })[];
  readonly touches: readonly SavedTouch[];
  readonly ownTrades: SavedReview;
};

/** Version 1 knew of no own trades. */
type Memory = Remembered & {
  readonly schema: 'polydesk.crypto-directional';
  readonly version: 2;
};

export const NOTHING_YET: Remembered = {
  made: '',
  volatilities: [],
  touches: [],
  ownTrades: NOTHING_REVIEWED,
};

export function writeMemory(remembered: Remembered): string {
  const memory: Memory = { schema: 'polydesk.crypto-directional', version: 2, ...remembered };
  return JSON.stringify(memory);
}

/** Of this version or the one before. Refuses `memory_corrupt`. */
export function readMemory(text: string): Result<Remembered> {
  const memory = parsed(text);
  if (memory?.schema !== 'polydesk.crypto-directional') {
    return corrupt('it is no memory of crypto-directional');
  }
  const version: number | undefined = memory.version;
  if (version !== 1 && version !== 2) {
    return corrupt(`it is of version ${version}, this reads 1 and 2`);
  }
  const { made, volatilities, touches } = memory;
  const ownTrades = version === 1 ? NOTHING_REVIEWED : memory.ownTrades;
  if (typeof made !== 'string') return corrupt('how it was made is not told');
  if (!Array.isArray(volatilities) || !volatilities.every(isVolatility)) {
    return corrupt('its volatilities cannot be');
  }
  if (!Array.isArray(touches) || !touches.every(isTouch)) return corrupt('its touches cannot be');
  if (!isSavedReview(ownTrades)) return corrupt('its own trades cannot be');
  return ok({ made, volatilities, touches, ownTrades });
}

/** Without the own trades: they are of the run that made them. The memory must be sound. */
export function lessonsOf(text: string): string {
  const read = readMemory(text);
  invariant(read.ok, read.ok ? '' : read.message);
  return writeMemory({ ...read.value, ownTrades: NOTHING_REVIEWED });
}

/** For people, and for whoever must not decide before it was learned. */
export function factsOf({ volatilities, touches, ownTrades }: Remembered): MemoryFacts {
  const last = Math.max(...volatilities.map(({ at }) => at));
  const learnedUntil = volatilities.length === 0 ? undefined : (last as Timestamp);
  const lines = volatilities.map(({ feed, returns }) => `${feed}: ${returns} returns`);
  const touched = touches.filter(({ isTouched }) => isTouched).length;
  if (touches.length > 0) lines.push(`${touched} of ${touches.length} levels were touched`);
  const awaits = [...new Set(ownTrades.open.map(({ market }) => market))];
  return { learnedUntil, markets: 0, lines: [...lines, ...reviewInLines(ownTrades)], awaits };
}

function parsed(text: string): Partial<Memory> | undefined {
  try {
    return (JSON.parse(text) ?? undefined) as Partial<Memory> | undefined;
  } catch {
    return undefined;
  }
}

function isVolatility(one: unknown): one is Remembered['volatilities'][number] {
  const { feed, at } = (one ?? {}) as Partial<Remembered['volatilities'][number]>;
  return typeof feed === 'string' && isCount(at) && isSavedVolatility(one);
}

function isTouch(one: unknown): one is SavedTouch {
  const { market, isTouched, isFromBelow } = (one ?? {}) as Partial<SavedTouch>;
  const isKnown = isFromBelow === undefined || typeof isFromBelow === 'boolean';
  return typeof market === 'string' && typeof isTouched === 'boolean' && isKnown;
}

function corrupt(why: string) {
  return refuse('memory_corrupt', `the memory cannot be used: ${why}`);
}
