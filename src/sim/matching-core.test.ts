import { describe, expect, test } from 'vitest';
import { aMarket, at as second } from '../../test/support/a-market.ts';
import { anOrder } from '../../test/support/an-order.ts';
import { Scenario, type Staging, termsOf } from '../../test/support/sim-scenario.ts';
import { universeOf } from '../../test/support/universe-of.ts';
import { FLAG_LAST, KIND_CLOSE, KIND_OPEN, KIND_REFERENCE, KIND_RESOLVE } from '../domain/tape.ts';
import { NEVER, type Usd } from '../domain/units.ts';
import type { Due } from './due-heap.ts';
import { MatchingCore } from './matching-core.ts';
import { MATCHING_DEFAULTS } from './options.ts';
import { confirmAfter } from './settlement-model.ts';

const BOOK = `
  bid | price | ask
      | 0.55  | 100
  100 | 0.50  |
`;
const staged = (staging: Staging = {}) => new Scenario(staging).book(BOOK);

describe('cancels', () => {
  test('free what was reserved', () => {
    const stage = staged().submit('buy Up 10 @ 0.50').cancel(1);
    expect(stage.said).toEqual(['A1 accepted', 'A1 canceled requested']);
    expect(stage.core.owners[0]?.account.available).toBe(1000_000_000);
    expect(stage.core.markets[0]?.isQuiet).toBe(true);
    expect(stage.print('bid', '0.40', '500').said).toEqual([]);
  });

  test('of what is not open are rejected', () => {
    const stage = staged().submit('buy Up 10 @ 0.50').cancel(1).cancel(1).cancel(7);
    expect(stage.said.slice(2)).toEqual([
      'A1 cancel rejected not_open',
      'A7 cancel rejected not_open',
    ]);
  });

  test('keep the places of the others', () => {
    const stage = staged().submit('buy Up 10 @ 0.50').submit('buy Up 10 @ 0.50');
    stage.submit('buy Up 10 @ 0.49').cancel(1).said;
    expect(stage.print('bid', '0.50', '103').said).toEqual([
      'A2 buy Up 3 @ 0.5 = 1.5 maker complementary print',
    ]);
    expect(stage.cancel(2).core.markets[0]?.best(0)).toBe(500_000);
    stage.levels('0 | 0.50 |');
    expect(stage.core.markets[0]?.best(0)).toBe(490_000);
  });

  test('of all go in order of arrival, in one market or in all, of one account only', () => {
    const orders = ['buy Up 5 @ 0.49', 'buy Up 5 @ 0.50', 'buy Down 5 @ 0.40'];
    const fresh = () => {
      const stage = staged({ cash: [100, 100] });
      for (const order of orders) stage.submit(order);
      stage.submit('buy Up 5 @ 0.48', 1).said;
      return stage;
    };
    const all = ['A1 canceled requested', 'A2 canceled requested', 'A3 canceled requested'];
    expect(fresh().cancelAll().said).toEqual(all);
    expect(fresh().cancelAll(0).said).toEqual(all);
    expect(fresh().cancelAll(1).said).toEqual([]);
    expect(fresh().cancelAll(undefined, 1).said).toEqual(['B1 canceled requested']);
  });
});

describe('an order with an end', () => {
  test('expires at its time and frees what it held', () => {
    const stage = staged().submit('buy Up 10 @ 0.50 GTD 120').at(119);
    expect(stage.said).toEqual(['A1 accepted']);
    expect(stage.at(120).said).toEqual(['A1 expired']);
    expect(stage.core.owners[0]?.account.reserved).toBe(0);
    expect(stage.core.markets[0]?.isQuiet).toBe(true);
    expect(stage.core.nextDue).toBe(NEVER);
  });

  test('does not expire when it is over, and GTC never does', () => {
    const stage = staged().submit('buy Up 10 @ 0.50 GTD 120').cancel(1).said;
    expect(stage).toEqual(['A1 accepted', 'A1 canceled requested']);
    const other = staged().submit('buy Up 10 @ 0.50 GTD 120').cancel(1);
    other.said;
    expect(other.at(500).said).toEqual([]);
    expect(staged().submit('buy Up 10 @ 0.50').core.nextDue).toBe(NEVER);
    const timed = { ...termsOf('buy Up 10 @ 0.50 GTD 200'), timeInForce: 'GTC' } as const;
    expect(staged().submit(timed).at(900).said).toEqual(['A1 accepted']);
  });
});

