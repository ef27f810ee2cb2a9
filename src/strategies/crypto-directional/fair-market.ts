import { MICROS_PER_SECOND } from '../../domain/units.ts';
import type { View } from '../../ports/view.ts';
import { fairYes } from './fair-price.ts';
import type { FollowedMarket } from './followed-market.ts';
import type { DirectionalRule } from './parameters.ts';
import type { SpotFollower } from './spot-follower.ts';

/** What a market is worth, and by which numbers. */
export type Fair = {
  /** Probability of Yes; undefined: not known, `code` says why. */
  readonly yes: number | undefined;
  /** `priced`, or why nothing is entered. */
  readonly code: string;
  readonly numbers: Readonly<Record<string, number>>;
};

/** The expiry shrinks by itself: what is left are the seconds until the deadline, at any time. */
export function fairOf(
  followed: FollowedMarket,
  rule: DirectionalRule,
  spots: SpotFollower,
  view: View,
): Fair {
  const { question, feed, deadline, isTouched } = followed;
  const left = deadline - view.now;
  const numbers = { secondsLeft: left / MICROS_PER_SECOND };
  const unknown = (code: string, more = {}): Fair => {
    return { yes: undefined, code, numbers: { ...numbers, ...more } };
  };
  if (left <= 0) return unknown('deadline_over');
  const spot = view.reference(feed);
  const at = view.referenceAt(feed);
  if (spot === undefined || at === undefined) return unknown('spot_unknown');
  const spotAge = (view.now - at) / MICROS_PER_SECOND;
  if (view.now - at > rule.maxSpotAge) return unknown('spot_stale', { spot, spotAge });
  if (isTouched) return { ...unknown('touched', { spot }), yes: 1 };
  if ('from' in question && question.from !== undefined && view.now < question.from) {
    return unknown('span_not_begun', { spot });
  }
  const deviation = spots.deviationOver(feed, left);
  if (deviation === undefined) return unknown('volatility_unknown', { spot });
  const outlook = { spot, deviation, drift: 0, degrees: rule.degrees };
  const yes = fairYes(question, outlook, rule.model);
  const levels =
    'strike' in question ? { strike: question.strike } : { low: question.low, high: question.high };
  return { yes, code: 'priced', numbers: { ...numbers, spot, ...levels, deviation, fair: yes } };
}
