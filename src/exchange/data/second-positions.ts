import { ok, type Result, refuse } from '../../domain/result.ts';
import { parseDecimal, SCALE } from '../../domain/units.ts';
import type { Row } from '../wire/forms.ts';
import { ownEntry } from '../wire/own-entry.ts';
import type { Query } from '../wire/query.ts';
import { NO_USER } from './answers.ts';
import { conditionsOf, marketsAsked } from './asked-markets.ts';
import { type Key, keyedPage } from './keyed-page.ts';
import { pageAsked } from './page-asked.ts';
import { hasStatus, type Position, secondPositionRow } from './position-rows.ts';
import { hasTitle, userOf, type WalletLists } from './wallet-lists.ts';

const STATUSES = ['OPEN', 'REDEEMABLE', 'REDEEMABLE_LOST', 'MERGEABLE', 'CLOSED'];
/** By the service's word for it. */
const FIELDS: Readonly<Record<string, string>> = {
  CURRENT_VALUE: 'current_value',
  PRICE: 'current_price',
  TOKENS: 'current_size',
  UNREALIZED_PNL: 'unrealized_pnl',
  REALIZED_PNL: 'realized_pnl',
  TOTAL_PNL: 'total_pnl',
  TIMESTAMP: 'last_event_at',
};
/** What is held no more has no worth that one could go by. */
const OF_CLOSED = ['REALIZED_PNL', 'TOTAL_PNL', 'TIMESTAMP'];
/** Shares below which nothing is shown unless asked. */
const DUST = 0.1;

/** GET /v2/positions, by its page (venue docs, read 2026-11). */
export function secondPositions(lists: WalletLists, query: Query): Result<Row> {
  const wanted = query.words('status') || 'OPEN';
  const usual = { status: wanted, sort_by: usualOrder(wanted), sort_direction: 'DESC' };
  const asked = pageAsked(query, 'positions', usual);
  if (!asked.ok) return asked;
  const { status = '', sort_by = '', sort_direction } = asked.value.bound;
  const problem = problemOf(query, status, sort_by);
  if (problem !== undefined) return refuse('invalid_query', problem);
  const anchored = anchoredOf(lists, query);
  if (!anchored.ok) return anchored;
  const isWanted = rowFilter(query, status);
  const rows = anchored.value
    .filter((one) => hasStatus(one, status) && hasTitle(one.holding.market, query))
    .map(secondPositionRow)
    .filter(isWanted);
  const isKept = status !== 'CLOSED' || OF_CLOSED.includes(sort_by);
  const field = ownEntry(FIELDS, isKept ? sort_by : 'REALIZED_PNL') ?? '';
  const isAscending = sort_direction === 'ASC';
  return ok(
    keyedPage(rows, asked.value, {
      keyOf: (row) => [...fieldKey(row[field], isAscending), ...nameKey(row)],
      rowOf: (row) => row,
      isAscending,
    }),
  );
}

/** What is not known comes last, either way. */
function fieldKey(value: unknown, isAscending: boolean): Key {
  const isKnown = value !== undefined;
  return [Number(isKnown !== isAscending), isKnown ? Number(value) : 0];
}

function nameKey({ token_id, proxy_wallet }: Row): Key {
  return [String(token_id), String(proxy_wallet)];
}

function usualOrder(status: string): string {
  if (status === 'CLOSED') return 'REALIZED_PNL';
  return status === 'MERGEABLE' ? 'TOKENS' : 'CURRENT_VALUE';
}

function problemOf(query: Query, status: string, order: string): string | undefined {
  if (!STATUSES.includes(status)) return 'status is invalid';
  if (ownEntry(FIELDS, order) === undefined) return 'sort_by is invalid';
  query.word('sort_direction', ['DESC', 'ASC']);
  query.word('filter_type', ['TOKENS', 'CASH']);
  if (status === 'CLOSED' && query.flag('include_archived') === true) {
    return 'include_archived is invalid with status CLOSED';
  }
  return status === 'REDEEMABLE_LOST' && userOf(query) === undefined ? NO_USER : query.problem;
}

/** Of a wallet; without one of everybody in a market. */
function anchoredOf(lists: WalletLists, query: Query): Result<readonly Position[]> {
  const user = userOf(query);
  if (user !== undefined) return ok(lists.positions(query, user));
  const named = new Set(conditionsOf(query)?.map((id) => id.toLowerCase()));
  if (named.size === 0) return refuse('no_user', NO_USER);
  if (named.size > 1) return refuse('invalid_query', 'exactly one condition without a user');
  const [market] = marketsAsked(lists.venue, query);
  return ok(market === undefined ? [] : lists.positionsIn(market));
}

/** Nothing is archived here. A value that is not known is not above anything. */
function rowFilter(query: Query, status: string): (row: Row) => boolean {
  // What cannot be read means what is usual.
  const told = parseDecimal(query.text('filter_amount') ?? '');
  const least = told.ok ? told.value / SCALE : undefined;
  const isCash = query.text('filter_type') === 'CASH';
  const sizeLeast = status === 'CLOSED' ? 0 : ((isCash ? undefined : least) ?? DUST);
  const valueLeast = isCash ? least : undefined;
  const start = query.count('start') || 0;
  const end = query.count('end') || Number.POSITIVE_INFINITY;
  return (row) => {
    const at = Number(row.last_event_at);
    if (at < start || at > end || Number(row.current_size) < sizeLeast) return false;
    return valueLeast === undefined || Number(row.current_value ?? -1) >= valueLeast;
  };
}
