import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { madeUpRows } from '../../../test/support/labeled-rows.ts';
import { settledMarkets } from '../../../test/support/settled-markets.ts';
import type { Timestamp } from '../../domain/units.ts';
import { Examples, type SettledMarket } from './examples.ts';

function filled(markets: readonly SettledMarket[], inputs: number): Examples {
  const examples = new Examples(inputs);
  for (const market of markets) examples.add(market);
  return examples;
}

const aMarket = (values: readonly number[], at = 0): SettledMarket => ({
  values: Float32Array.from(values),
  happened: at % 2 === 1,
  from: (at * 10) as Timestamp,
  until: (at * 10 + 10) as Timestamp,
});

test('rows come back with their market’s label and window', () => {
  const rows = madeUpRows({ markets: 9, rowsPerMarket: 3, inputs: 2, seed: 1, slope: 1 });
  const examples = filled(settledMarkets(rows), 2);
  const { values, ...columns } = examples.rows();
  const { values: given, ...expected } = rows;
  expect(columns).toEqual(expected);
  expect(values).toEqual(given.map(Math.fround));
  expect(examples.settled).toBe(9);
  expect(examples.until).toBe(rows.until.at(-1));
});

test('the newest ten thousand rows are kept, whole markets of them; all are counted', () => {
  const hundred = (at: number) => aMarket(Array(100).fill(at), at);
  const examples = filled(
    Array.from({ length: 103 }, (_, at) => hundred(at)),
    1,
  );
  expect(examples.settled).toBe(103);
  const { count, from } = examples.rows();
  expect([count, from[0]]).toEqual([10_000, 30]);
});

test('of each market another row is taken, of the newest markets', () => {
  const markets = [9, 8, 7, 6].map((first, at) => aMarket([first, first + 10], at));
  const { values, labels } = filled([...markets, aMarket([])], 1).oneOfEach(4);
  expect([...values]).toEqual([8, 17, 6]);
  expect([...labels]).toEqual([1, 0, 1]);
});

test('what is saved is restored bit by bit, what is unknown included', () => {
  const float = fc.float({ noDefaultInfinity: false });
  const row = fc.tuple(float, float);
  const market = fc.tuple(fc.array(row, { maxLength: 4 }), fc.nat(1_000));
  fc.assert(
    fc.property(fc.array(market, { maxLength: 6 }), (made) => {
      const examples = filled(
        made.map(([rows, at]) => aMarket(rows.flat(), at)),
        2,
      );
      const restored = Examples.restore(JSON.parse(JSON.stringify(examples.save())));
      if (!restored.ok) throw new Error(restored.message);
      expect(restored.value.rows()).toEqual(examples.rows());
      expect(restored.value.save()).toEqual(examples.save());
    }),
  );
});

describe('what cannot be is refused', () => {
  const saved = filled([aMarket([1, 2]), aMarket([3, 4], 1)], 2).save();
  test.each([
    ['nothing', undefined],
    ['no inputs', { ...saved, inputs: 0 }],
    ['fewer markets than are kept', { ...saved, settled: 1 }],
    ['a label too few', { ...saved, happened: [1] }],
    ['a time that is none', { ...saved, until: [10, 'noon'] }],
    ['a row too many', { ...saved, rows: [1, 2] }],
    ['values cut off', { ...saved, values: saved.values.slice(0, -4) }],
    ['values that are no base64', { ...saved, values: saved.values.replace('A', '!') }],
    ['values that are no text', { ...saved, values: 7 }],
  ])('%s', (_what, one) => {
    expect(Examples.restore(one)).toMatchObject({ ok: false, code: 'model_corrupt' });
  });
});
