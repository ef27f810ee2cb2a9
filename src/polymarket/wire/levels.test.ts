import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ASK, BID } from '../../domain/side.ts';
import { formatDecimal } from '../../domain/units.ts';
import { levelPriceOf, readLevels, sizeOf, unitsOf } from './levels.ts';

const level = (price: unknown, size: unknown) => ({ price, size });

function read(raw: unknown, side: 0 | 1 = BID) {
  const levels = readLevels(raw, side, 'frame.bids');
  if (!levels.ok) return levels;
  return { price: [...levels.value.price], size: [...levels.value.size] };
}

describe('a wire decimal', () => {
  test('comes as text', () => {
    expect(unitsOf('12188.25')).toBe(12_188_250_000);
    expect(unitsOf('0.480000000')).toBe(480_000);
  });

  test('comes as a number in old recordings and is read by its shortest text', () => {
    expect(unitsOf(0.29)).toBe(290_000);
    expect(unitsOf(1500)).toBe(1_500_000_000);
  });

  test('is refused when a float shows that digits were lost', () => {
    expect(unitsOf(0.1 + 0.2)).toMatchObject({ ok: false, code: 'too_precise' });
    expect(unitsOf(1e-7)).toMatchObject({ ok: false, code: 'not_a_decimal' });
    expect(unitsOf(Number.NaN)).toMatchObject({ ok: false, code: 'not_a_decimal' });
  });

  test.each([undefined, null, {}, [], true, '', 'NaN', '0x1'])('is not %j', (value) => {
    expect(unitsOf(value)).toMatchObject({ ok: false, code: 'not_a_decimal' });
  });

  test('is read to its end, however long it is', () => {
    expect(unitsOf(`0.5${'0'.repeat(97)}x`)).toMatchObject({ ok: false, code: 'not_a_decimal' });
    expect(unitsOf(`0.5${'0'.repeat(97)}1`)).toMatchObject({ ok: false });
  });

  test('has its place on the scale', () => {
    for (const price of ['0', '1', '-0.5', '1.01']) {
      expect(levelPriceOf(price)).toMatchObject({ ok: false, code: 'price_out_of_range' });
    }
    expect(sizeOf('-3')).toMatchObject({ ok: false, code: 'negative_size' });
    expect(levelPriceOf('x')).toMatchObject({ ok: false, code: 'not_a_decimal' });
    expect(sizeOf(null)).toMatchObject({ ok: false, code: 'not_a_decimal' });
  });
});

describe('levels', () => {
  const up = [level('0.01', '5'), level('0.4', '7'), level('0.38', '6')];

  test('come out best first, however they were sent', () => {
    expect(read(up, BID)).toEqual({
      price: [400_000, 380_000, 10_000],
      size: [7_000_000, 6_000_000, 5_000_000],
    });
    expect(read([...up].reverse(), ASK)).toEqual({
      price: [10_000, 380_000, 400_000],
      size: [5_000_000, 6_000_000, 7_000_000],
    });
  });

  test('of size zero do not exist', () => {
    expect(read([level('0.1', '0'), level('0.2', '1')])).toEqual({
      price: [200_000],
      size: [1_000_000],
    });
  });

  test('may be none', () => {
    expect(read([])).toEqual({ price: [], size: [] });
  });

  test.each([
    ['no array', 'text', 'bad_levels', 'frame.bids'],
    ['no level', [7], 'bad_levels', 'frame.bids[0]'],
    ['a null', [null], 'bad_levels', 'frame.bids[0]'],
    ['a bad price', [level('1', '1')], 'price_out_of_range', 'frame.bids[0].price'],
    ['a bad size', [level('.1', '1'), level('.2', '-1')], 'negative_size', 'frame.bids[1].size'],
    ['a repeated price', [level('.1', '1'), level('.10', '2')], 'duplicate_level', 'frame.bids'],
    ['too many', Array(10_001).fill(level('.1', '1')), 'bad_levels', '10001 levels'],
  ])('with %s are refused with their place', (_name, raw, code, place) => {
    const levels = readLevels(raw, BID, 'frame.bids');
    expect(levels).toMatchObject({ ok: false, code });
    expect(!levels.ok && levels.message).toContain(place);
  });

  test('in any order make the same book', () => {
    const book = fc.uniqueArray(fc.integer({ min: 1, max: 9_999 }), { maxLength: 60 });
    fc.assert(
      fc.property(book, fc.constantFrom(BID, ASK), (ticks, side) => {
        const raw = ticks.map((tick) => level(formatDecimal(tick * 100), String(tick)));
        const best = [...ticks].sort((a, b) => (side === BID ? b - a : a - b));
        expect(read(raw, side)).toEqual({
          price: best.map((tick) => tick * 100),
          size: best.map((tick) => tick * 1_000_000),
        });
      }),
    );
  });
});
