import { describe, expect, test } from 'vitest';
import { Scenario, type Staging } from '../../test/support/sim-scenario.ts';

const BOOK = `
  bid | price | ask
      | 0.56  | 50
      | 0.55  | 30
      | 0.54  | 20
   40 | 0.52  |
   60 | 0.51  |
`;
const FEE = { ratePpm: 70_000, exponent: 1, makerRebatePpm: 200_000 } as const;

const takes20And30 = [
  'A1 buy Up 20 @ 0.54 = 10.8 taker complementary book',
  'A1 buy Up 30 @ 0.55 = 16.5 taker complementary book',
];

describe('a taker', () => {
  test.each([
    ['walks the levels best price first', 'buy Up 50 @ 0.55', ['A1 accepted', ...takes20And30]],
    [
      'takes bids of Up when it buys Down',
      'buy Down 50 @ 0.49 FAK',
      [
        'A1 accepted',
        'A1 buy Down 40 @ 0.48 = 19.2 taker complementary book',
        'A1 buy Down 10 @ 0.49 = 4.9 taker complementary book',
      ],
    ],
    ['rests where its limit reaches nothing', 'buy Up 10 @ 0.53', ['A1 accepted']],
    [
      'leaves no rest when it is FAK',
      'buy Up 200 @ 0.55 FAK',
      ['A1 accepted', ...takes20And30, 'A1 canceled unfilled_rest'],
    ],
    [
      'is rejected when it is FAK and finds nothing',
      'buy Up 100 @ 0.53 FAK',
      ['A1 rejected no_match'],
    ],
    ['gets all when it is FOK', 'buy Up 50 @ 0.55 FOK', ['A1 accepted', ...takes20And30]],
    [
      'is killed when it is FOK and a share is missing',
      'buy Up 51 @ 0.55 FOK',
      ['A1 canceled killed'],
    ],
  ])('%s', (_name, order, said) => {
    const stage = new Scenario().book(BOOK).submit(order);
    expect(stage.said).toEqual(said);
    expect(stage.core.totalCash()).toBe(1000_000_000);
  });

  test('rests with what it did not get, first in its new level', () => {
    const stage = new Scenario().book(BOOK).submit('buy Up 60 @ 0.55');
    expect(stage.said).toEqual(['A1 accepted', ...takes20And30]);
    expect(stage.front(1)).toBe('0');
    expect(stage.core.markets[0]?.best(0)).toBe(550_000);
    expect(stage.core.markets[0]?.best(1)).toBe(560_000);
    // 27.3 for the shares, and the rest of 10 still holds 5.5 back.
    expect(stage.cash()).toBe('972.7');
    expect(stage.core.owners[0]?.account.reserved).toBe(5_500_000);
  });

  test('sells into bids, and pays fees out of the proceeds', () => {
    const stage = new Scenario({ fee: FEE }).hold('70').book(BOOK).submit('sell Up 70 @ 0.51 FAK');
    expect(stage.said).toEqual([
      'A2 accepted',
      'A2 sell Up 40 @ 0.52 = 20.8 fee 0.69888 taker complementary book',
      'A2 sell Up 30 @ 0.51 = 15.3 fee 0.52479 taker complementary book',
    ]);
    // Bought 70 at 0.5 with a fee of 1.225.
    expect(stage.cash()).toBe('998.65133');
    expect(stage.core.ledger.fees).toBe(2_448_670);
    expect(stage.core.ledger.recordedCash).toBe(-1_100_000);
    expect(stage.core.totalCash()).toBe(1000_000_000);
  });

  test('that is filled leaves what is behind alone, also orders of the simulation', () => {
    const stage = new Scenario().hold('10').book(BOOK).submit('sell Up 10 @ 0.55');
    stage.said;
    expect(stage.submit('buy Up 20 @ 0.56').said).toEqual([
      'A3 accepted',
      'A3 buy Up 20 @ 0.54 = 10.8 taker complementary book',
    ]);
    expect(stage.front(2)).toBe('30');
  });

  test('has what is left of an odd size when the maker is rounded against', () => {
    const stage = new Scenario().book('| 0.55 | 7.000001').submit('buy Up 10 @ 0.55');
    expect(stage.said).toEqual([
      'A1 accepted',
      'A1 buy Up 7.000001 @ 0.55 = 3.85 taker complementary book',
    ]);
    const sale = new Scenario().hold('10').book('7.000001 | 0.55 |').submit('sell Up 10 @ 0.55');
    expect(sale.said[1]).toBe('A2 sell Up 7.000001 @ 0.55 = 3.850001 taker complementary book');
  });
});

