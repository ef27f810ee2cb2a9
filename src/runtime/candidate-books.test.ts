import { expect, test } from 'vitest';
import type { TokenId } from '../domain/ids.ts';
import { BID } from '../domain/side.ts';
import type { Price } from '../domain/units.ts';
import type { VenueOutcome } from '../polymarket/rest/outcome.ts';
import { type ClobBook, readBooks } from '../polymarket/wire/clob/book.ts';
import { bookReader } from './candidate-books.ts';

const [ONE, TWO, THREE] = ['1', '2', '3'] as TokenId[] as [TokenId, TokenId, TokenId];

const level = (price: string, size = '100') => ({ price, size });

/** As POST /books answers. */
function answer(...books: readonly object[]): VenueOutcome<readonly ClobBook[]> {
  const market = `0x${'0'.repeat(64)}`;
  const whole = books.map((book) => ({
    market,
    timestamp: '1790856000000',
    tick_size: '0.01',
    ...book,
  }));
  const read = readBooks(JSON.stringify(whole));
  if (!read.ok) throw new Error(read.message);
  return { kind: 'ok', value: read.value } as VenueOutcome<readonly ClobBook[]>;
}

const readerOf = (outcome: VenueOutcome<readonly ClobBook[]>) =>
  bookReader({ books: () => Promise.resolve(outcome) });

test('books come by token, and a crossed one is none', async () => {
  const read = await readerOf(
    answer(
      { asset_id: ONE, bids: [level('0.40'), level('0.45', '7')], asks: [level('0.55')] },
      { asset_id: TWO, bids: [level('0.60')], asks: [level('0.55')] },
    ),
  )([ONE, TWO, THREE]);
  if (!read.ok) throw new Error(read.message);
  expect([...read.value.keys()]).toEqual([ONE]);
  const book = read.value.get(ONE);
  expect([book?.bestBid, book?.bestAsk]).toEqual([450_000, 550_000]);
  expect(book?.sizeAt(BID, 450_000 as Price)).toBe(7_000_000);
});

test('one of whose levels some lie beside its ticks is not known', async () => {
  const odd = { asset_id: ONE, bids: [level('0.455')], asks: [level('0.55')] };
  expect(await readerOf(answer(odd))([ONE])).toEqual({ ok: true, value: new Map() });
});

test('nothing is asked for nothing, and a venue that does not answer is told', async () => {
  const down = { kind: 'unknown', cause: 'timeout', status: undefined, detail: '' } as const;
  const read = readerOf(down as never);
  expect(await read([])).toEqual({ ok: true, value: new Map() });
  expect(await read([ONE])).toMatchObject({ ok: false });
});
