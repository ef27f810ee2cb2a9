import { describe, expect, test } from 'vitest';
import { Scenario, type Staging, units } from '../../test/support/sim-scenario.ts';
import {
  FLAG_BOOK,
  KIND_CLEAR,
  KIND_CLOSE,
  KIND_CONFIRM,
  KIND_GAP,
  KIND_LEVEL,
  KIND_TICK,
  KIND_TRADE,
} from '../domain/tape.ts';

const BOOK = `
  bid | price | ask
      | 0.55  | 30
  100 | 0.50  |
   60 | 0.49  |
`;
const print = (label: string, size: string, price: string, amount: string) =>
  `${label} buy Up ${size} @ ${price} = ${amount} maker complementary print`;

/** One bid of 10 behind the 100 of the recording. */
function behind100(staging: Staging = {}): Scenario {
  const stage = new Scenario(staging).book(BOOK).submit('buy Up 10 @ 0.50');
  expect(stage.said).toEqual(['A1 accepted']);
  expect(stage.front(1)).toBe('100');
  return stage;
}

describe('a print at our price', () => {
  test('consumes the queue first, then us', () => {
    const stage = behind100();
    expect(stage.print('bid', '0.50', '70').said).toEqual([]);
    expect(stage.front(1)).toBe('30');
    expect(stage.print('bid', '0.50', '34').said).toEqual([print('A1', '4', '0.5', '2')]);
    expect(stage.front(1)).toBe('0');
    expect(stage.print('bid', '0.50', '50').said).toEqual([print('A1', '6', '0.5', '3')]);
    expect(stage.front(1)).toBe('closed');
    expect(stage.core.markets[0]?.isQuiet).toBe(true);
    expect(stage.cash()).toBe('995');
  });

  test('that ends exactly at the queue does not reach us', () => {
    const stage = behind100().print('bid', '0.50', '100');
    expect(stage.said).toEqual([]);
    expect(stage.front(1)).toBe('0');
  });

  test('fills own orders in order of arrival, with the recording between them', () => {
    const stage = behind100().levels('120 | 0.50 |').submit('buy Up 10 @ 0.50');
    expect([stage.front(1), stage.front(2)]).toEqual(['100', '120']);
    stage.said;
    expect(stage.print('bid', '0.50', '105').said).toEqual([print('A1', '5', '0.5', '2.5')]);
    expect([stage.front(1), stage.front(2)]).toEqual(['0', '20']);
    expect(stage.print('bid', '0.50', '27').said).toEqual([
      print('A1', '5', '0.5', '2.5'),
      print('A2', '2', '0.5', '1'),
    ]);
    expect(stage.front(2)).toBe('0');
  });

  test.each(['off', 'through'] as const)('leaves the others in line (%s)', (inferFills) => {
    const stage = behind100({ cash: [1000, 1000], inferFills }).submit('buy Up 10 @ 0.50');
    stage.print('bid', '0.50', '110').said;
    expect(stage.submit('buy Down 8 @ 0.50', 1).said).toEqual([
      'B1 accepted',
      'B1 buy Down 8 @ 0.5 = 4 taker mint assumed',
      'A2 buy Up 8 @ 0.5 = 4 maker mint assumed',
    ]);
  });

  test('that fills us leaves nothing for the close in the same message to cancel', () => {
    const trade = { kind: KIND_TRADE, price: units('0.5'), size: units('110') };
    const stage = behind100().message([trade, { kind: KIND_CLOSE }]);
    expect(stage.said).toEqual([print('A1', '10', '0.5', '5')]);
  });

  test('is seen from the other token, too', () => {
    const stage = behind100().print('ask', '0.50', '102', 1);
    expect(stage.said).toEqual([print('A1', '2', '0.5', '1')]);
    const mirrored = new Scenario().book(BOOK).submit('buy Down 10 @ 0.45');
    expect(mirrored.front(1)).toBe('30');
    mirrored.said;
    expect(mirrored.print('ask', '0.55', '33').said).toEqual([
      'A1 buy Down 3 @ 0.45 = 1.35 maker complementary print',
    ]);
  });

  test.each([
    ['on the other side', 'ask', '0.50', '500'],
    ['at a worse price for the taker', 'bid', '0.51', '500'],
    ['of an unknown size', 'bid', '0.50', '-0.000001'],
    ['of nothing', 'bid', '0.50', '0'],
  ] as const)('%s does not touch us', (_name, side, price, size) => {
    const stage = behind100().print(side, price, size);
    expect(stage.said).toEqual([]);
    expect(stage.front(1)).toBe('100');
  });

  test('gives a maker its rebate and takes no fee', () => {
    const fee = { ratePpm: 70_000, exponent: 1, makerRebatePpm: 200_000 } as const;
    const stage = behind100({ fee }).print('bid', '0.50', '110');
    expect(stage.said).toEqual(['A1 buy Up 10 @ 0.5 = 5 rebate 0.035 maker complementary print']);
    expect(stage.cash()).toBe('995');
  });
});

