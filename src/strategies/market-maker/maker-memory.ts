import { ok, type Result, refuse } from '../../domain/result.ts';
import { MICROS_PER_SECOND, SCALE, type Timestamp } from '../../domain/units.ts';
import { isCount } from '../../models/saved.ts';
import type { MemoryFacts } from '../../ports/strategy.ts';
import { isSavedFeedback, LATEST_FILLS, type SavedFeedback } from './fill-feedback.ts';
import { type BriefMarket, isSavedMarket, type SavedMarket } from './saved-market.ts';

const MICROS_PER_HOUR = 3_600 * MICROS_PER_SECOND;

/** What a maker goes on from. Plain JSON. */
export type Remembered = {
  /** Nothing was seen after that, µs; 0: nothing was seen at all. */
  readonly at: number;
  /** Half-lives by which it was made: what rests on another begins anew. */
  readonly made: string;
  /** Undefined: nothing was filled yet. */
  readonly feedback?: SavedFeedback | undefined;
  readonly markets: readonly SavedMarket[];
};

type Memory = Remembered & {
  readonly schema: 'polydesk.market-maker';
  readonly version: 1;
};

export const NOTHING_YET: Remembered = { at: 0, made: '', markets: [] };

export function writeMemory(remembered: Remembered): string {
  const memory: Memory = { schema: 'polydesk.market-maker', version: 1, ...remembered };
  return JSON.stringify(memory);
}

/** Refuses `memory_corrupt`. */
export function readMemory(text: string): Result<Remembered> {
  const memory = parsed(text);
  if (memory?.schema !== 'polydesk.market-maker') {
    return corrupt('it is no memory of market-maker');
  }
  if (memory.version !== 1) return corrupt(`it is of version ${memory.version}, this reads 1`);
  const { at, made, feedback, markets } = memory;
  if (!isCount(at)) return corrupt('of when it is is not told');
  if (typeof made !== 'string') return corrupt('how it was made is not told');
  if (feedback !== undefined && !isSavedFeedback(feedback)) return corrupt('its fills cannot be');
  if (!Array.isArray(markets) || !markets.every(isSavedMarket)) {
    return corrupt('its markets cannot be');
  }
  return ok({ at, made, feedback, markets });
}

/** Of what it goes on from, what people are told. */
export type BriefMemory = Pick<Remembered, 'at' | 'feedback'> & {
  readonly markets: readonly BriefMarket[];
};

/** For people, and for whoever must not decide before it was learned. */
export function factsOf({ at, feedback, markets }: BriefMemory): MemoryFacts {
  const lines = [`${markets.length} ${markets.length === 1 ? 'market' : 'markets'}`];
  const fills = Math.max(0, ...(feedback?.moves ?? []).map(({ known }) => known));
  if (fills > 0) lines.push(`${fills} fills followed${costOf(fills, feedback?.adverse)}`);
  for (const { market, guard } of markets) {
    if (guard.standOff === undefined) continue;
    const hours = Math.max(0, (guard.standOff.until - at) / MICROS_PER_HOUR);
    lines.push(`${market}: ${guard.standOff.code}, for ${hours.toFixed(1)} h`);
  }
  const learnedUntil = at === 0 ? undefined : (at as Timestamp);
  return { learnedUntil, markets: 0, lines: at === 0 ? [] : lines };
}

/** By the worse horizon: its latest fills alone. */
function costOf(fills: number, adverse: number | undefined): string {
  if (adverse === undefined) return '';
  const cost = Math.round(adverse * SCALE) / SCALE;
  const latest = Math.min(fills, LATEST_FILLS);
  return `: after the latest ${latest} the midpoint went ${cost} dollars against us in the mean`;
}

function parsed(text: string): Partial<Memory> | undefined {
  try {
    return (JSON.parse(text) ?? undefined) as Partial<Memory> | undefined;
  } catch {
    return undefined;
  }
}

function corrupt(why: string) {
  return refuse('memory_corrupt', `the memory cannot be used: ${why}`);
}
