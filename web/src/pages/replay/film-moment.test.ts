import { describe, expect, test } from 'vitest';
import type { Film, FilmFrame, FilmNews, FilmPlace } from '../../../../src/screen/film.ts';
import {
  documentOf,
  eventFrom,
  frameAt,
  midOf,
  newsUntil,
  partAt,
  pictureFrom,
  picturesBefore,
  type ReadPart,
  spanOf,
} from './film-moment.ts';

function frame(at: number, changes: Partial<FilmFrame> = {}): FilmFrame {
  const book = { bids: [480_000, 5_000_000], asks: [500_000, null], tick: 10_000 };
  const known = { isTrusted: true, untrusted: null, mine: [], held: [0, 0], reference: null };
  return { at, ...book, ...known, ...changes } as FilmFrame;
}

const frames = [10, 20, 30].map((at) => frame(at));
const rows = (...times: number[]) => times.map((at) => ({ at, entry: at }) as FilmNews);

function place(from: number, to: number, times: number[]): FilmPlace {
  const [firstNews = null, lastNews = null] = [times[0], times.at(-1)];
  return { from, to, firstNews, lastNews, pictures: 3, news: times.length, offset: 0, bytes: 0 };
}

/** Its second part, of four, is that which is read. */
const parts = [place(1, 5, [2]), place(10, 30, [20]), place(40, 50, []), place(60, 70, [65, 99])];
const film: Pick<Film, 'parts'> = { parts };
const part: ReadPart = { number: 1, frames, news: rows(20), before: rows(2) };

test('a moment is in the last part that has begun', () => {
  expect([0, 1, 9, 10, 39, 40, 999].map((at) => partAt(parts, at))).toEqual([0, 0, 0, 1, 1, 2, 3]);
  expect(partAt([], 5)).toBe(0);
  expect(picturesBefore(film, 2)).toBe(6);
  expect(spanOf(film)).toEqual({ from: 1, to: 99 });
});

describe('the picture of a moment', () => {
  test.each([
    [0, 0],
    [10, 0],
    [19, 0],
    [20, 1],
    [999, 2],
  ])('at %i is number %i', (at, index) => {
    expect(frameAt(frames, at)).toBe(index);
  });

  test('of no film at all is the first', () => {
    expect(frameAt([], 5)).toBe(0);
  });

  test('has its levels as the live ladder knows them', () => {
    expect(documentOf('m', frames[0]!)).toMatchObject({
      now: 10,
      bids: [{ price: 480_000, size: 5_000_000 }],
      asks: [{ price: 500_000, size: null }],
      tick: 10_000,
    });
  });

  test('has a midpoint only where both sides are there and trusted', () => {
    expect(midOf(frame(1))).toBe(490_000);
    expect(midOf(frame(1, { bids: [] }))).toBeNull();
    expect(midOf(frame(1, { isTrusted: false }))).toBeNull();
  });
});

test('what had happened until a moment is told, that of the parts before included', () => {
  expect(newsUntil(part, 20, 10).map(({ at }) => at)).toEqual([2, 20]);
  expect(newsUntil(part, 19, 10).map(({ at }) => at)).toEqual([2]);
  expect(newsUntil(part, 20, 1).map(({ at }) => at)).toEqual([20]);
});

test('from a moment one goes to what happened before and after it, over its part', () => {
  expect(eventFrom(film, part, 10, 'after')).toBe(20);
  expect(eventFrom(film, part, 20, 'after')).toBe(65);
  expect(eventFrom(film, part, 30, 'before')).toBe(20);
  expect(eventFrom(film, part, 20, 'before')).toBe(2);
  const last: ReadPart = { number: 3, frames: [frame(60)], news: rows(65, 99), before: [] };
  expect(eventFrom(film, last, 99, 'after')).toBeUndefined();
  expect(eventFrom(film, last, 60, 'before')).toBe(20);
});

test('from a picture one goes to those beside it, over its part', () => {
  expect(pictureFrom(film, part, 20, 'after')).toBe(30);
  expect(pictureFrom(film, part, 30, 'after')).toBe(40);
  expect(pictureFrom(film, part, 20, 'before')).toBe(10);
  expect(pictureFrom(film, part, 10, 'before')).toBe(5);
});
