import { expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { DenialBrake } from './denial-brake.ts';

const rule = { denials: 3, denialPause: 300 };

test.each([
  [2, false],
  [3, true],
])('after %d denials in a row it is on: %s', (denials, isOn) => {
  const brake = new DenialBrake(rule);
  for (let i = 0; i < denials; i++) brake.deny(at(0));
  expect(brake.isOn(at(1))).toBe(isOn);
  expect(brake.isOn(at(300))).toBe(false);
});

test('an order that gets through begins the row anew', () => {
  const brake = new DenialBrake(rule);
  brake.deny(at(0));
  brake.deny(at(0));
  brake.release();
  brake.deny(at(0));
  expect(brake.isOn(at(1))).toBe(false);
});
