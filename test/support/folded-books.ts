// The books that whoever believes every message ends up with.
import { BID } from '../../src/domain/side.ts';
import { formatDecimal } from '../../src/domain/units.ts';
import type { Levels, MarketMessage } from '../../src/ports/venue-wire.ts';
import type { MarketServer } from './market-server.ts';

type Folded = { readonly bids: Map<string, string>; readonly asks: Map<string, string> };

function foldBooks(messages: readonly MarketMessage[]): Map<string, Folded> {
  const books = new Map<string, Folded>();
  for (const message of messages) {
    if (message.kind === 'BookSnapshot') {
      books.set(message.token, { bids: levels(message.bids), asks: levels(message.asks) });
    } else if (message.kind === 'TickSizeChanged') {
      books.set(message.token, { bids: new Map(), asks: new Map() });
    } else if (message.kind === 'LevelsChanged') {
      for (const { token, side, price, size } of message.changes) {
        const book = books.get(token);
        const half = side === BID ? book?.bids : book?.asks;
        if (size === 0) half?.delete(formatDecimal(price));
        else half?.set(formatDecimal(price), formatDecimal(size));
      }
    }
  }
  return books;
}

function levels({ price, size }: Levels): Map<string, string> {
  return new Map(Array.from(price, (p, i) => [formatDecimal(p), formatDecimal(size[i] ?? 0)]));
}

function sorted(side: ReadonlyMap<string, string>): string {
  return [...side].sort().join(' ');
}

/** The tokens whose book, by the messages, is not the venue's. */
export function differingBooks(
  messages: readonly MarketMessage[],
  server: MarketServer,
  tokens: readonly string[],
): string[] {
  const books = foldBooks(messages);
  return tokens.filter((token) => {
    const there = server.books.get(token);
    const here = books.get(token);
    if (there === undefined || here === undefined) return true;
    return sorted(here.bids) !== sorted(there.bids) || sorted(here.asks) !== sorted(there.asks);
  });
}
