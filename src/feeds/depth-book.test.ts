import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Timestamp } from '../domain/units.ts';
import { DepthBook } from './depth-book.ts';
import type { DepthSnapshot } from './wire/binance-depth.ts';
import type { DepthChanged } from './wire/feed-event.ts';

type Levels = readonly (readonly [price: number, size: number])[];

const columns = (levels: Levels) => ({
  price: new Float64Array(levels.map(([price]) => price)),
  size: new Float64Array(levels.map(([, size]) => size)),
});

function change(firstId: number, lastId: number, bids: Levels, asks: Levels = []): DepthChanged {
  const sides = { bids: columns(bids), asks: columns(asks) };
  const tsEvent = 1 as Timestamp;
  return { kind: 'DepthChanged', feed: 'x', tsEvent, tsSent: tsEvent, firstId, lastId, ...sides };
}

function snapshot(lastId: number, bids: Levels, asks: Levels = [[20, 1]]): DepthSnapshot {
  return { lastId, bids: columns(bids), asks: columns(asks) };
}

describe('a book out of a snapshot and changes', () => {
  test('is unknown before the snapshot', () => {
    const book = new DepthBook();
    expect(book.change(change(1, 5, [[10, 1]]))).toBe(true);
    expect([book.isWhole, book.top, book.levels('bids')]).toEqual([false, undefined, []]);
  });

  test('drops what the snapshot holds already and begins with what spans its end', () => {
    const book = new DepthBook();
    book.change(change(1, 5, [[9, 9]]));
    book.change(change(6, 10, [[10, 1]]));
    book.change(change(11, 12, [[11, 2]]));
    expect(book.rebuild(snapshot(7, [[8, 3]]))).toMatchObject({ ok: true });
    expect(book.levels('bids')).toEqual([
      [11, 2],
      [10, 1],
      [8, 3],
    ]);
    expect(book.top).toEqual({ bid: 11, bidSize: 2, ask: 20, askSize: 1 });
  });

  test('refuses a snapshot from before what waits, and takes a newer one', () => {
    const book = new DepthBook();
    book.change(change(6, 10, [[10, 1]]));
    expect(book.rebuild(snapshot(4, [[8, 3]]))).toMatchObject({ code: 'too_old' });
    expect(book.isWhole).toBe(false);
    expect(book.rebuild(snapshot(5, [[8, 3]]))).toMatchObject({ ok: true });
    expect(book.top?.bid).toBe(10);
  });

  test('takes absolute sizes, and 0 as removal, also of what is not there', () => {
    const book = new DepthBook();
    book.rebuild(snapshot(1, [[8, 3]]));
    book.change(
      change(2, 2, [
        [8, 2],
        [7, 0],
      ]),
    );
    expect(book.levels('bids')).toEqual([[8, 2]]);
    book.change(change(3, 3, [[8, 0]]));
    expect([book.isWhole, book.top]).toEqual([true, undefined]);
  });

  test('drops what comes a second time', () => {
    const book = new DepthBook();
    book.rebuild(snapshot(5, [[8, 3]]));
    expect(book.change(change(4, 5, [[8, 9]]))).toBe(true);
    expect(book.levels('bids')).toEqual([[8, 3]]);
  });

  test('is unknown after a hole, and what came after it waits', () => {
    const book = new DepthBook();
    book.rebuild(snapshot(5, [[8, 3]]));
    expect(book.change(change(7, 8, [[9, 1]]))).toBe(false);
    expect([book.isWhole, book.levels('bids')]).toEqual([false, []]);
    book.change(change(9, 9, [[8, 1]]));
    expect(book.rebuild(snapshot(6, [[8, 3]]))).toMatchObject({ ok: true });
    expect(book.levels('bids')).toEqual([
      [9, 1],
      [8, 1],
    ]);
  });

  test('is not whole when a hole lies among what waited', () => {
    const book = new DepthBook();
    book.change(change(6, 6, []));
    book.change(change(8, 8, [[9, 1]]));
    expect(book.rebuild(snapshot(5, [[8, 3]]))).toMatchObject({ code: 'hole' });
    expect(book.isWhole).toBe(false);
    expect(book.rebuild(snapshot(7, [[8, 3]]))).toMatchObject({ ok: true });
  });

  test('keeps so many changes waiting, no more', () => {
    const book = new DepthBook();
    for (let id = 1; id <= 1_001; id++) book.change(change(id, id, []));
    expect(book.rebuild(snapshot(0, []))).toMatchObject({ code: 'too_old' });
    expect(book.rebuild(snapshot(1, []))).toMatchObject({ ok: true });
  });

  test('has no top when it is crossed', () => {
    const book = new DepthBook();
    book.rebuild(snapshot(1, [[20, 3]]));
    expect([book.isWhole, book.top]).toEqual([true, undefined]);
  });
});

test('whatever gets lost, a whole book is the true one', () => {
  const step = fc.record({
    price: fc.integer({ min: 1, max: 6 }),
    size: fc.nat(3),
    /** Ends a message of the stream. */
    ends: fc.boolean(),
    isLost: fc.integer({ min: 0, max: 9 }).map((draw) => draw === 0),
    /** Ids since the snapshot that arrives behind this message was taken; none arrives. */
    snapshotAgo: fc.option(fc.nat(12), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const book = new DepthBook();
      const truth = [new Map<number, number>()];
      let firstId = 1;
      for (const [index, { price, size, ends, isLost, snapshotAgo }] of steps.entries()) {
        const id = index + 1;
        const next = new Map(truth[index]);
        if (size === 0) next.delete(price);
        else next.set(price, size);
        truth.push(next);
        if (!ends) continue;
        const levels = steps.slice(firstId - 1, id).map((one) => [one.price, one.size] as const);
        if (!isLost) book.change(change(firstId, id, levels));
        firstId = id + 1;
        if (snapshotAgo !== undefined) {
          const at = Math.max(0, id - snapshotAgo);
          if (!book.isWhole) book.rebuild(snapshot(at, [...(truth[at] ?? [])]));
        }
        // What was lost last shows only with what comes next.
        if (isLost || !book.isWhole) continue;
        expect(book.levels('bids')).toEqual([...next].sort(([a], [b]) => b - a));
      }
    }),
  );
});
