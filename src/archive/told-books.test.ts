import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { archived, level, rowsOf, time } from '../../test/support/archived.ts';
import { temporaryFolder } from '../../test/support/imported.ts';
import type { Outcome } from '../domain/ids.ts';
import { UNTOLD } from '../domain/market-facts.ts';
import { ASK, BID } from '../domain/side.ts';
import { KIND_CLEAR, KIND_GAP, KIND_LEVEL, KIND_TOLD } from '../domain/tape.ts';
import { TICK_SIZES, type TickSize } from '../domain/tick.ts';
import type { Price } from '../domain/units.ts';
import { archiveInfo } from './archive-info.ts';
import { ArchiveSource } from './archive-source.ts';
import type { MarketNumber, UnitWriter } from './importer.ts';
import { pricesAround } from './told-books.ts';
import { verifyArchive } from './verify-archive.ts';

const CENT = 10_000 as TickSize;
const HALF_A_CENT = 5_000 as Price;

describe('the book around a told price', () => {
  test.each([
    [500_000, 10_000, 490_000, 510_000],
    [445_000, 10_000, 430_000, 460_000],
    [445_000, 5_000, 440_000, 450_000],
    [445_000, 1, 440_000, 450_000],
    [10_000, 10_000, undefined, 20_000],
    [991_000, 5_000, 980_000, undefined],
    [0, 5_000, undefined, 10_000],
    [1_000_000, 5_000, 990_000, undefined],
    [500_000, 495_000, undefined, undefined],
  ])('of %i, %i to each side, is %s to %s', (told, half, bid, ask) => {
    expect(pricesAround(told as Price, half as Price, CENT)).toEqual({ bid, ask });
  });

  test('is never narrower than was asked for, never off the grid and never crossed', () => {
    const told = fc.integer({ min: 0, max: 1_000_000 });
    const half = fc.integer({ min: 1, max: 499_999 });
    fc.assert(
      fc.property(told, half, fc.constantFrom(...TICK_SIZES), (price, away, tick) => {
        const { bid, ask } = pricesAround(price as Price, away as Price, tick);
        if (bid !== undefined) {
          expect([bid % tick, bid > 0, price - bid >= away]).toEqual([0, true, true]);
          expect(price - bid).toBeLessThan(away + tick);
        }
        if (ask !== undefined) {
          expect([ask % tick, ask < 1_000_000, ask - price >= away]).toEqual([0, true, true]);
          expect(ask - price).toBeLessThan(away + tick);
        }
      }),
    );
  });
});

function declare(writer: UnitWriter, slug: string): MarketNumber {
  const window = { opensAt: time(0), closesAt: time(300) };
  return writer.market({ ...UNTOLD, slug, category: 'crypto', ...window, source: 'made up' });
}

function at(market: MarketNumber, seconds: number, outcome: Outcome = 0) {
  const source = { file: 'f', row: 1 };
  return { market, outcome, tsEvent: Number.NaN, tsInit: time(seconds), source };
}

const raw = () => '';
const matching = (text: RegExp) => expect.stringMatching(text);
const tell = (writer: UnitWriter, market: MarketNumber, price: number, seconds: number) =>
  writer.told(at(market, seconds), price as Price, raw);

/** One market of which prices of both tokens were told, most of the first's. */
function onlyPrices(writer: UnitWriter): void {
  const market = declare(writer, 'btc-x');
  tell(writer, market, 445_000, 5);
  writer.told(at(market, 6, 1), 600_000 as Price, raw);
  tell(writer, market, 995_000, 295);
}

/** Rows about the book. */
async function bookRows(root: string, halfSpread?: Price) {
  const rows = await rowsOf(root, { halfSpread });
  return rows.filter(([, kind]) => [KIND_CLEAR, KIND_LEVEL, KIND_GAP, KIND_TOLD].includes(kind));
}