describe('what a taker took', () => {
  test('is gone until its level has gone', () => {
    const stage = new Scenario().book(BOOK).submit('buy Up 20 @ 0.54');
    const again = 'buy Up 20 @ 0.54 FAK';
    stage.said;
    expect(stage.submit(again).said).toEqual(['A2 rejected no_match']);
    // A larger size shows only what came on top.
    expect(stage.levels('| 0.54 | 25').submit(again).said).toEqual([
      'A3 accepted',
      'A3 buy Up 5 @ 0.54 = 2.7 taker complementary book',
      'A3 canceled unfilled_rest',
    ]);
    // A smaller one has nothing left, and what comes back on top of it counts.
    expect(stage.levels('| 0.54 | 10').submit(again).said).toEqual(['A4 rejected no_match']);
    expect(stage.levels('| 0.54 | 12').submit(again).said[1]).toBe(
      'A5 buy Up 2 @ 0.54 = 1.08 taker complementary book',
    );
    // Gone and back: all of it is new.
    stage.levels('| 0.54 | 0').levels('| 0.54 | 7').submit(again);
    expect(stage.said[1]).toBe('A6 buy Up 7 @ 0.54 = 3.78 taker complementary book');
  });

  test('is gone from the mirrored token, too', () => {
    const stage = new Scenario().hold('40', 'Down').book(BOOK).submit('sell Down 20 @ 0.46 FAK');
    expect(stage.said[1]).toBe('A2 sell Down 20 @ 0.46 = 9.2 taker complementary book');
    stage.levels('40 | 0.46 |', 1).submit('buy Up 40 @ 0.54 FAK');
    expect(stage.said).toEqual([
      'A3 accepted',
      'A3 buy Up 20 @ 0.54 = 10.8 taker complementary book',
      'A3 canceled unfilled_rest',
    ]);
  });

  test('stays gone when a snapshot repeats it', () => {
    const stage = new Scenario().book(BOOK).submit('buy Up 15 @ 0.54').book(BOOK);
    stage.said;
    expect(stage.submit('buy Up 10 @ 0.54 FAK').said[1]).toBe(
      'A2 buy Up 5 @ 0.54 = 2.7 taker complementary book',
    );
  });

  test('leaves the level behind it as the best', () => {
    const stage = new Scenario().book(BOOK).submit('buy Up 50 @ 0.55');
    expect(stage.core.markets[0]?.best(1)).toBe(560_000);
    expect(stage.core.markets[0]?.book.bestAsk).toBe(540_000);
    stage.said;
    expect(stage.submit('buy Up 10 @ 0.55 post').said).toEqual(['A2 accepted']);
  });

  test('costs nothing once it is forgotten', () => {
    const stage = new Scenario().book(BOOK);
    const market = stage.core.markets[0];
    expect(market?.isQuiet).toBe(true);
    stage.submit('buy Up 20 @ 0.54');
    expect(market?.isQuiet).toBe(false);
    stage.levels('| 0.54 | 0');
    expect(market?.isQuiet).toBe(true);
  });
});

