import { feeOn } from '../../domain/fee-calendar.ts';
import type { Market } from '../../domain/market.ts';
import { minimumSizeOn } from '../../domain/minimum-size-calendar.ts';
import { takerDelayOn } from '../../domain/taker-delay-calendar.ts';
import type { TickSize } from '../../domain/tick.ts';
import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import { upDownRule } from '../../domain/up-down-rule.ts';
import type { InventedIds } from '../venue/invented-ids.ts';
import type { ListedEvent, Listing } from '../venue/listing.ts';
import { listingIds } from './listing-ids.ts';
import { SERIES_FRAMES, type Window } from './window.ts';
import { descriptionOf, seriesTextOf, slugOf, sourceOf, tagsOf, titleOf } from './window-text.ts';

const CENT = 10_000 as TickSize;

/** Where a window stands among those of one exchange. */
export type Lane = {
  readonly ids: InventedIds;
  /** Of the asset among those of the exchange, from 0. */
  readonly position: number;
};

/** A window as the venue lists it; its rule, fee, delay and sizes are those of its date. */
export function upDownListing(window: Window, lane: Lane, listedAt: Timestamp): Listing {
  const { asset, frame, opensAt, closesAt } = window;
  const slug = slugOf(window);
  const { conditionId, questionId, tokens } = listingIds(lane.ids, slug);
  const market: Listing['market'] = {
    slug,
    conditionId,
    tokens,
    labels: ['Up', 'Down'],
    question: titleOf(window),
    category: 'crypto',
    asset,
    opensAt,
    closesAt,
    ticks: [{ at: 0 as Timestamp, tick: CENT }],
    minimumSize: minimumSizeOn('crypto', opensAt)?.value,
    fee: feeOn('crypto', opensAt),
    rule: upDownRule(asset, frame, opensAt, closesAt),
    negativeRisk: false,
    takerDelayMs: takerDelayOn('crypto', opensAt)?.value,
  };
  const source = sourceOf(asset, lookbackOf(market));
  const id = idOf(window, lane.position);
  const event = eventOf(window, id, lane.position, descriptionOf(window, source));
  return { market, id, questionId, resolutionSource: source, event, listedAt };
}

/** Prints in the averages that decide a market; 1 where the spot price does. */
export function lookbackOf({ rule }: Pick<Market, 'rule'>): number {
  return rule?.value.kind === 'twap_close_vs_open' ? rule.value.lookbackSeconds : 1;
}

/** Windows open at whole multiples of so much. */
const STEP_S = 300;
/** More assets than an exchange has. */
const POSITIONS = 32;

/**
 * A number that no other window of the exchange has. Clients of the venue read event ids into 32
 * bits with a sign (its own for Python, 0.14.0).
 */
function idOf({ frame, opensAt }: Window, position: number): string {
  const step = opensAt / MICROS_PER_SECOND / STEP_S;
  const lane = SERIES_FRAMES.indexOf(frame) * POSITIONS + position;
  return String(step * SERIES_FRAMES.length * POSITIONS + lane);
}

function eventOf(window: Window, id: string, position: number, description: string): ListedEvent {
  const series = { id: `9${laneDigits(window.frame, position)}`, ...seriesTextOf(window) };
  const [slug, title] = [slugOf(window), titleOf(window)];
  return { id, slug, title, description, series, tags: tagsOf(window) };
}

function laneDigits(frame: Window['frame'], position: number): string {
  return `${SERIES_FRAMES.indexOf(frame)}${String(position).padStart(2, '0')}`;
}
