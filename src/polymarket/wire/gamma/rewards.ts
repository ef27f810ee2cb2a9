import type { Shares, Usd } from '../../../domain/units.ts';
import { type Fields, names, object } from '../object.ts';
import { type Parser, rows } from '../parser.ts';
import { flag, rounded, roundedShares, roundedUsd } from '../values.ts';

/** What resting orders in a market can earn. */
export type GammaRewards = {
  readonly minimumSize: Shares | undefined;
  /** Cents from the midpoint at 1e-6: 4.5 cents is 4_500_000. */
  readonly mostSpread: number | undefined;
  /** Dollars a day, all programmes together; undefined where none is listed. */
  readonly perDay: Usd | undefined;
  readonly holding: boolean | undefined;
};

const daily: Parser<Usd> = object(
  'market.clobReward',
  names('id conditionId assetAddress rewardsAmount startDate endDate'),
  (fields) => fields.vital('rewardsDailyRate', roundedUsd),
);

export function rewardsOf(fields: Fields): GammaRewards {
  const rates = fields.soft('clobRewards', rows(daily));
  return {
    minimumSize: fields.soft('rewardsMinSize', roundedShares),
    mostSpread: fields.soft('rewardsMaxSpread', rounded),
    perDay: rates && (rates.reduce<number>((sum, rate) => sum + rate, 0) as Usd),
    holding: fields.soft('holdingRewardsEnabled', flag),
  };
}
