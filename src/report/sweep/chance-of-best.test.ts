import { describe, expect, test } from 'vitest';
import type { MarketIndex } from '../../domain/ids.ts';
import { Random } from '../../domain/random.ts';
import { judgeBest } from './chance-of-best.ts';
import type { SweepCell } from './sweep.ts';

type Tried = Pick<SweepCell, 'nets'>;

/** A cell that makes `skill` dollars a market on average, give or take one. */
function cell(skill: number, seed: number, markets = 200): Tried {
  const random = new Random(seed, 'cells');
  const nets = new Map<MarketIndex, number>();
  for (let i = 0; i < markets; i++) {
    nets.set(i as MarketIndex, skill + 2 * (random.float() - 0.5));
  }
  return { nets };
}

function sumOf({ nets }: Tried): number {
  return [...nets.values()].reduce((sum, net) => sum + net, 0);
}

function bestOf(cells: readonly Tried[]): Tried {
  return cells.reduce((best, one) => (sumOf(one) > sumOf(best) ? one : best));
}

const noise = Array.from({ length: 40 }, (_, seed) => cell(0, seed));

describe('the best of forty', () => {
  test('without skill is luck: in the other half it is like any', () => {
    const chance = judgeBest(noise, bestOf(noise));
    expect(chance).toMatchObject({ tries: 40, markets: 200 });
    expect(chance.overfit).toBeGreaterThan(0.25);
    expect(chance.real).toBeLessThan(0.9);
  });

  test('with skill is the best of both halves, and far above luck', () => {
    const skilled = cell(0.4, 99);
    const chance = judgeBest([...noise, skilled], skilled);
    expect(chance.overfit).toBe(0);
    expect(chance.real).toBeGreaterThan(0.99);
  });

  test('looks the better the fewer there were to choose from', () => {
    const best = bestOf(noise);
    const few = [best, ...noise.filter((one) => one !== best).slice(0, 2)];
    expect(judgeBest(few, best).real).toBeGreaterThan(judgeBest(noise, best).real!);
  });
});

test('a cell that did not trade is no try', () => {
  const idle = { nets: new Map() };
  const [one, other] = noise as [Tried, Tried];
  expect(judgeBest([one, idle, other], one).tries).toBe(2);
});

test.each([
  ['one try', [cell(0.4, 1)]],
  ['31 markets', [cell(0.4, 1, 31), cell(0, 2, 31)]],
])('of %s nothing is said', (_, cells) => {
  expect(judgeBest(cells, cells[0]!)).toMatchObject({ real: undefined, overfit: undefined });
});
