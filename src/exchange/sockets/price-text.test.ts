import { expect, test } from 'vitest';
import type { Timestamp } from '../../domain/units.ts';
import { exactPoint, onChain, onExchange } from './price-text.ts';

const at = 1_776_081_600_000_500 as Timestamp;

test.each([
  ['76211.80016560019', '76211800165600190000000', '76211.80016560'],
  ['0.5', '500000000000000000', '0.50000000'],
  ['78788.525642908795142144999', '78788525642908795142144', '78788.52564290'],
  ['76000', '76000000000000000000000', '76000.00000000'],
])(
  'a price of %s is one integer on chain, and has eight decimals on an exchange',
  (text, chain, spot) => {
    expect([onChain(text), onExchange(text)]).toEqual([chain, spot]);
  },
);

test('a whole price keeps a point: without one it would pass for an integer on chain', () => {
  const about = { timestamp: 1_776_081_600_000 };
  expect(exactPoint('7', at)).toEqual({ ...about, full_accuracy_value: '7.0', value: 7 });
  expect(exactPoint('7.25', at)).toEqual({ ...about, full_accuracy_value: '7.25', value: 7.25 });
});
