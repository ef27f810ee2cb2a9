import { ok, type Result, refuse } from '../../domain/result.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import type { Row } from '../wire/forms.ts';
import type { Query } from '../wire/query.ts';
import { conditionsOf, marketsAsked } from './asked-markets.ts';
import { pageOf } from './data-page.ts';
import { secondVersion } from './data-rows.ts';
import { type Holder, holderRow, holdersOf, netHoldersOf } from './holder-rows.ts';
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
  const [offset = 0] = asked.value.mark ?? [];
  const end = offset + asked.value.limit;
  const groups = marketsAsked(lists.venue, query).flatMap((market) => {
    const earned = isWithProfit ? positionsIn(lists, market) : undefined;
    return ([0, 1] as const).map((outcome) => {
      const of = isWithProfit ? holdersOf : netHoldersOf;
      const holders = of(lists.venue, market, outcome).filter(({ size }) => size >= least);
      const rowOf = (one: Holder) => ({ ...secondVersion(holderRow(one)), ...earned?.(one) });
      const token_id = market.listing.market.tokens[outcome];
      return { token_id, count: holders.length, holders: holders.slice(offset, end).map(rowOf) };
    });
  });
  const shown = groups
    .filter(({ holders }) => holders.length > 0)
    .map(({ token_id, holders }) => ({ token_id, holders }));
  const mark = groups.some(({ count }) => count > end) ? [end] : undefined;
  return ok(pageOf(shown, asked.value, offset, mark));
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
