import { describe, expect, test } from 'vitest';
import { Scenario, type Staging } from '../../test/support/sim-scenario.ts';

const BOOK = `
  bid | price | ask
      | 0.55  | 30
  100 | 0.50  |
`;
const inferred = (size: string, price: string, amount: string) =>
  `A1 buy Up ${size} @ ${price} = ${amount} maker complementary inferred`;

function resting(staging: Staging = {}): Scenario {
  const stage = new Scenario({ hasTrades: false, ...staging }).book(BOOK);
  stage.submit('buy Up 10 @ 0.50').said;
  return stage;
}

describe('the other side reaching our price', () => {
  test('fills us at our price up to the size shown there or better', () => {
    const stage = resting().levels('0 | 0.50 | 3 \n | 0.49 | 2 \n | 0.51 | 50');
    expect(stage.said).toEqual([inferred('2', '0.5', '1'), inferred('3', '0.5', '1.5')]);
    // What filled us is gone: repeating it fills nobody.
    expect(stage.book('| 0.50 | 3 \n | 0.49 | 2').said).toEqual([]);
    expect(stage.levels('| 0.49 | 10').said).toEqual([inferred('5', '0.5', '2.5')]);
    expect(stage.submit('buy Up 10 @ 0.49 FAK').said).toEqual([
      'A2 accepted',
      'A2 buy Up 3 @ 0.49 = 1.47 taker complementary book',
      'A2 canceled unfilled_rest',
    ]);
  });

  test('fills better prices first, then earlier orders', () => {
    const stage = resting().submit('buy Up 10 @ 0.50').submit('buy Up 10 @ 0.51');
    stage.said;
    stage.levels('0 | 0.50 | 25');
    expect(stage.said).toEqual([
      'A3 buy Up 10 @ 0.51 = 5.1 maker complementary inferred',
      'A1 buy Up 10 @ 0.5 = 5 maker complementary inferred',
      'A2 buy Up 5 @ 0.5 = 2.5 maker complementary inferred',
    ]);
  });

  test('that ends exactly with one order goes on with the next', () => {
    const stage = resting().submit('buy Up 10 @ 0.50');
    stage.said;
    expect(stage.levels('0 | 0.50 | 4 \n | 0.49 | 10').said).toEqual([
      inferred('10', '0.5', '5'),
      'A2 buy Up 4 @ 0.5 = 2 maker complementary inferred',
    ]);
  });

  test('stops at our price', () => {
    const stage = resting().submit('buy Up 10 @ 0.52');
    stage.said;
    expect(stage.levels('| 0.51 | 15').said).toEqual([
      'A2 buy Up 10 @ 0.52 = 5.2 maker complementary inferred',
    ]);
    expect(stage.levels('0 | 0.50 |').said).toEqual([]);
  });

  test('fills asks from bids', () => {
    const stage = new Scenario().hold('10').book(BOOK).submit('sell Up 10 @ 0.55');
    stage.said;
    expect(stage.levels('7 | 0.55 | 0').said).toEqual([
      'A2 sell Up 7 @ 0.55 = 3.85 maker complementary inferred',
    ]);
  });

  test('counts where prints exist, too, unless it is off', () => {
    const message = '0 | 0.50 | 4';
    expect(resting({ hasTrades: true }).levels(message).said).toEqual([inferred('4', '0.5', '2')]);
    expect(resting({ inferFills: 'off' }).levels(message).said).toEqual([]);
  });

  test('does not count while the book is crossed', () => {
    const stage = resting().levels('| 0.50 | 4');
    expect(stage.core.markets[0]?.book.isCrossed).toBe(true);
    expect(stage.said).toEqual([]);
    expect(stage.levels('0 | 0.50 |').said).toEqual([inferred('4', '0.5', '2')]);
  });

  test('counts when a level away from ours uncrosses the book', () => {
    const bids = new Scenario().book(BOOK).submit('buy Up 10 @ 0.48').levels('| 0.48 | 4');
    expect(bids.said).toEqual(['A1 accepted']);
    bids.levels('0 | 0.50 |');
    expect(bids.said).toEqual(['A1 buy Up 4 @ 0.48 = 1.92 maker complementary inferred']);
    const asks = new Scenario().hold('10').book(BOOK).submit('sell Up 10 @ 0.57');
    expect(asks.levels('4 | 0.57 |').said).toEqual(['A2 accepted']);
    asks.levels('| 0.55 | 0');
    expect(asks.said).toEqual(['A2 sell Up 4 @ 0.57 = 2.28 maker complementary inferred']);
  });

  test('is seen when the message is complete, not before', () => {
    const stage = resting().levels('0 | 0.50 | 4 \n | 0.50 | 0');
    expect(stage.said).toEqual([]);
  });

  test('with an unknown size fills nobody unless that is assumed', () => {
    const message = '0 | 0.50 | 4 \n | 0.49 | ?';
    expect(resting().levels(message).said).toEqual([inferred('4', '0.5', '2')]);
    const assuming = resting({ unknownDepth: 'assume' }).submit('buy Up 20 @ 0.50');
    assuming.said;
    expect(assuming.levels(message).said).toEqual([
      'A1 buy Up 10 @ 0.5 = 5 maker complementary assumed',
      'A2 buy Up 20 @ 0.5 = 10 maker complementary assumed',
    ]);
  });
});

