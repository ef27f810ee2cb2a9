import { ok, type Result, refuse } from '../../domain/result.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import type { Row } from '../wire/forms.ts';
import type { Query } from '../wire/query.ts';
import { conditionsOf, marketsAsked } from './asked-markets.ts';
import { pageOf } from './data-page.ts';
import { secondVersion } from './data-rows.ts';
import { type Holder, holderRow, holdersOf, netHoldersOf } from './holder-rows.ts';
import { compareKeys, type Key } from './keyed-page.ts';
import { pageAsked } from './page-asked.ts';
import { secondPositionRow } from './position-rows.ts';
import type { WalletLists } from './wallet-lists.ts';

const SIZES = { usual: 100, most: 1_000 };
/** Rows of a token with what each position earned. */
const SIZES_WITH_PROFIT = { usual: 100, most: 100 };
const OF_POSITION = [
  'avg_price',
  'entry_cost_usdc',
  'current_price',
  'current_value',
  'realized_pnl',
  'unrealized_pnl',
  'total_pnl',
];

/** GET /v2/holders, by its page (venue docs, read 2026-11): its rows are counted by token. */
export function secondHolders(lists: WalletLists, query: Query): Result<Row> {
  const named = new Set(conditionsOf(query)?.map((id) => id.toLowerCase()));
  if (named.size === 0) return refuse('no_condition', "required query param 'condition' missing");
  const isWithProfit = query.flag('include_pnl') === true;
  if (isWithProfit && named.size > 1) {
    return refuse('invalid_query', 'include_pnl is of one condition');
  }
  const asked = pageAsked(query, 'holders', {}, isWithProfit ? SIZES_WITH_PROFIT : SIZES);
  if (!asked.ok) return asked;
  const least = query.amount('min_balance') ?? 0;
  const { limit, mark = [] } = asked.value;
  const groups = marketsAsked(lists.venue, query).flatMap((market) => {
    const earned = isWithProfit ? positionsIn(lists, market) : undefined;
    return ([0, 1] as const).map((outcome) => {
      const of = isWithProfit ? holdersOf : netHoldersOf;
      const holders = of(lists.venue, market, outcome).filter(({ size }) => size >= least);
      const rowOf = (one: Holder) => ({ ...secondVersion(holderRow(one)), ...earned?.(one) });
      return { token_id: market.listing.market.tokens[outcome], holders, rowOf };
    });
  });
  const pages = groups.map(({ holders, ...group }, index) => {
    // Two parts of the mark are of each token: see keyOf.
    const after = mark.slice(1 + 2 * index, 3 + 2 * index);
    const rest = holders
      .filter((one) => after.length === 0 || compareKeys(keyOf(one), after) < 0)
      .sort((a, b) => compareKeys(keyOf(b), keyOf(a)));
    const shown = rest.slice(0, limit);
    const last = shown.at(-1);
    const next = last === undefined ? [after[0] ?? 0, after[1] ?? ''] : keyOf(last);
    return { ...group, shown, next, isMore: rest.length > limit };
  });
  const data = pages
    .filter(({ shown }) => shown.length > 0)
    .map(({ token_id, shown, rowOf }) => ({ token_id, holders: shown.map(rowOf) }));
  const offset = Number(mark[0] ?? 0);
  const isMore = pages.some((one) => one.isMore);
  const next = isMore ? [offset + limit, ...pages.flatMap((one) => one.next)] : undefined;
  return ok(pageOf(data, asked.value, offset, next));
}

/** Rows of a token go by it, the largest first; nobody holds nothing. */
function keyOf({ size, address }: Holder): Key {
  return [size, address];
}

/** What each holding cost and earned; null where it was not traded for. */
function positionsIn(lists: WalletLists, market: ListedMarket): (holder: Holder) => Row {
  const rows = new Map(
    lists
      .positionsIn(market)
      .map((one) => [`${one.wallet} ${one.holding.outcome}`, secondPositionRow(one)]),
  );
  return ({ address, outcome }) => {
    const row = rows.get(`${address} ${outcome}`);
    return Object.fromEntries(OF_POSITION.map((name) => [name, row?.[name] ?? null]));
  };
}
