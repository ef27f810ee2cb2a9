import { hash as digest } from 'node:crypto';
import type { Outcome } from '../../domain/ids.ts';
import { ASK, BID } from '../../domain/side.ts';
import { complement, MICROS_PER_MS, ONE, type Price, type Timestamp } from '../../domain/units.ts';
import { bookFacts } from '../clob/book.ts';
import type { DepthChange } from '../venue/depth.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import { LadderText } from './ladder-text.ts';

/** Best bid and ask of a token; 0 and 1 where nobody stands. */
export type BestPrices = readonly [bid: Price, ask: Price];

const NOTHING = 0 as Price;

/** Milliseconds as text: the venue's way to tell the time. */
export function msText(at: Timestamp): string {
  return String(Math.floor(at / MICROS_PER_MS));
}

/** A market's book in the words of the wire, for each of its tokens, kept up to date by changes. */
export class BookText {
  readonly #market: ListedMarket;
  readonly #bids: LadderText;
  readonly #asks: LadderText;

  constructor(market: ListedMarket) {
    this.#market = market;
    this.#bids = new LadderText(BID, market.depth.levels(BID));
    this.#asks = new LadderText(ASK, market.depth.levels(ASK));
  }

  follow(changes: readonly DepthChange[]): void {
    for (const { side, price, size } of changes) {
      (side === BID ? this.#bids : this.#asks).set(price, size);
    }
  }

  best(outcome: Outcome): BestPrices {
    const [bid, ask] = [this.#bids.best ?? NOTHING, this.#asks.best ?? (ONE as Price)];
    return outcome === 0 ? [bid, ask] : [complement(ask), complement(bid)];
  }

  /**
   * SHA-1 of the book as GET /book tells it, with an empty hash (protocol notes §3.2): so the
   * hashes of all roads agree.
   */
  hash(outcome: Outcome): string {
    const [before, after] = this.#parts(outcome);
    return digest('sha1', `${before}${after}}`, 'hex');
  }

  /** A message of the market channel. */
  message(outcome: Outcome): string {
    const [before, after] = this.#parts(outcome);
    const hash = digest('sha1', `${before}${after}}`, 'hex');
    return `${before}${hash}${after},"event_type":"book"}`;
  }

  /** What stands before the hash, and after it. */
  #parts(outcome: Outcome): readonly [string, string] {
    const { listing, changedAt } = this.#market;
    const { conditionId, tokens } = listing.market;
    const facts = JSON.stringify(bookFacts(this.#market, outcome)).slice(1, -1);
    const [bids, asks] = outcome === 0 ? [this.#bids, this.#asks] : [this.#asks, this.#bids];
    const before =
      `{"market":"${conditionId}","asset_id":"${tokens[outcome]}",` +
      `"timestamp":"${msText(changedAt)}","hash":"`;
    const after = `","bids":[${bids.text(outcome)}],"asks":[${asks.text(outcome)}],${facts}`;
    return [before, after];
  }
}
