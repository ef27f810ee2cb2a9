import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import { isCount, isNumbers } from '../../models/saved.ts';
import { type AdverseRule, adverseSelection } from './adverse-selection.ts';
import { type FillWorth, FillWorths, MOST_FILLS } from './fill-worths.ts';
import { type LiquidityRule, lowLiquidity } from './low-liquidity.ts';
import { type MoveRule, movedWithoutTrades } from './moved-without-trades.ts';
import { isVerdict, VERDICTS, type Verdict } from './verdict.ts';
import { WatchedRound } from './watched-round.ts';

export type GuardRule = AdverseRule &
  LiquidityRule &
  MoveRule & {
    /** Whether markets are stood off at all. */
    readonly guard: boolean;
    /** For so long. */
    readonly guardHours: number;
  };

/** A market is stood off for what was found, until then, µs. */
export type StandOff = Verdict & { readonly until: number };

/** What the guard keeps of a market for a later run. */
export type SavedGuard = {
  readonly worths: readonly FillWorth[];
  readonly standOff?: StandOff | undefined;
};

const HOUR = 3_600 * MICROS_PER_SECOND;

/**
 * What the guard knows of a market that is quoted. A market that is stood off is watched on, and
 * fills that were judged are not judged again.
 */
export class GuardedMarket {
  readonly #rule: GuardRule;
  readonly round: WatchedRound;
  readonly worths: FillWorths;
  #standOff: StandOff | undefined;

  constructor(rule: GuardRule, now: Timestamp, saved?: SavedGuard, hasPrints = false) {
    this.#rule = rule;
    this.round = new WatchedRound(now, hasPrints);
    this.worths = new FillWorths(saved?.worths);
    this.#standOff = saved?.standOff;
  }

  /** Undefined: it may be quoted. */
  standOffAt(now: Timestamp): StandOff | undefined {
    const isOn = this.#rule.guard && this.#standOff !== undefined && this.#standOff.until > now;
    return isOn ? this.#standOff : undefined;
  }

  /** Once a round. Says whether the market is stood off from now on. */
  judge(now: Timestamp): boolean {
    const round = this.round.next(now);
    if (this.standOffAt(now) !== undefined) return false;
    const findings = [
      adverseSelection(this.worths.at(now), this.#rule),
      lowLiquidity(round, this.#rule),
      movedWithoutTrades(round, this.#rule),
    ];
    const verdict = findings.find(isVerdict);
    if (verdict === undefined) return false;
    this.#standOff = { ...verdict, until: Math.round(now + this.#rule.guardHours * HOUR) };
    this.worths.forget();
    return true;
  }

  save(now: Timestamp): SavedGuard {
    return { worths: this.worths.at(now), standOff: this.keptStandOff(now) };
  }

  /** What it is stood off for, be the guard off in this run. */
  keptStandOff(now: Timestamp): StandOff | undefined {
    const isOver = this.#standOff === undefined || this.#standOff.until <= now;
    return isOver ? undefined : this.#standOff;
  }
}

export function isSavedGuard(one: unknown): one is SavedGuard {
  const { worths, standOff } = (one ?? {}) as Partial<SavedGuard>;
  if (!Array.isArray(worths) || worths.length > MOST_FILLS) return false;
  return (
    worths.every((fill) => isNumbers(fill, 2)) && (standOff === undefined || isStandOff(standOff))
  );
}

function isStandOff(one: unknown): one is StandOff {
  const { code, until, numbers } = (one ?? {}) as Partial<StandOff>;
  const isKnown = VERDICTS.includes(code as Verdict['code']) && isCount(until);
  return isKnown && isNumbers(Object.values(numbers ?? { none: undefined }));
}
