// The local exchange without its server: reference, rolling windows, inhabitants, virtual time.
import type { MatchKind } from '../../src/domain/fill.ts';
import type { Timestamp, Usd } from '../../src/domain/units.ts';
import { ExchangeTime } from '../../src/exchange/exchange-time.ts';
import { Inside } from '../../src/exchange/participants/inside.ts';
import { ParticipantLoop } from '../../src/exchange/participants/participant-loop.ts';
import type { Inhabitant } from '../../src/exchange/participants/standard-participants.ts';
import { LiveSeries } from '../../src/exchange/series/live-series.ts';
import type { SeriesFrame } from '../../src/exchange/series/window.ts';
import type { ListedMarket } from '../../src/exchange/venue/listed-market.ts';
import { LocalVenue } from '../../src/exchange/venue/local-venue.ts';
import type { TradeRecord } from '../../src/exchange/venue/trade-record.ts';
import { VirtualClock } from './virtual-clock.ts';

export type Playing = {
  readonly seed: number;
  readonly assets: readonly string[];
  readonly frames: readonly SeriesFrame[];
  readonly inhabitants: readonly Inhabitant[];
  /** When its world begins; undefined: at the virtual clock's noon. */
  readonly beganAt?: Timestamp;
};

/** A trade when it was made. */
export type PlayedTrade = {
  readonly at: Timestamp;
  readonly slug: string;
  readonly price: number;
  readonly size: number;
  readonly match: MatchKind;
};

export class PlayedExchange {
  readonly venue: LocalVenue;
  readonly inside: Inside;
  readonly trades: PlayedTrade[] = [];
  /** Markets that were decided, in order. */
  readonly decided: ListedMarket[] = [];
  readonly #clock = new VirtualClock();

  constructor({ seed, assets, frames, inhabitants, beganAt }: Playing) {
    const time = new ExchangeTime(this.#clock, 1, beganAt);
    this.venue = new LocalVenue({ time, seed, openingCash: 0 as Usd });
    this.venue.listen({
      trade: (trade) => {
        if (trade.status === 'matched') this.trades.push(played(trade));
      },
      resolved: (market) => this.decided.push(market),
    });
    const lanes = { seed, assets, frames, ahead: 1, settleDelaySeconds: 20 };
    const series = new LiveSeries(this.venue, lanes);
    this.inside = new Inside(this.venue, series.fairPrice);
    const onStopped = (name: string, error: unknown) => {
      throw new Error(`${name} failed`, { cause: error });
    };
    const loop = new ParticipantLoop({ inside: this.inside, inhabitants, onStopped });
    series.start();
    loop.start();
  }

  get now(): Timestamp {
    return this.venue.now();
  }

  /** Plays on; `look` is called after each `everySeconds`. */
  play(seconds: number, everySeconds: number, look: () => void): void {
    for (let passed = everySeconds; passed <= seconds; passed += everySeconds) {
      this.#clock.advance(everySeconds * 1_000);
      look();
    }
  }
}

function played({ matchedAt: at, market, taker, makers }: TradeRecord): PlayedTrade {
  const { price, size, outcome, side } = taker;
  const isOneToken = makers[0]?.outcome === outcome;
  const match = isOneToken ? 'complementary' : side === 'buy' ? 'mint' : 'merge';
  return { at, slug: market.slug, price, size, match };
}
