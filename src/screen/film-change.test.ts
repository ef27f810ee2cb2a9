import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FilmChange, FilmFrame } from './film.ts';
import { changedBy, changeOf, framesOf } from './film-change.ts';

const cents = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 12 });
const size = fc.option(fc.integer({ min: 1, max: 4 }), { nil: null });

/** A side with its best price first. */
const column = (way: 1 | -1) =>
  cents.chain((prices) =>
    fc.tuple(...prices.map(() => size)).map((sizes) => {
      const sorted = prices.toSorted((one, other) => way * (one - other));
      return sorted.flatMap((price, i) => [price * 10_000, sizes[i] as number | null]);
    }),
  );

const order = fc.record({
  order: fc.integer({ min: 1, max: 3 }),
  strategy: fc.constant('one'),
  in: fc.constantFrom(0 as const, 1 as const),
  outcome: fc.constantFrom(0 as const, 1 as const),
  side: fc.constantFrom('buy' as const, 'sell' as const),
  price: fc.integer({ min: 1, max: 3 }),
  left: fc.integer({ min: 1, max: 3 }),
  ahead: size,
});

const picture = fc.record({
  isTrusted: fc.boolean(),
  untrusted: fc.constantFrom(null, 'recording_gap'),
  bids: column(-1),
  asks: column(1),
  tick: fc.constantFrom(1_000, 10_000),
  mine: fc.array(order, { maxLength: 2 }),
  held: fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })),
  reference: size,
});

/** Pictures in the order of time. */
const pictures = fc
  .array(picture, { minLength: 1, maxLength: 20 })
  .map((some): FilmFrame[] => some.map((one, i) => ({ at: i, ...one }) as FilmFrame));

test('any picture that is rebuilt from the first one is the picture that was taken', () => {
  fc.assert(
    fc.property(pictures, ([first, ...others]) => {
      const shown = [first as FilmFrame];
      const changes: FilmChange[] = [];
      for (const frame of others) {
        const change = changeOf(shown.at(-1) as FilmFrame, frame);
        if (change === undefined) continue;
        changes.push(JSON.parse(JSON.stringify(change)));
        shown.push(frame);
      }
      expect(framesOf({ first: first as FilmFrame, changes })).toEqual(shown);
    }),
  );
});

const FRAME: FilmFrame = {
  ...{ at: 1, isTrusted: true, untrusted: null, tick: 10_000, mine: [], held: [0, 0] },
  ...{ bids: [480_000, 5, 470_000, 9], asks: [500_000, null], reference: null },
};

test('only the levels that moved are told, and what is gone as nothing', () => {
  const after = { ...FRAME, at: 2, bids: [490_000, 1, 480_000, 5] };
  expect(changeOf(FRAME, after)).toEqual({ at: 2, bids: [490_000, 1, 470_000, 0] });
  expect(changedBy(FRAME, { at: 2, bids: [490_000, 1, 470_000, 0] })).toEqual(after);
});

test('a picture in which nothing but the time is another is no change', () => {
  expect(changeOf(FRAME, { ...FRAME, at: 9 })).toBeUndefined();
});
