import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RecentMap } from './recent-map.ts';

test('the newest are kept, and all that are not over, in order', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 8 }),
      fc.array(fc.boolean(), { maxLength: 100 }),
      (newest, kinds) => {
        const map = new RecentMap<{ readonly at: number; readonly isOver: boolean }>(
          newest,
          ({ isOver }) => isOver,
        );
        for (const [at, isOver] of kinds.entries()) map.add(String(at), { at, isOver });
        const all = [...map.values()];
        const open = kinds.filter((isOver) => !isOver).length;
        expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).sort((a, b) => a - b));
        expect(all.slice(-newest).map(({ at }) => at)).toEqual(
          kinds.map((_, at) => at).slice(-newest),
        );
        expect(all.filter(({ isOver }) => !isOver)).toHaveLength(open);
        expect(all.length).toBeLessThan(open + 2 * newest + 1);
        for (const thing of all) expect(map.get(String(thing.at))).toBe(thing);
        expect(map.size).toBe(all.length);
      },
    ),
  );
});

test('what is taken out is gone', () => {
  const map = new RecentMap<number>(2, () => true);
  map.add('one', 1);
  map.delete('one');
  expect([map.get('one'), map.size]).toEqual([undefined, 0]);
});
