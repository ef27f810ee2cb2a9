import { describe, expect, test } from 'vitest';
import { AFloor, opened } from '../../../test/support/a-floor.ts';
import { NoiseTrader } from './noise-trader.ts';

const options = { name: 'noise', seed: 1, arrivalsPerMinute: 6, restingShare: 0.3, meanShares: 8 };

/** What it does from the opening until then, in a market that stands at 49 and 51 cents. */
function until(seconds: number, change: Partial<AFloor> = {}, seed = 1, from = 0) {
  const trader = new NoiseTrader({ ...options, seed });
  const floor = Object.assign(new AFloor(), { bid: 0.49, ask: 0.51 }, change);
  let arrivals = 0;
  for (let now = opened(from); now < opened(seconds); now = trader.act(floor, floor, now))
    arrivals++;
  return { arrivals, said: floor.said };
}

describe('a noise trader', () => {
  test('comes about as often as stated, and the same again for the same seed', () => {
    const { arrivals, said } = until(36_000);
    expect(arrivals).toBeGreaterThan(3_400);
    expect(arrivals).toBeLessThan(3_800);
    expect(until(36_000).said).toEqual(said);
    expect(until(36_000, {}, 2).said).not.toEqual(said);
  });

  test('takes and leaves on both tokens, in sizes that the venue accepts', () => {
    const { said } = until(36_000, { held: [100, 100] });
    const orders = said.filter((line) => !line.startsWith('cancel'));
    for (const kind of ['buy Up', 'buy Down', 'sell Up', 'sell Down']) {
      expect(orders.filter((line) => line.startsWith(kind)).length).toBeGreaterThan(300);
    }
    const resting = orders.filter((line) => line.endsWith('post')).length;
    expect(resting / orders.length).toBeGreaterThan(0.25);
    expect(resting / orders.length).toBeLessThan(0.35);
    for (const line of orders) expect(Number(line.split(' ')[2])).toBeGreaterThanOrEqual(5);
  });

  test('buys for a dollar or more where a share is cheap', () => {
    const bought = until(3_600, { bid: 0.01, ask: 0.02 }).said.filter((line) =>
      /^buy Up .* FAK$/.test(line),
    );
    expect(bought.length).toBeGreaterThan(20);
    for (const line of bought) {
      const [, , size, , price] = line.split(' ');
      expect(Number(size) * Number(price)).toBeGreaterThanOrEqual(1);
    }
  });

  test('leaves an empty market alone, and seldom trades before the opening', () => {
    expect(until(3_600, { bid: undefined, ask: undefined }).said).toEqual([]);
    const early = until(0, {}, 1, -36_000);
    expect(early.arrivals).toBeGreaterThan(3_400);
    expect(early.said.length).toBeLessThan(800);
  });
});
