import { expect, test } from 'vitest';
import { answersOf } from '../../bench/price-models/made-up-levels.ts';
import { stretchOf, type Walk, walkOf } from '../../bench/price-models/walk.ts';

const HOUR = 3_600;

/** A price every minute: quiet, but for one minute of it. */
function quiet(hours: number, spike: readonly [minute: number, price: number]): Walk {
  const prices = Array.from({ length: hours * 60 + 1 }, (_, minute) => {
    const price = minute === spike[0] ? spike[1] : minute % 2 === 0 ? 100 : 100.1;
    return [minute * 60, price] as const;
  });
  return walkOf('btc', prices, 60);
}

test('a stretch with a hole, or that is not over, tells nothing', () => {
  const whole = quiet(12, [0, 100]);
  expect(stretchOf(whole, 0, 6 * HOUR * 1e6)).toEqual({ last: 100, high: 100.1, low: 100 });
  expect(stretchOf(whole, 6 * HOUR * 1e6, 13 * HOUR * 1e6)).toBeUndefined();
  const kept = [...whole.at.keys()].filter((i) => i < 60 || i > 95);
  const of = (values: readonly number[]) => kept.map((i) => values[i] as number);
  const holed = { ...whole, at: of(whole.at), last: of(whole.last), high: of(whole.high) };
  expect(stretchOf({ ...holed, low: of(whole.low) }, 0, 6 * HOUR * 1e6)).toBeUndefined();
});

test('what was touched and came back was touched, and did not end beyond', () => {
  const answers = answersOf([quiet(18, [7 * 60, 101])], 6);
  const inWindow = answers.filter(({ cluster }) => cluster === 1);
  const up = inWindow.filter(({ level, spot }) => level > spot);
  expect(up.map(({ level }) => level.toFixed(2))).toEqual(['100.50', '101.01', '101.51', '102.02']);
  expect(up.map(({ touched }) => touched)).toEqual([true, false, false, false]);
  expect(inWindow.map(({ endedBeyond }) => endedBeyond)).not.toContain(true);
});

test('nothing is said before the volatility is known, nor by what comes after', () => {
  const calm = answersOf([quiet(18, [0, 100])], 6);
  const wild = answersOf([quiet(18, [17 * 60, 120])], 6);
  expect(calm.map(({ cluster }) => cluster)).not.toContain(0);
  expect(wild.map(({ deviation }) => deviation)).toEqual(calm.map(({ deviation }) => deviation));
});
