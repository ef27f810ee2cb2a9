import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recordedFixture, testRecorded } from '../../../../test/support/recorded.ts';
import { accepted, rejectedLeg } from '../../../../test/support/wire-samples/clob.ts';
import {
  ORDER,
  OTHER_ORDER,
  TRADE,
  TRANSACTION,
} from '../../../../test/support/wire-samples/ids.ts';
import { readCanceled } from './canceled.ts';
import { readPostedOrder, readPostedOrders } from './posted-order.ts';

const outcome = (body: unknown) => {
  const answer = readPostedOrder(JSON.stringify(body));
  return answer.ok ? answer.value : answer.code;
};
const FOK = "order couldn't be fully filled. FOK orders are fully filled or killed.";

describe('the answer to an order', () => {
  test('accepts it under the hash that we signed', () => {
    expect(outcome(accepted)).toEqual({
      outcome: 'accepted',
      order: ORDER,
      status: { code: 'matched', text: 'matched' },
      making: '5.1',
      taking: '10',
      trades: [TRADE],
      transactions: [TRANSACTION],
    });
  });

  test('of a resting order has no amounts, trades or transactions', () => {
    const resting = {
      success: true,
      errorMsg: '',
      orderID: ORDER,
      status: 'live',
      makingAmount: '',
    };
    expect(outcome(resting)).toMatchObject({
      outcome: 'accepted',
      status: { code: 'live' },
      making: undefined,
      trades: [],
      transactions: [],
    });
  });

  test.each([
    [
      'a status nobody knows',
      { status: 'parked' },
      { outcome: 'accepted', status: { code: 'unknown' } },
    ],
    [
      'a kill',
      { errorMsg: FOK },
      { outcome: 'killed', order: ORDER, error: { code: 'fok_not_filled' } },
    ],
    [
      'a no, with a reason',
      { success: false, errorMsg: 'invalid nonce', orderID: null },
      { outcome: 'rejected', error: { code: 'invalid_nonce', text: 'invalid nonce' } },
    ],
    [
      'an error in its place',
      { success: undefined, orderID: undefined, errorMsg: undefined, error: 'no' },
      { outcome: 'rejected' },
    ],
    ['a no without a reason', { success: false }, { outcome: 'unclear', order: ORDER }],
    ['a yes without an id', { orderID: '' }, { outcome: 'unclear', order: undefined }],
    ['a yes without a status', { status: '' }, { outcome: 'unclear' }],
    [
      'a yes and another error',
      { errorMsg: 'could not insert order' },
      { outcome: 'unclear', order: ORDER },
    ],
    ['an error that cannot be read', { errorMsg: 5 }, { outcome: 'unclear' }],
    ['an id that is none', { orderID: '0x1' }, { outcome: 'unclear', order: undefined }],
    ['neither yes nor no', { success: 'maybe' }, { outcome: 'unclear' }],
  ])('with %s', (_name, changes, expected) => {
    expect(outcome({ ...accepted, ...changes })).toMatchObject(expected);
  });

  test('that cannot be read is refused: nobody knows what happened', () => {
    expect(readPostedOrder('<html>')).toMatchObject({ ok: false, code: 'not_json' });
    expect(outcome([])).toBe('not_an_object');
  });
});

describe('the answer to a batch', () => {
  test('has an outcome for each leg: a rejected one says success all the same', () => {
    expect(readPostedOrders(JSON.stringify([accepted, rejectedLeg, accepted]))).toMatchObject({
      value: [
        { outcome: 'accepted' },
        { outcome: 'rejected', error: { code: 'not_enough_balance' } },
        { outcome: 'accepted' },
      ],
    });
  });

  test('is whole or nothing: the legs have no names', () => {
    expect(readPostedOrders(JSON.stringify([accepted, 7]))).toMatchObject({ ok: false });
  });
});

describe('the answer to a cancel', () => {
  const read = (body: unknown) => readCanceled(JSON.stringify(body));

  test('says of each order whether, and if not why', () => {
    const reason = 'already canceled or matched';
    expect(read({ canceled: [ORDER], not_canceled: { [OTHER_ORDER]: reason } })).toMatchObject({
      value: {
        canceled: [ORDER],
        notCanceled: new Map([[OTHER_ORDER, { code: 'already_closed', text: reason }]]),
      },
    });
  });

  test('may lack either list', () => {
    expect(read({ canceled: null })).toMatchObject({
      value: { canceled: [], notCanceled: new Map() },
    });
    expect(read({ canceled: 'all' })).toMatchObject({ ok: false, code: 'not_a_list' });
  });

  test('loses nothing but ids that are none', () => {
    expect(read({ canceled: ['0x1', ORDER], not_canceled: { '0x2': 'x' } })).toMatchObject({
      value: { canceled: [ORDER] },
      refusals: [{ code: 'bad_order_id' }, { code: 'bad_order_id' }],
    });
  });
});

describe('recorded answers', () => {
  const folder = recordedFixture('polymarket/nautilus');
  const read = (path: string, file: string) => readFileSync(join(path, file), 'utf8');

  testRecorded('to orders', folder, (path) => {
    const outcomes = ['failed', 'error_500', 'ok'].map((name) => {
      const answer = readPostedOrder(read(path, `http_order_response_${name}.json`));
      return answer.ok && answer.value;
    });
    expect(outcomes).toMatchObject([
      { outcome: 'rejected', error: { code: 'not_enough_balance', text: 'Insufficient balance' } },
      { outcome: 'rejected', error: { code: 'unknown', text: 'Internal server error' } },
      // Its id was made up, with a digit too many.
      { outcome: 'unclear', order: undefined },
    ]);
  });

  testRecorded('to cancels', folder, (path) => {
    const counts = [
      'http_cancel_response_ok',
      'http_cancel_response_failed',
      'http_batch_cancel_response',
    ]
      .map((name) => readCanceled(read(path, `${name}.json`)))
      .map((answer) => {
        expect(answer).toMatchObject({ ok: true, refusals: [], unknownFields: new Map() });
        return answer.ok && [answer.value.canceled.length, answer.value.notCanceled.size];
      });
    expect(counts).toEqual([
      [1, 0],
      [0, 1],
      [2, 1],
    ]);
  });
});
