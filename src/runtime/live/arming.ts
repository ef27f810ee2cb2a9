import { ok, type Result, refuse } from '../../domain/result.ts';
import { formatDecimal, MICROS_PER_SECOND, type Timestamp, type Usd } from '../../domain/units.ts';

/** How long the question stands: who has walked away has not agreed. */
const ANSWER_SECONDS = 120;

/** What a person agrees to: what trades, for whom, up to how much, until when. */
export type ArmingRequest = {
  /** Names of all that will trade. */
  readonly strategies: readonly string[];
  readonly address: string;
  /** Dollars of orders a day, at most. */
  readonly maxDay: Usd;
  /** At the venue itself; false: at an exchange for practice. */
  readonly isRealMoney: boolean;
  readonly hours: number;
  /** By the machine's clock, as a person answers by it. */
  readonly askedAt: Timestamp;
};

/** Real orders may be sent until then. */
export type Arming = { readonly until: Timestamp };

/**
 * The words that have to be typed: they name it all, so that nobody agrees by habit, and those of
 * practice arm no real money.
 */
export function armingPhrase(request: ArmingRequest): string {
  const { strategies, address, maxDay, isRealMoney } = request;
  const who = strategies.join(',');
  const where = isRealMoney ? ' of real money' : '';
  return `trade ${who} on ${address.slice(-6)} up to ${formatDecimal(maxDay)} a day${where}`;
}

/**
 * Refuses other words, and the right ones too late. `at`: by the machine; `from`: the same moment
 * by the clock that is traded by, from which the hours count.
 */
export function arm(
  request: ArmingRequest,
  typed: string,
  at: Timestamp,
  from = at,
): Result<Arming> {
  if (typed.trim() !== armingPhrase(request)) {
    return refuse('not_armed', 'the words are others: nothing was sent');
  }
  if (at - request.askedAt > ANSWER_SECONDS * MICROS_PER_SECOND) {
    return refuse('arming_expired', `typed after more than ${ANSWER_SECONDS} s: ask again`);
  }
  return ok({ until: (from + request.hours * 3_600 * MICROS_PER_SECOND) as Timestamp });
}
