import { describe, expect, test } from 'vitest';
import { axisName, heatMapsOf, isLuck, mostOf, shadeOf, stepFrom } from './heat-maps.ts';
import type { SweepCellJson } from './result-json.ts';

const AXES = [
  { name: 'threshold', values: ['0.6', '0.7'] },
  { name: 'latency ms', values: ['0', '100', '500'] },
  { name: 'size', values: ['5', '10'] },
];

function cell(net: string, values: Record<string, string> = {}, trades = 3): SweepCellJson {
  return { values, result: { net, trades } } as unknown as SweepCellJson;
}

const cells = ['0.6', '0.7'].flatMap((threshold) =>
  ['0', '100', '500'].flatMap((latency) =>
    ['5', '10'].map((size) => cell('1', { threshold, 'latency ms': latency, size })),
  ),
);

describe('maps of a sweep', () => {
  test('have the first axis down, the second across, one for each value of the third', () => {
    const maps = heatMapsOf({ axes: AXES, cells });
    expect(maps.map(({ title }) => title)).toEqual(['size 5', 'size 10']);
    expect(maps[1]?.rows[1]?.[2]?.values).toEqual({
      ...{ threshold: '0.7', 'latency ms': '500', size: '10' },
    });
  });

  test('of one axis have one column', () => {
    const [map, ...others] = heatMapsOf({ axes: AXES.slice(0, 1), cells: cells.slice(0, 2) });
    expect(others).toEqual([]);
    expect(map).toMatchObject({ title: '', rows: [[cells[0]], [cells[1]]] });
  });

  test('are shaded by net against the most that was made or lost', () => {
    const some = [cell('9'), cell('-30'), cell('0'), cell('2', {}, 0)];
    const most = mostOf(some);
    expect(most).toBe(30);
    expect(some.map((one) => shadeOf(one, most))).toEqual(['gain-1', 'loss-3', '', '']);
    expect(shadeOf(cell('0'), 0)).toBe('');
  });

  test('mark what luck explains, and name their axes with units', () => {
    const within = (low: string, high: string) =>
      ({ result: { meanInterval: { low, high } } }) as unknown as SweepCellJson;
    const some = [within('-1', '2'), within('0', '2'), within('0.1', '2'), within('-3', '-1')];
    expect(some.map(isLuck)).toEqual([true, true, false, false]);
    expect(isLuck({ result: { meanInterval: null } } as unknown as SweepCellJson)).toBe(false);
    expect(AXES.map(axisName)).toEqual(['threshold', 'latency ms', 'size']);
    expect(axisName({ name: 'size', values: [], unit: 'shares' })).toBe('size (shares)');
  });

  test('are walked by arrows, and not beyond their edges', () => {
    const [map] = heatMapsOf({ axes: AXES, cells });
    expect(stepFrom(map!, { row: 0, column: 0 }, 'ArrowRight')).toEqual({ row: 0, column: 1 });
    expect(stepFrom(map!, { row: 0, column: 0 }, 'ArrowUp')).toBeUndefined();
    expect(stepFrom(map!, { row: 1, column: 2 }, 'ArrowRight')).toBeUndefined();
    expect(stepFrom(map!, { row: 1, column: 2 }, 'Enter')).toBeUndefined();
  });
});
