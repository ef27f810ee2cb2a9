import { type HistoryWish, pricesHistory } from '../clob/prices-history.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import { Query } from '../wire/query.ts';
import { answer, refusal } from './answer.ts';
import { objectBody, queryOf } from './asked.ts';
import { type RouteInstaller, serve } from './exchange-desk.ts';
import { badList } from './tokens.ts';

/** Tokens in one request (docs get-batch-prices-history, read 2026-11). */
const TOKENS_MOST = 20;

/** Prices for charts. A token that is not known has none. */
export const installHistories: RouteInstaller = (app, { venue }) => {
  serve(app, 'GET', '/prices-history', (request) => {
    const query = queryOf(request);
    const wish = wishOf(query, 'startTs', 'endTs');
    if (query.problem !== undefined) return refusal(400, query.problem);
    return answer({ history: historyOf(query.text('market') ?? '', wish, venue) });
  });
  serve(app, 'POST', '/batch-prices-history', (request) => {
    const body = objectBody(request);
    const tokens = body.ok ? body.value.markets : undefined;
    if (!body.ok || !isNames(tokens)) return badList({ code: 'no_list' });
    if (tokens.length > TOKENS_MOST) return badList({ code: 'too_many' });
    const query = new Query(inWords(body.value));
    const wish = wishOf(query, 'start_ts', 'end_ts');
    if (query.problem !== undefined) return refusal(400, query.problem);
    const rows = tokens
      .filter((id) => venue.markets.byToken(id) !== undefined)
      .map((id) => [id, historyOf(id, wish, venue)]);
    return answer({ history: Object.fromEntries(rows) });
  });
};

function wishOf(query: Query, start: string, end: string): HistoryWish {
  return {
    startSeconds: query.count(start),
    endSeconds: query.count(end),
    interval: query.text('interval'),
    fidelityMinutes: query.count('fidelity'),
  };
}

function historyOf(id: string, wish: HistoryWish, venue: LocalVenue) {
  const token = venue.markets.byToken(id);
  return token === undefined ? [] : pricesHistory(token, wish, venue.now());
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** As if it stood in an address: seconds may come with a fraction there. */
function inWords(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const named = Object.entries(body).map(([name, value]) => [
    name,
    typeof value === 'number' ? String(Math.floor(value)) : value,
  ]);
  return Object.fromEntries(named);
}
