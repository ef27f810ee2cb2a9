import { expect, test } from 'vitest';
import { type Sets, setWish } from './complete-sets.ts';

const none: Sets = { free: 0, held: 0, least: 5, cash: 100, gas: 1 };
const merge = (shares: number) => ({ direction: 'merge', shares });
const split = (shares: number) => ({ direction: 'split', shares });

test.each([
  ['pairs below the threshold stay', { free: 9, held: 9 }, { mergeThreshold: 10 }, undefined],
  ['from it on all are merged', { free: 10, held: 30 }, { mergeThreshold: 10 }, merge(10)],
  ['but those to keep', { free: 25, held: 25 }, { splitSize: 10, mergeThreshold: 10 }, merge(15)],
  [
    'which count for nothing',
    { free: 19, held: 19 },
    { splitSize: 10, mergeThreshold: 10 },
    undefined,
  ],
  ['never, where that is said', { free: 1_000, held: 1_000 }, {}, undefined],
  ['not for less than the gas', { free: 2, held: 2, gas: 3 }, { mergeThreshold: 1 }, undefined],
  ['where nothing is held it is split', {}, { splitSize: 10 }, split(10)],
  ['so where it is too little to rest', { held: 4 }, { splitSize: 10 }, split(10)],
  ['not where something is held', { held: 5 }, { splitSize: 10 }, undefined],
  ['nor without the dollars', { cash: 10 }, { splitSize: 10 }, undefined],
  ['nor where they could not be offered', {}, { splitSize: 4 }, undefined],
  ['nor unasked', {}, {}, undefined],
])('%s', (_, changes, rule, wish) => {
  expect(setWish({ ...none, ...changes }, { splitSize: 0, mergeThreshold: 0, ...rule })).toEqual(
    wish,
  );
});
