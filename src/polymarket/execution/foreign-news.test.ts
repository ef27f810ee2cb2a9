import { beforeEach, expect, test } from 'vitest';
import { DOWN, hashOf, STRANGER, UP } from '../../../test/support/order-venue.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import type { TokenId, VenueTradeId } from '../../domain/ids.ts';
import type { Side } from '../../domain/side.ts';
import type { Price, Shares } from '../../domain/units.ts';
import { ForeignNews } from './foreign-news.ts';
import type { Notice } from './notice.ts';

const LONG = '4976229707284024156582415392790616482559826841410779799640391653349428652496';
const NAMES = new Map([
  [UP, 'btc-updown-5m-1795751100 Up'],
  [DOWN, 'btc-updown-5m-1795751100 Down'],
]);

let clock: VirtualClock;
let told: Notice[];
let news: ForeignNews;
/** Tokens whose names were looked for: that goes over all markets. */
let looked: TokenId[];
beforeEach(() => {
  clock = new VirtualClock();
  told = [];
  looked = [];
  const nameOf = (token: TokenId) => {
    looked.push(token);
    return NAMES.get(token);
  };
  news = new ForeignNews({ clock, notice: (notice) => told.push(notice), nameOf });
});

const dollars = (price: number) => (price * 1e6) as Price;
const shares = (size: number) => (size * 1e6) as Shares;
const none = { outcome: undefined, owner: undefined, maker: undefined };
let last = 0;

function order(token: TokenId, side: Side = 'buy') {
  news.order({ order: hashOf(++last), token, side, price: dollars(0.49), size: shares(6) });
}

function match(moves: readonly (readonly [Side, number, TokenId])[], isUndone = false) {
  const parts = moves.map(([side, size, token]) => ({
    ...{ order: STRANGER, token, side, price: dollars(0.5), size: shares(size), ...none },
  }));
  news.match({ trade: `t-${++last}` as VenueTradeId, parts, isUndone });
}

test('one is told by itself, with its market, its outcome and the venue id', async () => {
  order(UP);
  match([['sell', 5, DOWN]]);
  await clock.pass(1_000);
  expect(told).toEqual([
    {
      code: 'foreign_order',
      message:
        'an order of this API key that this program did not send: ' +
        'buy 6 shares of btc-updown-5m-1795751100 Up at 0.49',
      order: hashOf(last - 1),
    },
    {
      code: 'foreign_trade',
      message:
        'a match of this account with an order that this program did not send: ' +
        'sold 5 shares of btc-updown-5m-1795751100 Down at 0.5',
      trade: `t-${last}`,
    },
  ]);
});

test('many are told once with their count, a minute’s together, and none is lost', async () => {
  for (const token of [UP, DOWN, UP]) order(token);
  await clock.pass(1_000);
  expect(told.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^3 orders .*: 2 for btc-updown-5m-\d+ Up, 1 for .* Down$/),
  ]);
  expect(looked).toEqual([UP, DOWN]);
  for (let i = 0; i < 50; i++) {
    order(UP);
    await clock.pass(1_000);
  }
  expect(told).toHaveLength(1);
  await clock.pass(10_000);
  expect(told.at(-1)?.message).toMatch(/^50 orders .*: 50 for btc-updown-5m-1795751100 Up$/);
  await clock.pass(60_000);
  expect([told.length, clock.waiting]).toEqual([2, 0]);
});

test('of many matches what they moved of each token is added up', async () => {
  match([['buy', 6, UP]]);
  match([['buy', 4, UP]]);
  match([['sell', 1.5, UP]]);
  match([['buy', 2, DOWN]]);
  match([]);
  match([], true);
  await clock.pass(1_000);
  expect(told.map(({ message }) => message)).toEqual([
    '6 matches of this account with an order that this program did not send: ' +
      'bought 10 and sold 1.5 shares of btc-updown-5m-1795751100 Up, ' +
      'bought 2 shares of btc-updown-5m-1795751100 Down; ' +
      'of 1 nobody says what was moved; 1 taken back by the chain',
  ]);
});

test('a market that is not known here is told by the ends of its token', async () => {
  match([['buy', 6, LONG as TokenId]]);
  await clock.pass(1_000);
  expect(told[0]?.message).toMatch(/: bought 6 shares of token 497622…2496 at 0\.5$/);
});

test('of more than three tokens the others are counted', async () => {
  for (const token of ['1', '2', '3', '4', '5', '5']) order(token as TokenId);
  await clock.pass(1_000);
  expect(told[0]?.message).toMatch(/: 2 for token 5, 1 for token 1, 1 for token 2, and 2 more$/);
});

test('what is gathered when the desk ends is told, and nothing of others after that', async () => {
  order(UP);
  news.close();
  expect(told).toHaveLength(1);
  order(UP);
  await clock.pass(60_000);
  expect([told.length, clock.waiting]).toEqual([1, 0]);
});
