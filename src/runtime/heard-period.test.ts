import { expect, test } from 'vitest';
import type { Timestamp } from '../domain/units.ts';
import { heardPeriod } from './heard-period.ts';

const at = (time: number) => time as Timestamp;
const PLAYED = { from: at(10), to: at(900) };

test('a period ends with what was heard, not with a close that was still to come', () => {
  const coverage = [{ to: at(300) }, { to: at(200) }];
  expect(heardPeriod(PLAYED, coverage, [undefined])).toEqual({ from: 10, to: 300 });
  expect(heardPeriod(PLAYED, coverage, [{ at: at(320) }])).toEqual({ from: 10, to: 320 });
  expect(heardPeriod(PLAYED, coverage, [{ at: at(950) }])).toEqual(PLAYED);
  expect(heardPeriod(undefined, coverage, [])).toBeUndefined();
});
