import type { FastifyInstance } from 'fastify';
import { ok } from '../../domain/result.ts';
import { objectBody, queryOf } from '../http/asked.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import type { Row } from '../wire/forms.ts';
import type { Query } from '../wire/query.ts';
import { queryOfBody } from './body-query.ts';
import type { EventGroup } from './event-group.ts';
import { EventShelf } from './event-shelf.ts';
import { eventRow, gammaEvent } from './gamma-event.ts';
import { gammaMarket } from './gamma-market.ts';
import { answer, found, type Named, slice } from './gamma-reply.ts';
import { tagId, tagRow } from './gamma-tags.ts';
import { eventFilter, marketFilter } from './list-filter.ts';
import { keysetPage, limitOf, offsetPage } from './list-page.ts';
import { listableEvent, listableMarket } from './listable.ts';
import { profileRow } from './profile-row.ts';
import { searchAnswer } from './search.ts';
import { installSeries } from './series-routes.ts';

export const GAMMA_PREFIX = '/gamma';

/** The venue's catalogue of events and markets (Gamma). */
export function installGamma(app: FastifyInstance, venue: LocalVenue): void {
  const shelf = new EventShelf(venue.markets);
  app.register(
    async (gamma) => {
      installMarkets(gamma, venue, shelf);
      installEvents(gamma, venue, shelf);
      installTags(gamma, shelf);
      installSeries(gamma, shelf);
      gamma.get('/public-search', (request, reply) =>
        answer(reply, searchAnswer(shelf, queryOf(request), venue.now())),
      );
      installEmpty(gamma);
      gamma.get('/status', (_request, reply) => reply.send('OK'));
      gamma.get('/public-profile', (request, reply) => {
        const address = queryOf(request).text('address')?.toLowerCase() ?? '';
        const wallet = venue.wallets.get(address);
        return found(reply, wallet && profileRow(wallet));
      });
    },
    { prefix: GAMMA_PREFIX },
  );
}

function installMarkets(app: FastifyInstance, venue: LocalVenue, shelf: EventShelf): void {
  const row = (market: ListedMarket, query: Query): Row => {
    const now = venue.now();
    const group = shelf.groupOf(market);
    const isTagged = query.flag('include_tag') === true;
    return {
      ...gammaMarket(market, now),
      events: [eventRow(group, now)],
      ...(isTagged ? { tags: group.tags.map(tagRow) } : {}),
    };
  };
  const chosen = (query: Query) => {
    // A list is refused for it, whatever it tells.
    query.flag('include_tag');
    return venue.markets.all.map(listableMarket).filter(marketFilter(query));
  };
  app.get('/markets', (request, reply) => {
    const query = queryOf(request);
    const page = offsetPage(chosen(query), query, venue.now());
    return answer(reply, page, (rows) => rows.map(({ market }) => row(market, query)));
  });
  app.get('/markets/keyset', (request, reply) => {
    const query = queryOf(request);
    const page = keysetPage(chosen(query), query, venue.now());
    return answer(reply, page, ({ rows, next }) => ({
      markets: rows.map(({ market }) => row(market, query)),
      // Left out on the last page: the venue's own kit refuses an empty one.
      ...(next === undefined ? {} : { next_cursor: next }),
    }));
  });
  // The second is shorter by its name alone: the venue's scheme has the same row for both.
  // ASSUMPTION, kept here alone: they choose as GET /markets does, closed ones only if asked for,
  // and all of them if no page is.
  for (const path of ['/markets/information', '/markets/abridged']) {
    app.post(path, (request, reply) => {
      const body = objectBody(request);
      const asked = body.ok ? queryOfBody(body.value, request.query) : body;
      if (!asked.ok) return answer(reply, asked);
      const query = asked.value;
      const rows = chosen(query);
      const isPaged = ['limit', 'offset', 'order'].some((name) => query.has(name));
      const { problem } = query;
      const page =
        isPaged || problem !== undefined ? offsetPage(rows, query, venue.now()) : ok(rows);
      return answer(reply, page, (some) => some.map(({ market }) => row(market, query)));
    });
  }
  // Both the same: the venue's scheme has the whole market for its description, too.
  for (const path of ['/markets/:name', '/markets/:name/description']) {
    app.get<Named>(path, (request, reply) => {
      const market = shelf.market(request.params.name);
      return found(reply, market && row(market, queryOf(request)));
    });
  }
  app.get<Named>('/markets/slug/:name', (request, reply) => {
    const market = venue.markets.bySlug(request.params.name);
    return found(reply, market && row(market, queryOf(request)));
  });
  app.get<Named>('/markets/:name/tags', (request, reply) => {
    const market = shelf.market(request.params.name);
    return found(reply, market && shelf.groupOf(market).tags.map(tagRow));
  });
}

