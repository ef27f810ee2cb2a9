// "not enough balance / allowance": told apart, never sent again, and held back until the venue was
// asked anew. A live execution and a venue in memory, in virtual time.
import { afterEach, expect, test } from 'vitest';
import { OrderStage } from '../support/order-stage.ts';
import { hashOf, refusal, UP } from '../support/order-venue.ts';

let stage: OrderStage;
afterEach(async () => {
  await stage.pass(100);
  expect(stage.faults).toEqual([]);
  stage.execution.abandon();
  expect(stage.clock.waiting).toBe(0);
});

const WORDS = 'not enough balance / allowance';
const LACK = `${WORDS}: the balance is not enough -> balance: 1000000, order amount: 4000000`;
const matched = (sum: number) =>
  `${WORDS}: the balance is not enough -> balance: 9000000, sum of active orders: 0, ` +
  `sum of matched orders: ${sum}, order amount (inc. fees): 4000000`;

/** What was sent and what was asked of the wallet. */
const asked = () => stage.venue.requests.filter((one) => /^(POST|UPDATE)/.test(one));

test.each([
  [WORDS, 'not_enough_balance'],
  [LACK, 'balance_too_small'],
  [`${WORDS}: the allowance is not enough -> spender: 0xd91E, allowance: 0`, 'allowance_too_small'],
  [matched(8_000_000), 'phantom_lock'],
  [matched(0).replace('active orders: 0', 'active orders: 8000000'), 'balance_in_orders'],
])('%s is a kind of its own, and is never sent again', async (words, code) => {
  stage = await OrderStage.open();
  stage.venue.onArrival = () => refusal(words);
  stage.submit('buy Up 10 @ 0.4');
  await stage.pass(120_000);
  expect(stage.said).toEqual([`1 rejected ${code}`]);
  expect(asked()).toEqual(['POST 1', 'UPDATE collateral']);
  expect(stage.notices).toMatchObject([
    {
      code: 'funds_refused',
      message: expect.stringContaining(`${code}: ${words}; no order spends dollars`),
    },
    { code: 'funds_asked' },
  ]);
});

test('what matches have reserved is told apart by whether one of them is still open', async () => {
  stage = await OrderStage.open();
  const { venue } = stage;
  stage.submit('buy Up 10 @ 0.3');
  await stage.pass(10);
  const trade = venue.match(hashOf(1), 10);
  stage.execution.onUserMessage(venue.tradeFrame(trade));
  venue.onArrival = () => refusal(matched(8_000_000));
  stage.submit('buy Up 10 @ 0.4');
  await stage.pass(3_000);
  stage.execution.onUserMessage(venue.tradeFrame(venue.settle(trade, 'confirmed')));
  stage.submit('buy Up 10 @ 0.4');
  await stage.pass(10);
  expect(stage.said.filter((line) => line.includes('rejected'))).toEqual([
    '2 rejected balance_in_matches',
    '3 rejected phantom_lock',
  ]);
});

test('an order that waits for its record meanwhile is not sent either', async () => {
  stage = await OrderStage.open();
  stage.venue.onArrival = () => {
    stage.journal.hold = new Promise((resolve) => stage.clock.setTimer(50, () => resolve()));
    stage.submit('buy Up 10 @ 0.3');
    return refusal(LACK);
  };
  stage.submit('buy Up 10 @ 0.4');
  await stage.pass(500);
  expect(stage.said).toEqual(['1 rejected balance_too_small', '2 rejected funds_held']);
  expect(stage.venue.requests.filter((one) => one.startsWith('POST'))).toEqual(['POST 1']);
});

