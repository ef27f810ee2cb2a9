// A venue of many markets that change, listed a page at a time as Gamma does.
import { ok, type Result, refuse } from '../../src/domain/result.ts';
import type { Timestamp } from '../../src/domain/units.ts';
import {
  CURSOR_REFUSED,
  type GammaSource,
  type MarketQuery,
} from '../../src/polymarket/catalog/gamma-source.ts';
import type { GammaMarket } from '../../src/polymarket/wire/gamma/market.ts';
import type { Page } from '../../src/polymarket/wire/page.ts';
import { marketOf } from './gamma-rows.ts';

type Row = { readonly id: number; closed: boolean; updatedAt: Timestamp; version: number };

export class ListedVenue implements GammaSource {
  readonly rows: Row[] = [];
  calls = 0;
  /** Answers of the next calls: true fails. */
  readonly failures: boolean[] = [];
  /** Does it take its own cursors? */
  takesCursors = true;
  /** Does it list latest changes first when it is asked to? */
  isObedient = true;
  readonly #pageRows: number;

  constructor(pageRows: number) {
    this.#pageRows = pageRows;
  }

  /** Lists a market, or changes one. */
  touch(id: number, at: Timestamp, closed = false): void {
    const row = this.rows.find((one) => one.id === id);
    if (row === undefined) this.rows.push({ id, closed, updatedAt: at, version: 1 });
    else Object.assign(row, { closed, updatedAt: at, version: row.version + 1 });
  }

  async marketPage(query: MarketQuery): Promise<Result<Page<GammaMarket>>> {
    this.calls++;
    query.onRequest?.();
    if (this.failures.shift() === true) return refuse('unreachable', 'nobody answers');
    if (!this.takesCursors && query.after !== undefined) {
      return refuse(CURSOR_REFUSED, 'invalid cursor');
    }
    const byChange = query.order === 'latestChange' && this.isObedient;
    const rows = this.rows
      .filter(({ closed }) => closed === query.closed)
      .sort((a, b) => (byChange ? b.updatedAt - a.updatedAt || b.id - a.id : a.id - b.id))
      .filter((row) => isAfter(row, query.after, byChange));
    const page = rows.slice(0, this.#pageRows);
    const last = page.at(-1);
    const isLast = last === undefined || rows.length <= this.#pageRows;
    return ok({
      rows: page.map(rowOf),
      nextCursor: isLast ? undefined : `${last.updatedAt} ${last.id}`,
    });
  }

  eventBySlug(): Promise<Result<undefined>> {
    return Promise.resolve(ok(undefined));
  }

  marketBySlug(): Promise<Result<undefined>> {
    return Promise.resolve(ok(undefined));
  }

  upDownEvents(): Promise<Result<Page<never>>> {
    return Promise.resolve(ok({ rows: [], nextCursor: undefined }));
  }
}

function isAfter(row: Row, cursor: string | undefined, byChange: boolean): boolean {
  if (cursor === undefined) return true;
  const [updatedAt = 0, id = 0] = cursor.split(' ').map(Number);
  if (!byChange) return row.id > id;
  return row.updatedAt < updatedAt || (row.updatedAt === updatedAt && row.id < id);
}

/** The version stands in the question. */
function rowOf({ id, closed, updatedAt, version }: Row): GammaMarket {
  const changed = new Date(updatedAt / 1_000).toISOString();
  return marketOf({ id, slug: `market-${id}`, question: `${version}`, closed, updatedAt: changed });
}
