import { DESK_REFUSALS } from '../domain/desk-refusals.ts';
import type { ExchangeEvent } from '../domain/event.ts';
import type { BreakCode, MarketBreak, Streaks } from '../domain/market-break.ts';
import { MICROS_PER_SECOND, type Price, type Timestamp } from '../domain/units.ts';

/** After how many in a row nothing is opened in a market, and for how long. Times in µs. */
export type BreakLimits = {
  /** Fills after which the midpoint has gone against us by so much and more, so long after. */
  readonly adverseFills:
    | {
        readonly most: number;
        readonly move: Price;
        readonly after: number;
        readonly coolDown: number;
      }
    | 'unlimited';
  /** Orders that were rejected or could not be sent. */
  readonly failures: { readonly most: number; readonly coolDown: number } | 'unlimited';
  /** Post-only orders that would have crossed; each further `most` of them adds a cool-down. */
  readonly crossRejects:
    | { readonly most: number; readonly coolDown: number; readonly longest: number }
    | 'unlimited';
};

export const DEFAULT_BREAKS: BreakLimits = {
  adverseFills: {
    most: 5,
    move: 20_000 as Price,
    after: 30 * MICROS_PER_SECOND,
    coolDown: 300 * MICROS_PER_SECOND,
  },
  failures: { most: 5, coolDown: 300 * MICROS_PER_SECOND },
  crossRejects: {
    most: 3,
    coolDown: 300 * MICROS_PER_SECOND,
    longest: 600 * MICROS_PER_SECOND,
  },
};

/**
 * Codes of rejections that say nothing against a market: an order that was fine and met nobody, and
 * what the desk or the venue refuses in every market alike, which ends for all at once.
 */
const NO_FAULT_OF_THE_MARKET: ReadonlySet<string> = new Set([
  ...DESK_REFUSALS,
  'external_trade',
  'no_match',
  'stale',
]);

/** A fill is judged by where the midpoint is a while after it. */
export function breakByFill(
  streaks: Streaks,
  moved: number,
  now: Timestamp,
  { adverseFills }: BreakLimits,
): MarketBreak | undefined {
  if (adverseFills === 'unlimited') return undefined;
  streaks.adverse = moved <= -adverseFills.move ? streaks.adverse + 1 : 0;
  if (streaks.adverse < adverseFills.most) return undefined;
  const made = breakOf('adverse_fills', streaks.adverse, now + adverseFills.coolDown);
  streaks.adverse = 0;
  return made;
}

/** An order that rests or fills ends what went wrong in a row. */
export function breakByAnswer(
  streaks: Streaks,
  event: ExchangeEvent,
  now: Timestamp,
  limits: BreakLimits,
): MarketBreak | undefined {
  if (event.kind === 'OrderAccepted' || event.kind === 'OrderFilled') {
    streaks.failures = 0;
    streaks.crossings = 0;
    return undefined;
  }
  if (event.kind !== 'OrderRejected' || NO_FAULT_OF_THE_MARKET.has(event.code)) return undefined;
  return event.code === 'post_only_crosses'
    ? byCrossing(streaks, now, limits)
    : byFailure(streaks, now, limits);
}

function byFailure(streaks: Streaks, now: Timestamp, { failures }: BreakLimits) {
  if (failures === 'unlimited') return undefined;
  streaks.failures++;
  if (streaks.failures < failures.most) return undefined;
  const made = breakOf('failures', streaks.failures, now + failures.coolDown);
  streaks.failures = 0;
  return made;
}

/** S1's rule: after 3 in a row 300 s, with each further 3 another 300 s, 600 s at most. */
function byCrossing(streaks: Streaks, now: Timestamp, { crossRejects }: BreakLimits) {
  if (crossRejects === 'unlimited') return undefined;
  streaks.crossings++;
  const { most, coolDown, longest } = crossRejects;
  if (streaks.crossings % most !== 0) return undefined;
  const wait = Math.min(longest, (streaks.crossings / most) * coolDown);
  return breakOf('cross_rejects', streaks.crossings, now + wait);
}

function breakOf(code: BreakCode, count: number, until: number): MarketBreak {
  return { code, count, until: until as Timestamp };
}
