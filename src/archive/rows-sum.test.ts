import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RowColumns } from './rows-hash.ts';
import { addedUp, RowsSum } from './rows-sum.ts';

type Row = Readonly<Record<keyof RowColumns, number>>;

const row: fc.Arbitrary<Row> = fc.record({
  tsEvent: fc.constantFrom(Number.NaN, 1.7e15, 1.7e15 + 1),
  tsInit: fc.constantFrom(Number.NaN, 1.7e15, 1.7e15 + 1),
  market: fc.nat(2),
  outcome: fc.nat(1),
  kind: fc.nat(5),
  side: fc.nat(1),
  flags: fc.nat(15),
  price: fc.integer({ min: 0, max: 1_000_000 }),
  size: fc.integer({ min: -1, max: 2 ** 50 }),
});

function columnsOf(rows: readonly Row[]): RowColumns {
  const column = (name: keyof Row) => rows.map((one) => one[name]);
  return {
    tsEvent: Float64Array.from(column('tsEvent')),
    tsInit: Float64Array.from(column('tsInit')),
    market: Int32Array.from(column('market')),
    outcome: Uint8Array.from(column('outcome')),
    kind: Uint8Array.from(column('kind')),
    side: Uint8Array.from(column('side')),
    flags: Uint8Array.from(column('flags')),
    price: Int32Array.from(column('price')),
    size: Float64Array.from(column('size')),
  };
}

function sumOf(rows: readonly Row[], slugs = ['a', 'b', 'c']): string {
  const sum = new RowsSum((market) => slugs[market] ?? '');
  sum.add(columnsOf(rows), 0, rows.length);
  return sum.text;
}

test('is the same however rows are cut and ordered', () => {
  fc.assert(
    fc.property(fc.array(row), fc.nat(), (rows, at) => {
      const cut = rows.length === 0 ? 0 : at % rows.length;
      const pieces = [rows.slice(cut), rows.slice(0, cut)].map((piece) => sumOf(piece));
      expect(addedUp(pieces)).toBe(sumOf(rows));
      expect(sumOf([...rows].reverse())).toBe(sumOf(rows));
    }),
  );
});

test('is another when any column of a row is another, or a row is missing or twice there', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1 }), row, fc.nat(), (rows, other, at) => {
      const place = at % rows.length;
      expect(sumOf([...rows, other])).not.toBe(sumOf(rows));
      for (const name of Object.keys(other) as (keyof Row)[]) {
        if (Object.is(rows[place]?.[name], other[name])) continue;
        const changed = rows.map((one, i) => (i === place ? { ...one, [name]: other[name] } : one));
        expect(sumOf(changed)).not.toBe(sumOf(rows));
      }
    }),
  );
});

test('knows markets by slug, not by number', () => {
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const renumbered = rows.map((one) => ({ ...one, market: 2 - one.market }));
      expect(sumOf(renumbered, ['c', 'b', 'a'])).toBe(sumOf(rows));
    }),
  );
});
