// The local exchange without its server: a matching core, the reference, rolling windows and their
// inhabitants, played in simulated time.
import type { SubmitOrder } from '../../src/domain/command.ts';
import type { Fill } from '../../src/domain/fill.ts';
import type { ClientOrderId, MarketIndex, StrategyIndex } from '../../src/domain/ids.ts';
import { marketOf } from '../../src/domain/ids.ts';
import type { Market } from '../../src/domain/market.ts';
import type { BookSide } from '../../src/domain/side.ts';
import {
  FLAG_BOOK,
  FLAG_LAST,
  KIND_CLEAR,
  KIND_CLOSE,
  KIND_LIST,
  KIND_RESOLVE,
} from '../../src/domain/tape.ts';
import {
  MICROS_PER_SECOND,
  type Price,
  SCALE,
  type Shares,
  type Timestamp,
} from '../../src/domain/units.ts';
import type {
  Floor,
  FloorMarket,
  RestingOrder,
  Trader,
} from '../../src/exchange/participants/floor.ts';
import type { Inhabitant } from '../../src/exchange/participants/standard-participants.ts';
import { ReferencePrices } from '../../src/exchange/reference/reference-prices.ts';
import { pricedWindow } from '../../src/exchange/series/priced-window.ts';
import { RollingSeries, type Turn } from '../../src/exchange/series/rolling-series.ts';
import type { SeriesFrame } from '../../src/exchange/series/window.ts';
import { MatchingCore } from '../../src/sim/matching-core.ts';
import { MATCHING_DEFAULTS } from '../../src/sim/options.ts';
import { at as second } from './a-market.ts';
import { type Row, tapeOf } from './tape-rows.ts';

export type Playing = {
  readonly seed: number;
  readonly assets: readonly string[];
  readonly frames: readonly SeriesFrame[];
  readonly inhabitants: readonly Inhabitant[];
};

/** A fill as the taker got it. */
export type PlayedTrade = {
  readonly at: Timestamp;
  readonly market: MarketIndex;
  readonly fill: Fill;
};

export class PlayedExchange implements Floor {
  readonly core: MatchingCore;
  readonly trades: PlayedTrade[] = [];
  readonly turns: Turn[] = [];
  /** How often each refusal came, by who got it and its code. */
  readonly refused: Record<string, number> = {};
  now: Timestamp;
  readonly #prices: ReferencePrices;
  readonly #series: RollingSeries;
  readonly #known: Market[] = [];
  readonly #hasTrades: boolean[] = [];
  readonly #indexes = new Map<string, MarketIndex>();
  readonly #strikes = new Map<MarketIndex, string>();
  readonly #last = new Map<MarketIndex, Price>();
  #open: FloorMarket[] = [];
  readonly #seats: { readonly inhabitant: Inhabitant; readonly trader: Trader; next: Timestamp }[];
  #orders = 0;

