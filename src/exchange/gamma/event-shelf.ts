import type { Timestamp } from '../../domain/units.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import type { ListedMarkets } from '../venue/listed-markets.ts';
import type { ListedEvent } from '../venue/listing.ts';
import { EventGroup, type Series, type Tag } from './event-group.ts';
import { tagId } from './gamma-tags.ts';

type GrowingSeries = Series & { readonly groups: EventGroup[] };

/** All events, series and tags that the listed markets name; markets are only ever added. */
export class EventShelf {
  readonly #listed: ListedMarkets;
  readonly #groups = new Map<string, EventGroup>();
  readonly #bySlug = new Map<string, EventGroup>();
  readonly #series = new Map<string, GrowingSeries>();
  readonly #tags = new Map<string, Tag>();
  readonly #marketById = new Map<string, ListedMarket>();
  /** How many of the markets are shelved. */
  #shelved = 0;

  constructor(listed: ListedMarkets) {
    this.#listed = listed;
  }

  get groups(): readonly EventGroup[] {
    this.#fill();
    return [...this.#groups.values()];
  }

  get series(): readonly Series[] {
    this.#fill();
    return [...this.#series.values()];
  }

  /** By their numbers. */
  get tags(): ReadonlyMap<string, Tag> {
    this.#fill();
    return this.#tags;
  }

  market(id: string): ListedMarket | undefined {
    this.#fill();
    return this.#marketById.get(id);
  }

  group(id: string): EventGroup | undefined {
    this.#fill();
    return this.#groups.get(id);
  }

  groupBySlug(slug: string): EventGroup | undefined {
    this.#fill();
    return this.#bySlug.get(slug);
  }

  /** The event that a market stands on. */
  groupOf({ listing }: ListedMarket): EventGroup {
    this.#fill();
    return this.#groups.get(listing.event.id) as EventGroup;
  }

  #fill(): void {
    const { all } = this.#listed;
    for (; this.#shelved < all.length; this.#shelved++) {
      this.#add(all[this.#shelved] as ListedMarket);
    }
  }

  #add(market: ListedMarket): void {
    const { id, event, listedAt } = market.listing;
    this.#marketById.set(id, market);
    const known = this.#groups.get(event.id);
    if (known !== undefined) {
      known.markets.push(market);
      return;
    }
    const series = event.series && this.#seriesOf(event.series, listedAt);
    const tags = event.tags.map((slug) => this.#tagOf(slug, listedAt));
    const group = new EventGroup(market, { tags, series });
    this.#groups.set(event.id, group);
    this.#bySlug.set(event.slug, group);
    series?.groups.push(group);
  }

  #tagOf(slug: string, createdAt: Timestamp): Tag {
    const id = tagId(slug);
    const tag = this.#tags.get(id) ?? { slug, createdAt };
    this.#tags.set(id, tag);
    return tag;
  }

  #seriesOf(named: NonNullable<ListedEvent['series']>, createdAt: Timestamp): GrowingSeries {
    const known = this.#series.get(named.slug);
    if (known !== undefined) return known;
    const series = { ...named, createdAt, groups: [] };
    this.#series.set(named.slug, series);
    return series;
  }
}