describe('a market of which only prices were told', () => {
  test('has them in the archive as they came, counted and judged, and verified', async () => {
    const root = temporaryFolder();
    const { manifest } = await archived(root, 'told', onlyPrices);
    expect(manifest.counts).toMatchObject({ books: 0, levels: 0, trades: 0, toldPrices: 3 });
    expect(manifest.series).toMatchObject([
      { outcome: 0, complete: true },
      { outcome: 1, complete: false, incompleteBecause: [/last price/, /only 1/].map(matching) },
    ]);
    expect((await verifyArchive(root)).map(({ ok }) => ok)).toEqual([true]);
    const [info] = await archiveInfo(root);
    expect(info?.manifest.counts.toldPrices).toBe(3);
  });

  test('is replayed without a book, and says why, unless a spread is stated', async () => {
    const root = temporaryFolder();
    await archived(root, 'told', onlyPrices);
    expect(await bookRows(root)).toEqual([]);
    const source = await ArchiveSource.open(root);
    expect(source.assumptions).toContainEqual({
      code: 'told_prices_left_out',
      text: expect.stringMatching(/^1 of 1 markets: only prices .* --half-spread/),
    });
    source.close();
  });

  test('is replayed as books of one level a side with a spread, and says so', async () => {
    const root = temporaryFolder();
    await archived(root, 'told', onlyPrices);
    expect(await bookRows(root, HALF_A_CENT)).toEqual([
      [5, KIND_CLEAR, 0, 0, 0],
      [5, KIND_LEVEL, 0, 0, 440_000],
      [5, KIND_LEVEL, 0, 0, 450_000],
      [295, KIND_CLEAR, 0, 0, 0],
      [295, KIND_LEVEL, 0, 0, 990_000],
    ]);
    const source = await ArchiveSource.open(root, { halfSpread: HALF_A_CENT });
    const [assumed] = source.assumptions.filter(({ code }) => code === 'told_prices_as_books');
    expect(assumed?.text).toMatch(/^1 of 1 markets: .* 0.005 dollars .* unknown size/);
    const path = await source.pricePath(0 as never, 10);
    expect(path).toMatchObject({ bid: [440_000, 990_000], ask: [450_000, Number.NaN] });
    const sizes: (number | undefined)[] = [];
    for await (const { length, kind, size } of source.tapes()) {
      for (let i = 0; i < length; i++) if (kind[i] === KIND_LEVEL) sizes.push(size[i]);
    }
    expect(sizes).toEqual([-1, -1, -1]);
    source.close();
  });

  test('has no book after a gap until the next price', async () => {
    const root = temporaryFolder();
    await archived(root, 'told', (writer) => {
      const market = declare(writer, 'btc-x');
      tell(writer, market, 500_000, 5);
      writer.gap(market, 0, time(35), time(200), 'recording_gap');
      tell(writer, market, 500_000, 200);
    });
    const seconds = (await bookRows(root, HALF_A_CENT)).map(([second, kind]) => [second, kind]);
    expect(seconds.filter(([, kind]) => kind !== KIND_LEVEL)).toEqual([
      [5, KIND_CLEAR],
      [35, KIND_GAP],
      [200, KIND_CLEAR],
      // The recording ends before its market does.
      [200.000001, KIND_GAP],
    ]);
  });
});

describe('a market whose book was recorded', () => {
  const quoted = (writer: UnitWriter) => {
    const market = declare(writer, 'btc-x');
    writer.book(at(market, 1), level(400_000, 5), level(420_000, 6), undefined, raw);
    return market;
  };

  test('keeps it: prices that were told beside it make none', async () => {
    const root = temporaryFolder();
    await archived(root, 'both', (writer) => tell(writer, quoted(writer), 700_000, 2));
    const kinds = (await bookRows(root, HALF_A_CENT)).map(([, kind, , , price]) => [kind, price]);
    expect(kinds.slice(0, -1)).toEqual([
      [KIND_CLEAR, 0],
      [KIND_LEVEL, 400_000],
      [KIND_LEVEL, 420_000],
    ]);
    expect(kinds.at(-1)?.[0]).toBe(KIND_GAP);
    const source = await ArchiveSource.open(root, { halfSpread: HALF_A_CENT });
    expect(source.assumptions.map(({ code }) => code)).not.toContain('told_prices_as_books');
    source.close();
  });

  test('is taken from there, however many prices another dataset has of it', async () => {
    const root = temporaryFolder();
    await archived(root, 'books', quoted);
    await archived(root, 'told', onlyPrices);
    const prices = (await bookRows(root, HALF_A_CENT)).map(([, , , , price]) => price);
    expect(prices).toContain(400_000);
    expect(prices).not.toContain(440_000);
  });
});

test('asks and bids are on their own sides', async () => {
  const root = temporaryFolder();
  await archived(root, 'told', onlyPrices);
  const source = await ArchiveSource.open(root, { halfSpread: HALF_A_CENT });
  const sides: (number | undefined)[] = [];
  for await (const { length, kind, side } of source.tapes()) {
    for (let i = 0; i < length; i++) if (kind[i] === KIND_LEVEL) sides.push(side[i]);
  }
  expect(sides).toEqual([BID, ASK, BID]);
  source.close();
});
