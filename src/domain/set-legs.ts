import type { ChangeSets } from './command.ts';
import type { Fill } from './fill.ts';
import { tokenIndex } from './ids.ts';
import { mulDiv, SCALE, type Usd } from './units.ts';

/** What a split or merge does to one outcome: a purchase of it, or a sale. */
export type SetLeg = Pick<Fill, 'token' | 'side' | 'size' | 'amount' | 'fee'>;

/**
 * A split is booked as a purchase of both outcomes, a merge as a sale of both: of the first at the
 * price of the change, rounded half to even, of the second at what is left of the dollars. Gas is a
 * fee, half to each, the odd unit to the second. So both always add up to what moved.
 */
export function legsOf(
  { market, direction, shares, price }: ChangeSets,
  gas: Usd,
): readonly [SetLeg, SetLeg] {
  const side = direction === 'split' ? 'buy' : 'sell';
  const amount = mulDiv(shares, price, SCALE, 'halfEven') as Usd;
  const fee = mulDiv(gas, 1, 2, 'down') as Usd;
  const both = { side, size: shares } as const;
  return [
    { ...both, token: tokenIndex(market, 0), amount, fee },
    {
      ...both,
      token: tokenIndex(market, 1),
      amount: (shares - amount) as Usd,
      fee: (gas - fee) as Usd,
    },
  ];
}