test('buys wait everywhere until the venue was asked anew; sales and cancels go on', async () => {
  stage = await OrderStage.open();
  const { venue } = stage;
  stage.submit('buy Up 10 @ 0.3');
  await stage.pass(10);
  venue.onArrival = () => refusal(matched(8_000_000));
  stage.submit('buy Up 10 @ 0.4');
  await stage.pass(10);
  venue.onArrival = () => 'rest';
  stage.submit('buy Down 10 @ 0.4');
  stage.submit('sell Up 10 @ 0.6');
  stage.cancel(1);
  await stage.pass(300);
  expect(stage.said).toEqual([
    '1 accepted',
    '2 rejected phantom_lock',
    '3 rejected funds_held',
    '4 accepted',
    '1 canceled requested',
  ]);
  venue.balances = { collateral: 5_000_000 };
  await stage.pass(2_000);
  expect(stage.notices.at(-1)?.message).toBe(
    'the venue says that we hold 5 dollars: orders spend that again',
  );
  stage.submit('buy Down 10 @ 0.4');
  await stage.pass(10);
  expect(stage.said).toEqual(['5 accepted']);
  expect(asked()).toEqual(['POST 1', 'POST 2', 'POST 4', 'UPDATE collateral', 'POST 5']);
});

test('of shares that are missing only sales of that token wait', async () => {
  stage = await OrderStage.open();
  const { venue } = stage;
  venue.onArrival = () =>
    refusal(`${WORDS}: the balance is not enough -> balance: 0, order amount: 1`);
  stage.submit('sell Up 10 @ 0.6');
  await stage.pass(10);
  venue.onArrival = () => 'rest';
  for (const order of ['sell Up 10 @ 0.6', 'sell Down 10 @ 0.6', 'buy Up 10 @ 0.4']) {
    stage.submit(order);
  }
  await stage.pass(10);
  expect(stage.said).toEqual([
    '1 rejected balance_too_small',
    '2 rejected funds_held',
    '3 accepted',
    '4 accepted',
  ]);
  await stage.pass(2_000);
  expect(asked().at(-1)).toBe(`UPDATE ${UP}`);
});

test('each refusal in a row makes the wait longer, until an order is taken', async () => {
  stage = await OrderStage.open();
  const { venue } = stage;
  /** Tries each second; when one was sent, in seconds since the first. */
  const sentAt: number[] = [];
  const trySeconds = async (seconds: number) => {
    for (let i = 0; i < seconds; i++) {
      const before = asked().length;
      stage.submit('buy Up 10 @ 0.4');
      await stage.pass(1);
      if (asked().length > before) sentAt.push(i);
      await stage.pass(999);
    }
  };
  venue.onArrival = () => refusal(LACK);
  await trySeconds(200);
  expect(sentAt.splice(0)).toEqual([0, 2, 6, 14, 30, 62, 122, 182]);
  await stage.pass(60_000);
  venue.onArrival = () => 'rest';
  await trySeconds(1);
  venue.onArrival = () => refusal(LACK);
  sentAt.length = 0;
  await trySeconds(4);
  expect(sentAt).toEqual([0, 2]);
});

test('a venue that does not answer is asked again, and nothing is sent until it does', async () => {
  stage = await OrderStage.open();
  const { venue } = stage;
  venue.onArrival = () => refusal(LACK);
  stage.submit('buy Up 10 @ 0.4');
  await stage.pass(10);
  venue.onArrival = () => 'rest';
  venue.failing.read = { kind: 'unknown', cause: 'timeout', status: undefined, detail: '' };
  await stage.pass(5_000);
  stage.submit('buy Up 10 @ 0.4');
  await stage.pass(10);
  expect(stage.said).toEqual(['1 rejected balance_too_small', '2 rejected funds_held']);
  venue.failing = {};
  await stage.pass(60_000);
  stage.submit('buy Up 10 @ 0.4');
  await stage.pass(10);
  expect(stage.said).toEqual(['3 accepted']);
});

test('a burst that is refused leg by leg is one refusal', async () => {
  stage = await OrderStage.open();
  stage.venue.onArrival = () => refusal(LACK);
  for (let i = 0; i < 3; i++) stage.submit('buy Up 10 @ 0.4');
  await stage.pass(2_100);
  expect(stage.codes).toEqual(['funds_refused', 'funds_asked']);
  expect(asked()).toEqual(['POST 1,2,3', 'UPDATE collateral']);
});
