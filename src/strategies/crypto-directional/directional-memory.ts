import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import {
  isSavedVolatility,
  type SavedVolatility,
} from '../../models/price-paths/ewma-volatility.ts';
import { isCount } from '../../models/saved.ts';
import type { MemoryFacts } from '../../ports/strategy.ts';

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
};

type Memory = Remembered & {
  readonly schema: 'polydesk.crypto-directional';
  readonly version: 1;
};

export const NOTHING_YET: Remembered = { made: '', volatilities: [], touches: [] };

export function writeMemory(remembered: Remembered): string {
  const memory: Memory = { schema: 'polydesk.crypto-directional', version: 1, ...remembered };
  return JSON.stringify(memory);
}

/** Refuses `memory_corrupt`. */
export function readMemory(text: string): Result<Remembered> {
  const memory = parsed(text);
  if (memory?.schema !== 'polydesk.crypto-directional') {
    return corrupt('it is no memory of crypto-directional');
  }
  if (memory.version !== 1) return corrupt(`it is of version ${memory.version}, this reads 1`);
  const { made, volatilities, touches } = memory;
  if (typeof made !== 'string') return corrupt('how it was made is not told');
  if (!Array.isArray(volatilities) || !volatilities.every(isVolatility)) {
    return corrupt('its volatilities cannot be');
  }
  if (!Array.isArray(touches) || !touches.every(isTouch)) return corrupt('its touches cannot be');
  return ok({ made, volatilities, touches });
}

/** For people, and for whoever must not decide before it was learned. */
export function factsOf({ volatilities, touches }: Remembered): MemoryFacts {
  const last = Math.max(...volatilities.map(({ at }) => at));
  const learnedUntil = volatilities.length === 0 ? undefined : (last as Timestamp);
  const lines = volatilities.map(({ feed, returns }) => `${feed}: ${returns} returns`);
  const touched = touches.filter(({ isTouched }) => isTouched).length;
  if (touches.length > 0) lines.push(`${touched} of ${touches.length} levels were touched`);
  return { learnedUntil, markets: 0, lines };
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
