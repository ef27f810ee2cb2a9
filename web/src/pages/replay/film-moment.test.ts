import { describe, expect, test } from 'vitest';
import type { NewsRow } from '../../../../src/screen/desk-document.ts';
import type { Film, FilmFrame } from '../../../../src/screen/film.ts';
import { documentOf, eventFrom, frameAt, midOf, newsUntil, thinned } from './film-moment.ts';

function frame(at: number, changes: Partial<FilmFrame> = {}): FilmFrame {
  const book = { bids: [480_000, 5_000_000], asks: [500_000, null] };
  const known = { isTrusted: true, untrusted: null, mine: [], held: [0, 0], reference: null };
  return { at, ...book, ...known, ...changes } as FilmFrame;
}

const frames = [10, 20, 30].map((at) => frame(at));
const news = [5, 20, 20, 40].map((at, entry) => ({ at, entry }) as NewsRow);

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
    const film = { market: 'm', frames } as unknown as Film;
    expect(documentOf(film, frames[0]!)).toMatchObject({
      now: 10,
      bids: [{ price: 480_000, size: 5_000_000 }],
      asks: [{ price: 500_000, size: null }],
      tick: 10_000,
    });
    const fine = { market: 'm', frames: [frame(1, { bids: [485_500, 1] })] } as unknown as Film;
    expect(documentOf(fine, fine.frames[0]!).tick).toBe(1_000);
  });

  test('has a midpoint only where both sides are there and trusted', () => {
    expect(midOf(frame(1))).toBe(490_000);
    expect(midOf(frame(1, { bids: [] }))).toBeNull();
    expect(midOf(frame(1, { isTrusted: false }))).toBeNull();
  });
});

test('what had happened until a moment is told, the newest of it', () => {
  expect(newsUntil(news, 20, 10).map(({ entry }) => entry)).toEqual([0, 1, 2]);
  expect(newsUntil(news, 20, 2).map(({ entry }) => entry)).toEqual([1, 2]);
  expect(newsUntil(news, 99, 9)).toHaveLength(4);
  expect(newsUntil(news, 1, 9)).toEqual([]);
});

test('from a moment one goes to what happened before and after it', () => {
  expect(eventFrom(news, 20, 'after')).toBe(40);
  expect(eventFrom(news, 20, 'before')).toBe(5);
  expect(eventFrom(news, 40, 'after')).toBeUndefined();
});

test('a chart has no more points than it can show, and the last picture among them', () => {
  const many = Array.from({ length: 1_001 }, (_, at) => frame(at));
  const shown = thinned(many, 100);
  expect(shown.length).toBeLessThanOrEqual(101);
  expect(shown.at(-1)?.at).toBe(1_000);
  expect(thinned(frames, 100)).toEqual(frames);
});