function installEvents(app: FastifyInstance, venue: LocalVenue, shelf: EventShelf): void {
  const row = (group: EventGroup): Row => gammaEvent(group, venue.now());
  const chosen = (query: Query) => shelf.groups.map(listableEvent).filter(eventFilter(query));
  app.get('/events', (request, reply) => {
    const query = queryOf(request);
    const page = offsetPage(chosen(query), query, venue.now());
    return answer(reply, page, (rows) => rows.map(({ group }) => row(group)));
  });
  app.get('/events/keyset', (request, reply) => {
    const query = queryOf(request);
    const page = keysetPage(chosen(query), query, venue.now());
    return answer(reply, page, ({ rows, next }) => ({
      events: rows.map(({ group }) => row(group)),
      ...(next === undefined ? {} : { next_cursor: next }),
    }));
  });
  // The venue's own site asks so: the list of an offset, and how many there are.
  app.get('/events/pagination', (request, reply) => {
    const query = queryOf(request);
    const all = chosen(query);
    const page = offsetPage(all, query, venue.now());
    const end = (query.count('offset') ?? 0) + limitOf(query);
    return answer(reply, page, (rows) => ({
      data: rows.map(({ group }) => row(group)),
      pagination: { hasMore: end < all.length, totalResults: all.length },
    }));
  });
  app.get<Named>('/events/:name', (request, reply) => {
    const group = shelf.group(request.params.name);
    return found(reply, group && row(group));
  });
  app.get<Named>('/events/slug/:name', (request, reply) => {
    const group = shelf.groupBySlug(request.params.name);
    return found(reply, group && row(group));
  });
  app.get<Named>('/events/:name/tags', (request, reply) =>
    found(reply, shelf.group(request.params.name)?.tags.map(tagRow)),
  );
  // Nobody writes here, and nobody shares.
  app.get<Named>('/events/:name/comments/count', (request, reply) =>
    found(reply, shelf.group(request.params.name) && { count: 0 }),
  );
  app.get<Named>('/events/:name/tweet-count', (request, reply) =>
    found(reply, shelf.group(request.params.name) && { tweetCount: 0 }),
  );
}

function installTags(app: FastifyInstance, shelf: EventShelf): void {
  app.get('/tags', (request, reply) => {
    const query = queryOf(request);
    // No tag is on the venue's front page.
    const tags = query.flag('is_carousel') === true ? [] : [...shelf.tags.values()];
    return answer(reply, slice(tags, query), (some) => some.map(tagRow));
  });
  app.get<Named>('/tags/:name', (request, reply) => {
    const tag = shelf.tags.get(request.params.name);
    return found(reply, tag && tagRow(tag));
  });
  app.get<Named>('/tags/slug/:name', (request, reply) => {
    const tag = shelf.tags.get(tagId(request.params.name));
    return found(reply, tag && tagRow(tag));
  });
}

/** No games, comments or authors, no tag tied to another: clients ask for these lists, too. */
const EMPTY = [
  '/sports',
  '/teams',
  '/market-clarifications',
  '/events/results',
  '/events/creators',
  '/comments',
  '/comments/:name',
  '/comments/user_address/:name',
  '/tags/:name/related-tags',
  '/tags/:name/related-tags/tags',
  '/tags/slug/:name/related-tags',
  '/tags/slug/:name/related-tags/tags',
];

function installEmpty(app: FastifyInstance): void {
  for (const path of EMPTY) app.get(path, (_request, reply) => reply.send([]));
  app.get('/comments/keyset', (_request, reply) => reply.send({ comments: [] }));
  app.get('/sports/market-types', (_request, reply) => reply.send({ marketTypes: [] }));
}
