import { formatDecimal, SCALE } from '../../domain/units.ts';
import type { ReferencePrint } from '../../ports/venue-wire.ts';
import type { Liquidated, OptionsSummarized, SymbolEvent } from './feed-event.ts';
import { pricesOf } from './feed-price.ts';
import type { Figure } from './figure.ts';

/**
 * All that an event tells as series of numbers at 1e-6, for the record: its prices, and under names
 * of their own what is no price. Rates are fractions (0.0001 is 100 units), volatilities percent a
 * year, sizes contracts or units of the asset, the mood a whole number. Nothing of what only a
 * book's reader needs.
 */
export function valuesOf(event: SymbolEvent): readonly ReferencePrint[] {
  switch (event.kind) {
    case 'MarkPriced':
      return [...pricesOf(event), seriesValue(event, '-funding', event.funding)];
    case 'FundingPaid':
      return [seriesValue(event, '-funding-paid', event.rate)];
    case 'OpenInterestTold':
      return [seriesValue(event, '-open-interest', event.openInterest)];
    case 'Liquidated':
      return [seriesValue(event, '-liquidated', signedSize(event))];
    case 'OptionsSummarized':
      return optionValues(event);
    case 'VolatilityTold':
      return [seriesValue(event, '', event.close)];
    case 'MoodTold':
      return [seriesValue(event, '', { value: event.value * SCALE, text: String(event.value) })];
    default:
      return pricesOf(event);
  }
}

/** What was filled so far: bought above zero (a short position is closed), sold below. */
function signedSize({ side, filled }: Liquidated): Figure {
  if (side === 'buy' || filled.value === 0) return filled;
  return { value: -filled.value, text: `-${filled.text}` };
}

/** Ratios are ours, out of the sums: their text has six decimals at most. Unknown ones are none. */
function optionValues(event: OptionsSummarized): ReferencePrint[] {
  const { openInterest, volume, markVolatility } = event;
  const values = {
    '-put-call-oi': openInterest.ratio,
    '-put-call-volume': volume.ratio,
    '-mark-volatility': markVolatility,
  };
  return Object.entries(values).flatMap(([suffix, value]) =>
    value === undefined ? [] : [seriesValue(event, suffix, { value, text: formatDecimal(value) })],
  );
}

type Told = Pick<ReferencePrint, 'feed' | 'tsEvent' | 'tsSent'>;

function seriesValue(
  { feed, tsEvent, tsSent }: Told,
  suffix: string,
  figure: Figure,
): ReferencePrint {
  const { value, text } = figure;
  return { feed: `${feed}${suffix}`, tsEvent, tsSent, value, text, history: false };
}
