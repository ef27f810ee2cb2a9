import { describe, expect, test } from 'vitest';
import {
  complementOf,
  type MarketIndex,
  marketOf,
  outcomeOf,
  parseConditionId,
  parseTokenId,
  parseVenueOrderId,
  parseVenueTradeId,
  tokenIndex,
} from './ids.ts';

const HASH = `0x${'ab'.repeat(32)}`;
const LARGEST = (2n ** 256n - 1n).toString();

describe.each([
  ['condition id', parseConditionId, 'bad_condition_id'],
  ['venue order id', parseVenueOrderId, 'bad_order_id'],
] as const)('%s', (_, parse, code) => {
  test('is kept in lower case', () => {
    expect(parse(HASH)).toEqual({ ok: true, value: HASH });
    expect(parse(HASH.toUpperCase())).toEqual({ ok: true, value: HASH });
  });

  test.each([HASH.slice(2), `${HASH}0`, HASH.slice(0, -1), `0x${'g'.repeat(64)}`, ` ${HASH}`, ''])(
    'refuses "%s"',
    (text) => {
      const parsed = parse(text);
      expect(parsed).toMatchObject({ ok: false, code });
      if (!parsed.ok) expect(parsed.message).toContain(`"${text}" is not a`);
    },
  );
});

describe('token id', () => {
  test.each(['0', '7', '9'.repeat(77), LARGEST])('accepts %s', (text) => {
    expect(parseTokenId(text)).toEqual({ ok: true, value: text });
  });

  test.each(['', '007', '-1', '1.0', '1e5', '0x10', ' 1', '1 ', '9'.repeat(78), '1'.repeat(79)])(
    'refuses "%s"',
    (text) => {
      const parsed = parseTokenId(text);
      expect(parsed).toMatchObject({ ok: false, code: 'bad_token_id' });
      if (!parsed.ok) expect(parsed.message).toContain(`"${text}" is not a token id`);
    },
  );

  test('ends where 256 bits end', () => {
    expect(parseTokenId((2n ** 256n).toString())).toMatchObject({ ok: false });
  });
});

test('a token index tells its market, its outcome and its complement', () => {
  const up = tokenIndex(7 as MarketIndex, 0);
  const down = tokenIndex(7 as MarketIndex, 1);
  expect([up, down]).toEqual([14, 15]);
  expect([marketOf(up), marketOf(down)]).toEqual([7, 7]);
  expect([outcomeOf(up), outcomeOf(down)]).toEqual([0, 1]);
  expect([complementOf(up), complementOf(down)]).toEqual([down, up]);
});

describe('venue trade id', () => {
  test.each(['83b5c849-620e-4c23-b63b-2e779c04a6e7', 'a'.repeat(100)])('is any word: %s', (id) => {
    expect(parseVenueTradeId(id)).toEqual({ ok: true, value: id });
  });

  test.each(['', 'two words', 'a'.repeat(101), 'é'])('refuses "%s"', (text) => {
    expect(parseVenueTradeId(text)).toMatchObject({ ok: false, code: 'bad_trade_id' });
  });
});
