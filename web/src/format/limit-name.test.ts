import { expect, test } from 'vitest';
import { limitName } from './limit-name.ts';

test.each([
  ['adverseFills', 'fills in a row that the price went against, then a pause'],
  ['crossRejects', 'post-only refusals in a row, then a pause'],
  ['closeLead', 'nothing rests so long before the end'],
  ['maxMarketExposure', 'market exposure'],
])('%s says what it limits', (code, name) => {
  expect(limitName(code)).toBe(name);
});
