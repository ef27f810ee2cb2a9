// 20: whoever tells of a maker’s fill, in whichever token, it is booked as the order was signed.
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { complement, type Price, type Shares } from '../../src/domain/units.ts';
import { Holdings } from '../../src/polymarket/execution/holdings.ts';
import type { TradePart, VenueTrade } from '../../src/polymarket/wire/venue-trade.ts';
import { OrderStage } from '../support/order-stage.ts';
import { DOWN, STRANGER, UP } from '../support/order-venue.ts';

let stage: OrderStage;
afterEach(() => {
  expect(stage.faults).toEqual([]);
});

const telling = fc.record({
  side: fc.constantFrom('buy', 'sell'),
  label: fc.constantFrom('Up', 'Down'),
  cents: fc.integer({ min: 1, max: 99 }),
  shares: fc.integer({ min: 1, max: 10 }),
  /** Who met us: of our token, or of the other one, so that both bought or both sold. */
  taker: fc.constantFrom('same', 'other'),
  /** In whose coordinates our own entry stands; the venue's words are those of the order. */
  entry: fc.constantFrom('own', 'flipped'),
  by: fc.constantFrom('channel', 'rest', 'both'),
});

type Told = typeof telling extends fc.Arbitrary<infer T> ? T : never;

const flip = (part: TradePart): TradePart => ({
  ...part,
  token: part.token === UP ? DOWN : UP,
  side: part.side === 'buy' ? 'sell' : 'buy',
  price: complement(part.price),
});

function asTold(own: TradePart, { taker, entry }: Told): VenueTrade {
  const opposite = { ...own, order: STRANGER, side: own.side === 'buy' ? 'sell' : 'buy' } as const;
  const met = taker === 'same' ? opposite : flip(opposite);
  const maker = entry === 'own' ? own : flip(own);
  return { ...stage.venue.aTrade(maker, 'maker'), taker: met };
}

test('20: the position has the sign of the order, in the order’s own token and price', async () => {
  await fc.assert(
    fc.asyncProperty(telling, async (told) => {
      const { side, label, cents, shares, entry, by } = told;
      stage = await OrderStage.open();
      const { venue, execution, journal } = stage;
      stage.submit(`${side} ${label} 10 @ ${cents / 100}`);
      await stage.pass(10);
      const trade = asTold(venue.partOf(venue.open[0]!, shares), told);
      if (by !== 'channel') venue.prints.push(trade);
      if (by !== 'rest') execution.onUserMessage(venue.tradeFrame(trade));
      if (by !== 'channel') execution.reconcile();
      await stage.pass(100);
      const price = (cents * 10_000) as Price;
      const fills = stage.events.flatMap((event) =>
        event.kind === 'OrderFilled' ? [event.fill] : [],
      );
      const index = label === 'Up' ? 0 : 1;
      const amount = cents * shares * 10_000;
      expect(fills).toMatchObject([{ token: index, side, price, size: shares * 1e6, amount }]);
      // Told in other coordinates than the order's: a person should know, once.
      expect(stage.codes).toEqual(entry === 'own' ? [] : ['contradiction']);
      const token = label === 'Up' ? UP : DOWN;
      const position = new Holdings();
      const before = { token, side: 'buy', size: 10e6 as Shares, amount: 0, fee: 0 } as never;
      position.take(0 as never, before);
      for (const record of journal.records) {
        if (record.kind === 'OrderFilled') position.take(0 as never, record);
      }
      const sign = side === 'buy' ? 1 : -1;
      const after = 10e6 + sign * shares * 1e6;
      const held = position.all.map((holding) => [holding.token, holding.shares]);
      expect(held).toEqual(after === 0 ? [] : [[token, after]]);
    }),
    { numRuns: 300 },
  );
});
