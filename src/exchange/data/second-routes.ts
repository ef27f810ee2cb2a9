import type { FastifyInstance } from 'fastify';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import { numberOf, type Row, snakeCase } from '../wire/forms.ts';
import { Query } from '../wire/query.ts';
import { tradeRow } from './activity-rows.ts';
import { NO_USER } from './answers.ts';
import { marketsAsked } from './asked-markets.ts';
import { biggestWinners } from './biggest-winners.ts';
import { conditionProblem } from './condition-names.ts';
import { fillPage, pageOf } from './data-page.ts';
import { secondVersion } from './data-rows.ts';
import { figureRoutes, profileOf } from './figure-routes.ts';
import { keyedPage } from './keyed-page.ts';
import { largeFills, SECOND_FILTER } from './large-fills.ts';
import { secondLeaderboard } from './leaderboard.ts';
import { pageAsked } from './page-asked.ts';
import { priceSeries } from './price-series.ts';
import { resolutionRow } from './resolution-row.ts';
import { secondAnswer, secondRefusal } from './second-answer.ts';
import { secondHolders } from './second-holders.ts';
import { secondPositions } from './second-positions.ts';
import { freshness } from './service-status.ts';
import { tokenRows } from './token-row.ts';
import { userOf, type WalletLists } from './wallet-lists.ts';

/** What version 2 answers to a request, by its path. */
type Run = (query: Query) => Result<unknown>;

/** Version 2 of the data service: snake case, {data, pagination}, cursors. */
export function installSecond(app: FastifyInstance, lists: WalletLists): void {
  const { venue } = lists;
  app.addHook('onRequest', async ({ id }, reply) => {
    reply.header('x-trace-id', id);
  });
  app.setNotFoundHandler(({ method, url }, reply) =>
    secondRefusal(reply, 404, `not found: ${method} ${url.split('?', 1)[0]}`),
  );
  const routes: Readonly<Record<string, Run>> = {
    '/trades': (query) => trades(lists, query),
    '/activity': (query) => activity(lists, query),
    '/positions': (query) => secondPositions(lists, query),
    '/value': (query) => worth(lists, query),
    '/holders': (query) => secondHolders(lists, query),
    '/resolutions': (query) => resolutions(venue, query),
    '/tokens': (query) => tokenRows(venue, query),
    // No combos exist here, and no order says who built the program that sent it.
    '/activity/combos': nothing,
    '/positions/combos': nothing,
    '/builders/leaderboard': nothing,
    '/builders/volume': () => ok({ data: [] }),
    ...figureRoutes(lists),
    '/leaderboard': (query) => secondLeaderboard(lists, query),
    '/biggest-winners': (query) => biggestWinners(lists, query),
    '/prices-history': (query) => priceSeries(venue, query),
    '/status': () => ok({ data: freshness(venue.now()) }),
  };
  for (const [path, run] of Object.entries(routes)) {
    app.get(path, (request, reply) => secondAnswer(reply, answerOf(run, request.query)));
  }
  app.get<{ Params: { readonly address: string } }>('/profiles/:address', (request, reply) =>
    reply.send({ data: profileOf(venue, request.params.address) }),
  );
}

/** Names may come in snake case or in camel case. */
function answerOf(run: Run, raw: unknown): Result<unknown> {
  const named = Object.entries(raw ?? {}).map(([name, value]) => [snakeCase(name), value]);
  const query = new Query(Object.fromEntries(named));
  const problem = conditionProblem(query);
  if (problem !== undefined) return problem;
  const told = run(query);
  return query.problem === undefined ? told : refuse('invalid_query', query.problem);
}

function nothing(query: Query): Result<Row> {
  const asked = pageAsked(query, 'nothing');
  return asked.ok ? ok(pageOf([], asked.value, 0, undefined)) : asked;
}

function trades(lists: WalletLists, query: Query): Result<Row> {
  const asked = pageAsked(query, 'trades');
  if (!asked.ok) return asked;
  const isTakerOnly = query.flag('taker_only') ?? true;
  const isLarge = largeFills(query, SECOND_FILTER);
  return ok(
    fillPage(
      (after) => lists.fills(query, isTakerOnly, after, isLarge),
      asked.value,
      (fill) => secondVersion(tradeRow(fill)),
    ),
  );
}

function activity(lists: WalletLists, query: Query): Result<Row> {
  const user = userOf(query);
  if (user === undefined) return refuse('no_user', NO_USER);
  const asked = pageAsked(query, 'activity', { sort_direction: 'DESC' });
  if (!asked.ok) return asked;
  query.word('sort_direction', ['DESC', 'ASC']);
  // By worth there is no place to go on from: the service refuses it, too.
  query.word('sort_by', ['TIMESTAMP']);
  return ok(
    keyedPage(lists.activity(query, user), asked.value, {
      keyOf: ({ order }) => order,
      rowOf: ({ row }) => secondVersion(row()),
      isAscending: asked.value.bound.sort_direction === 'ASC',
    }),
  );
}

function worth(lists: WalletLists, query: Query): Result<Row> {
  const user = userOf(query);
  if (user === undefined) return refuse('no_user', NO_USER);
  const told = lists.worth(query, user);
  return told.ok ? ok({ data: { proxy_wallet: user, value: numberOf(told.value) } }) : told;
}

function resolutions(venue: LocalVenue, query: Query): Result<Row> {
  const question = query.text('question_id')?.toLowerCase();
  const asked =
    question === undefined
      ? marketsAsked(venue, query)
      : venue.markets.all.filter(({ listing }) => listing.questionId === question);
  return ok({ data: asked.map((market) => resolutionRow(market, venue.ids)) });
}
