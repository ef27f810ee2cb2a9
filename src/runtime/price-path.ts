import { ArchiveSource } from '../archive/archive-source.ts';
import { MarketBook } from '../domain/book.ts';
import { applyBookRow } from '../domain/book-row.ts';
import type { MarketIndex } from '../domain/ids.ts';
import type { Market } from '../domain/market.ts';
import { FLAG_LAST, type Tape } from '../domain/tape.ts';
import type { TickSize } from '../domain/tick.ts';
import type { PricePath } from '../report/run-record.ts';

/** Best prices of some markets over time, read once more from the archive. */
export async function readPricePaths(
  root: string,
  datasets: readonly string[] | undefined,
  markets: readonly { readonly index: MarketIndex; readonly market: Market }[],
): Promise<PricePath[]> {
  if (markets.length === 0) return [];
  const slugs = markets.map(({ market }) => market.slug);
  const source = await ArchiveSource.open(root, { datasets, markets: slugs });
  try {
    const paths = source.markets.map((market) => new Path(market));
    for await (const tape of source.tapes()) {
      for (let row = 0; row < tape.length; row++) paths[tape.market[row] as number]?.add(tape, row);
    }
    return source.markets.flatMap((market, i) => {
      const wanted = markets.find((one) => one.market.slug === market.slug);
      const path = paths[i];
      if (wanted === undefined || path === undefined) return [];
      return [{ market: wanted.index, at: path.at, bid: path.bid, ask: path.ask }];
    });
  } finally {
    source.close();
  }
}

/** Follows one market's book and notes its best prices whenever they change. */
class Path {
  readonly at: number[] = [];
  readonly bid: number[] = [];
  readonly ask: number[] = [];
  readonly #book: MarketBook;

  constructor(market: Market) {
    this.#book = new MarketBook(market.ticks[0]?.tick as TickSize);
  }

  add(tape: Tape, row: number): void {
    applyBookRow(this.#book, tape, row);
    if (((tape.flags[row] as number) & FLAG_LAST) === 0) return;
    const known = this.#book.isTrusted;
    const bid = known ? (this.#book.bestBid ?? Number.NaN) : Number.NaN;
    const ask = known ? (this.#book.bestAsk ?? Number.NaN) : Number.NaN;
    const last = this.at.length - 1;
    if (Object.is(this.bid[last], bid) && Object.is(this.ask[last], ask)) return;
    this.at.push(tape.tsInit[row] as number);
    this.bid.push(bid);
    this.ask.push(ask);
  }
}
