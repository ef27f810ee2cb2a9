import { expect, test } from 'vitest';
import { comparedNumbers } from './compared.ts';
import { explained, nameInWords, sentence } from './words.ts';

const text = (name: string, value: number) => comparedNumbers({ [name]: value })[0]?.text;

test('prices, shares and dollars are told in whole ones, the rest as it is', () => {
  expect(text('edge', 12_000)).toBe('0.012');
  expect(text('limit', 530_000)).toBe('0.53');
  expect(text('size', 12_000_000)).toBe('12.00');
  expect(text('level', 3)).toBe('3');
  expect(text('spot', 67_200)).toBe('67200');
  expect(text('confidence', 0.61803)).toBe('0.618');
  expect(text('secondsLeft', 12.04)).toBe('12 s');
  expect(text('deviation', Number.NaN)).toBe('–');
  expect(text('closesAt', 1_776_081_600_000_000)).toBe('12:00:00.000');
});

test('a code that nobody has explained is told by its own words', () => {
  expect(explained('edge_small')).toMatch(/too little/);
  expect(explained('something_new')).toBe('Something new.');
  expect(explained('toString')).toBe('ToString.');
  expect(sentence('day_loss')).toBe('Day loss');
  expect(nameInWords('secondsIntoWindow')).toBe('seconds into window');
});
