import { describe, expect, test } from 'vitest';
import type { DeskRow, LimitRow } from '../../../src/screen/desk-document.ts';
import { guardInWords, mostToLose, roomInWords } from './can-lose.ts';

const USD = 1_000_000;
const risk = { mode: 'normal', cause: null, isStopping: false } as DeskRow['risk'];
const desk = { equity: 927 * USD, cash: 855 * USD, pending: 0, exposure: 61 * USD, risk };
const stopped = { ...desk, risk: { ...risk, isStopping: true } };
const limit = (most: number | null, unit: LimitRow['unit'] = 'usd') => ({ most, unit }) as LimitRow;

describe('what can be lost from now at most', () => {
  test('is all that it is worth, while it may open more', () => {
    expect(mostToLose(desk, 0)).toBe(927 * USD);
  });

  test('is what is held, when nothing is opened any more and no order is open', () => {
    expect(mostToLose(stopped, 0)).toBe(72 * USD);
    const day = { ...risk, mode: 'cooling', cause: 'day_loss' } as const;
    expect(mostToLose({ ...desk, risk: day }, 0)).toBe(72 * USD);
  });

  test('is all of it while an order may still fill, or a fill be taken back', () => {
    expect(mostToLose(stopped, 1)).toBe(927 * USD);
    expect(mostToLose(stopped, null)).toBe(927 * USD);
    expect(mostToLose({ ...stopped, pending: -3 * USD }, 0)).toBe(927 * USD);
    expect(mostToLose({ ...stopped, pending: null }, 0)).toBe(927 * USD);
  });

  test('is all of it where it goes on by itself on the same day', () => {
    const cooling = { ...risk, mode: 'cooling', cause: 'drawdown' } as const;
    expect(mostToLose({ ...desk, risk: cooling }, 0)).toBe(927 * USD);
  });

  test('is not known where equity is not', () => {
    expect(mostToLose({ ...desk, equity: null }, 0)).toBeNull();
  });
});

test('what it may open ends at the limit and at the cash, by half while much is lost', () => {
  const cash = 'as far as its cash of $855.00 reaches.';
  expect(roomInWords(desk, limit(1_000 * USD))).toBe(
    `It may open more until that is $1,000.00, ${cash}`,
  );
  const reduced = { ...desk, risk: { ...risk, mode: 'reduce' } as const };
  expect(roomInWords(reduced, limit(1_000 * USD))).toContain('$1,000.00 (half of it now');
  expect(roomInWords(desk, limit(null))).toBe(`It may open more without a limit, ${cash}`);
  expect(roomInWords(desk, undefined)).toBe('How much more it may open is not known.');
  expect(roomInWords(stopped, limit(1_000 * USD))).toBe('Nothing more is opened now.');
});

test('both guards are named, and what they leave', () => {
  const after =
    ' it cancels everything and opens nothing more; what is held then can still lose all that it' +
    ' is worth.';
  expect(guardInWords(limit(200 * USD), limit(250_000, 'part'))).toBe(
    `At a loss of $200.00 in a UTC day, or of 25 % from the highest equity,${after}`,
  );
  expect(guardInWords(limit(null), limit(255_000, 'part'))).toBe(
    `At a loss of 25.5 % from the highest equity${after}`,
  );
  expect(guardInWords(limit(200 * USD), limit(null))).toBe(
    `At a loss of $200.00 in a UTC day${after}`,
  );
  expect(guardInWords(limit(null), limit(null))).toBe('No limit is set on what it loses.');
  expect(guardInWords(undefined, limit(null))).toBe('At which loss it stops is not known.');
});
