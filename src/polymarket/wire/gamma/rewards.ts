import { MICROS_PER_MS, type Shares, type Timestamp, type Usd } from '../../../domain/units.ts';
import { type Fields, names, object } from '../object.ts';
import { type Parser, rows } from '../parser.ts';
import { flag, rounded, roundedShares, roundedUsd, text } from '../values.ts';

/** What resting orders in a market can earn. */
export type GammaRewards = {
  readonly minimumSize: Shares | undefined;
  /** Cents from the midpoint at 1e-6: 4.5 cents is 4_500_000. */
  readonly mostSpread: number | undefined;
  /** Dollars a day, all programmes that are on together; undefined where none is listed. */
  readonly perDay: Usd | undefined;
  readonly holding: boolean | undefined;
};

type Daily = {
  readonly rate: Usd;
  /** Whole days, both within, as the venue writes them: an end that is open is of the year 2500. */
  readonly from: string | undefined;
  readonly until: string | undefined;
};

const daily: Parser<Daily> = object(
  'market.clobReward',
  names('id conditionId assetAddress rewardsAmount'),
  (fields) => ({
    rate: fields.vital('rewardsDailyRate', roundedUsd),
    from: fields.soft('startDate', text),
    until: fields.soft('endDate', text),
  }),
);

/** `asOf`: when the row was changed last, which is minutes ago while it is traded. */
export function rewardsOf(fields: Fields, asOf: Timestamp | undefined): GammaRewards {
  const programmes = fields.soft('clobRewards', rows(daily));
  const rates = programmes?.filter((one) => isOn(one, asOf)).map(({ rate }) => rate);
  return {
    minimumSize: fields.soft('rewardsMinSize', roundedShares),
    mostSpread: fields.soft('rewardsMaxSpread', rounded),
    perDay: rates && (rates.reduce<number>((sum, rate) => sum + rate, 0) as Usd),
    holding: fields.soft('holdingRewardsEnabled', flag),
  };
}

/** What has no date has no bound. */
function isOn({ from, until }: Daily, asOf: Timestamp | undefined): boolean {
  if (asOf === undefined) return true;
  const day = new Date(asOf / MICROS_PER_MS).toISOString().slice(0, 10);
  return (from ?? day) <= day && day <= (until ?? day);
}
