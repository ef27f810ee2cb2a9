import type { BucketRule } from '../../net/bucket.ts';

/** A share of the matching engine: so many a second, so many at once. */
export type SignerRates = {
  readonly ordersPerSecond: number;
  readonly orderBurst: number;
  readonly cancelsPerSecond: number;
  readonly cancelBurst: number;
};

function rates(orders: number, orderBurst: number, cancels: number, cancelBurst: number) {
  return { ordersPerSecond: orders, orderBurst, cancelsPerSecond: cancels, cancelBurst };
}

/**
 * By the maker's volume of 30 days, looked at every 3 hours. Docs
 * api-reference/trading-rate-limits, read 2026-10; announced 2026-07-24 as warnings, whether they
 * are enforced is not verified.
 */
export const SIGNER_TIERS = {
  standard: rates(40, 60, 80, 120),
  copper: rates(60, 90, 120, 180),
  bronze: rates(80, 120, 160, 240),
  silver: rates(200, 300, 400, 600),
  gold: rates(400, 600, 800, 1_200),
  platinum: rates(450, 675, 900, 1_350),
  diamond: rates(525, 787, 1_050, 1_575),
  elite: rates(600, 900, 1_200, 1_800),
} as const satisfies Readonly<Record<string, SignerRates>>;

export type SignerTier = keyof typeof SIGNER_TIERS;

/** The tier that the venue names in a header; undefined for one that we do not know. */
export function tierOf(text: string): SignerTier | undefined {
  const name = text.trim().toLowerCase();
  return Object.hasOwn(SIGNER_TIERS, name) ? (name as SignerTier) : undefined;
}

export function orderRule(tier: SignerTier): BucketRule {
  const { ordersPerSecond: perSecond, orderBurst: burst } = SIGNER_TIERS[tier];
  return { kind: 'tokens', perSecond, burst };
}

export function cancelRule(tier: SignerTier): BucketRule {
  const { cancelsPerSecond: perSecond, cancelBurst: burst } = SIGNER_TIERS[tier];
  return { kind: 'tokens', perSecond, burst };
}
