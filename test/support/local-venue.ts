// The exchange without its network, in virtual time: one market and two wallets with their keys.
import {
  type ConditionId,
  type Outcome,
  type TokenId,
  tokenIndex,
  type VenueOrderId,
} from '../../src/domain/ids.ts';
import type { OrderTerms } from '../../src/domain/order.ts';
import type { Side } from '../../src/domain/side.ts';
import { type Price, SCALE, type Shares, type Usd } from '../../src/domain/units.ts';
import { ExchangeTime } from '../../src/exchange/exchange-time.ts';
import type { ListedMarket } from '../../src/exchange/venue/listed-market.ts';
import type { Listing } from '../../src/exchange/venue/listing.ts';
import { LocalVenue, type LocalVenueOptions } from '../../src/exchange/venue/local-venue.ts';
import type { OrderRecord } from '../../src/exchange/venue/order-record.ts';
import type { ApiKey, Wallet } from '../../src/exchange/venue/wallet.ts';
import { aMarket } from './a-market.ts';
import { VirtualClock } from './virtual-clock.ts';
import { DOWN, MARKET, QUESTION, UP } from './wire-samples/ids.ts';

/** Who trades, and the key that the trader's requests are signed with. */
export type LocalTrader = { readonly wallet: Wallet; readonly key: ApiKey };

/** Prices and sizes in whole dollars and shares. */
export type OrderWish = {
  readonly side: Side;
  readonly price: number;
  readonly size: number;
  readonly outcome?: Outcome;
  /** Dollars that an immediate buy was signed for. */
  readonly spend?: number;
} & Partial<Pick<OrderTerms, 'timeInForce' | 'postOnly' | 'expiresAt'>>;

/** Addresses of the public test accounts 0 and 1: see anvil.ts. */
const ANN = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266';
const BOB = '0x70997970c51812dc3a010c7d01b50e0d17dc79c8';

/** The market of aMarket() as it is listed; or otherwise. */
export function aListing(changes: Partial<Listing> = {}): Listing {
  const base = aMarket();
  const market = {
    ...base,
    conditionId: MARKET as Listing['market']['conditionId'],
    tokens: [UP, DOWN] as unknown as Listing['market']['tokens'],
    labels: ['Up', 'Down'] as const,
    question: 'Bitcoin Up or Down - April 13, 8:00AM-8:05AM ET',
  };
  const event = {
    id: '35001',
    slug: base.slug,
    title: market.question,
    description: 'Up if the price at the end is at least that at the beginning.',
    series: { id: '10192', slug: 'btc-up-or-down-5m', title: 'BTC Up or Down 5m' },
    tags: ['up-or-down', 'crypto'],
  };
  return {
    market,
    id: '90001',
    questionId: QUESTION,
    resolutionSource: 'https://data.chain.link/streams/btc-usd',
    event,
    listedAt: base.opensAt as Listing['listedAt'],
    ...changes,
  };
}

/** A venue in virtual time; what is done to it is done at once. */
export class LocalBench {
  readonly clock = new VirtualClock();
  readonly time = new ExchangeTime(this.clock);
  readonly venue: LocalVenue;
  market: ListedMarket;
  readonly ann: LocalTrader;
  readonly bob: LocalTrader;
  #sent = 0;

  /** Each wallet begins with 1,000 dollars. */
  constructor(options: Partial<LocalVenueOptions> = {}, listing: Listing = aListing()) {
    const openingCash = (1_000 * SCALE) as Usd;
    this.venue = new LocalVenue({ time: this.time, seed: 1, openingCash, ...options });
    this.market = this.venue.list(listing);
    this.ann = this.trader(ANN);
    this.bob = this.trader(BOB);
  }

  /** The n-th further market, in which all that is sent from now on trades. */
  listNext(n: number): void {
    const { market: facts, ...rest } = aListing();
    const conditionId = `0x${String(n).padStart(64, '0')}` as ConditionId;
    const tokens = [`${n}1`, `${n}2`] as unknown as [TokenId, TokenId];
    const market = { ...facts, slug: `next-${n}`, conditionId, tokens };
    this.market = this.venue.list({ ...rest, market });
  }

  /** The trader at an address that signs for itself. */
  trader(address: string): LocalTrader {
    const wallet = this.venue.wallet(address, address);
    return { wallet, key: this.venue.keys.create(address, '0') };
  }

  /** An order past all checks of its form; a buy at 0.5 of 10 shares rests in an empty book. */
  send({ wallet, key }: LocalTrader, wish: OrderWish): OrderRecord {
    const { outcome = 0, side, timeInForce = 'GTC', postOnly = false, expiresAt } = wish;
    const id = this.venue.ids.hash('order of a test', ++this.#sent) as VenueOrderId;
    const terms: OrderTerms = {
      token: tokenIndex(this.market.index, outcome),
      side,
      price: Math.round(wish.price * SCALE) as Price,
      size: Math.round(wish.size * SCALE) as Shares,
      timeInForce,
      postOnly,
      expiresAt,
    };
    const { market } = this;
    const spend = wish.spend === undefined ? undefined : (Math.round(wish.spend * SCALE) as Usd);
    const facts = { id, key, wallet, market, outcome, terms, spend, expirationSeconds: 0 };
    return this.venue.submit(facts);
  }

  /** Ann gets so many Up and Bob so many Down, by trading with each other at one half. */
  mint(shares: number): void {
    this.send(this.ann, { side: 'buy', price: 0.5, size: shares });
    this.send(this.bob, { side: 'buy', price: 0.5, size: shares, outcome: 1 });
  }
}
