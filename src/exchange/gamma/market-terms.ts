import { MICROS_PER_SECOND } from '../../domain/units.ts';
import type { Listing } from '../venue/listing.ts';
import { numberOf, type Row } from '../wire/forms.ts';

const MS_PER_SECOND = 1_000;
/** Window lengths in seconds by the venue's word for them. */
const FRAMES: readonly (readonly [string, number])[] = [
  ['5m', 300],
  ['15m', 900],
  ['1h', 3_600],
  ['4h', 14_400],
];

/**
 * What trading costs, how long takers wait and what resting earns, as Gamma says it. Costs and
 * waits are left out where unknown; markets made here pay no rewards.
 */
export function termsRow({ market }: Listing): Row {
  return { ...feeRow(market), ...delayRow(market), ...rewardRow(market) };
}

function rewardRow({ rewards }: Listing['market']): Row {
  if (rewards === undefined) return { rewardsMinSize: 0, rewardsMaxSpread: 0 };
  const { perDay, minimumSize, mostSpread } = rewards.value;
  return {
    rewardsMinSize: numberOf(minimumSize),
    // In cents.
    rewardsMaxSpread: numberOf(mostSpread * 100),
    ...(perDay === 0 ? {} : { clobRewards: [{ rewardsDailyRate: numberOf(perDay) }] }),
  };
}

function feeRow({ fee, category }: Listing['market']): Row {
  if (fee === undefined) return {};
  const { ratePpm, exponent, makerRebatePpm } = fee.value;
  if (ratePpm === 0) return { feesEnabled: false };
  return {
    feesEnabled: true,
    feeType: `${category ?? 'general'}_fees_v2`,
    feeSchedule: {
      exponent,
      rate: numberOf(ratePpm),
      takerOnly: true,
      rebateRate: numberOf(makerRebatePpm),
    },
  };
}

/** Gamma counts whole seconds, of sports; the fractions of crypto only the CLOB tells. */
function delayRow({ takerDelayMs }: Listing['market']): Row {
  if (takerDelayMs === undefined || takerDelayMs < MS_PER_SECOND) return {};
  return { secondsDelay: Math.round(takerDelayMs / MS_PER_SECOND) };
}

/** Of windows that an average decides: btc-5m-twap-60 and what stands behind that name. */
export function cryptoRow({ market }: Listing): Row {
  const { asset, rule } = market;
  const duration = frameOf(market);
  if (asset === undefined || duration === undefined || rule === undefined) return {};
  if (rule.value.kind !== 'twap_close_vs_open') return {};
  const { lookbackSeconds } = rule.value;
  const id = `${asset}-${duration}-twap-${lookbackSeconds}`;
  return {
    cryptoMarketConfigId: id,
    cryptoMarketConfig: {
      id,
      asset,
      duration,
      twapEnabled: true,
      twapLookbackSeconds: lookbackSeconds,
    },
  };
}

/** Four hours on New York's clock are three or five on two days of the year. */
function frameOf({ opensAt, closesAt }: Listing['market']): string | undefined {
  if (opensAt === undefined || closesAt === undefined) return undefined;
  const seconds = (closesAt - opensAt) / MICROS_PER_SECOND;
  if (seconds === 10_800 || seconds === 18_000) return '4h';
  return FRAMES.find(([, length]) => length === seconds)?.[0];
}
