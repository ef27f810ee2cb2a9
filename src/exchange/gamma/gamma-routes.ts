import type { FastifyInstance, FastifyReply } from 'fastify';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { objectBody, queryOf } from '../http/asked.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import { type Row, snakeCase } from '../wire/forms.ts';
import { Query } from '../wire/query.ts';
import type { EventGroup } from './event-group.ts';
import { EventShelf } from './event-shelf.ts';
import { eventRow, gammaEvent, seriesRow } from './gamma-event.ts';
import { gammaMarket } from './gamma-market.ts';
import { tagId, tagRow } from './gamma-tags.ts';
import { eventFilter, marketFilter } from './list-filter.ts';
import { keysetPage, limitOf, offsetPage } from './list-page.ts';
import { listableEvent, listableMarket } from './listable.ts';
import { profileRow } from './profile-row.ts';
import { searchAnswer } from './search.ts';

const SERIES_MOST = 50;
/** Names of the body that differ in more than their form. */
const IN_ADDRESS: Readonly<Record<string, string>> = { includeTags: 'include_tag' };
type Named = { readonly Params: { readonly name: string } };

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
  const chosen = (query: Query) =>
    venue.markets.all.map(listableMarket).filter(marketFilter(query));
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
  app.post('/markets/information', (request, reply) => {
    const body = objectBody(request);
    if (!body.ok) return answer(reply, body);
    const query = queryOfBody(body.value);
    const rows = chosen(query).map(({ market }) => row(market, query));
    const { problem } = query;
    return answer(reply, problem === undefined ? ok(rows) : refuse('invalid_query', problem));
  });
  app.get<Named>('/markets/:name', (request, reply) => {
    const market = shelf.market(request.params.name);
    return found(reply, market && row(market, queryOf(request)));
  });
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
}

function installTags(app: FastifyInstance, shelf: EventShelf): void {
  app.get('/tags', (request, reply) =>
    answer(reply, slice([...shelf.tags.values()], queryOf(request)), (tags) => tags.map(tagRow)),
  );
  app.get<Named>('/tags/:name', (request, reply) => {
    const tag = shelf.tags.get(request.params.name);
    return found(reply, tag && tagRow(tag));
  });
  app.get<Named>('/tags/slug/:name', (request, reply) => {
    const tag = shelf.tags.get(tagId(request.params.name));
    return found(reply, tag && tagRow(tag));
  });
}

function installSeries(app: FastifyInstance, shelf: EventShelf): void {
  app.get('/series', (request, reply) => {
    const query = queryOf(request);
    const slugs = query.texts('slug');
    const chosen = shelf.series.filter(({ slug }) => slugs === undefined || slugs.includes(slug));
    return answer(reply, slice(chosen, query, SERIES_MOST), (rows) => rows.map(seriesRow));
  });
  app.get<Named>('/series/:name', (request, reply) => {
    const series = shelf.series.find(({ id }) => id === request.params.name);
    return found(reply, series && seriesRow(series));
  });
}

/** No games, no comments, no tag tied to another: these lists, which clients ask for, are empty. */
const EMPTY = [
  '/sports',
  '/teams',
  '/market-clarifications',
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

/**
 * A body names what the address of a list does, in camel case: clobTokenIds, includeTags.
 * ASSUMPTION, kept here alone: it chooses as GET /markets does, closed ones only if asked for, and
 * has no pages.
 */
function queryOfBody(body: Readonly<Record<string, unknown>>): Query {
  const text = (value: unknown) => (value === null ? undefined : String(value));
  const named = Object.entries(body).map(([name, value]) => [
    IN_ADDRESS[name] ?? snakeCase(name),
    Array.isArray(value) ? value.map(text) : text(value),
  ]);
  return new Query(Object.fromEntries(named));
}

function slice<T>(rows: readonly T[], query: Query, most?: number): Result<readonly T[]> {
  const offset = query.count('offset') ?? 0;
  const limit = limitOf(query, most);
  const { problem } = query;
  return problem === undefined
    ? ok(rows.slice(offset, offset + limit))
    : refuse('invalid_query', problem);
}

/** Refusals in the venue's form. */
function answer<T>(
  reply: FastifyReply,
  result: Result<T>,
  rowOf: (value: T) => unknown = (value) => value,
): FastifyReply {
  if (result.ok) return reply.send(rowOf(result.value));
  return reply.code(422).send({ type: 'validation error', error: result.message });
}

function found(reply: FastifyReply, row: unknown): FastifyReply {
  if (row !== undefined) return reply.send(row);
  return reply.code(404).send({ type: 'not found error', error: 'id not found' });
}
