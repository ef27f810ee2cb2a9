import type { MarketIndex, VenueOrderId } from '../../domain/ids.ts';
import type { BookSide } from '../../domain/side.ts';
import {
  NO_SHARES,
  type Price,
  type Shares,
  type Timestamp,
  type Usd,
} from '../../domain/units.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import { lastOf } from '../venue/quote.ts';
import type { Floor, FloorMarket } from './floor.ts';
import { InsideTrader } from './inside-trader.ts';

/** What a share of the first outcome is worth; undefined: nobody can say. */
export type FairPrice = (market: ListedMarket, now: Timestamp) => Price | undefined;

/** "0x" and 40 hex digits. */
const ADDRESS_LENGTH = 42;

/** The local exchange as those who live in it see it. */
export class Inside implements Floor {
  readonly venue: LocalVenue;
  /** What their orders were refused for, by trader and code. */
  readonly refused = new Map<string, number>();
  readonly #fairPrice: FairPrice;
  readonly #open = new Map<MarketIndex, ListedMarket>();
  #orders = 0;

  constructor(venue: LocalVenue, fairPrice: FairPrice) {
    this.venue = venue;
    this.#fairPrice = fairPrice;
    for (const market of venue.markets.all) this.#open.set(market.index, market);
    venue.listen({
      listed: (market) => this.#open.set(market.index, market),
      closed: ({ index }) => this.#open.delete(index),
      resolved: ({ index }) => this.#open.delete(index),
    });
  }

  /** A trader with a wallet of its own, whose key nobody has; the same name gives the same one. */
  trader(name: string, cash?: Usd): InsideTrader {
    const { venue } = this;
    const address = venue.ids.hash('inside wallet', name).slice(0, ADDRESS_LENGTH);
    return new InsideTrader({
      venue,
      wallet: venue.wallet(address, address, { cash }),
      key: venue.keys.create(address, '0'),
      nextId: () => venue.ids.hash('inside', ++this.#orders) as VenueOrderId,
      onRefused: (code) => this.#countRefused(`${name} ${code}`),
    });
  }

  openMarkets(): readonly FloorMarket[] {
    return [...this.#open.values()]
      .filter(({ isAccepting }) => isAccepting)
      .map(({ index, listing, tick }) => ({ index, listing, tick: tick as number as Price }));
  }

  best(market: MarketIndex, side: BookSide): Price | undefined {
    return this.venue.simMarket(market).best(side);
  }

  sizeAt(market: MarketIndex, side: BookSide, price: Price): Shares {
    // A level of unknown size offers nothing that could be counted on.
    return Math.max(this.venue.simMarket(market).depthAt(side, price), NO_SHARES) as Shares;
  }

  lastPrice(market: MarketIndex): Price | undefined {
    return lastOf(this.venue.markets.at(market), 0)?.price;
  }

  fairPrice(market: MarketIndex, now: Timestamp): Price | undefined {
    return this.#fairPrice(this.venue.markets.at(market), now);
  }

  #countRefused(what: string): void {
    this.refused.set(what, (this.refused.get(what) ?? 0) + 1);
  }
}