describe('heartbeats', () => {
  test('that stop cancel all orders of the account after ten seconds', () => {
    const stage = staged({ cash: [100, 100] })
      .heartbeat()
      .submit('buy Up 5 @ 0.50');
    stage.submit('buy Up 5 @ 0.49').submit('buy Up 5 @ 0.50', 1).said;
    expect(stage.at(6).heartbeat().at(15).said).toEqual([]);
    expect(stage.at(16).said).toEqual(['A1 canceled heartbeat', 'A2 canceled heartbeat']);
    expect(stage.core.nextDue).toBe(NEVER);
    // The switch is off until it is used again.
    expect(stage.submit('buy Up 5 @ 0.50').at(100).said).toEqual(['A3 accepted']);
    expect(stage.heartbeat().at(110).said).toEqual(['A3 canceled heartbeat']);
  });

  test('are watched for once, however many come', () => {
    const stage = staged().heartbeat().at(1).heartbeat().at(2).heartbeat().at(10);
    expect(stage.core.nextDue).toBe(second(12));
  });

  test('are not needed by those who never sent one', () => {
    expect(staged().submit('buy Up 5 @ 0.50').at(1000).said).toEqual(['A1 accepted']);
  });
});

describe('the taker delay', () => {
  const delayed = { market: { takerDelayMs: 500 } };

  test('holds a marketable order, then matches it with the book of then', () => {
    const stage = staged(delayed).submit('buy Up 10 @ 0.56').cancel(1);
    expect(stage.said).toEqual(['A1 cancel rejected delayed']);
    expect(stage.core.owners[0]?.account.reserved).toBe(5_600_000);
    stage.cancelAll().levels('| 0.55 | 4').at(0.499);
    expect(stage.said).toEqual([]);
    expect(stage.at(0.5).said).toEqual([
      'A1 accepted',
      'A1 buy Up 4 @ 0.55 = 2.2 taker complementary book',
    ]);
    expect(stage.front(1)).toBe('0');
  });

  test('of nothing holds nothing: an order is matched before what is told next', () => {
    const stage = staged();
    const enqueue = (due: Due) => stage.core.enqueue(stage.now, due);
    enqueue({ kind: 'submit', owner: 0, command: anOrder(termsOf('buy Up 150 @ 0.55')) });
    enqueue({ kind: 'cancelAll', owner: 0, market: undefined });
    expect(stage.at(0).said).toEqual([
      'A1 accepted',
      'A1 buy Up 100 @ 0.55 = 55 taker complementary book',
      'A1 canceled requested',
    ]);
  });

  test('does not hold what rests', () => {
    expect(staged(delayed).submit('buy Up 10 @ 0.54').said).toEqual(['A1 accepted']);
    expect(staged(delayed).submit('buy Up 100 @ 0.54 FAK').said).toEqual(['A1 rejected no_match']);
  });

  test('lets an order rest that has nothing left to take', () => {
    const stage = staged(delayed).submit('buy Up 10 @ 0.55').submit('buy Up 20 @ 0.55 FAK');
    stage.submit('buy Up 20 @ 0.55 FOK').levels('| 0.55 | 0').at(1);
    expect(stage.said).toEqual(['A1 accepted', 'A2 rejected no_match', 'A3 canceled killed']);
    expect(stage.core.owners[0]?.account.reserved).toBe(5_500_000);
  });

  test('ends in a rejection when the venue has changed its mind', () => {
    const stage = staged(delayed)
      .submit('buy Up 10 @ 0.55')
      .message([{ kind: KIND_CLOSE }]);
    expect(stage.said).toEqual([]);
    expect(stage.at(1).said).toEqual(['A1 rejected market_closed']);
    expect(stage.core.owners[0]?.account.reserved).toBe(0);
    expect(stage.core.owners[0]?.open.size).toBe(0);
    const crossed = staged(delayed).submit('buy Up 10 @ 0.55').levels('9 | 0.56 |').at(1);
    expect(crossed.said).toEqual(['A1 rejected book_crossed']);
  });

  test('can be longer than the life of the order', () => {
    const stage = staged({ market: { takerDelayMs: 150_000 } }).submit('buy Up 10 @ 0.55 GTD 130');
    stage.levels('| 0.55 | 0').at(140);
    expect(stage.said).toEqual([]);
    expect(stage.at(150).said).toEqual(['A1 accepted', 'A1 expired']);
  });

  test('is not stopped by a missing heartbeat', () => {
    const stage = staged({ market: { takerDelayMs: 12_000 } }).heartbeat();
    stage.submit('buy Up 10 @ 0.55').at(11);
    expect(stage.said).toEqual([]);
    expect(stage.at(12).said.length).toBe(2);
  });
});

