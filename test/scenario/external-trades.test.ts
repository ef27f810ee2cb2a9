// 46: a person trades at the venue's page with the wallet that a desk trades.
import { afterEach, expect, test } from 'vitest';
import type { TokenId } from '../../src/domain/ids.ts';
import type { Side } from '../../src/domain/side.ts';
import type { Price, Shares, Usd } from '../../src/domain/units.ts';
import type { VenueExecutionOptions } from '../../src/polymarket/execution/execution-options.ts';
import type { VenueTrade } from '../../src/polymarket/wire/venue-trade.ts';
import { ANVIL_ADDRESS } from '../support/anvil.ts';
import { OrderStage } from '../support/order-stage.ts';
import { DOWN, STRANGER, UP } from '../support/order-venue.ts';

let stage: OrderStage;
/** What the engine has free: dollars, and shares of Up. */
let free: { cash: Usd; shares: Shares };
/** Its books, all in all. */
const books = { cash: 100e6 as Usd, shares: new Map([[UP, 20e6 as Shares]]) };

async function open(changes: Partial<VenueExecutionOptions> = {}) {
  free = { cash: 96e6 as Usd, shares: 20e6 as Shares };
  stage = await OrderStage.open({ left: () => free, expected: () => books, ...changes });
  stage.venue.balances = { collateral: 100e6, [UP]: 20e6 };
}
afterEach(() => {
  expect(stage.faults).toEqual([]);
});

/** A match by hand, as the venue lists it: the order is nobody's here, the wallet is ours. */
function byHand(side: Side, shares: number, token: TokenId, role: 'taker' | 'maker' = 'taker') {
  const { venue } = stage;
  const who = { outcome: undefined, owner: 'another-key', maker: ANVIL_ADDRESS as never };
  const size = (shares * 1e6) as Shares;
  const part = { order: STRANGER, token, side, price: 500_000 as Price, size, ...who };
  const trade: VenueTrade = venue.aTrade(part, role);
  venue.prints.push(trade);
  const dollars = (side === 'buy' ? -1 : 1) * shares * 500_000;
  venue.balances = {
    ...venue.balances,
    collateral: (venue.balances.collateral ?? 0) + dollars,
    [token]: (venue.balances[token] ?? 0) + (side === 'buy' ? size : -size),
  };
  return trade;
}

const tells = (trade: VenueTrade) => stage.execution.onUserMessage(stage.venue.tradeFrame(trade));

async function refusalOf(order: string): Promise<string> {
  stage.submit(order);
  await stage.pass(10);
  return stage.said.join();
}

test.each(['taker', 'maker'] as const)(
  'what a person bought as %s is told, kept apart, and its dollars are gone',
  async (role) => {
    await open();
    tells(byHand('buy', 180, DOWN, role));
    await stage.pass(1_000);
    expect(stage.notices).toMatchObject([{ code: 'foreign_trade' }]);
    expect(stage.notices[0]?.message).toMatch(/: bought 180 shares of token 222 at 0.5$/);
    expect(stage.said).toEqual([]);
    // 96 dollars are free in our books, and 90 of them spent.
    expect(await refusalOf('buy Up 10 @ 0.4')).toBe('1 accepted');
    free.cash = 86e6 as Usd;
    expect(await refusalOf('buy Up 10 @ 0.4')).toBe('2 rejected external_trade');
    // Less risk is never refused for want of dollars.
    expect(await refusalOf('sell Up 10 @ 0.6')).toBe('3 accepted');
    // The venue's balance is what it must be with that: nothing else is wrong.
    await stage.pass(95_000);
    expect(stage.codes).toEqual(['foreign_trade']);
  },
);

test('what a person sold of ours cannot be sold again', async () => {
  await open();
  free.shares = 10e6 as Shares;
  expect(await refusalOf('sell Up 10 @ 0.6')).toBe('1 accepted');
  tells(byHand('sell', 15, UP));
  expect(await refusalOf('sell Up 10 @ 0.6')).toBe('2 rejected external_trade');
  // What it brought is not ours to spend.
  free.cash = 0 as Usd;
  expect(await refusalOf('buy Up 10 @ 0.4')).toBe('3 accepted');
  await stage.pass(95_000);
  expect(stage.codes).toEqual(['foreign_trade']);
});

