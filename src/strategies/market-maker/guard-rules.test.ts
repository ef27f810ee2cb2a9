// What each rule of the guard finds, and what it does not know.
import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { studentBelow } from '../../models/price-paths/student-t.ts';
import { adverseSelection } from './adverse-selection.ts';
import { type FillWorth, FillWorths } from './fill-worths.ts';
import { lowLiquidity } from './low-liquidity.ts';
import { movedWithoutTrades } from './moved-without-trades.ts';
import { type Round, WatchedRound } from './watched-round.ts';

const RULE = { guardFills: 20, guardConfidence: 0.99 };

/** Fills, each of a round of its own, that are worth these in turn, cents. */
function fills(count: number, cents: readonly number[], every = 300): FillWorth[] {
  return Array.from({ length: count }, (_, i) => [
    at(i * every),
    (cents[i % cents.length] as number) * 10_000,
  ]);
}

describe('adverse selection', () => {
  test('is found where fills lose, by its numbers', () => {
    expect(adverseSelection(fills(20, [-1, -2]), RULE)).toEqual({
      code: 'adverse_selection',
      numbers: {
        fills: 20,
        rounds: 20,
        worth: -15_000,
        worthError: 1_147,
        surety: studentBelow(15_000 / Math.sqrt(5_000 ** 2 / 19), 19),
      },
    });
  });

  test.each([
    ['nothing is said of fewer fills than asked for', fills(19, [-1, -2]), 'unknown'],
    ['nor of no fill at all', [], 'unknown'],
    ['nor of many that came in four rounds', fills(60, [-1, -2], 20), 'unknown'],
    ['what is worth nothing is sound', fills(20, [-1, 1]), 'sound'],
    ['and what is worth something', fills(20, [2, 1]), 'sound'],
    ['and what loses less than chance may do', fills(20, [-3, 2]), 'sound'],
  ])('%s', (_, worths, finding) => {
    expect(adverseSelection(worths, RULE)).toBe(finding);
  });

  test('up to the confidence that is asked for', () => {
    const worths = fills(20, [-3, 1]);
    const found = adverseSelection(worths, { ...RULE, guardConfidence: 0.5 });
    if (typeof found === 'string') throw new Error(found);
    const { surety = 0 } = found.numbers;
    expect(surety).toBeGreaterThan(0.95);
    const asked = (guardConfidence: number) =>
      adverseSelection(worths, { ...RULE, guardConfidence });
    expect(asked(surety)).toEqual(found);
    expect(asked(surety + 1e-9)).toBe('sound');
  });

  test('a round of many fills is one observation', () => {
    // A hundred fills of one bad round among nine that were worth something.
    const bad = Array.from({ length: 100 }, (): FillWorth => [at(10), -50_000]);
    const good = fills(9, [1, 2]).map(([when, worth]): FillWorth => [when + 300_000_000, worth]);
    expect(adverseSelection([...bad, ...good], RULE)).toBe('sound');
  });
});

describe('fills', () => {
  test('of more than a day ago do not count, nor those that were judged', () => {
    const worths = new FillWorths();
    worths.add(at(0), -1);
    worths.add(at(100), -2);
    expect(worths.at(at(86_400))).toEqual([[at(100), -2]]);
    worths.forget();
    expect(worths.at(at(101))).toEqual([]);
  });

  test('of very many the latest are kept', () => {
    const worths = new FillWorths();
    for (let i = 0; i < 500; i++) worths.add(at(i), i);
    expect(worths.at(at(500))).toHaveLength(200);
    expect(worths.at(at(500))[0]).toEqual([at(300), 300]);
  });
});

const ROUND: Round = { depth: 100, from: 0.5, to: 0.5, prints: 0, hasPrints: true };

describe('low liquidity', () => {
  const rule = { guardDepth: 20_000_000 };

  test.each([
    ['a book that was thin all the time is found', { ...ROUND, depth: 19.999 }, 'found'],
    ['one that was not is sound', { ...ROUND, depth: 20 }, 'sound'],
    ['where sizes are not told nobody knows', { ...ROUND, depth: Number.NaN }, 'unknown'],
    ['nor where the round was not seen as a whole', undefined, 'unknown'],
  ])('%s', (_, round, expected) => {
    const found = { code: 'low_liquidity', numbers: { depth: 19_999_000, leastDepth: 20_000_000 } };
    expect(lowLiquidity(round, rule)).toEqual(expected === 'found' ? found : expected);
  });

  test('is asked for nowhere by 0', () => {
    expect(lowLiquidity({ ...ROUND, depth: 0 }, { guardDepth: 0 })).toBe('sound');
  });
});

describe('a move without trades', () => {
  const rule = { guardMove: 100_000 };

  test.each([
    ['up is found', { ...ROUND, to: 0.6 }, 'found'],
    ['down is found', { ...ROUND, from: 0.6 }, 'found'],
    ['that is smaller is sound', { ...ROUND, to: 0.5999 }, 'sound'],
    ['with a trade is sound', { ...ROUND, to: 0.9, prints: 1 }, 'sound'],
    [
      'where no print was ever heard says nothing',
      { ...ROUND, to: 0.9, hasPrints: false },
      'unknown',
    ],
    ['in a round that was not seen as a whole is not known', undefined, 'unknown'],
  ])('%s', (_, round, expected) => {
    const found = { code: 'moved_without_trades', numbers: { moved: 100_000, mostMove: 100_000 } };
    expect(movedWithoutTrades(round, rule)).toEqual(expected === 'found' ? found : expected);
  });

  test('is asked for nowhere by 0', () => {
    expect(movedWithoutTrades({ ...ROUND, to: 0.9 }, { guardMove: 0 })).toBe('sound');
  });
});

describe('a round', () => {
  /** Watched each 5 s from a second on, until another. */
  function watch(round: WatchedRound, from: number, until: number, depth = 50): void {
    for (let second = from; second <= until; second += 5) round.see(0.5 + second / 10_000, depth);
  }

  test('is told once it is whole, with the deepest book that was seen', () => {
    const round = new WatchedRound(at(100));
    watch(round, 100, 300);
    expect(round.next(at(300))).toBeUndefined();
    watch(round, 305, 595, 10);
    round.see(0.56, 30);
    round.hearPrint();
    expect(round.next(at(600))).toEqual({
      depth: 30,
      from: 0.53,
      to: 0.56,
      prints: 1,
      hasPrints: false,
    });
    watch(round, 605, 900);
    expect(round.next(at(900))).toMatchObject({ prints: 0, hasPrints: true, from: 0.56 });
  });

  test('in which the book was not known is not told, nor is one that begins so', () => {
    const round = new WatchedRound(at(0));
    watch(round, 0, 100);
    round.breakOff();
    watch(round, 105, 295);
    round.breakOff();
    expect(round.next(at(300))).toBeUndefined();
    watch(round, 305, 600);
    expect(round.next(at(600))).toBeUndefined();
    watch(round, 605, 900);
    expect(round.next(at(900))).toMatchObject({ depth: 50 });
  });

  test('in which the size of one book was not told has no depth', () => {
    const round = new WatchedRound(at(0));
    watch(round, 0, 100);
    round.see(0.5, Number.NaN);
    watch(round, 110, 300);
    expect(round.next(at(300))?.depth).toBeNaN();
  });

  test('in which nothing was seen is not told', () => {
    expect(new WatchedRound(at(0)).next(at(300))).toBeUndefined();
  });
});
