import type { ReferencePrint } from '../../ports/venue-wire.ts';
import type { SymbolEvent } from './feed-event.ts';
import type { Figure } from './figure.ts';

/**
 * The prices in an event. A future has three: that of its trades under its own name, its mark and
 * the index behind it under names that say so.
 */
export function pricesOf(event: SymbolEvent): ReferencePrint[] {
  switch (event.kind) {
    case 'Traded':
      return [printOf(event, event.feed, event.price, event.isHistory)];
    case 'PriceTold':
      return [printOf(event, event.feed, event.price)];
    case 'MarkPriced':
      return [
        printOf(event, `${event.feed}-mark`, event.mark),
        printOf(event, `${event.feed}-index`, event.index),
      ];
    default:
      return [];
  }
}

function printOf(
  { tsEvent, tsSent }: Pick<ReferencePrint, 'tsEvent' | 'tsSent'>,
  feed: string,
  { value, text }: Figure,
  history = false,
): ReferencePrint {
  return { feed, tsEvent, tsSent, value, text, history };
}
