// Hours of an exchange like the local one that are over before a test begins, in an archive as a
// recorder would have left them: simulated, like everything that is heard there.
import type { At, UnitWriter } from '../../src/archive/importer.ts';
import type { Resolution } from '../../src/domain/market.ts';
import { ASK, BID, type BookSide } from '../../src/domain/side.ts';
import { SCALE, type Timestamp } from '../../src/domain/units.ts';
import type { ListedMarket } from '../../src/exchange/venue/listed-market.ts';
import type { Levels } from '../../src/ports/venue-wire.ts';
import { archived } from './archived.ts';
import { PlayedExchange, type Playing } from './played-exchange.ts';

const HERE = { file: 'world', row: 1 };
const NO_TEXT = () => '';
/** From one book to the next: no part of a second, so that prints are of any age. */
const BOOK_SECONDS = 0.7;

/** Plays so many seconds of a world in virtual time and archives what was heard of them. */
export function archiveWorld(root: string, playing: Playing, seconds: number): Promise<unknown> {
  return archived(root, 'earlier-world', (writer) => {
    const world = new PlayedExchange(playing);
    hear(world, writer);
    world.play(seconds, BOOK_SECONDS, () => {
      for (const market of world.venue.markets.all) {
        if (market.isAccepting) tellBook(market, world.now, writer);
      }
    });
    for (const market of world.venue.markets.all) tellWinner(market, writer);
  });
}

function hear({ venue }: PlayedExchange, writer: UnitWriter): void {
  venue.listen({
    printed: ({ market, outcome, side, price, size, at }) => {
      const hit = side === 'buy' ? ASK : BID;
      writer.trade(placed(market, at, writer, outcome), hit, price, size, NO_TEXT);
    },
    reference: ({ asset, at, value }) => {
      const price = Math.round(Number(value) * SCALE);
      writer.reference(`chainlink/${asset}usd`, at, venue.now(), price, value);
    },
  });
}

function tellBook(market: ListedMarket, at: Timestamp, writer: UnitWriter): void {
  const [bids, asks] = [levelsOf(market, BID), levelsOf(market, ASK)];
  writer.book(placed(market, at, writer), bids, asks, market.tick, NO_TEXT);
}

function levelsOf({ depth }: ListedMarket, side: BookSide): Levels {
  const levels = depth.levels(side);
  return {
    price: Int32Array.from(levels, ([price]) => price),
    size: Float64Array.from(levels, ([, size]) => size),
  };
}

function tellWinner(market: ListedMarket, writer: UnitWriter): void {
  const { payout, resolvedAt } = market;
  if (payout === undefined || resolvedAt === undefined) return;
  const { market: number } = placed(market, resolvedAt, writer);
  const resolution = { payout: payout as number as Resolution['payout'], at: resolvedAt };
  writer.resolution(number, { ...resolution, source: 'venue' }, 'the exchange said so');
}

function placed(
  { listing }: ListedMarket,
  at: Timestamp,
  writer: UnitWriter,
  outcome: 0 | 1 = 0,
): At {
  const { ticks: _ticks, minimumSize, takerDelayMs, ...facts } = listing.market;
  const source = 'the exchange';
  const market = writer.market({
    ...facts,
    minimumSize: minimumSize && { value: minimumSize, source },
    takerDelayMs: takerDelayMs === undefined ? undefined : { value: takerDelayMs, source },
    knownSince: listing.listedAt,
    source,
  });
  return { market, outcome, tsEvent: at, tsInit: at, source: HERE };
}
