import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Row } from '../wire/forms.ts';
import type { Query } from '../wire/query.ts';
import { conditionsOf, marketsAsked } from './asked-markets.ts';
import { firstPage } from './data-page.ts';
import { marketPositionRow, type Position } from './position-rows.ts';
import { inOrder } from './row-order.ts';
import { userOf, type WalletLists } from './wallet-lists.ts';

const LIMIT_USUAL = 50;
/** Who holds no more is counted as out of it. */
const DUST = 10_000;
const FIELDS = {
  TOTAL_PNL: 'totalPnl',
  TOKENS: 'size',
  CASH_PNL: 'cashPnl',
  REALIZED_PNL: 'realizedPnl',
} as const;

/** GET /v1/market-positions, by its page (venue docs, read 2026-11): a page of each token. */
export function marketPositions(lists: WalletLists, query: Query): Result<readonly Row[]> {
  if (conditionsOf(query) === undefined) {
    return refuse('no_market', "required query param 'market' not provided");
  }
  const user = userOf(query);
  const status = query.word('status', ['ALL', 'OPEN', 'CLOSED']);
  const field = FIELDS[query.word('sortBy', ['TOTAL_PNL', 'TOKENS', 'CASH_PNL', 'REALIZED_PNL'])];
  const isAscending = query.word('sortDirection', ['DESC', 'ASC']) === 'ASC';
  const isWanted = (one: Position) =>
    (user === undefined || one.wallet === user) &&
    (status === 'ALL' || isOver(one) === (status === 'CLOSED'));
  const groups: Row[] = [];
  for (const market of marketsAsked(lists.venue, query)) {
    const all = lists.positionsIn(market).filter(isWanted);
    for (const outcome of [0, 1] as const) {
      const own = all.filter(({ holding }) => holding.outcome === outcome);
      const rows = inOrder(own.map(marketPositionRow), field, isAscending);
      const page = firstPage(rows, query, LIMIT_USUAL);
      if (!page.ok) return page;
      groups.push({ token: market.listing.market.tokens[outcome], positions: page.value });
    }
  }
  return query.problem === undefined ? ok(groups) : refuse('invalid_query', query.problem);
}

function isOver({ status, held }: Position): boolean {
  return status === 'closed' || held.size <= DUST;
}
