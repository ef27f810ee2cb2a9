import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDecimal, type Price, SCALE, type Shares } from '../../domain/units.ts';
import { type Holding, type QuoteShape, quotePlan } from './quote-plan.ts';

const CENT = 10_000;
const shares = (count: number) => (count * SCALE) as Shares;
const shape: QuoteShape = {
  halfSpread: 6_000,
  levels: 2,
  size: shares(30),
  skewPerShare: 100,
  mostShares: shares(300),
};

function planned(fair: number, held: readonly [number, number] = [0, 0], tick = CENT): string[] {
  const holding: Holding = { first: shares(held[0]), second: shares(held[1]) };
  return quotePlan(shape, fair as Price, tick as Price, holding).map(
    ({ outcome, side, price, size }) =>
      `${side} ${outcome === 0 ? 'Up' : 'Down'} ${size / SCALE} @ ${formatDecimal(price)}`,
  );
}

describe('a maker plans', () => {
  test('bids for both tokens, outward from what they are worth', () => {
    expect(planned(537_000)).toEqual([
      'buy Up 30 @ 0.53',
      'buy Down 30 @ 0.45',
      'buy Up 60 @ 0.52',
      'buy Down 60 @ 0.44',
    ]);
  });

  test('lower for what it has too much of', () => {
    expect(planned(537_000, [200, 0])[0]).toBe('buy Up 30 @ 0.51');
    expect(planned(537_000, [0, 200])[0]).toBe('buy Up 30 @ 0.55');
  });

  test('no more of what it has enough of', () => {
    expect(planned(537_000, [300, 0]).every((quote) => quote.includes('Down'))).toBe(true);
    expect(planned(537_000, [0, 300]).every((quote) => quote.includes('Up'))).toBe(true);
  });

  test('to sell pairs of both beyond its cushion, instead of buying more', () => {
    expect(planned(537_000, [240, 240])).toEqual([
      'sell Down 30 @ 0.47',
      'sell Up 30 @ 0.55',
      'sell Down 60 @ 0.48',
      'sell Up 60 @ 0.56',
    ]);
    expect(planned(537_000, [190, 200])).toEqual([
      'sell Down 30 @ 0.47',
      'sell Up 30 @ 0.55',
      'buy Up 60 @ 0.52',
      'buy Down 60 @ 0.44',
    ]);
    expect(planned(537_000, [179, 179])).toEqual(planned(537_000));
  });

  test('on both sides, on the tick, never across itself, never more than it has', () => {
    const held = fc.integer({ min: 0, max: 400 });
    const inputs = fc.tuple(
      fc.integer({ min: 0, max: SCALE }),
      held,
      held,
      fc.constantFrom(CENT, 1_000),
    );
    fc.assert(
      fc.property(inputs, ([fair, first, second, tick]) => {
        const holding = { first: shares(first), second: shares(second) };
        const quotes = quotePlan(shape, fair as Price, tick as Price, holding);
        fc.pre(Math.abs(first - second) < 300);
        const bids = quotes.filter(({ outcome, side }) => (outcome === 0) === (side === 'buy'));
        const asks = quotes.filter((quote) => !bids.includes(quote));
        const shown = (list: typeof quotes) =>
          list.map(({ outcome, price }) => (outcome === 0 ? price : SCALE - price));
        expect(Math.max(...shown(bids))).toBeLessThan(Math.min(...shown(asks)));
        for (const { price } of quotes) {
          expect(price % tick).toBe(0);
          expect(price > 0 && price < SCALE).toBe(true);
        }
        for (const [outcome, most] of [first, second].entries()) {
          const sold = quotes.filter((one) => one.side === 'sell' && one.outcome === outcome);
          expect(sold.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(most * SCALE);
        }
      }),
    );
  });
});
