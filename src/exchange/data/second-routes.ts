import type { FastifyInstance } from 'fastify';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { complement, MICROS_PER_SECOND } from '../../domain/units.ts';
import type { ListedMarket, PricePoint } from '../venue/listed-market.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import { numberOf, type Row, unixSeconds } from '../wire/forms.ts';
import { Query } from '../wire/query.ts';
import { tradeRow } from './activity-rows.ts';
import { answer, NO_USER } from './answers.ts';
import { conditionsOf, marketsAsked } from './asked-markets.ts';
import { fillPage, secondPage } from './data-page.ts';
import { secondVersion } from './data-rows.ts';
import { figureRoutes, profileOf } from './figure-routes.ts';
import type { Place } from './fill-order.ts';
import { holderRows } from './holder-rows.ts';
import { hasStatus, secondPositionRow } from './position-rows.ts';
import { resolutionRow } from './resolution-row.ts';
import { referenceRow } from './token-row.ts';
import { userOf, type WalletLists } from './wallet-lists.ts';

const BUCKET_LEAST_S = 60;
/** What is listed unless said: all that still stands for something. */
const STATUSES_USUAL = ['OPEN'];

/** Version 2 of the data service: snake case, {data, pagination}, cursors. */
export function installSecond(app: FastifyInstance, lists: WalletLists): void {
  const { venue } = lists;
  const get = (path: string, run: (query: Query, raw: unknown) => Result<unknown>) =>
    app.get(path, (request, reply) => answer(reply, run(new Query(request.query), request.query)));

  get('/trades', (query, raw) => {
    const isTakerOnly = query.flag('taker_only') ?? true;
    const fills = (after: Place | undefined) => lists.fills(query, isTakerOnly, after);
    return fillPage(fills, query, raw, (fill) => secondVersion(tradeRow(fill)));
  });
  get('/activity', (query, raw) => {
    const user = userOf(query);
    if (user === undefined) return refuse('no_user', NO_USER);
    const rows = lists.activity(query, user);
    return secondPage(rows, query, raw, ({ row }) => secondVersion(row()));
  });
  get('/positions', (query, raw) => {
    const user = userOf(query);
    if (user === undefined && conditionsOf(query) === undefined) return refuse('no_user', NO_USER);
    const wanted = query.texts('status') ?? STATUSES_USUAL;
    const all =
      user === undefined
        ? marketsAsked(venue, query).flatMap((market) => lists.positionsIn(market))
        : lists.positions(query, user);
    const title = query.words('title').toLowerCase();
    const rows = all
      .filter((one) => hasStatus(one, wanted))
      .filter(({ holding }) => titleOf(holding.market).toLowerCase().includes(title));
    return secondPage(rows, query, raw, secondPositionRow);
  });
  get('/value', (query) => {
    const user = userOf(query);
    if (user === undefined) return refuse('no_user', NO_USER);
    return ok({ data: { proxy_wallet: user, value: numberOf(lists.worth(query, user)) } });
  });
  get('/holders', (query, raw) => {
    const rows = marketsAsked(venue, query).flatMap((market) => holderRows(venue, market));
    return secondPage(rows, query, raw, secondHolders);
  });
  get('/resolutions', (query) => {
    const question = query.text('question_id')?.toLowerCase();
    const asked =
      question === undefined
        ? marketsAsked(venue, query)
        : venue.markets.all.filter(({ listing }) => listing.questionId === question);
    return ok({ data: asked.map((market) => resolutionRow(market, venue.ids)) });
  });
  get('/tokens', (query) => tokenRows(venue, query));
  // No combos exist here, and no order says who built the program that sent it.
  for (const path of ['/activity/combos', '/positions/combos', '/builders/leaderboard']) {
    get(path, (query, raw) => secondPage([], query, raw, (row) => row));
  }
  get('/builders/volume', () => ok({ data: [] }));
  for (const [path, run] of Object.entries(figureRoutes(lists))) get(path, run);
  app.get<{ Params: { readonly address: string } }>('/profiles/:address', (request, reply) =>
    reply.send({ data: profileOf(venue, request.params.address) }),
  );
  get('/prices-history', (query, raw) => pricesHistory(venue, query, raw));
  // INVENTED: the venue's answer has not been seen.
  get('/status', () => ok({ data: { status: 'ok', timestamp: unixSeconds(venue.now()) } }));
}

/** By tokens or by markets; names that are not listed are left out. */
function tokenRows(venue: LocalVenue, query: Query): Result<Row> {
  const tokens = query.texts('token_id');
  if (tokens === undefined && conditionsOf(query) === undefined) {
    return refuse('no_token', "required query param 'token_id' or 'condition' not provided");
  }
  const named =
    tokens?.flatMap((id) => venue.markets.byToken(id) ?? []) ??
    marketsAsked(venue, query).flatMap((market) =>
      ([0, 1] as const).map((outcome) => ({ market, outcome })),
    );
  return ok({ data: named.map(({ market, outcome }) => referenceRow(market, outcome)) });
}

function titleOf({ listing }: ListedMarket): string {
  return listing.market.question ?? '';
}

function secondHolders({ token, holders }: Row): Row {
  return {
    token_id: token,
    holders: (holders as readonly Row[]).map((row) => secondVersion(row)),
  };
}

function pricesHistory({ markets }: LocalVenue, query: Query, raw: unknown): Result<Row> {
  const token = markets.byToken(query.text('token_id') ?? '');
  if (token === undefined) return refuse('unknown_token', 'token_id is invalid');
  const bucket = Math.max(query.count('bucket_seconds') ?? 0, BUCKET_LEAST_S);
  const start = query.count('start') ?? 0;
  const end = query.count('end') ?? Number.POSITIVE_INFINITY;
  const points = bucketed(token.market.history, bucket).filter(({ at }) => {
    const seconds = unixSeconds(at);
    return seconds >= start && seconds <= end;
  });
  const rowOf = ({ at, price }: PricePoint) => ({
    timestamp: unixSeconds(at),
    price: numberOf(token.outcome === 0 ? price : complement(price)),
    resolution_seconds: bucket,
  });
  return secondPage(points, query, raw, rowOf, 'last');
}

/** The last point of each bucket. */
function bucketed(points: readonly PricePoint[], seconds: number): PricePoint[] {
  const last = new Map<number, PricePoint>();
  for (const point of points) {
    last.set(Math.floor(point.at / MICROS_PER_SECOND / seconds), point);
  }
  return [...last.values()];
}
