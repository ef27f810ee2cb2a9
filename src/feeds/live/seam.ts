import type { SymbolEvent } from '../wire/feed-event.ts';

/**
 * Two connections that say the same for a while, as one: what the one has said, the other says in
 * vain. Events that only repeat a state, such as candles and marks, may come twice.
 */
export class Seam {
  #told = new Set<string>();

  /** Was this said already since the overlap began? */
  isTwice(event: SymbolEvent, isOverlapping: boolean): boolean {
    if (!isOverlapping) {
      if (this.#told.size > 0) this.#told = new Set();
      return false;
    }
    const identity = identityOf(event);
    if (identity === undefined) return false;
    const before = this.#told.size;
    return this.#told.add(identity).size === before;
  }
}

function identityOf(event: SymbolEvent): string | undefined {
  switch (event.kind) {
    case 'Traded':
      return `${event.isAggregate ? 'aggregate' : 'trade'} ${event.feed} ${event.id}`;
    case 'PriceTold':
      return `price ${event.feed} ${event.trade}`;
    case 'QuoteChanged':
      return `quote ${event.feed} ${event.id}`;
    case 'DepthChanged':
      return `depth ${event.feed} ${event.firstId} ${event.lastId}`;
    case 'Liquidated':
      return `liquidation ${event.feed} ${event.tsEvent} ${event.price.text} ${event.size.text}`;
    default:
      return undefined;
  }
}