describe('a print through our price', () => {
  test('fills us at our price whatever the queue, up to its size', () => {
    const stage = behind100().print('bid', '0.49', '4');
    expect(stage.said).toEqual([print('A1', '4', '0.5', '2')]);
    expect(stage.front(1)).toBe('0');
    expect(stage.print('bid', '0.48', '100').said).toEqual([print('A1', '6', '0.5', '3')]);
  });

  test('fills better prices first, and what is left goes on', () => {
    const stage = behind100().submit('buy Up 20 @ 0.49').submit('buy Up 5 @ 0.50');
    stage.said;
    expect(stage.print('bid', '0.49', '77').said).toEqual([
      print('A1', '10', '0.5', '5'),
      print('A3', '5', '0.5', '2.5'),
      print('A2', '2', '0.49', '0.98'),
    ]);
    expect(stage.front(2)).toBe('0');
  });

  test('works on asks', () => {
    const stage = new Scenario().hold('20').book(BOOK).submit('sell Up 20 @ 0.55');
    stage.said;
    expect(stage.print('ask', '0.56', '15').said).toEqual([
      'A2 sell Up 15 @ 0.55 = 8.25 maker complementary print',
    ]);
  });
});

describe('a cancel in the queue', () => {
  test('does not help by default, but the level is never shorter than the queue', () => {
    const stage = behind100().levels('80 | 0.50 |');
    expect(stage.front(1)).toBe('80');
    stage.levels('90 | 0.50 |').levels('85 | 0.50 |');
    expect(stage.front(1)).toBe('80');
  });

  test('counts by the rule only where no print explains it', () => {
    const stage = behind100({ queue: { kind: 'power', n: 1 } });
    stage.levels('150 | 0.50 |').print('bid', '0.50', '20');
    expect(stage.front(1)).toBe('80');
    // 150 to 130 is what was printed.
    expect(stage.levels('130 | 0.50 |').front(1)).toBe('80');
    // 130 to 91: F=80, B=50: 80/130 of 39 are 24 in front.
    expect(stage.levels('91 | 0.50 |').front(1)).toBe('56');
  });

  test('is counted with the prints since the last change, once', () => {
    const stage = behind100({ queue: { kind: 'power', n: 1 } }).levels('150 | 0.50 |');
    stage.print('bid', '0.50', '20');
    // F=80, B=70 of 150, chg = 150-100-20 = 30: 16 in front.
    expect(stage.levels('100 | 0.50 |').front(1)).toBe('64');
    // 100 to 95 afterwards: chg=5, F=64: 3.2 in front.
    expect(stage.levels('95 | 0.50 |').front(1)).toBe('60.8');
  });

  test('prints count for those only who were there', () => {
    const stage = behind100({ queue: { kind: 'power', n: 1 } }).print('bid', '0.50', '10');
    stage.submit('buy Up 10 @ 0.50').levels('90 | 0.50 |');
    expect([stage.front(1), stage.front(2)]).toEqual(['90', '90']);
  });

  test('a whole book says that nothing changed since the prints', () => {
    for (const repeat of [
      (stage: Scenario) => stage.book(BOOK),
      (stage: Scenario) => stage.message([{ kind: KIND_CONFIRM }], FLAG_BOOK),
      (stage: Scenario) => stage.levels('100 | 0.50 |'),
    ]) {
      const stage = behind100({ queue: { kind: 'power', n: 1 } }).print('bid', '0.50', '10');
      repeat(stage);
      // The 10 printed were replaced; so 100 to 80 are 20 canceled: 90/100 of them in front.
      expect(stage.levels('80 | 0.50 |').front(1)).toBe('72');
    }
  });

  test('an earlier order is never behind a later one', () => {
    // n=2 takes more from the long queue of the second order than from the first one's.
    const stage = behind100({ queue: { kind: 'power2', n: 4 } }).print('bid', '0.50', '40');
    stage.levels('200 | 0.50 |').submit('buy Up 10 @ 0.50').levels('61 | 0.50 |');
    const [first, second] = [stage.front(1), stage.front(2)].map(Number);
    expect(second).toBeGreaterThanOrEqual(first as number);
  });

  test('only the level that a message speaks of is followed', () => {
    const stage = behind100({ queue: { kind: 'power', n: 1 } }).submit('buy Up 10 @ 0.49');
    stage.print('bid', '0.50', '10').levels('50 | 0.49 |');
    expect([stage.front(1), stage.front(2)]).toEqual(['90', '50']);
    // The print is still open for 0.50: 100 to 90 is explained by it.
    expect(stage.levels('90 | 0.50 |').front(1)).toBe('90');
  });

  test('a snapshot does not look like a level that was gone for a moment', () => {
    const stage = behind100().book(BOOK);
    expect(stage.front(1)).toBe('100');
    expect(stage.levels('0 | 0.50 |').front(1)).toBe('0');
  });

  test('a book that is void leaves nobody in front of us', () => {
    expect(
      behind100()
        .message([{ kind: KIND_CLEAR }])
        .front(1),
    ).toBe('0');
  });

  test('a message is followed once, when it is complete', () => {
    const stage = behind100();
    const level = { kind: KIND_LEVEL, price: units('0.5') };
    stage.message([
      { ...level, size: 0 },
      { ...level, size: units('95') },
    ]);
    expect(stage.front(1)).toBe('95');
  });
});

