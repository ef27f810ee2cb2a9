import type { Timestamp } from '../../domain/units.ts';
import { tradeRow } from '../data/activity-rows.ts';
import { fillsOf, walletOf } from '../data/wallet-history.ts';
import type { TradeRecord } from '../venue/trade-record.ts';
import { isRecord } from '../wire/record.ts';
import { msOf } from './price-text.ts';
import { requestOf } from './request-text.ts';

// What everybody is told of trades: the topic "activity" of the older price socket, which stays
// when its prices go (docs migrate/rtds-to-polybolt, read 2026-09).

/** A row for whoever took, or one for each who took part; measured in September 2026. */
const TYPES = ['orders_matched', 'trades'] as const;
type ActivityType = (typeof TYPES)[number];

/** One kind of row: of all markets, of those of an event, or of one market. */
export type ActivityWish = {
  readonly type: ActivityType;
  readonly event: string | undefined;
  readonly market: string | undefined;
};

/** What a subscription of the topic means; nothing where its filter cannot be read. */
export function activityWishes(type: unknown, filters: unknown): readonly ActivityWish[] {
  const filter = typeof filters === 'string' && filters !== '' ? requestOf(filters) : {};
  if (!isRecord(filter)) return [];
  const [event, market] = [textOf(filter.event_slug), textOf(filter.market_slug)];
  return TYPES.filter((one) => type === '*' || type === one).map((one) => ({
    type: one,
    event,
    market,
  }));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The frames of a trade for one who wishes this; recorded liquidity has no wallet and no row. */
export function activityTexts(
  { type, event, market }: ActivityWish,
  trade: TradeRecord,
  sentAt: Timestamp,
  connection: string,
): readonly string[] {
  const { listing } = trade.market;
  if (event !== undefined && event !== listing.event.slug) return [];
  if (market !== undefined && market !== listing.market.slug) return [];
  return fillsOf(trade)
    .filter(({ part, isTaker }) => walletOf(part) !== undefined && (isTaker || type === 'trades'))
    .map((fill) => {
      const { profileImageOptimized: _, ...payload } = tradeRow(fill);
      const about = { timestamp: msOf(sentAt), topic: 'activity', type };
      return JSON.stringify({ connection_id: connection, payload, ...about });
    });
}
