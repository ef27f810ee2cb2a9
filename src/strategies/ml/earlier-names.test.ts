import { expect, test } from 'vitest';
import { weighBuy } from './buy-filters.ts';
import { ML_EARLIER_NAMES } from './earlier-names.ts';
import { buyingOf, ML_PARAMETERS } from './parameters.ts';

test('each name has an earlier one because it is a parameter, a code or a number of today', () => {
  const parameters = Object.entries(ML_PARAMETERS).map(([name, spec]) => [name, spec.default]);
  const { limits } = buyingOf(Object.fromEntries(parameters));
  const { failed, numbers } = weighBuy(limits, limits);
  const today = [...Object.keys(ML_PARAMETERS), ...failed, ...Object.keys(numbers)];
  expect(today).toEqual(expect.arrayContaining(Object.keys(ML_EARLIER_NAMES)));
});
