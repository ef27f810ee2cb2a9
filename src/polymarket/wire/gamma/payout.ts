import type { Resolution } from '../../../domain/market.ts';
import { ok } from '../../../domain/result.ts';
import { SCALE } from '../../../domain/units.ts';
import { unitsOf } from '../levels.ts';
import type { Fields } from '../object.ts';
import { inText, leaf, whole } from '../parser.ts';

export type Payout = Resolution['payout'];

/** To the last digit: a market that paid 0.9999992 has not paid 1, though it rounds to it. */
const exactly = inText(
  whole(
    leaf((value) => {
      const units = unitsOf(value);
      return ok(typeof units === 'number' ? units : undefined);
    }),
  ),
);

/**
 * What a share of the first outcome pays, by the strict rule: the market is closed, its resolution
 * is final, and the two prices are exactly 1 and 0, 0 and 1, or one half each. Anything else is
 * undefined: old markets carry 0 and 0, fresh ones a last price of 0.9995, disputed ones anything.
 */
export function payoutOf(
  fields: Fields,
  closed: boolean | undefined,
  resolutionStatus: string | undefined,
): Payout | undefined {
  const prices = fields.soft('outcomePrices', exactly);
  if (closed !== true || resolutionStatus !== 'resolved' || prices?.length !== 2) return undefined;
  const [first, second] = prices;
  if (first === SCALE && second === 0) return 1_000_000;
  if (first === 0 && second === SCALE) return 0;
  return first === SCALE / 2 && second === SCALE / 2 ? 500_000 : undefined;
}
