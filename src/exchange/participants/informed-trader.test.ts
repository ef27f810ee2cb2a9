import { describe, expect, test } from 'vitest';
import { AFloor, opened } from '../../../test/support/a-floor.ts';
import { MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';
import { InformedTrader } from './informed-trader.ts';

function staged(bid: number, ask: number) {
  const options = { name: 'informed', seed: 1, delayMs: 250, extraDelayMs: 100 };
  const trader = new InformedTrader({ ...options, threshold: 5_000, mostShares: 200 });
  const floor = new AFloor();
  Object.assign(floor, { bid, ask });
  return { floor, look: (at: Timestamp) => trader.act(floor, floor, at) };
}

describe('an informed trader', () => {
  test('sends after its own delay what it saw before, at the price of then', () => {
    const { floor, look } = staged(0.49, 0.5);
    floor.fair = 0.56;
    const next = look(opened(10));
    expect(floor.said).toEqual([]);
    expect(next).toBeGreaterThan(opened(10) + 250 * MICROS_PER_MS);
    floor.ask = 0.6;
    look(next);
    expect(floor.said).toEqual(['buy Up 100 @ 0.5 FAK']);
    look((next + 1) as Timestamp);
    expect(floor.said).toEqual([]);
  });

  test('buys the second token where the first is too dear', () => {
    const { floor, look } = staged(0.5, 0.51);
    floor.fair = 0.44;
    look(look(opened(10)));
    expect(floor.said).toEqual(['buy Down 100 @ 0.5 FAK']);
  });

  test.each([
    // At one half the fee is 1.75 cents a share, and the threshold half a cent.
    [0.5225, []],
    [0.5226, ['buy Up 100 @ 0.5 FAK']],
    [undefined, []],
  ])('of a share that is worth %s asks for more than the fee and its threshold', (fair, said) => {
    const { floor, look } = staged(0.49, 0.5);
    floor.fair = fair;
    look(look(opened(10)));
    expect(floor.said).toEqual(said);
  });

  test('holds no more of one outcome over the other than it may', () => {
    const { floor, look } = staged(0.49, 0.5);
    floor.fair = 0.6;
    floor.held[0] = 190;
    look(look(opened(10)));
    expect(floor.said).toEqual(['buy Up 10 @ 0.5 FAK']);
    floor.held[1] = 30;
    look(look(opened(20)));
    expect(floor.said.at(-1)).toBe('buy Up 40 @ 0.5 FAK');
    floor.held.splice(0, 2, 200, 0);
    look(look(opened(30)));
    floor.said;
    look(opened(40));
    expect(floor.said).toEqual([]);
  });
});
