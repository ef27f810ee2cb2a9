import type { Sourced } from '../../domain/market.ts';
import type { MarketFacts } from '../../domain/market-facts.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { RewardProgramme } from '../../domain/reward-programme.ts';
import { MICROS_PER_SECOND } from '../../domain/units.ts';
import type { ClobMarketInfo } from '../wire/clob/market-info.ts';
import { type ListedMarket, priceOfCents } from './market-facts.ts';

const CLOB = 'CLOB market info';

/**
 * A listed market with what the service that trades it says. Refuses when the two do not mean the
 * same market. Where they differ on the fee it is unknown, so that nobody trades on either.
 */
export function withTradingTerms(listed: ListedMarket, info: ClobMarketInfo): Result<ListedMarket> {
  const { facts } = listed;
  const isSame = info.market === undefined || info.market === facts.conditionId;
  const tokenOf = (label: string | undefined) =>
    info.tokens.find((one) => one.label === label)?.token;
  if (!isSame || facts.tokens.some((token, i) => token !== tokenOf(facts.labels[i]))) {
    return refuse('terms_differ', `${facts.slug}: Gamma and CLOB name other tokens or ids`);
  }
  return ok({
    ...listed,
    tick: info.tick,
    negativeRisk: info.negativeRisk ?? listed.negativeRisk,
    facts: {
      ...facts,
      fee: feeOf(facts, info),
      takerDelayMs: delayOf(facts, info),
      rewards: rewardsOf(facts, info),
      minimumSize:
        info.minimumSize === undefined
          ? facts.minimumSize
          : { value: info.minimumSize, source: CLOB },
    },
  });
}

function feeOf({ fee }: MarketFacts, { fee: told }: ClobMarketInfo): MarketFacts['fee'] {
  if (fee === undefined || told === undefined) return fee;
  const { ratePpm, exponent } = fee.value;
  if (ratePpm !== told.ratePpm) return undefined;
  return ratePpm === 0 || exponent === told.exponent ? fee : undefined;
}

/** How much is paid only Gamma tells, and how long an order must rest only this service. */
function rewardsOf({ rewards }: MarketFacts, { rewards: told }: ClobMarketInfo) {
  if (rewards === undefined || told === undefined || rewards.value.perDay === 0) return rewards;
  const { minimumSize, mostSpread, restSeconds } = told;
  const value: RewardProgramme = {
    perDay: rewards.value.perDay,
    minimumSize: minimumSize ?? rewards.value.minimumSize,
    mostSpread: mostSpread === undefined ? rewards.value.mostSpread : priceOfCents(mostSpread),
    ...(restSeconds === undefined ? {} : { restFor: Math.round(restSeconds * MICROS_PER_SECOND) }),
  };
  return { value, source: `${rewards.source}, ${CLOB}` };
}

/** The calendar says how long, the flag whether at all. */
function delayOf(
  { takerDelayMs }: MarketFacts,
  { takerDelay, delaySeconds }: ClobMarketInfo,
): Sourced<number> | undefined {
  if (delaySeconds !== undefined && delaySeconds > 0) {
    return { value: delaySeconds * 1_000, source: CLOB };
  }
  return takerDelay === false ? { value: 0, source: CLOB } : takerDelayMs;
}
