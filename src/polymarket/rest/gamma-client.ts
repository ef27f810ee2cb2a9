import type { ConditionId, TokenId } from '../../domain/ids.ts';
import { refuse } from '../../domain/result.ts';
import { MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';
import {
  type GammaSearch,
  readEventPage,
  readGammaEvent,
  readGammaMarket,
  readMarketPage,
  readSearch,
} from '../wire/gamma/answers.ts';
import type { GammaEvent } from '../wire/gamma/event.ts';
import type { GammaMarket } from '../wire/gamma/market.ts';
import { type GammaTag, readTags } from '../wire/gamma/tags.ts';
import type { Page } from '../wire/page.ts';
import type { Reader, VenueOutcome } from './outcome.ts';
import { pages } from './pages.ts';
import { queryOf } from './query.ts';
import { type ServiceOptions, VenueService } from './service.ts';

/** Rows of a page, at most (changelog 2026-05-14). */
const PAGE_ROWS = 100;
/** Condition ids in one question; the venue takes 50 to 100. */
const CONDITIONS_MOST = 50;

type Window = {
  /** When they end, both included. */
  readonly endsFrom?: Timestamp;
  readonly endsTo?: Timestamp;
  /** Unless said, the service shows only what is not closed (since 2026-04-09). */
  readonly closed?: boolean;
  readonly order?: string;
  readonly ascending?: boolean;
};

export type MarketFilter = Window & {
  readonly slugs?: readonly string[];
  readonly conditions?: readonly ConditionId[];
  readonly tokens?: readonly TokenId[];
  readonly tagId?: string;
};

/** There is no series by number here: the venue ignores it and answers with old events. */
export type EventFilter = Window & {
  readonly slugs?: readonly string[];
  readonly tagSlug?: string;
  readonly seriesSlug?: string;
};

/** Which markets there are, and how they ended (protocol notes §2). */
export class GammaClient {
  readonly #service: VenueService;

  constructor(base: string, options: ServiceOptions) {
    this.#service = new VenueService(base, options);
  }

  /**
   * Pages of markets; goes on from a cursor of a list with the same filter. `onRequest`: called
   * before each request.
   */
  markets(
    filter: MarketFilter,
    from?: string,
    onRequest?: () => void,
  ): AsyncIterable<VenueOutcome<Page<GammaMarket>>> {
    return pages((cursor) => this.#marketPage(filter, cursor, onRequest), from);
  }

  /** Pages of events with their markets. */
  events(filter: EventFilter, from?: string): AsyncIterable<VenueOutcome<Page<GammaEvent>>> {
    return pages(
      (cursor) =>
        this.#service.ask({
          path: '/events/keyset',
          query: queryOf({
            ...windowQuery(filter, cursor),
            slug: filter.slugs,
            tag_slug: filter.tagSlug,
            series_slug: filter.seriesSlug,
          }),
          limits: ['gamma', 'listings', 'events'],
          read: readEventPage,
        }),
      from,
    );
  }

  /** Up/down markets that end in a window; the tag has stocks and currencies too. */
  upDownEvents(window: Window, from?: string): AsyncIterable<VenueOutcome<Page<GammaEvent>>> {
    return this.events({ closed: false, ...window, tagSlug: 'up-or-down' }, from);
  }

  /**
   * At most 50 markets, open or settled; those that are not there are left out. Asks twice where
   * the open ones are not all.
   */
  async marketsOf(
    conditions: readonly ConditionId[],
  ): Promise<VenueOutcome<readonly GammaMarket[]>> {
    if (conditions.length === 0 || conditions.length > CONDITIONS_MOST) {
      const refusal = refuse('bad_batch', `${conditions.length} ids: 1 to ${CONDITIONS_MOST}`);
      return { kind: 'notSent', refusal };
    }
    const open = await this.#marketPage({ conditions, closed: false });
    if (open.kind !== 'ok') return open;
    const found = new Set(open.value.rows.map((market) => market.conditionId));
    const rest = conditions.filter((condition) => !found.has(condition));
    if (rest.length === 0) return { ...open, value: open.value.rows };
    const settled = await this.#marketPage({ conditions: rest, closed: true });
    if (settled.kind !== 'ok') return settled;
    const { refusals, wrongFields, unknownFields } = settled.remarks;
    const remarks = {
      refusals: [...open.remarks.refusals, ...refusals],
      wrongFields: [...open.remarks.wrongFields, ...wrongFields],
      unknownFields: new Map([...open.remarks.unknownFields, ...unknownFields]),
    };
    return { kind: 'ok', value: [...open.value.rows, ...settled.value.rows], remarks };
  }

  /** `read`: for who wants the text as well. */
  market(slug: string, read: Reader<GammaMarket> = readGammaMarket) {
    const path = `/markets/slug/${encodeURIComponent(slug)}`;
    return this.#service.ask({ path, limits: ['gamma', 'markets'], read });
  }

  /** `read`: for who wants the text as well. */
  event(slug: string, read: Reader<GammaEvent> = readGammaEvent) {
    const path = `/events/slug/${encodeURIComponent(slug)}`;
    return this.#service.ask({ path, limits: ['gamma', 'events'], read });
  }

  /** Tags by offset: the service has no cursor for them. */
  tags(offset = 0): Promise<VenueOutcome<readonly GammaTag[]>> {
    const query = queryOf({ limit: PAGE_ROWS, offset });
    return this.#service.ask({ path: '/tags', query, limits: ['gamma', 'tags'], read: readTags });
  }

  /** Events and tags by words; pages count from 1. */
  search(words: string, page = 1): Promise<VenueOutcome<GammaSearch>> {
    const query = queryOf({ q: words, page, search_tags: true });
    const limits = ['gamma', 'search'] as const;
    return this.#service.ask({ path: '/public-search', query, limits, read: readSearch });
  }

  #marketPage(
    filter: MarketFilter,
    cursor?: string,
    onRequest?: () => void,
  ): Promise<VenueOutcome<Page<GammaMarket>>> {
    return this.#service.ask({
      onRequest,
      path: '/markets/keyset',
      query: queryOf({
        ...windowQuery(filter, cursor),
        slug: filter.slugs,
        condition_ids: filter.conditions,
        clob_token_ids: filter.tokens,
        tag_id: filter.tagId,
      }),
      limits: ['gamma', 'listings', 'markets'],
      read: readMarketPage,
    });
  }
}

/** A parameter called `cursor` would be ignored without a word (Polymarket/agents#227). */
function windowQuery(window: Window, cursor: string | undefined) {
  return {
    limit: PAGE_ROWS,
    after_cursor: cursor,
    closed: window.closed,
    end_date_min: isoOf(window.endsFrom),
    end_date_max: isoOf(window.endsTo),
    order: window.order,
    ascending: window.ascending,
  };
}

function isoOf(at: Timestamp | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at / MICROS_PER_MS).toISOString();
}
