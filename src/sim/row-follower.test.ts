import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from 'vitest';
import {
  levelRows,
  Scenario,
  type Staging,
  termsOf,
  units,
} from '../../test/support/sim-scenario.ts';
import {
  FLAG_BOOK,
  FLAG_DERIVED,
  KIND_CLEAR,
  KIND_CONFIRM,
  KIND_GAP,
  KIND_LEVEL,
  KIND_TICK,
} from '../domain/tape.ts';
import { Resting } from './resting.ts';

// What orders ask for is many times what a book costs: rows that cannot touch us must not ask.

let messageEnd: MockInstance<Resting['messageEnd']>;
beforeEach(() => {
  messageEnd = vi.spyOn(Resting.prototype, 'messageEnd');
});
afterEach(() => {
  messageEnd.mockRestore();
});

/** Whether our orders were looked at. */
function looked(act: () => unknown): boolean {
  messageEnd.mockClear();
  act();
  return messageEnd.mock.calls.length > 0;
}

const BOOK = `
  bid | price | ask
      | 0.62  | 50
      | 0.55  | 30
  100 | 0.50  |
   20 | 0.40  |
`;

/** Bids of ours at 0.48 and 0.46, asks at 0.58 and 0.60. */
function quoting(staging: Staging = {}): Scenario {
  const stage = new Scenario(staging).hold('20').book(BOOK);
  stage.submit('buy Up 10 @ 0.48').submit('buy Up 10 @ 0.46');
  return stage.submit('sell Up 10 @ 0.58').submit('sell Up 10 @ 0.60');
}

describe('a changed level', () => {
  test.each([
    ['a bid better than ours', '90 | 0.50 |', false],
    ['a bid where we bid best', '90 | 0.48 |', true],
    ['a bid between ours', '90 | 0.47 |', true],
    ['a bid where we bid worst', '90 | 0.46 |', true],
    ['a bid worse than ours', '90 | 0.45 |', false],
    ['a bid short of our asks', '90 | 0.57 |', false],
    ['a bid at our best ask', '90 | 0.58 |', true],
    ['an ask short of our bids', '| 0.49 | 90', false],
    ['an ask at our best bid', '| 0.48 | 90', true],
    ['an ask better than ours', '| 0.57 | 90', false],
    ['an ask where we ask best', '| 0.58 | 90', true],
    ['an ask where we ask worst', '| 0.60 | 90', true],
    ['an ask worse than ours', '| 0.61 | 90', false],
  ])('%s', (_name, level, concerns) => {
    const stage = quoting();
    expect(looked(() => stage.levels(level))).toBe(concerns);
  });

  test('of the other token is seen in its mirror', () => {
    const stage = quoting();
    expect(looked(() => stage.levels('90 | 0.43 |', 1))).toBe(false);
    expect(looked(() => stage.levels('90 | 0.42 |', 1))).toBe(true);
  });

  test('of another market does not concern us', () => {
    const level = { kind: KIND_LEVEL, market: 1, price: units('0.48'), size: units('5') };
    const stage = quoting();
    expect(looked(() => stage.message([level]))).toBe(false);
  });

  test('moves the book in any case', () => {
    const stage = quoting();
    expect(looked(() => stage.levels('0 | 0.50 |'))).toBe(false);
    expect(stage.core.markets[0]?.book.bestBid).toBe(400_000);
  });

  test('within reach makes the whole message concern us', () => {
    const stage = quoting();
    expect(looked(() => stage.levels('90 | 0.48 | \n 90 | 0.45 |'))).toBe(true);
  });
});

describe('a print', () => {
  test.each([
    ['bid', '0.49', false],
    ['bid', '0.48', true],
    ['bid', '0.30', true],
    ['ask', '0.57', false],
    ['ask', '0.58', true],
    ['ask', '0.70', true],
  ] as const)('into the %ss at %s', (side, price, concerns) => {
    const stage = quoting();
    expect(looked(() => stage.print(side, price, '1'))).toBe(concerns);
  });

  test('at our price keeps us looking until a book tells what is left', () => {
    const stage = new Scenario().book(BOOK).submit('buy Up 10 @ 0.50').print('bid', '0.50', '5');
    expect(looked(() => stage.levels('| 0.55 | 40'))).toBe(true);
    expect(looked(() => stage.levels('95 | 0.50 |'))).toBe(true);
    expect(looked(() => stage.levels('| 0.55 | 50'))).toBe(false);
  });
});

test.each([
  ['a gap', { kind: KIND_GAP, price: 1 }, true],
  ['a tick change', { kind: KIND_TICK, price: 5_000 }, true],
  ['a book that is void', { kind: KIND_CLEAR, flags: FLAG_BOOK }, true],
  ['a book that confirms the last one', { kind: KIND_CONFIRM, flags: FLAG_BOOK }, false],
])('%s', (_name, row, concerns) => {
  const stage = quoting();
  expect(looked(() => stage.message([row]))).toBe(concerns);
});

