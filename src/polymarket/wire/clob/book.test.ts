import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { recordedFixture, recording, testRecorded } from '../../../../test/support/recorded.ts';
import { recordedFrames } from '../../../../test/support/recorded-frames.ts';
import { book } from '../../../../test/support/wire-samples/clob.ts';
import { DOWN, HASH, MARKET, UP } from '../../../../test/support/wire-samples/ids.ts';
import { readBook, readBooks } from './book.ts';
import { bookHash } from './book-hash.ts';

const read = (value: unknown) => readBook(JSON.stringify(value));

describe('a book', () => {
  test('comes best first, with the facts of its market', () => {
    expect(read(book)).toMatchObject({
      refusals: [],
      wrongFields: [],
      unknownFields: new Map(),
      value: {
        market: MARKET,
        token: UP,
        tsEvent: 1_782_201_457_021_000,
        bids: { price: Int32Array.of(490_000, 10_000), size: Float64Array.of(65e6, 1_075e6) },
        asks: { price: Int32Array.of(510_000, 990_000), size: Float64Array.of(72e6, 1_075e6) },
        hash: HASH,
        minimumSize: 5_000_000,
        tick: 10_000,
        negativeRisk: false,
        lastPrice: 500_000,
      },
    });
  });

  test('may lack facts, but not a side', () => {
    expect(read({ ...book, last_trade_price: '', neg_risk: 'x' })).toMatchObject({
      value: { lastPrice: undefined, negativeRisk: undefined },
      wrongFields: [{ code: 'not_a_flag' }],
    });
    const { asks: _, ...half } = book;
    expect(read(half)).toMatchObject({ ok: false, code: 'bad_levels' });
    expect(read({ ...book, tick_size: '0.03' })).toMatchObject({ code: 'unknown_tick_size' });
  });

  test('among several is lost alone', () => {
    const several = readBooks(
      JSON.stringify([book, { ...book, asset_id: 'x' }, { ...book, asset_id: DOWN }]),
    );
    expect(several).toMatchObject({
      value: [{ token: UP }, { token: DOWN }],
      refusals: [{ code: 'bad_token_id', message: expect.stringContaining('answer[1].asset_id') }],
    });
  });
});

describe('the hash of a book', () => {
  const real = recordedFixture('polymarket/rest/clob_book.json');

  testRecorded('is that of a recorded book', real, (path) => {
    const text = readFileSync(path, 'utf8');
    expect(bookHash(text)).toEqual({ ok: true, value: 'f95f38769d308ca8d61c394316c5ed77a15ce6c6' });
    // Whatever the spacing and the order of keys that it came in.
    const { bids, ...rest } = JSON.parse(text) as Record<string, unknown>;
    expect(bookHash(JSON.stringify({ ...rest, bids }, undefined, 2))).toEqual(bookHash(text));
    expect(bookHash(text.replace('"465"', '"466"'))).not.toEqual(bookHash(text));
  });

  testRecorded(
    'is that of every book fetched in April 2026',
    recording('raw-frames-2026-04'),
    () => {
      const books = (recordedFrames() ?? []).filter(({ text }) =>
        text.includes('"min_order_size"'),
      );
      expect(books).toHaveLength(552);
      const wrong = books.filter(({ text }) => {
        const hash = bookHash(text);
        return !hash.ok || hash.value !== (JSON.parse(text) as { hash: string }).hash;
      });
      expect(wrong).toEqual([]);
    },
  );

  test('needs every field: those of the market channel lack some', () => {
    const { min_order_size: _, ...frame } = book;
    expect(bookHash(JSON.stringify(frame))).toMatchObject({ code: 'missing_field' });
    expect(bookHash('[]')).toMatchObject({ code: 'not_an_object' });
    expect(bookHash('{')).toMatchObject({ code: 'not_json' });
    expect(bookHash(JSON.stringify({ ...book, bids: 'none', asks: [7] }))).toMatchObject({
      ok: true,
    });
  });
});