describe('a level of unknown size', () => {
  const UNKNOWN = `
    bid | price | ask
        | 0.55  | 30
        | 0.54  | ?
     40 | 0.52  |
  `;
  const stage = (staging: Staging = {}) => new Scenario(staging).book(UNKNOWN);

  test('has nothing to take unless that is assumed', () => {
    expect(stage().submit('buy Up 40 @ 0.55 FAK').said).toEqual([
      'A1 accepted',
      'A1 buy Up 30 @ 0.55 = 16.5 taker complementary book',
      'A1 canceled unfilled_rest',
    ]);
    expect(stage().submit('buy Up 50 @ 0.54 FAK').said).toEqual(['A1 rejected no_match']);
    expect(stage().submit('buy Up 50 @ 0.54 FOK').said).toEqual(['A1 canceled killed']);
  });

  test('has any size when that is assumed, and is not used up', () => {
    const assuming = stage({ unknownDepth: 'assume' });
    for (const order of ['A1', 'A2']) {
      expect(assuming.submit('buy Up 400 @ 0.55 FOK').said).toEqual([
        `${order} accepted`,
        `${order} buy Up 400 @ 0.54 = 216 taker complementary assumed`,
      ]);
    }
  });

  test('that is assumed is whole when it becomes known', () => {
    const assuming = stage({ unknownDepth: 'assume' }).submit('buy Up 20 @ 0.54 FAK');
    expect(assuming.core.markets[0]?.isQuiet).toBe(true);
    assuming.levels('| 0.54 | 30').said;
    expect(assuming.submit('buy Up 40 @ 0.54 FAK').said[1]).toBe(
      'A2 buy Up 30 @ 0.54 = 16.2 taker complementary book',
    );
  });

  test('that is assumed leaves those who rest in it in their places', () => {
    const assuming = new Scenario({ unknownDepth: 'assume', cash: [1000, 1000] }).hold('10');
    assuming.book('| 0.54 | 20').submit('sell Up 10 @ 0.54').levels('| 0.54 | ?');
    assuming.submit('buy Up 5 @ 0.54 FAK', 1);
    expect(assuming.said.at(-1)).toBe('B1 buy Up 5 @ 0.54 = 2.7 taker complementary assumed');
    expect(assuming.front(2)).toBe('20');
  });

  test('is there for a post-only order', () => {
    expect(stage().submit('buy Up 10 @ 0.54 post').said).toEqual(['A1 rejected post_only_crosses']);
  });
});

