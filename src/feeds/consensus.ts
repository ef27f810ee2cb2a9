import { invariant } from '../domain/invariant.ts';
import { mulDiv, SCALE } from '../domain/units.ts';

/** What one source says of a price. */
export type SourceReading = {
  readonly source: string;
  /** Dollars at 1e-6, and how long ago the source says that it was so; undefined: never heard. */
  readonly heard: { readonly value: number; readonly ageMs: number } | undefined;
};

export type ConsensusRule = {
  /** An older price is not asked. */
  readonly ageMsMost: number;
  /** Who is further from the median, in parts per million of it, is not believed. */
  readonly apartPpmMost: number;
  /** With fewer sources there is no consensus. */
  readonly sourcesLeast: number;
};

/**
 * 2,000 ppm is 0.2 %. In the recordings of April 2026 Binance, Coinbase and Chainlink were 0.065 %
 * apart at most, Binance in USDT and the others in dollars.
 */
export const CONSENSUS_RULE: ConsensusRule = {
  ageMsMost: 15_000,
  apartPpmMost: 2_000,
  sourcesLeast: 2,
};

/** A source that was not used, with the numbers compared. */
export type LeftOut = {
  readonly source: string;
  readonly why: 'unheard' | 'stale' | 'outlier';
  readonly value: number | undefined;
  readonly ageMs: number | undefined;
  /** From the median of the fresh ones; undefined where it was not compared. */
  readonly apartPpm: number | undefined;
};

export type Consensus = {
  /** Dollars at 1e-6; undefined: unknown, do not trade on it. */
  readonly value: number | undefined;
  /** Why it is unknown: not enough fresh sources, or fresh ones that do not agree. */
  readonly why: 'too_few' | 'disagreement' | undefined;
  readonly used: readonly string[];
  readonly leftOut: readonly LeftOut[];
};

type Fresh = { readonly source: string; readonly value: number; readonly ageMs: number };

/**
 * One price out of several sources: the median of those that are fresh and near to the median of
 * all fresh ones. It abstains when too few are left, or no majority of the fresh ones agrees: of
 * two that differ nobody knows which is wrong. The same readings give the same, in any order.
 * @throws InvariantError when a source is named twice or a price is not above zero.
 */
export function consensusOf(readings: readonly SourceReading[], rule: ConsensusRule): Consensus {
  const sorted = [...readings].sort((a, b) => (a.source < b.source ? -1 : 1));
  const leftOut: LeftOut[] = [];
  const fresh: Fresh[] = [];
  for (const [index, { source, heard }] of sorted.entries()) {
    invariant(source !== sorted[index - 1]?.source, `source ${source} is named twice`);
    invariant(heard === undefined || heard.value > 0, `${source}: a price of ${heard?.value}`);
    if (heard === undefined) leftOut.push(without(source, 'unheard'));
    else if (heard.ageMs <= rule.ageMsMost) fresh.push({ source, ...heard });
    else leftOut.push({ ...without(source, 'stale'), ...heard });
  }
  const center = medianOf(fresh.map(({ value }) => value));
  const near: Fresh[] = [];
  for (const one of fresh) {
    const apartPpm = apart(one.value, center ?? one.value);
    if (apartPpm <= rule.apartPpmMost) near.push(one);
    else leftOut.push({ ...one, why: 'outlier', apartPpm });
  }
  const told = { used: near.map(({ source }) => source), leftOut };
  const isEnough = near.length >= rule.sourcesLeast && near.length > 0;
  // Also where enough agree with the median: it may lie between two camps.
  if (isEnough && near.length * 2 > fresh.length) {
    return { value: medianOf(near.map(({ value }) => value)), why: undefined, ...told };
  }
  const why = fresh.length < rule.sourcesLeast || fresh.length === 0 ? 'too_few' : 'disagreement';
  return { value: undefined, why, ...told };
}

function without(source: string, why: LeftOut['why']): LeftOut {
  return { source, why, value: undefined, ageMs: undefined, apartPpm: undefined };
}

/** The middle one, or half-way between the two in the middle; undefined of none. */
function medianOf(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) return undefined;
  return lower + mulDiv(upper - lower, 1, 2, 'halfEven');
}

/** Beyond this nobody asks how far. */
const APART_PPM_MOST = 1_000_000_000;

/** Parts per million, rounded up: more than the limit exactly when it is. */
function apart(value: number, center: number): number {
  const distance = Math.abs(value - center);
  if (distance >= center * (APART_PPM_MOST / SCALE)) return APART_PPM_MOST;
  return mulDiv(distance, SCALE, center, 'up');
}
