import {
  type MarketFilter,
  type MarketSorting,
  type MarketSummary,
  passesFilter,
  sortMarkets,
} from '../domain/market-search.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import type { Timestamp } from '../domain/units.ts';
import type { GammaSource } from '../polymarket/catalog/gamma-source.ts';
import { summaryOf } from '../polymarket/catalog/market-summary.ts';
import type { GammaEvent } from '../polymarket/wire/gamma/event.ts';
import type { GammaMarket } from '../polymarket/wire/gamma/market.ts';
import type { Page } from '../polymarket/wire/page.ts';
import type { Clock } from '../ports/clock.ts';

export type MarketListRequest = {
  readonly filter: MarketFilter;
  readonly sorting: MarketSorting;
  /** At most so many markets in the list. */
  readonly most: number;
  /** Pages of 100 to read at most. */
  readonly pagesMost: number;
};

export type MarketList = {
  readonly markets: readonly MarketSummary[];
  /** Markets that passed the filter; the list may be shorter. */
  readonly found: number;
  /** Rows that were read, and those of them that are no market of two outcomes. */
  readonly read: number;
  readonly unreadable: number;
  /** Were all rows read, or are some left beyond the last page? */
  readonly isWhole: boolean;
};

export type MarketLister = (request: MarketListRequest) => Promise<Result<MarketList>>;

export type MarketListerOptions = {
  readonly gamma: GammaSource;
  readonly clock: Clock;
  /** No page takes longer; the command must answer within seconds. */
  readonly answerMs?: number;
};

type Row = { readonly row: GammaMarket; readonly group: GammaEvent | undefined };
type Rows = Page<Row>;

const ANSWER_MS = 5_000;
/** Up/down windows are listed so far ahead, where nobody says how far. */
const AHEAD_MICROS = 3_600_000_000;

/**
 * Lists open markets of the venue as they are now: of up/down markets those that close soon, found
 * by their tag, of all others the most traded ones.
 */
export function marketLister({ gamma, clock, answerMs }: MarketListerOptions): MarketLister {
  return async ({ filter, sorting, most, pagesMost }) => {
    const now = clock.now();
    const rows: Row[] = [];
    let after: string | undefined;
    for (let page = 0; page < pagesMost; page++) {
      const asked = isUpDown(filter)
        ? upDownPage(gamma, filter, now, after)
        : topPage(gamma, after);
      const answer = await withinMs(clock, answerMs ?? ANSWER_MS, asked);
      if (!answer.ok) return answer;
      rows.push(...answer.value.rows);
      after = answer.value.nextCursor;
      if (after === undefined) break;
    }
    const summaries = rows.map(({ row, group }) => summaryOf(row, group, now));
    const known = summaries.flatMap((one) => (one.ok ? [one.value] : []));
    const passing = known.filter((market) => passesFilter(market, filter));
    return ok({
      markets: sortMarkets(passing, sorting).slice(0, most),
      found: passing.length,
      read: rows.length,
      unreadable: rows.length - known.length,
      isWhole: after === undefined,
    });
  };
}

function isUpDown({ assets, frames }: MarketFilter): boolean {
  return assets !== undefined || frames !== undefined;
}

async function upDownPage(
  gamma: GammaSource,
  { closesFrom, closesBefore }: MarketFilter,
  now: Timestamp,
  after: string | undefined,
): Promise<Result<Rows>> {
  const endsFrom = closesFrom ?? now;
  const endsTo = closesBefore ?? ((endsFrom + AHEAD_MICROS) as Timestamp);
  const page = await gamma.upDownEvents({ endsFrom, endsTo, after });
  if (!page.ok) return page;
  const rows = page.value.rows.flatMap((group) => group.markets.map((row) => ({ row, group })));
  return ok({ ...page.value, rows });
}

async function topPage(gamma: GammaSource, after: string | undefined): Promise<Result<Rows>> {
  const page = await gamma.marketPage({ closed: false, order: 'volume24h', after });
  if (!page.ok) return page;
  return ok({ ...page.value, rows: page.value.rows.map((row) => ({ row, group: undefined })) });
}

/** The answer, or a refusal when there is none in time. */
function withinMs<T>(clock: Clock, ms: number, asked: Promise<Result<T>>): Promise<Result<T>> {
  return new Promise((resolve, reject) => {
    const timer = clock.setTimer(ms, () => {
      resolve(refuse('no_answer', `Gamma has not answered within ${ms / 1_000} s`));
    });
    asked.then(resolve, reject).finally(() => clock.clearTimer(timer));
  });
}
