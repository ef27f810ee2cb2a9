import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { roundDecimal } from '../../domain/decimal.ts';
import { ASSET_MODELS } from './asset-models.ts';
import { type AssetPrint, ReferencePrices } from './reference-prices.ts';

function pricesOf(seed: number, assets: readonly string[], historySeconds = 120) {
  const prints: AssetPrint[] = [];
  const options = { seed, assets, startsAt: at(0), historySeconds };
  return { prints, prices: new ReferencePrices(options, (print) => prints.push(print)) };
}

describe('reference prices', () => {
  test('come once per asset and whole second, in order', () => {
    const { prices, prints } = pricesOf(1, ['btc', 'eth']);
    prices.advance(at(0.9));
    expect(prints).toEqual([]);
    prices.advance(at(2.5));
    expect(prints.map((print) => [print.asset, print.at])).toEqual([
      ['btc', at(1)],
      ['eth', at(1)],
      ['btc', at(2)],
      ['eth', at(2)],
    ]);
  });

  test('are the same however time is cut, and whatever the other assets are', () => {
    const cuts = fc.array(fc.integer({ min: 0, max: 20_000_000 }), { maxLength: 20 });
    fc.assert(
      fc.property(fc.integer(), cuts, fc.shuffledSubarray(['eth', 'doge']), (seed, steps, more) => {
        const whole = pricesOf(seed, ['btc']);
        whole.prices.advance(at(100));
        const cut = pricesOf(seed, [...more, 'btc']);
        let now = 0;
        for (const step of steps) {
          now = Math.min(now + step / 1e6, 100);
          cut.prices.advance(at(now));
        }
        cut.prices.advance(at(100));
        expect(cut.prints.filter(({ asset }) => asset === 'btc')).toEqual(whole.prints);
      }),
      { numRuns: 30 },
    );
  });

  test('tell all digits, and the average of sixty', () => {
    const { prices, prints } = pricesOf(5, ['doge']);
    prices.advance(at(90));
    const units = prints.map(({ text }) => BigInt(Math.round(Number(text) * 1e8)) * 10n ** 10n);
    const sum = units.slice(-60).reduce((a, b) => a + b);
    const last = prints[89]!;
    expect(last.twapE18).toBe(sum / 60n);
    expect(prices.twapAt('doge', at(90))).toBe(sum / 60n);
    expect(prices.priceAt('doge', at(90.7))).toBe(units[89]);
    expect(roundDecimal(last.twapText, 'down', 0)).toEqual(
      roundDecimal(last.twapE18.toString(), 'down', 18),
    );
    expect(roundDecimal(last.text, 'down')).toEqual({ ok: true, value: last.value });
  });

  test('begin with a record of the past, and keep so much of it', () => {
    const { prices, prints } = pricesOf(1, ['btc'], 300);
    expect(prices.twapAt('btc', at(-300))).toBeDefined();
    expect(prices.twapAt('btc', at(-301))).toBeUndefined();
    expect(prices.twapAt('btc', at(1))).toBeUndefined();
    prices.advance(at(10));
    expect(prices.twapAt('btc', at(-290))).toBeDefined();
    expect(prices.twapAt('btc', at(-291))).toBeUndefined();
    expect(prices.since('btc', at(1))).toEqual(prints);
    expect(prices.since('btc', at(-1_000))).toHaveLength(300);
  });

  test.each(Object.entries(ASSET_MODELS))('of %s move about as much as stated', (asset, model) => {
    const { prices, prints } = pricesOf(3, [asset]);
    prices.advance(at(4 * 86_400));
    let sum = 0;
    for (let i = 10; i < prints.length; i += 10) {
      sum += Math.log(prints[i]!.value / prints[i - 10]!.value) ** 2;
    }
    const jumps = model.jumpsPerDay * 365.25 * model.jumpSize ** 2;
    const expected = Math.sqrt(model.annualVolatility ** 2 + jumps);
    const found = Math.sqrt((sum * 365.25) / 4);
    expect(found / expected).toBeGreaterThan(0.75);
    expect(found / expected).toBeLessThan(1.3);
  });
});

test('fair values come true as often as they say', () => {
  const { prices } = pricesOf(11, ['btc'], 600);
  const windows = 3_000;
  const bins = Array.from({ length: 5 }, () => ({ said: 0, came: 0, count: 0 }));
  for (let i = 0; i < windows; i++) {
    const opensAt = at(300 * i);
    const window = { opensAt, closesAt: at(300 * (i + 1)), lookbackSeconds: 60, strike: undefined };
    prices.advance(at(300 * i + (i % 290)));
    const fair = prices.fairUp('btc', window)!;
    prices.advance(window.closesAt);
    const up = prices.twapAt('btc', window.closesAt)! >= prices.twapAt('btc', opensAt)!;
    const bin = bins[Math.min(Math.floor(fair * 5), 4)]!;
    bin.said += fair;
    bin.came += up ? 1 : 0;
    bin.count++;
  }
  for (const { said, came, count } of bins) {
    expect(count).toBeGreaterThan(200);
    expect(Math.abs(said - came) / count).toBeLessThan(0.05);
  }
});