describe('two accounts', () => {
  const two = () => new Scenario({ cash: [1000, 1000], fee: FEE });

  test('mint a pair when both buy', () => {
    const stage = two().book('').submit('buy Up 10 @ 0.6').submit('buy Down 10 @ 0.45', 1);
    expect(stage.said).toEqual([
      'A1 accepted',
      'B1 accepted',
      'B1 buy Down 10 @ 0.4 = 4 fee 0.168 taker mint assumed',
      'A1 buy Up 10 @ 0.6 = 6 rebate 0.0336 maker mint assumed',
    ]);
    expect([stage.cash(0), stage.cash(1)]).toEqual(['994', '995.832']);
    expect(stage.core.ledger.totalLocked).toBe(10_000_000);
    expect(stage.core.ledger.locked(0 as never)).toBe(10_000_000);
    expect(stage.core.ledger.fees).toBe(168_000);
    expect(stage.core.ledger.recordedCash).toBe(0);
    expect(stage.core.totalCash()).toBe(2000_000_000);
  });

  test('merge a pair when both sell', () => {
    const stage = two().hold('10').hold('10', 'Down', 1).book('');
    stage.submit('sell Up 10 @ 0.3').submit('sell Down 10 @ 0.6', 1);
    expect(stage.said).toEqual([
      'A2 accepted',
      'B2 accepted',
      'B2 sell Down 10 @ 0.7 = 7 fee 0.147 taker merge assumed',
      'A2 sell Up 10 @ 0.3 = 3 rebate 0.0294 maker merge assumed',
    ]);
    expect(stage.core.ledger.totalLocked).toBe(-10_000_000);
    expect(stage.core.totalCash()).toBe(2000_000_000);
  });

  test('trade a share from one to the other', () => {
    const stage = two().hold('10').book('').submit('sell Up 10 @ 0.3');
    stage.submit('buy Up 8 @ 0.4', 1);
    expect(stage.said).toEqual([
      'A2 accepted',
      'B1 accepted',
      'B1 buy Up 8 @ 0.3 = 2.4 fee 0.1176 taker complementary assumed',
      'A2 sell Up 8 @ 0.3 = 2.4 rebate 0.02352 maker complementary assumed',
    ]);
    expect(stage.core.ledger.totalLocked).toBe(0);
    expect(stage.core.ledger.sharesOutside(0 as never)).toBe(10_000_000);
    expect(stage.core.owners[0]?.open.get(2 as never)?.rest).toBe(2_000_000);
  });

  test('share the last millionth: the taker gets what rounding leaves', () => {
    const stage = new Scenario({ cash: [100, 100] }).book('30.000001 | 0.51 |');
    stage.submit('buy Down 40 @ 0.49').submit('buy Up 30 @ 0.6', 1).submit('buy Up 30 @ 0.6', 1);
    expect(stage.said.filter((line) => line.includes('mint'))).toEqual([
      'B1 buy Up 9.999999 @ 0.51 = 5.099999 taker mint assumed',
      'A1 buy Down 9.999999 @ 0.49 = 4.9 maker mint assumed',
    ]);
    expect(stage.core.totalCash()).toBe(200_000_000);
  });

  test('an account may trade with itself', () => {
    const stage = two().book('').submit('buy Up 10 @ 0.6').submit('buy Down 10 @ 0.4');
    expect(stage.said.slice(2)).toEqual([
      'A2 buy Down 10 @ 0.4 = 4 fee 0.168 taker mint assumed',
      'A1 buy Up 10 @ 0.6 = 6 rebate 0.0336 maker mint assumed',
    ]);
  });

  test('stand in line with the recording: what came first goes first', () => {
    const stage = two().book('| 0.55 | 20').hold('50', 'Up', 0).book('| 0.55 | 20');
    stage.submit('sell Up 15 @ 0.55').levels('| 0.55 | 30').submit('sell Up 5 @ 0.55');
    expect([stage.front(2), stage.front(3)]).toEqual(['20', '30']);
    stage.said;
    expect(stage.submit('buy Up 21 @ 0.55', 1).said.map((line) => line.slice(0, 22))).toEqual([
      'B1 accepted',
      'B1 buy Up 20 @ 0.55 = ',
      'B1 buy Up 1 @ 0.55 = 0',
      'A2 sell Up 1 @ 0.55 = ',
    ]);
    expect([stage.front(2), stage.front(3)]).toEqual(['0', '10']);
    expect(stage.submit('buy Up 40 @ 0.55 FAK', 1).said.map((line) => line.slice(0, 22))).toEqual([
      'B2 accepted',
      'B2 buy Up 14 @ 0.55 = ',
      'A2 sell Up 14 @ 0.55 =',
      'B2 buy Up 10 @ 0.55 = ',
      'B2 buy Up 5 @ 0.55 = 2',
      'A3 sell Up 5 @ 0.55 = ',
      'B2 canceled unfilled_r',
    ]);
  });

  test('stand in line with the recording for one large order, too', () => {
    const stage = two().hold('50').book('| 0.55 | 20').submit('sell Up 15 @ 0.55');
    stage.levels('| 0.55 | 30').submit('sell Up 5 @ 0.55').levels('| 0.55 | 40').said;
    expect(stage.submit('buy Up 60 @ 0.55 FAK', 1).said.map((line) => line.slice(0, 22))).toEqual([
      'B1 accepted',
      'B1 buy Up 20 @ 0.55 = ',
      'B1 buy Up 15 @ 0.55 = ',
      'A2 sell Up 15 @ 0.55 =',
      'B1 buy Up 10 @ 0.55 = ',
      'B1 buy Up 5 @ 0.55 = 2',
      'A3 sell Up 5 @ 0.55 = ',
      'B1 buy Up 10 @ 0.55 = ',
    ]);
  });

  test('meet at the better price first, whoever rests there', () => {
    const stage = two().hold('30', 'Up', 1).book('10 | 0.50 |\n 10 | 0.48 |');
    stage.submit('buy Up 10 @ 0.51').submit('buy Up 10 @ 0.49').submit('sell Up 30 @ 0.49', 1);
    expect(stage.said.filter((line) => line.startsWith('B2 sell'))).toEqual([
      'B2 sell Up 10 @ 0.51 = 5.1 fee 0.17493 taker complementary assumed',
      'B2 sell Up 10 @ 0.5 = 5 fee 0.175 taker complementary book',
      'B2 sell Up 10 @ 0.49 = 4.9 fee 0.17493 taker complementary assumed',
    ]);
    expect(stage.core.markets[0]?.best(0)).toBe(480_000);
  });
});
