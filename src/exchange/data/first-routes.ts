import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ok, refuse } from '../../domain/result.ts';
import { numberOf, type Row } from '../wire/forms.ts';
import { ownEntry } from '../wire/own-entry.ts';
import { Query } from '../wire/query.ts';
import { type Activity, tradeRow } from './activity-rows.ts';
import { answer, NO_USER, refused } from './answers.ts';
import { marketsAsked } from './asked-markets.ts';
import { firstPage } from './data-page.ts';
import { NOBODY } from './data-rows.ts';
import { holderRows } from './holder-rows.ts';
import { FIRST_FILTER, largeFills } from './large-fills.ts';
import { firstLeaderboard } from './leaderboard.ts';
import { marketPositions } from './market-positions.ts';
import { interests } from './open-interest.ts';
import { closedRow, positionRow } from './position-rows.ts';
import { inOrder } from './row-order.ts';
import { marketsOf, userOf, type WalletLists } from './wallet-lists.ts';

/** Below so many shares GET /positions shows nothing unless asked (venue docs, read 2026-11). */
const THRESHOLD_USUAL = 1_000_000;

/** Version 1 of the data service: bare lists in camel case. */
export function installFirst(app: FastifyInstance, lists: WalletLists): void {
  app.get('/', (_request, reply) => reply.send({ data: 'OK' }));
  // No order here says who built the program that sent it.
  for (const path of ['/v1/builders/leaderboard', '/v1/builders/volume']) {
    app.get(path, (_request, reply) => reply.send([]));
  }
  app.get('/v1/leaderboard', (request, reply) =>
    answer(reply, firstLeaderboard(lists, new Query(request.query))),
  );
  installPositions(app, lists);
  app.get('/trades', (request, reply) => {
    const query = new Query(request.query);
    const isTakerOnly = query.flag('takerOnly') ?? true;
    const isLarge = largeFills(query, FIRST_FILTER);
    const page = firstPage(lists.fills(query, isTakerOnly, undefined, isLarge), query);
    return page.ok ? reply.send(page.value.map(tradeRow)) : answer(reply, page);
  });
  ofUser(app, '/activity', (query, user, reply) => {
    const page = firstPage(inTurn(lists.activity(query, user), query), query);
    return page.ok ? reply.send(page.value.map(({ row }) => row())) : answer(reply, page);
  });
  ofUser(app, '/value', (query, user, reply) => {
    const worth = lists.worth(query, user);
    return answer(reply, worth.ok ? ok([{ user, value: numberOf(worth.value) }]) : worth);
  });
  ofUser(app, '/traded', (_query, user, reply) => {
    const every = lists.everyPosition(user);
    return answer(reply, every.ok ? ok({ user, traded: marketsOf(every.value) }) : every);
  });
  installMarkets(app, lists);
  app.get<{ Params: { readonly address: string } }>('/profiles/:address', (request, reply) => {
    const wallet = lists.venue.wallets.get(request.params.address.toLowerCase());
    if (wallet === undefined) return reply.code(404).send({ error: 'not found' });
    return reply.send({ proxyWallet: wallet.address, ...NOBODY });
  });
}

/** What wallets did can be sorted by these, in the service's words. */
const ACTIVITY_BY: Readonly<Record<string, (one: Activity) => number>> = {
  TIMESTAMP: ({ at }) => at,
  TOKENS: ({ size }) => size,
  CASH: ({ amount }) => amount,
};

function inTurn(newest: readonly Activity[], query: Query): readonly Activity[] {
  const keyOf = ownEntry(ACTIVITY_BY, query.text('sortBy') ?? '') ?? (({ at }) => at);
  const isAscending = query.text('sortDirection') === 'ASC';
  const list = isAscending ? [...newest].reverse() : [...newest];
  const sign = isAscending ? 1 : -1;
  return list.sort((a, b) => sign * (keyOf(a) - keyOf(b)));
}

function installPositions(app: FastifyInstance, lists: WalletLists): void {
  ofUser(app, '/positions', (query, user, reply) => {
    const least = query.amount('sizeThreshold') ?? THRESHOLD_USUAL;
    const redeemable = query.flag('redeemable');
    const mergeable = query.flag('mergeable');
    const chosen = lists
      .positions(query, user)
      .filter(({ status, held }) => status !== 'closed' && held.size >= least)
      .filter(({ status }) => redeemable === undefined || redeemable === (status === 'lost'))
      .filter((position) => mergeable === undefined || mergeable === position.mergeable);
    return answer(reply, firstPage(sorted(chosen.map(positionRow), query, 'size'), query));
  });
  ofUser(app, '/closed-positions', (query, user, reply) => {
    const closed = lists.positions(query, user).filter(({ status }) => status === 'closed');
    return answer(reply, firstPage(sorted(closed.map(closedRow), query, 'realizedPnl'), query));
  });
}

function installMarkets(app: FastifyInstance, lists: WalletLists): void {
  const { venue } = lists;
  app.get('/holders', (request, reply) => {
    const query = new Query(request.query);
    const rows = marketsAsked(venue, query).flatMap((market) => holderRows(venue, market, query));
    return answer(reply, query.problem === undefined ? ok(rows) : refuse('', query.problem));
  });
  app.get('/oi', (request, reply) => {
    const told = interests(venue, new Query(request.query));
    if (!told.ok) return answer(reply, told);
    return reply.send(told.value.map(({ name, value }) => ({ market: name, value })));
  });
  app.get('/v1/market-positions', (request, reply) =>
    answer(reply, marketPositions(lists, new Query(request.query))),
  );
  app.get('/live-volume', (request, reply) => {
    const id = new Query(request.query).text('id');
    const markets = venue.markets.all.filter(({ listing }) => listing.event.id === id);
    const total = markets.reduce((sum, { volume }) => sum + volume, 0);
    const rows = markets.map(({ listing, volume }) => ({
      market: listing.market.conditionId,
      value: numberOf(volume),
    }));
    return reply.send([{ total: numberOf(total), markets: rows }]);
  });
}

/** What rows can be sorted by, in the service's words. */
const SORTED_BY: Readonly<Record<string, string>> = {
  TOKENS: 'size',
  CURRENT: 'currentValue',
  INITIAL: 'initialValue',
  CASHPNL: 'cashPnl',
  PERCENTPNL: 'percentPnl',
  TITLE: 'title',
  RESOLVING: 'endDate',
  PRICE: 'curPrice',
  AVGPRICE: 'avgPrice',
  REALIZEDPNL: 'realizedPnl',
  TIMESTAMP: 'timestamp',
};

/** Of rows that are newest first. */
function sorted(rows: readonly Row[], query: Query, usual: string): readonly Row[] {
  const field = ownEntry(SORTED_BY, query.text('sortBy') ?? '') ?? usual;
  const isAscending = query.text('sortDirection') === 'ASC';
  return inOrder(isAscending ? [...rows].reverse() : rows, field, isAscending);
}

function ofUser(
  app: FastifyInstance,
  path: string,
  run: (query: Query, user: string, reply: FastifyReply) => FastifyReply,
): void {
  app.get(path, (request: FastifyRequest, reply) => {
    const query = new Query(request.query);
    const user = userOf(query);
    return user === undefined ? refused(reply, NO_USER) : run(query, user, reply);
  });
}
