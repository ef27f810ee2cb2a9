import { outcomeOf } from '../domain/ids.ts';
import type { Trade } from './folds/trade.ts';
import type { RunRecord } from './run-record.ts';

/** The readable name of a market. */
export function marketName(record: RunRecord, market: Trade['market']): string {
  return record.markets[market]?.slug ?? `market ${market}`;
}

/** The label of a token's outcome, or which one it is where the recording does not tell. */
export function outcomeName(record: RunRecord, token: Trade['token']): string {
  const outcome = outcomeOf(token);
  const label = record.markets[token >> 1]?.labels[outcome];
  return label ?? (outcome === 0 ? 'first outcome' : 'second outcome');
}

export function strategyName(record: RunRecord, strategy: Trade['strategy']): string {
  return record.strategies[strategy] ?? `strategy ${strategy}`;
}

/** How the winner of a market is known, for people. */
export function resolutionName(source: Trade['resolution']): string {
  switch (source) {
    case 'venue':
      return 'official';
    case 'reference':
      return 'reference price';
    case 'other_feed':
      return 'another feed';
    case 'final_price':
      return 'final price';
    case undefined:
      return 'undecided';
  }
}

/** Codes whose own words leave open what they mean. */
const SAID: Readonly<Record<string, string>> = {
  /** Of an order that takes at once: nothing was offered at its limit or better. */
  no_match: 'no match at its price',
};

/** A code as words: "unfilled_rest" as "unfilled rest". */
export function words(code: string): string {
  return SAID[code] ?? code.replaceAll('_', ' ');
}

/** Whether every row of a run was seen at the venue, and how to say so. */
export function provenanceOf(record: Pick<RunRecord, 'sources'>): {
  readonly text: string;
  readonly real: boolean;
} {
  const kinds = [...new Set(record.sources.map((source) => source.provenance))];
  const real = kinds.length > 0 && !kinds.includes('simulated');
  if (kinds.length === 0) return { text: 'data of unknown provenance', real };
  return { text: `${kinds.join(' and ')} data`, real };
}
