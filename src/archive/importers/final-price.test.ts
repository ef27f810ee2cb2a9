import { describe, expect, test } from 'vitest';
import type { Timestamp } from '../../domain/units.ts';
import { type FinalBook, FinalBooks } from './final-price.ts';

const CLOSE = 1_776_081_900_000_000 as Timestamp;
const S = 1_000_000;

/** The last book of a token, seconds after the close. */
const book = (outcome: 0 | 1, seconds: number, mid: number): FinalBook => ({
  outcome,
  at: CLOSE + seconds * S,
  mid: mid * 1e6,
});

function decide(...books: FinalBook[]) {
  const finals = new FinalBooks();
  for (const one of books) finals.see(one);
  return finals.decide(CLOSE);
}

describe('the final price rule', () => {
  test.each([
    ['a mid above 0.90 of the first token', [book(0, -1, 0.91)], 1_000_000],
    ['a mid below 0.10 of the first token', [book(0, -1, 0.09)], 0],
    ['a mid above 0.90 of the second token', [book(1, -1, 0.91)], 0],
    ['a mid below 0.10 of the second token', [book(1, -1, 0.09)], 1_000_000],
    ['a book after the close', [book(0, 5, 0.995)], 1_000_000],
    ['a book just inside ten seconds', [book(0, -9.999999, 0.95)], 1_000_000],
    ['one sure token beside one in between', [book(0, -1, 0.5), book(1, -2, 0.02)], 1_000_000],
    ['a stale token beside a fresh one', [book(0, -30, 0.01), book(1, -2, 0.02)], 1_000_000],
    ['two tokens that agree', [book(0, -1, 0.05), book(1, -2, 0.95)], 0],
  ])('%s decides', (_name, books, payout) => {
    expect(decide(...books)?.resolution).toMatchObject({ payout, source: 'final_price' });
  });

  test.each([
    ['no book', []],
    ['exactly 0.90', [book(0, -1, 0.9)]],
    ['exactly 0.10', [book(0, -1, 0.1)]],
    ['a last book ten seconds before the close', [book(0, -10, 0.99)]],
    ['two tokens that contradict each other', [book(0, -1, 0.95), book(1, -1, 0.95)]],
  ])('%s leaves the market undecided', (_name, books) => {
    expect(decide(...books)).toBeUndefined();
  });

  test('is known once the close and the book that decides have passed', () => {
    expect(decide(book(0, -3, 0.95))?.resolution.at).toBe(CLOSE);
    expect(decide(book(0, 3, 0.95))?.resolution.at).toBe(CLOSE + 3 * S);
    expect(decide(book(0, 3, 0.95))?.note).toContain('last mid 0.95 of outcome 0, 3.0 s after');
  });

  test('looks at the last book by time, whatever the order of the file', () => {
    expect(decide(book(0, 2, 0.99), book(0, -4, 0.5))?.resolution.payout).toBe(1_000_000);
    expect(decide(book(0, 2, 0.99), book(0, 2, 0.02))?.resolution.payout).toBe(0);
  });
});