describe('a decrease at our price without prints', () => {
  const depletion: Staging = { inferFills: 'depletion', depletionPpm: 500_000 };

  test('counts for its share as trades that consume the queue, and then us', () => {
    const stage = resting(depletion).levels('40 | 0.50 |');
    // 30 of the 60 gone were trades, the other 30 are canceled: F=70, but only 40 are left.
    expect(stage.said).toEqual([]);
    expect(stage.front(1)).toBe('40');
    expect(stage.levels('10 | 0.50 |').front(1)).toBe('10');
    expect(stage.levels('0 | 0.50 |').front(1)).toBe('0');
    stage.levels('50 | 0.50 |').levels('38 | 0.50 |');
    expect(stage.said).toEqual([inferred('6', '0.5', '3')]);
    expect(stage.levels('20 | 0.50 |').said).toEqual([inferred('4', '0.5', '2')]);
    expect(stage.core.markets[0]?.isQuiet).toBe(true);
  });

  test('the rest of it falls under the rule for cancels', () => {
    const stage = resting({ ...depletion, queue: { kind: 'power', n: 1 } });
    // 10 of 20 are trades: F=90, B=10 of 100, chg=10: 9 in front.
    expect(stage.levels('80 | 0.50 |').front(1)).toBe('80');
    stage.levels('200 | 0.50 |');
    // 20 of 40 are trades: F=60, B=140, chg=20: 6 in front.
    expect(stage.levels('160 | 0.50 |').front(1)).toBe('54');
  });

  test('is rounded down to the millionth', () => {
    const stage = resting({ ...depletion, depletionPpm: 333_333 }).levels('99 | 0.50 |');
    expect(stage.front(1)).toBe('99');
    const grown = resting({ ...depletion, depletionPpm: 333_333 }).levels('150 | 0.50 |');
    expect(grown.levels('149.999998 | 0.50 |').front(1)).toBe('100');
    expect(grown.levels('148.999998 | 0.50 |').front(1)).toBe('99.666667');
  });

  test('counts what was printed as printed', () => {
    const stage = resting(depletion).levels('150 | 0.50 |').print('bid', '0.50', '20');
    expect(stage.levels('130 | 0.50 |').front(1)).toBe('80');
    expect(stage.print('bid', '0.50', '10').levels('110 | 0.50 |').front(1)).toBe('65');
  });

  test.each<[string, Staging]>([
    ['where the recording has prints', { ...depletion, hasTrades: true }],
    ['unless asked for', { inferFills: 'through' }],
  ])('is nothing %s', (_name, staging) => {
    const stage = resting(staging).levels('150 | 0.50 |').levels('130 | 0.50 |');
    expect(stage.front(1)).toBe('100');
  });

  test('is nothing where a size is unknown', () => {
    const stage = resting(depletion).levels('? | 0.50 |').levels('60 | 0.50 |');
    expect(stage.front(1)).toBe('60');
    expect(stage.said).toEqual([]);
  });

  test('is nothing where the level grew', () => {
    expect(resting(depletion).levels('150 | 0.50 |').front(1)).toBe('100');
  });
});
