import { describe, expect, test } from 'vitest';
import type { Timestamp } from '../domain/units.ts';
import { Latency, LatencyLine, type LatencyModel, NO_LATENCY } from './latency.ts';

function draws(model: LatencyModel, count: number, seed = 1, label = 'a'): number[] {
  const latency = new Latency(model, seed, label);
  return Array.from({ length: count }, () => latency.draw());
}

describe('latency', () => {
  test('is always the same when constant', () => {
    expect(draws({ kind: 'constant', micros: 250 }, 3)).toEqual([250, 250, 250]);
    expect(draws(NO_LATENCY, 2)).toEqual([0, 0]);
  });

  test('comes from the sample, all of it, and repeats with its seed only', () => {
    const model: LatencyModel = { kind: 'recorded', micros: [10, 20, 30] };
    const drawn = draws(model, 300);
    expect(new Set(drawn)).toEqual(new Set([10, 20, 30]));
    expect(draws(model, 300)).toEqual(drawn);
    expect(draws(model, 300, 2)).not.toEqual(drawn);
    expect(draws(model, 300, 1, 'b')).not.toEqual(drawn);
    for (const micros of [10, 20, 30]) {
      expect(drawn.filter((draw) => draw === micros).length).toBeGreaterThan(70);
    }
  });

  test.each<[LatencyModel, string]>([
    [{ kind: 'recorded', micros: [] }, 'the latency sample "x" is empty'],
    [{ kind: 'constant', micros: -1 }, 'latency "x" is in whole µs from 0 up, got -1'],
    [{ kind: 'recorded', micros: [1, 1.5] }, 'latency "x" is in whole µs from 0 up, got 1.5'],
  ])('refuses %o', (model, message) => {
    expect(() => new Latency(model, 1, 'x')).toThrow(message);
  });
});

test('on one line nothing overtakes', () => {
  const times = [500, 10, 10, 10];
  let next = 0;
  const latency = { draw: () => times[next++] } as unknown as Latency;
  const line = new LatencyLine(latency);
  const sent = [1000, 1100, 1490, 1495] as Timestamp[];
  expect(sent.map((now) => line.arrival(now))).toEqual([1500, 1500, 1500, 1505]);
});
