import type { ResolutionRule } from './market.ts';
import type { StrikePrice, UnknownStrike } from './strike.ts';
import { MICROS_PER_MS, type Timestamp } from './units.ts';

/** The price at a boundary, out of our own record. */
export type Strike =
  | {
      readonly kind: 'known';
      /** Dollars at 1e-6. */
      readonly value: number;
      /** With every digit, as the feed sent it. */
      readonly text: string;
      /** Printed at the boundary itself; otherwise up to two seconds before it. */
      readonly isExact: boolean;
    }
  | { readonly kind: 'unknown'; readonly why: UnknownStrike };

/** A boundary between two prints that are further apart is not covered by the record. */
const STRIKE_GAP_MS = 2_000;
/** Prints are kept so long: a boundary is asked for within minutes, or by a market's close. */
const KEEP_MS = 20 * 60_000;
/** Feeds print once a second. One that goes wild must not fill the memory: so many are kept. */
const PRINTS_PER_SECOND = 4;

/** A reference price as a feed told it, and when the feed says that it was so. */
export type StrikePrint = StrikePrice & { readonly tsEvent: Timestamp };

type Print = { readonly at: Timestamp; value: number; text: string };

/**
 * The last prints of one feed, and the price at a boundary.
 *
 * ASSUMPTION, kept here alone: the venue takes the last print whose time is at or before the
 * boundary; which one it takes is not documented (protocol notes §2.2). On 2026-06-08, by the spot
 * stream, the print of the boundary's own second was the strike in 284 of 284 windows, to the last
 * of 18 decimals. No recording has a window whose second was not printed, nor one on averages.
 */
export class StrikeRecord {
  readonly #prints: Print[] = [];
  readonly #keepMicros: number;
  readonly #most: number;

  constructor(keepMs = KEEP_MS) {
    this.#keepMicros = keepMs * MICROS_PER_MS;
    this.#most = (keepMs / 1_000) * PRINTS_PER_SECOND;
  }

  /** Prints may come late and twice; of one time the last one received counts. */
  add({ tsEvent, value, text }: StrikePrint): void {
    const after = this.#prints.findLastIndex(({ at }) => at <= tsEvent);
    const same = this.#prints[after];
    if (same !== undefined && same.at === tsEvent) Object.assign(same, { value, text });
    else this.#prints.splice(after + 1, 0, { at: tsEvent, value, text });
    const last = this.#prints.at(-1)?.at ?? tsEvent;
    while ((this.#prints[0]?.at ?? last) < last - this.#keepMicros) this.#prints.shift();
    if (this.#prints.length > this.#most) this.#prints.shift();
  }

  /** The price at a boundary. Until a later print has come an earlier one may still be missing. */
  at(boundary: Timestamp): Strike {
    const index = this.#prints.findLastIndex(({ at }) => at <= boundary);
    const print = this.#prints[index];
    if (print === undefined) return { kind: 'unknown', why: 'no_print' };
    const { value, text } = print;
    if (print.at === boundary) return { kind: 'known', value, text, isExact: true };
    const next = this.#prints[index + 1];
    if (next === undefined) return { kind: 'unknown', why: 'not_over' };
    if (next.at - print.at > STRIKE_GAP_MS * MICROS_PER_MS) return { kind: 'unknown', why: 'hole' };
    return { kind: 'known', value, text, isExact: false };
  }
}

/**
 * The feed whose prints decide a market at its boundaries; undefined for rules that take candles of
 * an exchange, whose opening is a trade and no print.
 */
export function strikeFeed(rule: ResolutionRule): string | undefined {
  if (rule.kind === 'oracle' || !rule.feed.startsWith('chainlink/')) return undefined;
  return rule.kind === 'twap_close_vs_open'
    ? `${rule.feed}-twap${rule.lookbackSeconds}`
    : rule.feed;
}
