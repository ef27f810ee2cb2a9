import type { FastifyRequest } from 'fastify';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { ListedMarkets, ListedToken } from '../venue/listed-markets.ts';
import { type Answer, refusal } from './answer.ts';
import { listBody, queryOf, rawBody } from './asked.ts';

/** What one row of a list asks for. */
export type TokenWish = { readonly id: string; readonly side: string; readonly token: ListedToken };

const ROWS_MOST = 500;

export const NO_BOOK = refusal(404, 'No orderbook exists for the requested token id');

/** The token that the query names, while it has a book: until its market is settled. */
export function askedToken(
  request: FastifyRequest,
  markets: ListedMarkets,
): ListedToken | undefined {
  return bookToken(queryOf(request).text('token_id') ?? '', markets);
}

/**
 * The tokens that a list names, those without a book left out: as a body of [{token_id, side}], or,
 * of a GET without a body, as names with commas between in the query.
 */
export function askedTokens(
  request: FastifyRequest,
  markets: ListedMarkets,
): Result<readonly TokenWish[]> {
  const isInQuery = request.method === 'GET' && rawBody(request) === undefined;
  const rows = isInQuery ? rowsOfQuery(request) : listBody(request);
  if (!rows.ok) return rows;
  if (rows.value.length > ROWS_MOST) {
    return refuse('too_many', `${rows.value.length} tokens, ${ROWS_MOST} at most`);
  }
  const wishes = rows.value.flatMap((row) => {
    const { token_id, side } = (row ?? {}) as Readonly<Record<string, unknown>>;
    const id = typeof token_id === 'string' ? token_id : '';
    const token = bookToken(id, markets);
    return token === undefined ? [] : [{ id, side: typeof side === 'string' ? side : '', token }];
  });
  return ok(wishes);
}

export function badList({ code }: { readonly code: string }): Answer {
  return refusal(400, code === 'too_many' ? 'Payload exceeds the limit' : 'Invalid payload');
}

function rowsOfQuery(request: FastifyRequest): Result<readonly unknown[]> {
  const query = queryOf(request);
  const ids = query.texts('token_ids') ?? [];
  const sides = query.words('sides').split(',');
  return ok(ids.map((token_id, index) => ({ token_id, side: sides[index] ?? '' })));
}

function bookToken(id: string, markets: ListedMarkets): ListedToken | undefined {
  const token = markets.byToken(id);
  return token?.market.resolvedAt === undefined ? token : undefined;
}
