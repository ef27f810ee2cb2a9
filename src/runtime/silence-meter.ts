import type { Market } from '../domain/market.ts';
import { endsMessage, KIND_CONFIRM, KIND_GAP, type Tape } from '../domain/tape.ts';
import { LONG_SILENCE } from '../report/coverage.ts';
import type { Silence } from '../report/run-record.ts';

/**
 * Measures how long nothing was heard of each market while it was open: neither of its book nor of
 * a trade. A gap that the recording tells is none of it.
 */
export class SilenceMeter {
  readonly #opensAt: Float64Array;
  readonly #closesAt: Float64Array;
  /** Latest message; NaN where none came since the start or the last gap. */
  readonly #heard: Float64Array;
  /** -1 where nothing was measured yet. */
  readonly #longest: Float64Array;
  readonly #long: Uint32Array;

  constructor(markets: readonly Market[]) {
    const count = markets.length;
    this.#opensAt = Float64Array.from(markets, (one) => one.opensAt ?? Number.NEGATIVE_INFINITY);
    this.#closesAt = Float64Array.from(markets, (one) => one.closesAt ?? Number.POSITIVE_INFINITY);
    this.#heard = new Float64Array(count).fill(Number.NaN);
    this.#longest = new Float64Array(count).fill(-1);
    this.#long = new Uint32Array(count);
  }

  /** Tapes come in order. */
  onTape({ length, kind, market, flags, tsInit }: Tape): void {
    for (let row = 0; row < length; row++) {
      const rowKind = kind[row] as number;
      if (rowKind > KIND_CONFIRM) continue;
      const index = market[row] as number;
      if (rowKind === KIND_GAP) this.#heard[index] = Number.NaN;
      else if (endsMessage(flags[row] as number)) this.#hear(index, tsInit[row] as number);
    }
  }

  /** Undefined where no two messages were heard. */
  of(market: number): Silence | undefined {
    const longest = this.#longest[market] ?? -1;
    return longest < 0 ? undefined : { longest, long: this.#long[market] ?? 0 };
  }

  #hear(market: number, now: number): void {
    const before = this.#heard[market] as number;
    this.#heard[market] = now;
    // Only what of the wait falls into the market's open time; NaN compares as false.
    const from = Math.max(before, this.#opensAt[market] as number);
    const silence = Math.min(now, this.#closesAt[market] as number) - from;
    if (!(silence >= 0)) return;
    if (silence > (this.#longest[market] as number)) this.#longest[market] = silence;
    if (silence > LONG_SILENCE) this.#long[market] = (this.#long[market] as number) + 1;
  }
}