describe('the end of a market', () => {
  test('cancels what rests, in order of arrival', () => {
    const stage = staged({ cash: [100, 100] }).submit('buy Up 5 @ 0.49');
    stage.submit('buy Down 5 @ 0.40', 1).submit('buy Up 5 @ 0.50').said;
    stage.message([{ kind: KIND_CLOSE }]);
    expect(stage.said).toEqual([
      'A1 canceled market_closed',
      'B1 canceled market_closed',
      'A2 canceled market_closed',
    ]);
    expect(stage.core.markets[0]?.isClosed).toBe(true);
    expect(stage.core.markets[1]?.isClosed).toBe(false);
    expect(stage.print('bid', '0.40', '100').said).toEqual([]);
  });

  test('pays a dollar for each winning share and nothing for the others', () => {
    const stage = new Scenario({ cash: [100, 100] }).hold('10').hold('30', 'Down', 1);
    stage.book(BOOK).submit('buy Up 5 @ 0.50').said;
    stage.message([{ kind: KIND_RESOLVE, outcome: 0, price: 1_000_000 }]);
    expect(stage.said).toEqual(['A2 canceled market_closed']);
    expect([stage.cash(0), stage.cash(1)]).toEqual(['105', '85']);
    expect(stage.core.ledger.recordedCash).toBe(10_000_000);
    expect(stage.core.totalCash()).toBe(200_000_000);
    expect(stage.submit('buy Up 5 @ 0.50').said).toEqual(['A3 rejected market_closed']);
  });

  test.each([
    [0, 0, '85', '110'],
    [1, 1_000_000, '85', '110'],
    [1, 0, '115', '90'],
    [0, 500_000, '100', '100'],
  ])('outcome %d paying %d leaves %s and %s', (outcome, price, first, second) => {
    const stage = new Scenario({ cash: [100, 100] }).hold('30').hold('20', 'Down', 1);
    stage.message([{ kind: KIND_RESOLVE, outcome, price }]);
    expect([stage.cash(0), stage.cash(1)]).toEqual([first, second]);
    expect(stage.core.totalCash()).toBe(200_000_000);
  });

  test('releases the collateral of minted pairs', () => {
    const stage = new Scenario({ cash: [100, 100] }).book('').submit('buy Up 10 @ 0.6');
    stage.submit('buy Down 10 @ 0.4', 1).message([{ kind: KIND_RESOLVE, price: 1_000_000 }]);
    expect([stage.cash(0), stage.cash(1)]).toEqual(['104', '96']);
    expect(stage.core.ledger.totalLocked).toBe(0);
    expect(stage.core.ledger.recordedCash).toBe(0);
    expect(stage.core.ledger.sharesOutside(0 as never)).toBe(0);
    expect(stage.core.ledger.sharesOutside(1 as never)).toBe(0);
  });
});

describe('settlement', () => {
  test('makes bought shares sellable when it is confirmed', () => {
    const stage = staged({ settlement: confirmAfter(4_000_000) }).submit('buy Up 10 @ 0.55');
    stage.submit('sell Up 10 @ 0.60').at(2);
    expect(stage.said).toEqual([
      'A1 accepted',
      'A1 buy Up 10 @ 0.55 = 5.5 taker complementary book',
      'A2 rejected not_enough_shares',
      'A1 fill 1 mined',
    ]);
    stage.submit('sell Up 10 @ 0.60').at(3.999).submit('sell Up 10 @ 0.60');
    expect(stage.said).toEqual(['A3 rejected not_enough_shares', 'A4 rejected not_enough_shares']);
    stage.at(4).submit('sell Up 10 @ 0.60').submit('sell Up 5 @ 0.60');
    expect(stage.said.filter((line) => !line.includes('fill'))).toEqual([
      'A5 accepted',
      'A6 rejected not_enough_shares',
    ]);
  });

  test('sold shares cannot be sold again while the sale settles', () => {
    const stage = new Scenario().hold('10').book(BOOK).submit('sell Up 10 @ 0.50 FAK');
    stage.submit('sell Up 10 @ 0.50 FAK');
    expect(stage.said.at(-1)).toBe('A3 rejected not_enough_shares');
  });
});

describe('rows that are not about a book', () => {
  test('change nothing', () => {
    const stage = staged().submit('buy Up 10 @ 0.50');
    stage.message([{ kind: KIND_OPEN }]).message([{ kind: KIND_REFERENCE, market: 77, size: 5 }]);
    expect(stage.front(1)).toBe('100');
    expect(stage.said).toEqual(['A1 accepted']);
  });
});

describe('a venue that cannot be', () => {
  const make = (markets: readonly ReturnType<typeof aMarket>[], hasTrades: readonly boolean[]) =>
    new MatchingCore(
      universeOf(markets, hasTrades),
      [1 as Usd],
      MATCHING_DEFAULTS,
      () => undefined,
    );

  test('is refused', () => {
    expect(() => make([aMarket()], [])).toThrow(
      'market 0 is listed, and nobody knows its facts or whether it has prints',
    );
    expect(() => make([aMarket({ ticks: [] })], [true])).toThrow('has no tick size');
  });

  test('accounts and tokens that are not there stop the run', () => {
    const stage = new Scenario();
    expect(() => stage.cancel(1, 3)).toThrow('there is no account 3');
    expect(() => stage.submit({ ...termsOf('buy Up 5 @ 0.5'), token: 9 as never })).toThrow(
      'token 9 is in no market',
    );
  });

  test('nothing happens when nothing is due', () => {
    const core = make([aMarket()], [true]);
    expect(core.nextDue).toBe(NEVER);
    core.runNext();
    expect(core.totalCash()).toBe(1);
    expect(FLAG_LAST).toBe(1);
  });
});
