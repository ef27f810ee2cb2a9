import { describe, expect, test } from 'vitest';
import { combinations, countCombinations, purgedSplitCounts } from './combinations.ts';

describe('combinations', () => {
  test('reproduces the numbers of splits and paths', () => {
    expect(purgedSplitCounts(6, 2)).toEqual({ splits: 15, paths: 5 });
    expect(countCombinations(16, 8)).toBe(12_870);
    expect(() => purgedSplitCounts(3, 3)).toThrow('cannot hold out');
  });

  test('come in order, as many as there are', () => {
    const pairs = [...combinations(4, 2)].map((pair) => pair.join(''));
    expect(pairs).toEqual(['01', '02', '03', '12', '13', '23']);
    expect([...combinations(9, 4)]).toHaveLength(countCombinations(9, 4));
    expect([...combinations(3, 0)]).toEqual([[]]);
    expect(() => [...combinations(2, 3)]).toThrow('cannot choose 3 of 2');
  });
});