describe('an order of the simulation that takes from our queue', () => {
  test('shortens it, and the recording cannot shorten it again', () => {
    const stage = behind100({ queue: { kind: 'power', n: 1 }, cash: [1000, 1000] });
    stage.book(BOOK).submit('buy Down 40 @ 0.50 FAK', 1);
    expect(stage.front(1)).toBe('60');
    // 60 are on offer of 100; a recording of 95 offers 55, five less, all in front of us.
    expect(stage.levels('95 | 0.50 |').front(1)).toBe('55');
    expect(stage.core.markets[0]?.liquidity.shown(0, 500_000 as never)).toBe(55_000_000);
  });
});

describe('a level of unknown size', () => {
  test('is a queue without end, until its size is known', () => {
    const stage = new Scenario().book('? | 0.50 |').submit('buy Up 10 @ 0.50');
    stage.said;
    const endless = stage.front(1);
    expect(stage.print('bid', '0.50', '1000').said).toEqual([]);
    expect(stage.front(1)).toBe(endless);
    expect(stage.levels('70 | 0.50 |').front(1)).toBe('70');
    expect(stage.levels('? | 0.50 |').front(1)).toBe('70');
    stage.submit('buy Up 10 @ 0.50').print('bid', '0.50', '72');
    expect(stage.said).toEqual(['A2 accepted', print('A1', '2', '0.5', '1')]);
    expect(stage.levels('50 | 0.50 |').front(2)).toBe('50');
    expect(stage.front(1)).toBe('0');
  });

  test('is passed by a print through it', () => {
    const stage = new Scenario().book('? | 0.50 |').submit('buy Up 10 @ 0.50');
    stage.said;
    expect(stage.print('bid', '0.49', '10').said).toEqual([print('A1', '10', '0.5', '5')]);
  });
});

describe('a gap in the recording', () => {
  const gap = (stage: Scenario) => stage.message([{ kind: KIND_GAP, price: 1 }]);

  test('fills nobody until a snapshot, which puts us at the end of the queue', () => {
    const stage = gap(behind100().print('bid', '0.50', '70'));
    expect(stage.front(1)).toBe('30');
    stage.print('bid', '0.50', '500').print('bid', '0.40', '500').levels('| 0.45 | 50');
    expect(stage.said).toEqual([]);
    stage.book('80 | 0.50 |');
    expect(stage.front(1)).toBe('80');
    expect(stage.print('bid', '0.50', '81').said).toEqual([print('A1', '1', '0.5', '0.5')]);
  });

  test('with levels of unknown size behind it leaves an endless queue', () => {
    const stage = gap(behind100()).book('? | 0.50 |').print('bid', '0.50', '500');
    expect(stage.said).toEqual([]);
    expect(stage.levels('70 | 0.50 |').front(1)).toBe('70');
  });

  test('that ends below our price fills us against what the snapshot shows', () => {
    const stage = gap(behind100()).book('| 0.45 | 4');
    expect(stage.said).toEqual(['A1 buy Up 4 @ 0.5 = 2 maker complementary inferred']);
  });

  test('does not hide the prints after it', () => {
    const stage = gap(behind100({ queue: { kind: 'power', n: 1 } })).book('100 | 0.50 |');
    stage.print('bid', '0.50', '10').levels('50 | 0.49 |');
    // 100 to 90 is what was printed; nobody canceled.
    expect(stage.levels('90 | 0.50 |').front(1)).toBe('90');
  });

  test('forgets prints from before it', () => {
    const stage = behind100({ queue: { kind: 'power', n: 1 } }).print('bid', '0.50', '10');
    gap(stage).book('100 | 0.50 |');
    expect(stage.levels('80 | 0.50 |').front(1)).toBe('80');
  });
});

describe('a new tick size', () => {
  const tick = (price: number) => ({ kind: KIND_TICK, price });

  test('cancels what is off the new grid, in order of arrival, and resets the rest', () => {
    const stage = new Scenario({ market: { ticks: [{ at: 0 as never, tick: 5_000 as never }] } });
    stage.book('100 | 0.50 |').submit('buy Up 10 @ 0.495').submit('buy Up 10 @ 0.50');
    stage.submit('buy Down 10 @ 0.405').said;
    expect(stage.message([tick(10_000)]).said).toEqual([
      'A1 canceled tick_change',
      'A3 canceled tick_change',
    ]);
    expect(stage.core.owners[0]?.account.reserved).toBe(5_000_000);
    expect(stage.book('150 | 0.50 |').front(2)).toBe('150');
  });

  test('that is none cancels nothing', () => {
    const stage = behind100().message([tick(3)]);
    expect(stage.said).toEqual([]);
    expect(stage.core.markets[0]?.book.isTrusted).toBe(false);
  });
});
