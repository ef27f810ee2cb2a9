import { describe, expect, test } from 'vitest';
import { at } from '../../test/support/a-market.ts';
import { anOrder } from '../../test/support/an-order.ts';
import { Scenario, type Staging, termsOf } from '../../test/support/sim-scenario.ts';
import { KIND_CLOSE, KIND_GAP, KIND_TICK } from '../domain/tape.ts';
import type { Price, Shares } from '../domain/units.ts';
import type { Answer } from './answer.ts';
import { modeAt } from './venue-rules.ts';

const BOOK = `
  bid | price | ask
      | 0.55  | 100
  100 | 0.50  |
`;
const answerTo = (order: string, staging: Staging = {}) =>
  new Scenario(staging).book(BOOK).submit(order).said[0];

describe('the venue accepts', () => {
  test.each([
    ['the smallest resting size', 'buy Up 5 @ 0.50'],
    ['hundredths of a share', 'buy Up 5.01 @ 0.50'],
    ['the lowest price', 'buy Up 5 @ 0.01'],
    ['the highest price', 'buy Down 5 @ 0.49'],
    ['a marketable buy of a dollar', 'buy Down 2 @ 0.50 FAK'],
    ['a FAK that spends whole cents', 'buy Up 2.2 @ 0.55 FAK'],
    ['a dear resting buy', 'buy Up 5 @ 0.54'],
    ['a post-only order that rests', 'buy Up 5 @ 0.54 post'],
    ['a GTD for two minutes, stated as three', 'buy Up 5 @ 0.54 GTD 120'],
    ['a small resting buy below a dollar', 'buy Up 5 @ 0.10'],
  ])('%s', (_name, order) => {
    expect(answerTo(order)).toBe('A1 accepted');
  });
});

