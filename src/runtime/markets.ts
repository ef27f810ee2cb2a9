import {
  type MarketFilter,
  type MarketSorting,
  type MarketSummary,
  passesFilter,
  sortMarkets,
} from '../domain/market-search.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Timestamp } from '../domain/units.ts';
import { UP_DOWN_FRAMES } from '../domain/up-down-rule.ts';
import {
  endingAt,
  type GammaSource,
  type UpDownQuery,
} from '../polymarket/catalog/gamma-source.ts';
import { summaryOf } from '../polymarket/catalog/market-summary.ts';
import type { GammaEvent } from '../polymarket/wire/gamma/event.ts';
import type { GammaMarket } from '../polymarket/wire/gamma/market.ts';
import type { Page } from '../polymarket/wire/page.ts';
import { windowAt } from '../polymarket/wire/updown-window.ts';
import type { Clock } from '../ports/clock.ts';
import type { BookReader, Books } from './candidate-books.ts';
import { withinMs } from './within-ms.ts';

export type MarketListRequest = {
  readonly filter: MarketFilter;
  readonly sorting: MarketSorting;
  /** At most so many markets in the list. */
  readonly most: number;
  /** Pages of 100 to read at most. */
  readonly pagesMost: number;
  /** The books of these markets as well, where the list is the venue's own. */
  readonly withBooks?: boolean;
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
  /** By first token, where they were asked for and could be. */
  readonly books?: Books | undefined;
  /** When the list was made. */
  readonly readAt: Timestamp;
  /** Of a list out of an archive; undefined: the venue's own, of now. */
  readonly scanned?: { readonly asOf: Timestamp; readonly ageMs: number } | undefined;
};

export type MarketLister = (request: MarketListRequest) => Promise<Result<MarketList>>;

export type MarketListerOptions = {
  readonly gamma: GammaSource;
  readonly clock: Clock;
  readonly books?: BookReader;
  /** No page takes longer; the command must answer within seconds. */
  readonly answerMs?: number;
};

type Row = { readonly row: GammaMarket; readonly group: GammaEvent | undefined };
type Rows = Page<Row>;
/** One list of the venue, to be read to its end. */
type Ask = (after: string | undefined) => Promise<Result<Rows>>;

const ANSWER_MS = 5_000;
/** Up/down windows are listed so far ahead, where only their beginning is asked for. */
const AHEAD_MICROS = 3_600_000_000;

/**
 * Lists open markets of the venue as they are now: of up/down markets the open window of each frame
 * and the next, or those that close when the filter says; of all others the most traded ones.
 */
export function marketLister({
  gamma,
  clock,
  books,
  answerMs = ANSWER_MS,
}: MarketListerOptions): MarketLister {
  return async ({ filter, sorting, most, pagesMost, withBooks }) => {
    const now = clock.now();
    const rows: Row[] = [];
    const asks = isUpDown(filter) ? upDownAsks(gamma, filter, now) : [topMarkets(gamma)];
    let after: string | undefined;
    let ask = asks.shift();
    for (let page = 0; ask !== undefined && page < pagesMost; page++) {
      const answer = await withinMs(clock, answerMs, ask(after));
      if (!answer.ok) return answer;
      rows.push(...answer.value.rows);
      after = answer.value.nextCursor;
      if (after === undefined) ask = asks.shift();
    }
    const summaries = rows.map(({ row, group }) => summaryOf(row, group, now));
    const known = summaries.flatMap((one) => (one.ok ? [one.value] : []));
    const passing = known.filter((market) => passesFilter(market, filter));
    const markets = sortMarkets(passing, sorting).slice(0, most);
    const tokens = markets.flatMap(({ firstToken }) => firstToken ?? []);
    const read =
      withBooks === true && books !== undefined
        ? await withinMs(clock, answerMs, books(tokens))
        : ok(undefined);
    if (!read.ok) return read;
    return ok({
      markets,
      books: read.value,
      found: passing.length,
      read: rows.length,
      unreadable: rows.length - known.length,
      isWhole: ask === undefined,
      readAt: now,
    });
  };
}

function isUpDown({ assets, frames }: MarketFilter): boolean {
  return assets !== undefined || frames !== undefined;
}

function upDownAsks(gamma: GammaSource, filter: MarketFilter, now: Timestamp): Ask[] {
  const { closesFrom, closesBefore, frames = UP_DOWN_FRAMES } = filter;
  if (closesFrom !== undefined || closesBefore !== undefined) {
    const from = closesFrom ?? now;
    const endsTo = closesBefore ?? ((from + AHEAD_MICROS) as Timestamp);
    return [upDownWindows(gamma, { endsFrom: from, endsTo })];
  }
  const closes = frames.flatMap((frame) => {
    const { closesAt } = windowAt('any', frame, now);
    return [closesAt, windowAt('any', frame, closesAt).closesAt];
  });
  return [...new Set(closes)].map((at) => upDownWindows(gamma, endingAt(at)));
}

function upDownWindows(gamma: GammaSource, ending: Omit<UpDownQuery, 'after'>): Ask {
  return async (after) => {
    const page = await gamma.upDownEvents({ ...ending, after });
    if (!page.ok) return page;
    const rows = page.value.rows.flatMap((group) => group.markets.map((row) => ({ row, group })));
    return ok({ ...page.value, rows });
  };
}

function topMarkets(gamma: GammaSource): Ask {
  return async (after) => {
    const page = await gamma.marketPage({ closed: false, order: 'volume24h', after });
    if (!page.ok) return page;
    return ok({ ...page.value, rows: page.value.rows.map((row) => ({ row, group: undefined })) });
  };
}
