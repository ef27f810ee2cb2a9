import type { MarketIndex } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/units.ts';
import { ForecastTally } from './forecast-tally.ts';

/** The strategy's own word, our gate's, or the venue's. */
export type ReasonKind = 'skipped' | 'denied' | 'rejected';

/** Why something was not traded, how often, and the latest time. */
export type ReasonCount = {
  readonly kind: ReasonKind;
  readonly code: string;
  readonly count: number;
  readonly latest: LatestReason;
};

type LatestReason = {
  readonly at: Timestamp;
  readonly market: MarketIndex;
  /** In words, from the gate or the venue. */
  readonly message: string | undefined;
  /** What the strategy compared. */
  readonly numbers: Readonly<Record<string, number>>;
};

/** A strategy that makes up codes must not fill the memory: those beyond are counted as one. */
const CODES_MOST = 200;
const OTHER = 'other_reasons';

/** What one strategy did in all markets together. */
export class StrategyActivity {
  readonly name: string;
  /** Orders that passed our gate. */
  submitted = 0;
  fills = 0;
  isHalted = false;
  readonly #reasons = new Map<string, ReasonCount>();
  readonly #tallies = new Map<string, ForecastTally>();

  constructor(name: string) {
    this.name = name;
  }

  /** The most frequent first. */
  get reasons(): readonly ReasonCount[] {
    return [...this.#reasons.values()].sort((a, b) => b.count - a.count);
  }

  /** By model, in the order in which they first spoke. */
  get forecasts(): readonly ForecastTally[] {
    return [...this.#tallies.values()];
  }

  /** How often it was told so. */
  count(kind: ReasonKind): number {
    return this.reasons.reduce((sum, one) => sum + (one.kind === kind ? one.count : 0), 0);
  }

  told(kind: ReasonKind, code: string, latest: LatestReason): void {
    const isNew = !this.#reasons.has(`${kind} ${code}`);
    const named = isNew && this.#reasons.size >= CODES_MOST ? OTHER : code;
    const key = `${kind} ${named}`;
    const count = (this.#reasons.get(key)?.count ?? 0) + 1;
    this.#reasons.set(key, { kind, code: named, count, latest });
  }

  tallyOf(model: string): ForecastTally {
    const known = this.#tallies.get(model);
    if (known !== undefined) return known;
    const tally = new ForecastTally(model);
    this.#tallies.set(model, tally);
    return tally;
  }
}
