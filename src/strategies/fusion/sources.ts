import type { TokenIndex } from '../../domain/ids.ts';
import { MICROS_PER_SECOND, SCALE, type Timestamp } from '../../domain/units.ts';
import type { View } from '../../ports/view.ts';
import { BOOK_IMBALANCE, bookImbalance } from '../../signals/book-imbalance.ts';
import { PriceTrail } from '../../signals/price-trail.ts';
import { PUT_CALL, putCallRatio } from '../../signals/put-call-ratio.ts';
import { SENTIMENT, sentiment } from '../../signals/sentiment.ts';
import type { Reading } from '../../signals/signal.ts';
import { SPIKE, spike } from '../../signals/spike.ts';
import { SPOT_DIVERGENCE, spotDivergence } from '../../signals/spot-divergence.ts';
import { TICK_VELOCITY, tickVelocity } from '../../signals/tick-velocity.ts';

/** The sources in order, each with the weight that it has in source system S3 (§4.2). */
export const SOURCES = [
  ['book', 0.3],
  ['velocity', 0.25],
  ['divergence', 0.18],
  ['spike', 0.12],
  ['putCall', 0.1],
  ['sentiment', 0.05],
] as const;

/** Prices of Up that are kept of a market. */
const TICKS = 500;
/** Of the underlying: seven minutes. */
const SPOT_PRICES = 2_048;
/**
 * Of what comes quicker the first of each fifth of a second is kept, so that a busy market's trail
 * reaches back over the minute that is looked at: 500 of them are 100 s.
 */
const SPACING = 200_000;
/** Deribit is asked each two minutes; what is older than this is not known any more. */
const PUT_CALL_AGE = 600 * MICROS_PER_SECOND;
/** The index is of a day. */
const SENTIMENT_AGE = 2 * 86_400 * MICROS_PER_SECOND;

/** What the world says of a market whose Up is known. */
type Outside = {
  readonly asset: string;
  /** Of the underlying, shared by all its markets. */
  readonly spot: PriceTrail;
};

const NO_PRICES = new PriceTrail(1);

/** What the six sources are read from, for one market. */
export class Sources {
  readonly ticks = new PriceTrail(TICKS);
  readonly #spot: PriceTrail;
  readonly #putCallFeed: string | undefined;
  readonly #sentimentFeed: string | undefined;

  /** Without an outside its sources abstain. */
  constructor(outside: Outside | undefined) {
    this.#spot = outside?.spot ?? NO_PRICES;
    this.#putCallFeed = outside === undefined ? undefined : `deribit/${outside.asset}-put-call-oi`;
    this.#sentimentFeed = outside === undefined ? undefined : 'alternative/fear-greed';
  }

  static spotTrail(): PriceTrail {
    return new PriceTrail(SPOT_PRICES);
  }

  /**
   * In the order of SOURCES. `token`: in whose terms the market is told, of a price of so many
   * dollars.
   */
  read(token: TokenIndex, price: number, view: View): readonly Reading[] {
    const { now } = view;
    return [
      bookImbalance(view, token, BOOK_IMBALANCE),
      tickVelocity(this.ticks, now, TICK_VELOCITY),
      spotDivergence(price, this.#spot, now, SPOT_DIVERGENCE),
      spike(this.ticks, SPIKE),
      putCallRatio(fresh(view, this.#putCallFeed, PUT_CALL_AGE), PUT_CALL),
      sentiment(fresh(view, this.#sentimentFeed, SENTIMENT_AGE), SENTIMENT),
    ];
  }
}

/** A reference as a plain number; undefined where it was not heard, or too long ago. */
function fresh(view: View, feed: string | undefined, maxAge: number): number | undefined {
  if (feed === undefined) return undefined;
  const value = view.reference(feed);
  const at = view.referenceAt(feed);
  if (value === undefined || at === undefined || view.now - at > maxAge) return undefined;
  return value / SCALE;
}

/** Keeps a price of now, unless one was kept within the last fifth of a second. */
export function note(trail: PriceTrail, at: Timestamp, price: number): void {
  const { newestAt } = trail;
  if (newestAt === undefined || at - newestAt >= SPACING) trail.push(at, price);
}