describe('the venue rejects', () => {
  test.each([
    ['a price off the grid', 'buy Up 5 @ 0.505', 'tick'],
    ['a price of nothing', 'buy Up 5 @ 0', 'tick'],
    ['a price of one', 'buy Up 5 @ 1', 'tick'],
    ['thousandths of a share', 'buy Up 5.001 @ 0.50', 'size_precision'],
    ['no shares', 'buy Up 0 @ 0.50', 'size_precision'],
    ['a resting order below the minimum', 'buy Up 4.99 @ 0.50', 'minimum_size'],
    ['a GTD order below the minimum', 'buy Up 4.99 @ 0.50 GTD 600', 'minimum_size'],
    ['a FAK buy of broken cents', 'buy Up 5.03 @ 0.55 FAK', 'amount_precision'],
    ['a FOK buy of broken cents', 'buy Up 5.03 @ 0.55 FOK', 'amount_precision'],
    ['a FAK buy of broken hundredths', 'buy Up 5.01 @ 0.55 FAK', 'amount_precision'],
    ['a FAK buy below a dollar', 'buy Down 1.98 @ 0.50 FAK', 'marketable_minimum'],
    ['a post-only that meets the best ask', 'buy Up 5 @ 0.55 post', 'post_only_crosses'],
    ['a post-only that meets the best bid', 'buy Down 5 @ 0.50 post', 'post_only_crosses'],
    ['a post-only FAK', 'buy Up 5 @ 0.40 FAK post', 'invalid_order'],
    ['a post-only FOK', 'buy Up 5 @ 0.40 FOK post', 'invalid_order'],
    ['a GTD without a time', 'buy Up 5 @ 0.50 GTD', 'invalid_expiration'],
    ['a GTD of less than two minutes', 'buy Up 5 @ 0.50 GTD 119', 'invalid_expiration'],
    ['more than the cash', 'buy Up 2000.01 @ 0.50', 'not_enough_cash'],
    ['shares that are not there', 'sell Up 5 @ 0.60', 'not_enough_shares'],
  ])('%s', (_name, order, code) => {
    const stage = new Scenario().book(BOOK).submit(order);
    expect(stage.said).toEqual([`A1 rejected ${code}`]);
    expect(stage.core.owners[0]?.account.reserved).toBe(0);
    expect(stage.core.owners[0]?.open.size).toBe(0);
    expect(stage.core.markets[0]?.isQuiet).toBe(true);
  });

  test('a marketable GTC buy below a dollar, not a resting one', () => {
    const cheap = '| 0.10 | 50';
    const stage = new Scenario().book(cheap).submit('buy Up 5 @ 0.10').submit('buy Up 5 @ 0.09');
    expect(stage.said).toEqual(['A1 rejected marketable_minimum', 'A2 accepted']);
    const sale = new Scenario().hold('5').book('50 | 0.10 |').submit('sell Up 5 @ 0.10');
    expect(sale.said[0]).toBe('A2 accepted');
    expect(
      new Scenario().hold('5').book('50 | 0.10 |').submit('sell Up 0.01 @ 0.10 FAK').said[0],
    ).toBe('A2 accepted');
  });

  test('a negative size', () => {
    const terms = { ...termsOf('buy Up 5 @ 0.50'), size: -10_000 as Shares };
    expect(new Scenario().book(BOOK).submit(terms).said).toEqual(['A1 rejected size_precision']);
  });

  test('a negative price', () => {
    const terms = { ...termsOf('buy Up 5 @ 0.50'), price: -10_000 as Price };
    expect(new Scenario().book(BOOK).submit(terms).said).toEqual(['A1 rejected tick']);
  });

  test('an order in a market whose fee is not known', () => {
    expect(answerTo('buy Up 5 @ 0.50', { market: { fee: undefined } })).toBe(
      'A1 rejected fee_unknown',
    );
  });

  test('an order that rests where the minimum size is not known, not a taker', () => {
    const stage = new Scenario({ market: { minimumSize: undefined } }).book(BOOK);
    stage.submit('buy Up 5 @ 0.50').submit('buy Up 500 @ 0.50 GTD 600');
    stage.submit('buy Up 2 @ 0.55 FAK').submit('buy Up 2 @ 0.55 FOK');
    expect(stage.said.filter((line) => !line.includes(' buy '))).toEqual([
      'A1 rejected minimum_size_unknown',
      'A2 rejected minimum_size_unknown',
      'A3 accepted',
      'A4 accepted',
    ]);
  });

  test('a taker whose delay is not known, not what rests', () => {
    const stage = new Scenario({ market: { takerDelayMs: undefined } }).book(BOOK);
    stage.submit('buy Up 5 @ 0.55').submit('buy Up 5 @ 0.55 FAK').submit('buy Up 5 @ 0.50');
    stage.submit('buy Up 5 @ 0.50 post').submit('buy Up 5 @ 0.55 post');
    expect(stage.said).toEqual([
      'A1 rejected taker_delay_unknown',
      'A2 rejected taker_delay_unknown',
      'A3 accepted',
      'A4 accepted',
      'A5 rejected post_only_crosses',
    ]);
  });

  test('an order before a snapshot and after a gap', () => {
    const stage = new Scenario().submit('buy Up 5 @ 0.50').book(BOOK).submit('buy Up 5 @ 0.50');
    stage.message([{ kind: KIND_GAP, price: 1 }]).submit('buy Up 5 @ 0.50');
    stage.book(BOOK).submit('buy Up 5 @ 0.50');
    expect(stage.said).toEqual([
      'A1 rejected book_untrusted',
      'A2 accepted',
      'A3 rejected book_untrusted',
      'A4 accepted',
    ]);
  });

  test('takers of a crossed book, not what rests in it', () => {
    const stage = new Scenario().book('10 | 0.55 | \n | 0.54 | 10');
    stage.submit('buy Up 5 @ 0.54').submit('buy Up 5 @ 0.53').submit('buy Up 5 @ 0.54 post');
    expect(stage.said).toEqual([
      'A1 rejected book_crossed',
      'A2 accepted',
      'A3 rejected post_only_crosses',
    ]);
  });

  test('an order in a closed market', () => {
    const stage = new Scenario().book(BOOK).message([{ kind: KIND_CLOSE }]);
    expect(stage.submit('buy Up 5 @ 0.50').said).toEqual(['A1 rejected market_closed']);
  });

  test('the old grid after a tick change', () => {
    const stage = new Scenario().message([{ kind: KIND_TICK, price: 5_000 }]).book(BOOK);
    stage.submit('buy Up 5 @ 0.505').submit('buy Up 5 @ 0.5025');
    expect(stage.said).toEqual(['A1 accepted', 'A2 rejected tick']);
  });

  test('an id that is open, and keeps the first order', () => {
    const stage = new Scenario().book(BOOK).submit('buy Up 5 @ 0.50');
    const command = anOrder(termsOf('buy Up 6 @ 0.50'));
    stage.core.enqueue(stage.now, { kind: 'submit', owner: 0, command });
    expect(stage.at(0).said).toEqual(['A1 accepted', 'A1 rejected duplicated']);
    expect(stage.core.owners[0]?.open.get(1 as never)?.rest).toBe(5_000_000);
  });
});