test('without orders of ours no row of a book is looked at', () => {
  const stage = new Scenario();
  const rows = () => stage.book(BOOK).levels('90 | 0.50 |').print('bid', '0.40', '500');
  expect(looked(rows)).toBe(false);
  expect(looked(() => stage.message([{ kind: KIND_GAP, price: 1 }]).book(BOOK))).toBe(false);
});

describe('while the book cannot be trusted', () => {
  test('every row is looked at, until a snapshot', () => {
    const stage = quoting().message([{ kind: KIND_GAP, price: 1 }]);
    expect(looked(() => stage.levels('90 | 0.45 |'))).toBe(true);
    stage.book(BOOK);
    expect(looked(() => stage.levels('80 | 0.45 |'))).toBe(false);
  });
});

describe('while the other side reaches us', () => {
  test('every row is looked at: one out of reach may uncross the book', () => {
    const stage = quoting({ inferFills: 'off' }).levels('| 0.48 | 4');
    expect(looked(() => stage.levels('90 | 0.45 |'))).toBe(true);
    stage.levels('| 0.48 | 0');
    expect(looked(() => stage.levels('80 | 0.45 |'))).toBe(false);
  });

  test('the same from the bids', () => {
    const stage = quoting({ inferFills: 'off' }).levels('4 | 0.58 |');
    expect(looked(() => stage.levels('90 | 0.45 |'))).toBe(true);
  });
});

describe('what we took', () => {
  const took = () => new Scenario().book(BOOK).submit('buy Up 90 @ 0.62 FAK');

  test.each([
    ['| 0.54 | 9', false],
    ['| 0.55 | 9', true],
    ['| 0.58 | 9', true],
    ['| 0.62 | 9', true],
    ['| 0.63 | 9', false],
    ['9 | 0.50 |', false],
    ['9 | 0.55 |', false],
  ])('from asks at 0.55 and 0.62: a level %s', (level, concerns) => {
    const stage = took();
    expect(looked(() => stage.levels(level))).toBe(concerns);
  });

  test.each([
    ['9 | 0.51 |', false],
    ['9 | 0.50 |', true],
    ['9 | 0.45 |', true],
    ['9 | 0.40 |', true],
    ['9 | 0.39 |', false],
    ['| 0.45 | 9', false],
  ])('from bids at 0.50 and 0.40: a level %s', (level, concerns) => {
    const stage = new Scenario().book(BOOK).submit('buy Down 110 @ 0.60 FAK');
    expect(looked(() => stage.levels(level))).toBe(concerns);
  });

  test.each(['0.55', '0.62'])('is forgotten when its level %s is gone', (price) => {
    const stage = took().levels(`| ${price} | 0`).levels(`| ${price} | 7`);
    stage.said;
    expect(stage.submit(`buy Up 7 @ ${price}`).said[1]).toContain(`buy Up 7 @ ${price}`);
  });

  test('in one market does not concern another', () => {
    const stage = new Scenario().book(BOOK);
    const levels = (table: string) => levelRows(table, stage.now, 0, 1);
    stage.message([{ kind: KIND_CLEAR, market: 1 }, ...levels(BOOK)], FLAG_BOOK);
    stage.submit(termsOf('buy Up 4 @ 0.55 FAK', 1));
    expect(looked(() => stage.levels('| 0.55 | 20'))).toBe(false);
    expect(looked(() => stage.message(levels('| 0.55 | 20')))).toBe(true);
  });

  test('is not touched by a print', () => {
    const stage = took();
    expect(looked(() => stage.print('ask', '0.62', '5'))).toBe(false);
  });
});

describe('a book that is told again', () => {
  const told = [{ kind: KIND_TICK, price: 10_000 }, { kind: KIND_CLEAR }];
  const again = (stage: Scenario, table = BOOK) =>
    stage.message([...told, ...levelRows(table, stage.now)], FLAG_BOOK | FLAG_DERIVED);

  test('leaves orders where they are in their queues', () => {
    const stage = quoting().submit('buy Up 10 @ 0.50').print('bid', '0.50', '95');
    expect(looked(() => again(stage))).toBe(false);
    stage.said;
    // 5 of the 100 were ahead of us still.
    expect(stage.print('bid', '0.50', '8').said).toEqual([
      expect.stringContaining('buy Up 3 @ 0.5 = 1.5'),
    ]);
  });

  test('after a gap begins the queues anew', () => {
    const stage = quoting();
    stage.message([{ kind: KIND_GAP }]);
    expect(looked(() => again(stage))).toBe(true);
    expect(stage.core.markets[0]?.book.isTrusted).toBe(true);
  });
});
