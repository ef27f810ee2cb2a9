import type { ClientOrderId, MarketIndex } from '../../domain/ids.ts';
import { marketOf, outcomeOf, type TokenIndex } from '../../domain/ids.ts';
import type { Interval } from '../../domain/interval.ts';
import { isImmediate, type OrderTerms } from '../../domain/order.ts';
import { complement, type Price, SCALE, type Shares } from '../../domain/units.ts';
import { groupByMarket } from '../folds/profit.ts';
import type { RunRecord } from '../run-record.ts';
import { clusterBootstrapOf } from '../statistics/bootstrap.ts';
import type { MakerFill } from './maker-fills.ts';

/**
 * Whether those who took our quotes knew more: how often the outcome that a quote would have us
 * hold won, where it was filled and where it was not, beside the price. A sale counts as buying
 * the other outcome. All by shares, of decided markets.
 */
export type AdverseSelection = {
  readonly markets: number;
  readonly filled: QuoteOutcomes;
  readonly unfilled: QuoteOutcomes | undefined;
  readonly quoted: QuoteOutcomes;
  /** Win rate less price where filled; 95 %, by market. */
  readonly edgeInterval: Interval | undefined;
  /** Win rate less price, filled less unfilled: below 0 the fills were the worse quotes. */
  readonly difference: number | undefined;
  readonly differenceInterval: Interval | undefined;
};

export type QuoteOutcomes = {
  readonly shares: Shares;
  /** Dollars per share, on average. */
  readonly price: number;
  /** Share of them that paid a dollar. */
  readonly winRate: number;
};

/** Shares at a price, and whether they paid. */
type Quoted = { readonly market: MarketIndex; readonly won: boolean; readonly price: Price } & {
  readonly filled: number;
  readonly unfilled: number;
};

/** Sums of a market, or of several: shares, dollars and shares that won, filled and unfilled. */
const SUMS: readonly ((one: Quoted) => number)[] = [
  ({ filled }) => filled / SCALE,
  ({ filled, price }) => (filled / SCALE) * (price / SCALE),
  ({ filled, won }) => (won ? filled / SCALE : 0),
  ({ unfilled }) => unfilled / SCALE,
  ({ unfilled, price }) => (unfilled / SCALE) * (price / SCALE),
  ({ unfilled, won }) => (won ? unfilled / SCALE : 0),
];

/** Undefined where no fill at rest was in a market that one side has won. */
export function measureAdverseSelection(
  fills: readonly MakerFill[],
  record: Pick<RunRecord, 'journal' | 'resolutions' | 'seed'>,
): AdverseSelection | undefined {
  const quotes = [...filledQuotes(fills, record), ...unfilledQuotes(record)];
  const clusters = [...groupByMarket(quotes).values()];
  const columns = SUMS.map((of) =>
    Float64Array.from(clusters, (group) => group.reduce((sum, one) => sum + of(one), 0)),
  );
  const total = columns.map((column) => column.reduce((sum, value) => sum + value, 0));
  const all = total.slice(0, 3).map((value, i) => value + (total[i + 3] as number));
  const filled = outcomesOf(total);
  if (filled === undefined) return undefined;
  const unfilled = outcomesOf(total.slice(3));
  return {
    markets: clusters.filter((group) => group.some((one) => one.filled > 0)).length,
    filled,
    unfilled,
    quoted: outcomesOf(all) as QuoteOutcomes,
    edgeInterval: clusterBootstrapOf(columns, edgeOf, record.seed),
    difference: unfilled === undefined ? undefined : differenceOf(total),
    differenceInterval: clusterBootstrapOf(columns, differenceOf, record.seed),
  };
}

function outcomesOf([shares = 0, dollars = 0, won = 0]: readonly number[]) {
  if (shares === 0) return undefined;
  const size = Math.round(shares * SCALE) as Shares;
  return { shares: size, price: dollars / shares, winRate: won / shares };
}

function edgeOf([shares = 0, dollars = 0, won = 0]: ArrayLike<number> & Iterable<number>): number {
  return (won - dollars) / shares;
}

function differenceOf(sums: ArrayLike<number> & Iterable<number>): number {
  const all = [...sums];
  return edgeOf(all) - edgeOf(all.slice(3));
}

function filledQuotes(
  fills: readonly MakerFill[],
  { resolutions }: Pick<RunRecord, 'resolutions'>,
): Quoted[] {
  return fills.flatMap(({ fill }) => quotedOf(fill, resolutions, fill.size, 0));
}

/** What was accepted, could rest, and was not filled: whole orders, or what was left of them. */
function unfilledQuotes({
  journal,
  resolutions,
}: Pick<RunRecord, 'journal' | 'resolutions'>): Quoted[] {
  const sent = new Map<ClientOrderId, OrderTerms>();
  const left = new Map<ClientOrderId, number>();
  for (const entry of journal) {
    if (entry.kind === 'Submitted') sent.set(entry.command.id, entry.command.terms);
    if (entry.kind !== 'Answered') continue;
    const { event } = entry;
    const terms = sent.get(event.order);
    if (terms === undefined || isImmediate(terms)) continue;
    const rest = left.get(event.order) ?? terms.size;
    if (event.kind === 'OrderAccepted') left.set(event.order, rest);
    if (event.kind === 'OrderFilled') left.set(event.order, Math.max(0, rest - event.fill.size));
  }
  return [...left].flatMap(([order, rest]) => {
    const terms = sent.get(order);
    return terms === undefined || rest === 0 ? [] : quotedOf(terms, resolutions, 0, rest);
  });
}

function quotedOf(
  { token, side, price }: Pick<OrderTerms, 'token' | 'side' | 'price'>,
  resolutions: RunRecord['resolutions'],
  filled: number,
  unfilled: number,
): Quoted[] {
  const market = marketOf(token);
  const payout = resolutions[market]?.payout;
  // Where both sides get one half, neither won.
  if (payout !== 0 && payout !== SCALE) return [];
  const isBuy = side === 'buy';
  const won = pays(token, payout) === isBuy;
  return [{ market, won, price: isBuy ? price : complement(price), filled, unfilled }];
}

function pays(token: TokenIndex, payout: number): boolean {
  return (outcomeOf(token) === 0) === (payout === SCALE);
}
