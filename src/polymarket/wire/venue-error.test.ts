import { describe, expect, test } from 'vitest';
import { readVenueError, venueError } from './venue-error.ts';

const ID = `0x${'1f'.repeat(32)}`;

// The venue's words, from its documents and its own kit (protocol notes §4.3).
describe('an error of the venue', () => {
  test.each([
    ['Invalid order payload', 'invalid_order_payload'],
    ['the order owner has to be the owner of the API KEY', 'not_owner_of_key'],
    ['the order signer address has to be the address of the API KEY', 'not_signer_of_key'],
    ["'0xc0de' address banned", 'address_banned'],
    ["'0xc0de' address in closed only mode", 'closed_only'],
    [
      `order ${ID} is invalid. Price (0.5001) breaks minimum tick size rule: 0.01`,
      'price_off_tick',
    ],
    [`order ${ID} is invalid. Size (1) lower than the minimum: 5`, 'size_too_small'],
    [`order ${ID} is invalid. Duplicated.`, 'duplicate_order'],
    [`order ${ID} crosses the book`, 'post_only_would_cross'],
    ['invalid post-only order: order crosses book', 'post_only_would_cross'],
    ['not enough balance / allowance', 'not_enough_balance'],
    ['not enough balance / allowance: the sum of matched orders ...', 'not_enough_balance'],
    ['invalid expiration', 'invalid_expiration'],
    ['invalid nonce', 'invalid_nonce'],
    ['order canceled in the CTF exchange contract', 'canceled_on_chain'],
    ['order match delayed due to market conditions', 'match_delayed'],
    ["order couldn't be fully filled. FOK orders are fully filled or killed.", 'fok_not_filled'],
    [
      'no orders found to match with FAK order. FAK orders are partially filled or killed if ' +
        'no match is found.',
      'fak_not_matched',
    ],
    ['the market is not yet ready to process new orders', 'market_not_ready'],
    ['Too many orders in payload: 16, max allowed: 15', 'too_many_orders'],
    ['order_version_mismatch', 'order_version_mismatch'],
    ['invalid amount for a marketable BUY order ($0.5), min size: $1', 'amount_too_small'],
    ['Unauthorized/Invalid api key', 'invalid_api_key'],
    ['Invalid L1 Request headers', 'invalid_l1_headers'],
    ['Could not derive api key!', 'no_api_key'],
    ['there are no matching orders', 'no_matching_orders'],
    ['FOK orders are filled or killed', 'fok_not_filled'],
    ['the trade contains rounding issues', 'rounding_issue'],
    [
      "the price of the taker's order has a discrepancy greater than allowed with the worst " +
        'maker order',
      'price_discrepancy',
    ],
    ['could not insert order', 'could_not_insert'],
    ['Trading is currently disabled. Check polymarket.com for updates', 'trading_disabled'],
    [
      'Trading is currently cancel-only. New orders are not accepted, but cancels are allowed.',
      'cancel_only',
    ],
    ['post-only mode: only post-only orders and cancels are allowed', 'post_only_mode'],
    ['Service is not ready', 'not_ready'],
    ['No orderbook exists for the requested token id', 'no_book'],
    ['Payload exceeds the limit', 'payload_too_large'],
    ['already canceled or matched', 'already_closed'],
    ["the order can't be found", 'order_not_found'],
    ['order not found', 'order_not_found'],
    ['something that nobody has seen', 'unknown'],
    ['', 'unknown'],
  ])('%s', (text, code) => {
    expect(venueError(text)).toEqual({ code, text, retryAfterSeconds: undefined });
  });

  test('keeps its words, but not without end', () => {
    const long = `not enough balance / allowance ${'x'.repeat(10_000)}`;
    expect(venueError(long)).toMatchObject({
      code: 'not_enough_balance',
      text: long.slice(0, 500),
    });
  });
});

describe('an answer that is an error', () => {
  test.each([
    [{ error: 'invalid nonce' }, 'invalid_nonce', 'invalid nonce'],
    [{ errorMsg: 'invalid nonce', error: '' }, 'invalid_nonce', 'invalid nonce'],
    [{ message: 'words' }, 'unknown', 'words'],
    [{ code: 'post_only_mode', error: 'come back later' }, 'post_only_mode', 'come back later'],
    [{ error: { deep: 1 } }, 'unknown', '{"error":{"deep":1}}'],
    ['invalid nonce', 'invalid_nonce', '"invalid nonce"'],
  ])('%j tells its code and its words', (body, code, text) => {
    expect(readVenueError(JSON.stringify(body))).toMatchObject({ code, text });
  });

  test('need not be JSON: a server before the venue may have answered', () => {
    const html = '<html><body>error code: 1010</body></html>';
    expect(readVenueError(html)).toEqual({
      code: 'unknown',
      text: html,
      retryAfterSeconds: undefined,
    });
  });

  test.each([
    [30, 30],
    [-1, undefined],
    [1e9, undefined],
    ['30', undefined],
  ])('tells how long to wait: %j', (wait, seconds) => {
    const body = { error: 'x', retry_after_seconds: wait };
    expect(readVenueError(JSON.stringify(body)).retryAfterSeconds).toBe(seconds);
  });
});
