import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Price, Timestamp } from '../../domain/units.ts';
import { canonicalPrice } from '../../sim/canonical.ts';
import type { ListedToken } from '../venue/listed-markets.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import { payoutOf } from '../venue/market-state.ts';
import { lastOf } from '../venue/quote.ts';
import { numberOf, type Row, unixSeconds } from '../wire/forms.ts';
import type { Query } from '../wire/query.ts';
import { NOT_KNOWN } from './answers.ts';
import { type Key, keyedPage } from './keyed-page.ts';
import { pageAsked } from './page-asked.ts';
import { type Grain, grainOf } from './price-window.ts';

const SIZES = { usual: 10_000, most: 10_000 };
/** Of what was observed at its second, and not within a stretch. */
const EXACT = 0;

type Seen = { readonly seconds: number; readonly price: Price };

/** GET /v2/prices-history, by its page (venue docs, read 2026-11). */
export function priceSeries(venue: LocalVenue, query: Query): Result<Row> {
  const token = venue.markets.byToken(query.text('token_id') ?? '');
  if (token === undefined) return refuse('unknown_token', 'token_id is invalid');
  const asked = pageAsked(query, 'prices-history', {}, SIZES);
  if (!asked.ok) return asked;
  const grain = grainOf(query, unixSeconds(venue.now()));
  if (!grain.ok) return grain;
  const { isOne } = grain.value;
  const rows = isOne
    ? observed(token, grain.value).slice(-1).map(exactRow)
    : seriesRows(token, grain.value);
  if (isOne && rows.length === 0 && token.market.isHistoryCut) {
    return refuse(NOT_KNOWN, 'prices of that time are not kept');
  }
  return ok(keyedPage(rows, asked.value, { keyOf, rowOf: (row) => row, isAscending: true }));
}

/** No two are of one second. */
function keyOf({ timestamp }: Row): Key {
  return [Number(timestamp)];
}

/** One row a bucket, then the last that was seen, then what a winner paid. */
function seriesRows(token: ListedToken, grain: Grain): Row[] {
  const seen = observed(token, grain);
  const last = seen.at(-1);
  if (last === undefined) return [];
  const { bucket } = grain;
  const buckets = new Map<number, Seen>();
  // ASSUMPTION, kept here alone: the price of a bucket is the last that was seen in it.
  for (const one of seen) buckets.set(Math.floor(one.seconds / bucket) * bucket, one);
  const rows = [...buckets]
    .filter(([start]) => start !== last.seconds)
    .map(([start, { price }]) => rowOf(start, price, bucket));
  return [...rows, exactRow(last), ...settlement(token, grain, last)];
}

/**
 * One bucket past the last row, and not past the end of the stretch; none where that ends before
 * the winner was known.
 */
function settlement(token: ListedToken, { bucket, end }: Grain, last: Seen): Row[] {
  const payout = payoutOf(token);
  const { resolvedAt } = token.market;
  if (payout === undefined || resolvedAt === undefined) return [];
  if (unixSeconds(resolvedAt) >= end) return [];
  const edge = (Math.floor(last.seconds / bucket) + 1) * bucket;
  return [rowOf(Math.min(edge, end), payout, EXACT)];
}

/** What was seen of its price in a stretch, oldest first: one print a minute, and the last. */
function observed({ market, outcome }: ListedToken, { start, end }: Grain): Seen[] {
  const seen = market.history.map(({ at, price }) => ({
    seconds: unixSeconds(at),
    price: canonicalPrice(outcome, price),
  }));
  const last = lastSeen(market.lastTrade?.at, lastOf(market, outcome)?.price);
  const newest = seen.at(-1)?.seconds ?? Number.NEGATIVE_INFINITY;
  const all = last !== undefined && last.seconds > newest ? [...seen, last] : seen;
  return all.filter(({ seconds }) => seconds >= start && seconds < end);
}

function lastSeen(at: Timestamp | undefined, price: Price | undefined): Seen | undefined {
  return at === undefined || price === undefined ? undefined : { seconds: unixSeconds(at), price };
}

function exactRow({ seconds, price }: Seen): Row {
  return rowOf(seconds, price, EXACT);
}

function rowOf(timestamp: number, price: Price, resolution_seconds: number): Row {
  return { timestamp, price: numberOf(price), resolution_seconds };
}
