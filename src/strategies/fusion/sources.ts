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

/** What the six sources are read from, for one market. */
export class Sources {
  readonly ticks = new PriceTrail(TICKS);
  readonly #asset: string;
  readonly #spot: PriceTrail;

  /** `spot`: of the market's underlying, shared by all its markets. */
  constructor(asset: string, spot: PriceTrail) {
    this.#asset = asset;
    this.#spot = spot;
  }

  static spotTrail(): PriceTrail {
    return new PriceTrail(SPOT_PRICES);
  }

  /** In the order of SOURCES. `up`: the token of Up, whose price in dollars is `price`. */
  read(up: TokenIndex, price: number, view: View): readonly Reading[] {
    const { now } = view;
    return [
      bookImbalance(view, up, BOOK_IMBALANCE),
      tickVelocity(this.ticks, now, TICK_VELOCITY),
      spotDivergence(price, this.#spot, now, SPOT_DIVERGENCE),
      spike(this.ticks, SPIKE),
      putCallRatio(fresh(view, `deribit/${this.#asset}-put-call-oi`, PUT_CALL_AGE), PUT_CALL),
      sentiment(fresh(view, 'alternative/fear-greed', SENTIMENT_AGE), SENTIMENT),
    ];
  }
}

/** A reference as a plain number; undefined where it was not heard, or too long ago. */
function fresh(view: View, feed: string, maxAge: number): number | undefined {
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