test('messages say what is wrong in numbers', () => {
  const said: string[] = [];
  const hear = (answer: Answer) => {
    if (answer.kind === 'OrderRejected') said.push(answer.message);
  };
  const stage = new Scenario({}, hear);
  stage.submit('buy Up 5 @ 0.50').book('10 | 0.55 | \n | 0.54 | 10');
  stage.submit('buy Up 5 @ 0.505').submit('buy Up 5.001 @ 0.50').submit('buy Up 4 @ 0.5');
  stage.submit('buy Up 5.01 @ 0.55 FAK').submit('buy Up 1 @ 0.5 FAK').submit('buy Up 5 @ 0.1 GTD');
  stage.submit('buy Up 9 @ 0.1 FAK post').submit('buy Up 5 @ 0.54 post').submit('buy Up 5 @ 0.54');
  stage
    .submit('buy Up 100 @ 0.53 FAK')
    .message([{ kind: KIND_CLOSE }])
    .submit('buy Up 5 @ 0.50');
  const modes = [
    { at: at(0), mode: 'post_only' },
    { at: at(10), mode: 'cancel_only' },
  ] as const;
  new Scenario({ modes }, hear).submit('buy Up 5 @ 0.50').at(10).submit('buy Up 5 @ 0.50');
  new Scenario({ market: { fee: undefined } }, hear).submit('buy Up 5 @ 0.50');
  const twice = new Scenario({}, hear).book(BOOK).submit('buy Up 5 @ 0.50');
  const command = anOrder(termsOf('buy Up 5 @ 0.50'));
  twice.core.enqueue(twice.now, { kind: 'submit', owner: 0, command });
  twice.at(0);
  expect(said).toEqual([
    'the book cannot be trusted (no_snapshot)',
    'price 0.505 breaks the tick size 0.01',
    'size 5.001 is no positive multiple of 0.01',
    'size 4 is below the minimum 5',
    'FAK buys spend whole cents',
    'a marketable buy is worth a dollar or more',
    'a GTD order states an expiration 3 minutes ahead or more',
    'a FAK order cannot be post-only',
    'the post-only order crosses the book',
    'the recorded book is crossed',
    'no orders found to match with the FAK order',
    'btc-updown-5m-1776081600 is closed',
    'only post-only orders and cancels are allowed',
    'trading is cancel-only: new orders are not accepted',
    'the fee schedule of btc-updown-5m-1776081600 is not known',
    'an order with this id is open',
  ]);
});

describe('modes', () => {
  const modes = [
    { at: at(10), mode: 'post_only' },
    { at: at(20), mode: 'cancel_only' },
    { at: at(30), mode: 'normal' },
  ] as const;

  test('hold from their time on', () => {
    const times = [9, 10, 19, 20, 30, 99];
    expect(times.map((seconds) => modeAt(modes, at(seconds)))).toEqual([
      'normal',
      'post_only',
      'post_only',
      'cancel_only',
      'normal',
      'normal',
    ]);
  });

  test('limit orders, never cancels', () => {
    const stage = new Scenario({ modes }).book(BOOK).submit('buy Up 5 @ 0.50').at(10);
    stage.submit('buy Up 5 @ 0.50').submit('buy Up 5 @ 0.50 post').cancel(1).at(20);
    stage.submit('buy Up 5 @ 0.50 post').cancel(3).at(30).submit('buy Up 5 @ 0.50');
    expect(stage.said).toEqual([
      'A1 accepted',
      'A2 rejected post_only_mode',
      'A3 accepted',
      'A1 canceled requested',
      'A4 rejected cancel_only',
      'A3 canceled requested',
      'A5 accepted',
    ]);
  });
});
