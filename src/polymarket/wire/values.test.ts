import { describe, expect, test } from 'vitest';
import { type Parser, readAnswer } from './parser.ts';
import {
  address,
  chainUnits,
  count,
  dollars,
  expiry,
  flag,
  levelPrice,
  partsPerMillion,
  price,
  rounded,
  roundedPrice,
  roundedShares,
  rowId,
  side,
  text,
  tick,
  token,
  tradeId,
  transactionHash,
} from './values.ts';

const readOne = <T>(value: unknown, parse: Parser<T>) => {
  const answer = readAnswer(JSON.stringify(value) ?? 'null', parse);
  return answer.ok ? answer.value : answer.code;
};

const HASH = `0x${'Ab'.repeat(32)}`;

describe('a value of the wire', () => {
  test.each<[string, unknown, Parser<unknown>, unknown]>([
    ['a text', 'x', text, 'x'],
    ['no text', 5, text, 'not_a_text'],
    ['a text without end', 'x'.repeat(1_001), text, 'too_long'],
    ['a row number', 17, rowId, '17'],
    ['a row id', '0xab', rowId, '0xab'],
    ['no row id', 1.5, rowId, 'bad_id'],
    ['a flag in a text', 'true', flag, true],
    ['no flag', 1, flag, 'not_a_flag'],
    ['a count in a text', '17', count, 17],
    ['a part of one', 1.5, count, 'not_a_count'],
    ['a trade id', '83b5c849-620e', tradeId, '83b5c849-620e'],
    ['a trade id of 101 characters', 'a'.repeat(101), tradeId, 'bad_trade_id'],
    ['a token id that lost digits', 7.7e76, token, 'bad_token_id'],
    ['an address', `0x${'Ab'.repeat(20)}`, address, `0x${'ab'.repeat(20)}`],
    ['no address', '0x1', address, 'bad_address'],
    ['a hash', HASH, transactionHash, HASH.toLowerCase()],
    ['no hash', `${HASH}0`, transactionHash, 'bad_transaction_hash'],
    ['a side', 'Buy', side, 'buy'],
    ['no side', 'up', side, 'bad_side'],
    ['a tick', 0.0025, tick, 2_500],
    ['a tick that the venue does not list', 0.04, tick, 'unknown_tick_size'],
    ['no expiry', '0', expiry, undefined],
    ['an expiry', '1777370000', expiry, 1_777_370_000_000_000],
  ])('%s', (_name, value, parse, expected) => {
    expect(readOne(value, parse)).toEqual(expected);
  });
});

describe('a number of the wire', () => {
  test.each<[string, unknown, Parser<unknown>, unknown]>([
    ['the price of an order is inside the scale', '1', levelPrice, 'price_out_of_range'],
    ['other prices may be its ends', '1', price, 1_000_000],
    ['but not outside', '1.01', price, 'price_out_of_range'],
    ['money is exact', '-1.234567', dollars, -1_234_567],
    ['to the last digit', '1.2345678', dollars, 'too_precise'],
    ['what the venue computed is rounded', 0.21999995306666104, roundedPrice, 220_000],
    ['half to even', '0.0000005', rounded, 0],
    ['in either form', '30335.869374999984', rounded, 30_335_869_375],
    ['and when it prints with an exponent', 1.6e-6, rounded, 2],
    ['but not when it is no number', 'x', rounded, 'not_a_decimal'],
    ['nor any other thing', true, rounded, 'not_a_decimal'],
    ['nor beyond what fits', 1e21, rounded, 'not_a_decimal'],
    ['a size is not negative', -1, roundedShares, 'negative_size'],
    ['amounts on chain are whole', '1000000000', chainUnits, 1_000_000_000],
    ['and have no point', '250.5', chainUnits, 'not_chain_units'],
    ['a rate is parts per million', 0.072, partsPerMillion, 72_000],
    ['of one at most', '1.5', partsPerMillion, 'rate_out_of_range'],
  ])('%s', (_name, value, parse, expected) => {
    expect(readOne(value, parse)).toEqual(expected);
  });
});
