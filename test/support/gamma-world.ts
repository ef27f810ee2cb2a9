// Made-up rows of Gamma in the form of recorded ones.
import type { TickSize } from '../../src/domain/tick.ts';
import type { Shares } from '../../src/domain/units.ts';
import type { ClobMarketInfo } from '../../src/polymarket/wire/clob/market-info.ts';
import type { GammaMarket } from '../../src/polymarket/wire/gamma/market.ts';

export type RowOptions = {
  /** Unix seconds, a multiple of 300. */
  readonly opens?: number;
  readonly asset?: string;
  /** Down stands first. */
  readonly turned?: boolean;
  readonly winner?: 'Up' | 'Down' | 'half';
};

/** 2026-10-01 12:00 UTC. */
export const OPENS = 1_790_856_000;

/** A five-minute window as Gamma lists it while it trades, or once it is decided. */
export function upDownRow(options: RowOptions = {}): Record<string, unknown> {
  const { opens = OPENS, asset = 'btc', turned = false, winner } = options;
  const labels = inOrder(['Up', 'Down'], turned);
  const prices = labels.map((label) => {
    if (winner === undefined || winner === 'half') return '0.5';
    return label === winner ? '1' : '0';
  });
  return {
    id: String(opens),
    slug: `${asset}-updown-5m-${opens}`,
    question: 'Up or Down',
    conditionId: `0x${opens.toString(16).padStart(64, '0')}`,
    outcomes: JSON.stringify(labels),
    outcomePrices: JSON.stringify(prices),
    clobTokenIds: JSON.stringify(inOrder([`${opens}1`, `${opens}2`], turned)),
    eventStartTime: iso(opens),
    endDate: iso(opens + 300),
    active: true,
    closed: winner !== undefined,
    ...(winner === undefined
      ? {}
      : { umaResolutionStatus: 'resolved', closedTime: iso(opens + 316) }),
    acceptingOrders: winner === undefined,
    enableOrderBook: true,
    orderPriceMinTickSize: 0.01,
    orderMinSize: 5,
    negRisk: false,
    feesEnabled: true,
    feeType: 'crypto_fees_v2',
    feeSchedule: { exponent: 1, rate: 0.07, takerOnly: true, rebateRate: 0.2 },
  };
}

/** The group around it, as `/events/slug/` answers. */
export function upDownGroup(row: Record<string, unknown>): Record<string, unknown> {
  const { id, slug, endDate } = row;
  return {
    id,
    slug,
    endDate,
    title: 'Up or Down',
    seriesSlug: 'btc-up-or-down-5m',
    markets: [row],
  };
}

function inOrder<T>(pair: readonly [T, T], turned: boolean): readonly T[] {
  return turned ? [pair[1], pair[0]] : pair;
}

function iso(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}

/** What the CLOB says of a market that Gamma lists; its tick is finer by now. */
export function clobTerms(market: GammaMarket, more: Partial<ClobMarketInfo>): ClobMarketInfo {
  const [first, second] = market.outcomes.map(({ label, token }) => ({ label, token: token! }));
  return {
    market: market.conditionId,
    tokens: [first!, second!],
    tick: 1_000 as TickSize,
    minimumSize: 5_000_000 as Shares,
    negativeRisk: false,
    fee: { ratePpm: 70_000, exponent: 1, takerOnly: true },
    acceptsOrders: true,
    acceptsOrdersSince: undefined,
    delaySeconds: undefined,
    takerDelay: true,
    rewards: undefined,
    ...more,
  };
}