  constructor({ seed, assets, frames, inhabitants }: Playing) {
    this.now = second(0);
    const startsAt = this.now;
    this.#prices = new ReferencePrices({ seed, assets, startsAt, historySeconds: 1_200 });
    const lanes = { seed, assets, frames, ahead: 1, settleDelaySeconds: 20, startsAt };
    this.#series = new RollingSeries(lanes, (asset, at, lookback) =>
      this.#prices.twapAt(asset, at, lookback),
    );
    const universe = { markets: this.#known, hasTrades: this.#hasTrades, knownAhead: 0 };
    const cash = inhabitants.map((one) => one.cash);
    this.core = new MatchingCore(universe, cash, MATCHING_DEFAULTS, (owner, answer, at) => {
      if (answer.kind === 'OrderRejected') {
        const what = `${inhabitants[owner]?.participant.name} ${answer.code}`;
        this.refused[what] = (this.refused[what] ?? 0) + 1;
      }
      if (answer.kind !== 'OrderFilled' || answer.fill.liquidity !== 'taker') return;
      const market = marketOf(answer.fill.token);
      this.trades.push({ at, market, fill: answer.fill });
      const { price, token } = answer.fill;
      this.#last.set(market, (token % 2 === 0 ? price : SCALE - price) as Price);
    });
    this.#seats = inhabitants.map((inhabitant, owner) => ({
      inhabitant,
      trader: this.#traderOf(owner),
      next: startsAt,
    }));
  }

  /** Plays on; `look` is called after each `everySeconds`. */
  play(seconds: number, everySeconds: number, look: () => void): void {
    for (let passed = everySeconds; passed <= seconds; passed += everySeconds) {
      this.#playUntil((this.now + everySeconds * MICROS_PER_SECOND) as Timestamp);
      look();
    }
  }

  openMarkets(): readonly FloorMarket[] {
    return this.#open;
  }

  best(market: MarketIndex, side: BookSide): Price | undefined {
    return this.core.markets[market]?.best(side);
  }

  sizeAt(market: MarketIndex, side: BookSide, price: Price): Shares {
    const orders = this.core.markets[market]?.own[side].level(price)?.orders ?? [];
    return orders.reduce((sum, { rest }) => sum + rest, 0) as Shares;
  }

  lastPrice(market: MarketIndex): Price | undefined {
    return this.#last.get(market);
  }

  fairPrice(market: MarketIndex): Price | undefined {
    const facts = this.#known[market];
    const window = facts && pricedWindow(facts, this.#strikes.get(market));
    const fair = window && this.#prices.fairUp(facts.asset as string, window);
    return fair === undefined ? undefined : (Math.round(fair * SCALE) as Price);
  }

  #playUntil(end: Timestamp): void {
    for (;;) {
      const nextPrint = (Math.floor(this.now / MICROS_PER_SECOND) + 1) * MICROS_PER_SECOND;
      const acts = this.#seats.map(({ next }) => next);
      const next = Math.min(nextPrint, this.core.nextDue, this.#series.nextAt, ...acts);
      if (next > end) break;
      this.now = next as Timestamp;
      this.#prices.advance(this.now);
      for (let turn = this.#series.next(this.now); turn; turn = this.#series.next(this.now)) {
        this.#turn(turn);
      }
      this.#settleDue();
      for (const seat of this.#seats) {
        if (seat.next > this.now) continue;
        seat.next = seat.inhabitant.participant.act(this, seat.trader, this.now);
        if (seat.next <= this.now) throw new Error('a participant must come later');
        this.#settleDue();
      }
    }
    this.now = end;
  }

  #settleDue(): void {
    while (this.core.nextDue <= this.now) this.core.runNext();
  }

  #turn(turn: Turn): void {
    this.turns.push(turn);
    const { kind, listing } = turn;
    const { slug } = listing.market;
    if (kind === 'list') {
      const index = this.#known.push(listing.market) - 1;
      this.#hasTrades.push(false);
      this.#indexes.set(slug, index as MarketIndex);
      this.#tell({ kind: KIND_LIST, market: index });
      this.#tell({ kind: KIND_CLEAR, market: index, flags: FLAG_BOOK });
      const tick = (listing.market.ticks[0]?.tick ?? 0) as number as Price;
      this.#open = [...this.#open, { index: index as MarketIndex, listing, tick }];
      return;
    }
    const market = this.#indexes.get(slug)!;
    if (kind === 'open') this.#strikes.set(market, turn.strike);
    else if (kind === 'resolve') this.#tell({ kind: KIND_RESOLVE, market, price: turn.payout });
    else {
      this.#open = this.#open.filter(({ index }) => index !== market);
      this.#tell({ kind: KIND_CLOSE, market });
    }
  }

  #tell(row: Omit<Row, 'at'>): void {
    const flags = (row.flags ?? 0) | FLAG_LAST;
    this.core.onRow(tapeOf([{ ...row, at: this.now, flags }]), 0);
  }

  #traderOf(owner: number): Trader {
    const own = () => this.core.owners[owner]!;
    return {
      get cash() {
        return own().account.cash;
      },
      shares: (token) => (own().account.position(token)?.traded ?? 0) as Shares,
      resting: (market) => {
        const orders: RestingOrder[] = [];
        for (const { id, isResting, terms, market: where, rest } of own().open.values()) {
          if (!isResting || where !== market) continue;
          orders.push({ id, token: terms.token, side: terms.side, price: terms.price, rest });
        }
        return orders;
      },
      submit: (token, terms) => {
        const command: SubmitOrder = {
          kind: 'SubmitOrder',
          id: ++this.#orders as ClientOrderId,
          strategy: 0 as StrategyIndex,
          terms: { ...terms, token },
          reason: { code: 'participant', numbers: {} },
        };
        this.core.enqueue(this.now, { kind: 'submit', owner, command });
      },
      cancel: (order) => this.core.enqueue(this.now, { kind: 'cancel', owner, order }),
    };
  }
}