test('what a person took costs its fee as well', async () => {
  await open({ feeIn: () => ({ ratePpm: 70_000, exponent: 1, makerRebatePpm: 0 }) });
  tells(byHand('buy', 180, DOWN));
  const { venue } = stage;
  // 90 dollars, and 0.07 * 180 * 0.5 * 0.5.
  venue.balances = { ...venue.balances, collateral: 100e6 - 90e6 - 3_150_000 };
  free.cash = 97_149_999 as Usd;
  expect(await refusalOf('buy Up 10 @ 0.4')).toBe('1 accepted');
  free.cash = 93_149_999 as Usd;
  expect(await refusalOf('buy Up 10 @ 0.4')).toBe('2 rejected external_trade');
  await stage.pass(95_000);
  expect(stage.codes).toEqual(['foreign_trade']);
});

test('what a person did with an order of the desk is the part of the person alone', async () => {
  await open();
  const { venue } = stage;
  expect(await refusalOf('buy Up 10 @ 0.5')).toBe('1 accepted');
  // The person sells into it: the wallet's dollars and shares are what they were.
  const own = venue.partOf(venue.open[0]!, 10);
  const trade = { ...byHand('sell', 10, UP), makers: [own] };
  venue.balances = { collateral: 100e6, [UP]: 20e6 };
  tells(trade);
  await stage.pass(1_000);
  expect(stage.said).toEqual(['1 buy Up 10 @ 0.5']);
  expect(stage.notices.map(({ message }) => message)).toEqual([
    // An order of the desk took part in it: that is not to be denied.
    'a match of this account with an order that this program did not send: ' +
      'sold 10 shares of token 111 at 0.5',
  ]);
  expect(stage.codes).toEqual(['foreign_trade']);
});

test('what a person did on both sides of a match is nothing, but for who met it', async () => {
  await open();
  const trade = byHand('buy', 180, DOWN);
  tells({ ...trade, makers: [{ ...trade.taker, side: 'sell' }] });
  await stage.pass(1_000);
  expect(await refusalOf('buy Up 10 @ 0.4')).toBe('1 accepted');
  expect(stage.notices[0]?.message).toMatch(/bought 180 and sold 180 shares of token 222$/);
});

test('what another wallet of the same key did took nothing of this one', async () => {
  await open();
  const trade = byHand('buy', 200, DOWN);
  tells({ ...trade, taker: { ...trade.taker, maker: `0x${'7'.repeat(40)}` } });
  await stage.pass(1_000);
  expect(await refusalOf('buy Up 10 @ 0.4')).toBe('1 accepted');
  expect(stage.notices[0]?.message).toMatch(/nobody says what was moved$/);
});

test('told by REST alone it counts the same; taken back by the chain it is undone', async () => {
  await open();
  const trade = byHand('buy', 200, DOWN);
  await stage.pass(31_000);
  tells(trade);
  expect(await refusalOf('buy Up 10 @ 0.4')).toBe('1 rejected external_trade');
  stage.venue.balances = { collateral: 100e6, [UP]: 20e6 };
  tells(stage.venue.settle(trade, 'failed'));
  expect(await refusalOf('buy Up 10 @ 0.4')).toBe('2 accepted');
  await stage.pass(95_000);
  expect(stage.codes).toEqual(['foreign_trade', 'foreign_trade']);
});

test('what happened before the start is in what it begins with, and counts no more', async () => {
  await open();
  const { venue } = stage;
  const next = new OrderStage({ left: () => free }, { venue }, stage.clock);
  const earlier = byHand('buy', 200, DOWN);
  stage = next;
  next.execution.onUserMessage(venue.tradeFrame(earlier));
  next.execution.onGap();
  await next.started();
  await stage.pass(1_000);
  expect(next.codes).toEqual(['foreign_trade']);
  expect(await refusalOf('buy Up 10 @ 0.4')).toBe('1 accepted');
});

test('a difference that no match explains is told', async () => {
  await open();
  byHand('buy', 20, DOWN);
  stage.venue.balances = { ...stage.venue.balances, collateral: 80e6 };
  await stage.pass(95_000);
  expect(stage.codes.toSorted()).toEqual(['balance_mismatch', 'foreign_trade']);
});
