import { expect, test } from 'vitest';
import { parseAxis } from './sweep-axis.ts';

test('an axis is a name and its values, as they are written', () => {
  const axis = { name: 'threshold', values: ['0.60', '0.7'] };
  expect(parseAxis('threshold=0.60, 0.7')).toEqual({ ok: true, value: axis });
});

test.each([
  ['threshold', 'not_an_assignment'],
  ['=1,2', 'not_an_assignment'],
  ['size=5', 'not_an_axis'],
  ['size=5,,6', 'not_an_axis'],
  ['size=5,6,5', 'value_twice'],
])('"%s" is refused as %s', (text, code) => {
  expect(parseAxis(text)).toMatchObject({ ok: false, code });
});
