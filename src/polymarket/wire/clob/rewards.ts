import type { ConditionId } from '../../../domain/ids.ts';
import type { Shares, Timestamp, Usd } from '../../../domain/units.ts';
import type { Answer } from '../notes.ts';
import { ANYTHING, object } from '../object.ts';
import type { Page } from '../page.ts';
import { mapped, type Parser, readAnswer, rows } from '../parser.ts';
import { condition, date, rounded, roundedShares, roundedUsd } from '../values.ts';
import { page } from './page.ts';

/** A market whose makers earn liquidity rewards. Shapes from the venue's kit, not recorded. */
export type RewardedMarket = {
  readonly market: ConditionId;
  readonly minimumSize: Shares | undefined;
  /** Cents from the midpoint at 1e-6. */
  readonly mostSpread: number | undefined;
  /** Paid a day, by each sponsor. */
  readonly perDay: readonly Usd[];
};

const ratePerDay: Parser<Usd> = object('reward', ANYTHING, (fields) =>
  fields.vital('rate_per_day', roundedUsd),
);

const rewarded: Parser<RewardedMarket> = object('rewarded_market', ANYTHING, (fields) => ({
  market: fields.vital('condition_id', condition),
  minimumSize: fields.soft('rewards_min_size', roundedShares),
  mostSpread: fields.soft('rewards_max_spread', rounded),
  perDay: fields.soft('rewards_config', rows(ratePerDay)) ?? [],
}));

/** GET /rewards/markets/current. */
export function readRewardedMarkets(body: string): Answer<Page<RewardedMarket>> {
  return readAnswer(body, page(rewarded));
}

/** What a maker got back of the fees in a market on a day. Shape from the venue's docs. */
export type Rebate = {
  readonly market: ConditionId | undefined;
  readonly day: Timestamp | undefined;
  readonly paid: Usd;
};

const rebate: Parser<Rebate> = object('rebate', ANYTHING, (fields) => ({
  market: fields.soft('condition_id', condition),
  day: fields.soft('date', date),
  paid: fields.vital('rebated_fees_usdc', roundedUsd),
}));

/** GET /rebates/current. */
export function readRebates(body: string): Answer<readonly Rebate[]> {
  return readAnswer(
    body,
    mapped(page(rebate), (read) => read.rows),
  );
}
