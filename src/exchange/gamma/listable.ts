import type { Timestamp, Usd } from '../../domain/units.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import { isClosed, liquidity, updatedAt, volume24h } from '../venue/market-state.ts';
import type { EventGroup } from './event-group.ts';

/** What lists of markets and of events are chosen and ordered by. */
export type Listable = {
  readonly id: string;
  readonly slug: string;
  readonly listedAt: Timestamp;
  readonly opensAt: Timestamp | undefined;
  readonly closesAt: Timestamp | undefined;
  readonly updatedAt: Timestamp;
  readonly isClosed: boolean;
  readonly closedAt: Timestamp | undefined;
  readonly volume: Usd;
  readonly volume24h: (now: Timestamp) => Usd | undefined;
  readonly liquidity: () => Usd;
  /** Slugs. */
  readonly tags: readonly string[];
};

/** With the market itself. */
export type ListableMarket = Listable & { readonly market: ListedMarket };
export type ListableEvent = Listable & { readonly group: EventGroup };

export function listableMarket(market: ListedMarket): ListableMarket {
  const { listing, volume, resolvedAt } = market;
  const { slug, opensAt, closesAt } = listing.market;
  return {
    market,
    id: listing.id,
    slug,
    listedAt: listing.listedAt,
    opensAt,
    closesAt,
    updatedAt: updatedAt(market),
    isClosed: isClosed(market),
    closedAt: resolvedAt,
    volume,
    volume24h: (now) => volume24h(market, now),
    liquidity: () => liquidity(market),
    tags: listing.event.tags,
  };
}

export function listableEvent(group: EventGroup): ListableEvent {
  const { event, listedAt, opensAt, closesAt, closedAt, volume } = group;
  return {
    group,
    id: event.id,
    slug: event.slug,
    listedAt,
    opensAt,
    closesAt,
    updatedAt: group.updatedAt,
    isClosed: group.isClosed,
    closedAt,
    volume,
    volume24h: (now) => group.volume24h(now),
    liquidity: () => group.liquidity,
    tags: event.tags,
  };
}
