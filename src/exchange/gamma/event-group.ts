import { NO_USD, type Timestamp, type Usd } from '../../domain/units.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import type { ListedEvent } from '../venue/listing.ts';
import { isClosed, liquidity, updatedAt, volume24h } from '../venue/market-state.ts';

/** When it first stood on an event that was listed here. */
type Since = { readonly createdAt: Timestamp };
export type Tag = Since & { readonly slug: string };
export type Series = Since &
  NonNullable<ListedEvent['series']> & { readonly groups: readonly EventGroup[] };
/** What an event shares with others. */
type Shared = { readonly tags: readonly Tag[]; readonly series: Series | undefined };

/** An event and its markets, in the order of their listing; at least one. */
export class EventGroup {
  readonly event: ListedEvent;
  readonly tags: readonly Tag[];
  readonly series: Series | undefined;
  readonly markets: ListedMarket[];

  constructor(first: ListedMarket, { tags, series }: Shared) {
    this.event = first.listing.event;
    this.tags = tags;
    this.series = series;
    this.markets = [first];
  }

  get listedAt(): Timestamp {
    return (this.markets[0] as ListedMarket).listing.listedAt;
  }

  get opensAt(): Timestamp | undefined {
    return this.markets[0]?.listing.market.opensAt;
  }

  /** When the last of its markets ends. */
  get closesAt(): Timestamp | undefined {
    const ends = this.markets.flatMap(({ listing }) => listing.market.closesAt ?? []);
    return ends.length === 0 ? undefined : (Math.max(...ends) as Timestamp);
  }

  get isClosed(): boolean {
    return this.markets.every(isClosed);
  }

  /** When its last winner was final; undefined while one is missing. */
  get closedAt(): Timestamp | undefined {
    if (!this.isClosed) return undefined;
    return Math.max(...this.markets.map(({ resolvedAt }) => resolvedAt ?? 0)) as Timestamp;
  }

  get updatedAt(): Timestamp {
    return Math.max(...this.markets.map(updatedAt)) as Timestamp;
  }

  get volume(): Usd {
    return sumOf(this.markets, ({ volume }) => volume);
  }

  /** Undefined where one market's is not known. */
  volume24h(now: Timestamp): Usd | undefined {
    const days = this.markets.map((market) => volume24h(market, now));
    return days.includes(undefined) ? undefined : sumOf(days, (day) => day ?? NO_USD);
  }

  get liquidity(): Usd {
    return sumOf(this.markets, liquidity);
  }
}

function sumOf<T>(list: readonly T[], of: (one: T) => Usd): Usd {
  return list.reduce<number>((sum, one) => sum + of(one), 0) as Usd;
}
