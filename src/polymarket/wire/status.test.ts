import { describe, expect, test } from 'vitest';
import { readAnswer } from './parser.ts';
import { orderStatus, postStatus, timeInForce, tradeStatus } from './status.ts';

const order = (text: unknown) => readAnswer(JSON.stringify(text), orderStatus);

describe('the status of an order', () => {
  test.each([
    ['LIVE', 'live'],
    ['MATCHED', 'matched'],
    ['DELAYED', 'delayed'],
    ['UNMATCHED', 'unmatched'],
    ['CANCELED', 'canceled'],
    ['CANCELLED', 'canceled'],
    ['INVALID', 'invalid'],
    ['ORDER_STATUS_LIVE', 'live'],
    ['live', 'live'],
  ])('%s', (text, code) => {
    expect(order(text)).toMatchObject({ value: { code, reason: undefined } });
  });

  test('can carry the reason of a cancel', () => {
    const text = "CANCELED_order couldn't be fully filled. FOK orders are fully filled or killed.";
    expect(order(text)).toMatchObject({
      value: { code: 'canceled', text, reason: { code: 'fok_not_filled' } },
    });
    expect(order('CANCELED_MARKET_RESOLVED')).toMatchObject({
      value: { code: 'canceled_market_resolved', reason: { code: 'market_resolved' } },
    });
  });

  test.each(['HALTED', 'constructor', ''])('"%s" is unknown and keeps its word', (text) => {
    expect(order(text)).toMatchObject({ value: { code: 'unknown', text } });
  });

  test('is a word', () => {
    expect(order(5)).toMatchObject({ ok: false, code: 'not_a_text' });
  });
});

test.each([
  ['MATCHED', 'matched'],
  ['MATCHED_NOT_BROADCASTED', 'matched'],
  ['TRADE_STATUS_MINED', 'mined'],
  ['CONFIRMED', 'confirmed'],
  ['RETRYING', 'retrying'],
  ['FAILED', 'failed'],
  ['REVERTED', 'unknown'],
])('the chain says %s of a match', (text, code) => {
  expect(readAnswer(JSON.stringify(text), tradeStatus)).toMatchObject({ value: { code } });
});

test.each([
  ['matched', 'matched'],
  ['other', 'unknown'],
])('the answer to an order says %s', (text, code) => {
  expect(readAnswer(JSON.stringify(text), postStatus)).toMatchObject({ value: { code, text } });
});

test('a time in force that we do not know is refused', () => {
  expect(readAnswer('"FAK"', timeInForce)).toMatchObject({ value: 'FAK' });
  expect(readAnswer('"IOC"', timeInForce)).toMatchObject({ ok: false });
});
