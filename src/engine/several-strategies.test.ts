import { describe, expect, test } from 'vitest';
import { BECAUSE, fillEverything, sent, stage, terms } from '../../test/support/engine-stage.ts';
import { levelAt } from '../../test/support/tape-builder.ts';
import type { ClientOrderId, TokenIndex } from '../domain/ids.ts';
import { BID } from '../domain/side.ts';
import type { Desk } from '../ports/desk.ts';
import type { Strategy } from '../ports/strategy.ts';
import type { View } from '../ports/view.ts';

const UP = 0 as TokenIndex;

/** Does one thing at each time of the tape; tells what became of it. */
function script(
  steps: Readonly<Record<number, (desk: Desk, view: View) => void>>,
  heard: unknown[] = [],
): Strategy {
  return {
    onBook: (_market, view, desk) => steps[view.now]?.(desk, view),
    onOrder: (event) => {
      heard.push(event.kind === 'OrderDenied' ? [event.order, event.code] : event.kind);
    },
  };
}

const ticks = (...times: number[]) => times.map((at) => levelAt(at, BID, [40, 5]));

describe('strategies on one account', () => {
  test('have sleeves of their own, and one cash', () => {
    const seen: unknown[] = [];
    const look = (_desk: Desk, view: View) => {
      seen.push([view.position(UP), view.sellable(UP), view.available]);
    };
    const buys = (desk: Desk) => void desk.submit(terms('buy', 10, 50), BECAUSE);
    const { exchange, engine, play } = stage([
      script({ 10: buys, 20: look }),
      script({ 20: look }),
      script({ 10: buys, 20: look }),
    ]);
    fillEverything(exchange, 1);
    play(...ticks(10, 20));
    const free = 990_000_000;
    expect(seen).toEqual([
      [10_000_000, 10_000_000, free],
      [0, 0, free],
      [10_000_000, 10_000_000, free],
    ]);
    expect(engine.state.account.position(UP)?.traded).toBe(20_000_000);
  });

  test('never spend the same dollar twice, even at the same instant', () => {
    const heard: unknown[] = [];
    const buys = (desk: Desk) => void desk.submit(terms('buy', 12, 50), BECAUSE);
    const { exchange, engine, play } = stage([script({ 10: buys }), script({ 10: buys }, heard)], {
      dollars: 10,
    });
    play(...ticks(10));
    expect(sent(exchange.requests).map(({ strategy }) => strategy)).toEqual([0]);
    expect(heard).toEqual([[2, 'not_enough_cash']]);
    expect(engine.state.account.available).toBe(4_000_000);
  });

  test('cannot sell the shares of another, whatever the gate lets pass', () => {
    const heard: unknown[] = [];
    const { exchange, play, engine } = stage([
      script({ 10: (desk) => void desk.submit(terms('buy', 10, 50), BECAUSE) }),
      script({ 20: (desk) => void desk.submit(terms('sell', 10, 60), BECAUSE) }, heard),
    ]);
    fillEverything(exchange, 1);
    play(...ticks(10, 20));
    expect(heard).toEqual([[2, 'not_enough_shares']]);
    expect(sent(exchange.requests).length).toBe(1);
    expect(engine.state.account.sellable(UP)).toBe(10_000_000);
  });

  test('cannot offer the same shares twice, nor shares that have not settled', () => {
    const heard: unknown[] = [];
    const sells = (desk: Desk) => void desk.submit(terms('sell', 6, 60), BECAUSE);
    const { exchange, play } = stage([
      script(
        {
          10: (desk) => void desk.submit(terms('buy', 10, 50), BECAUSE),
          11: sells,
          30: (desk) => {
            sells(desk);
            sells(desk);
          },
        },
        heard,
      ),
    ]);
    fillEverything(exchange, 15);
    play(...ticks(10, 11, 30));
    expect(heard).toEqual([
      [2, 'not_enough_shares'],
      'OrderAccepted',
      'OrderFilled',
      'FillSettled',
      [4, 'not_enough_shares'],
    ]);
  });

  test('cannot cancel the order of another', () => {
    const { exchange, play, kinds } = stage([
      script({ 10: (desk) => void desk.submit(terms('buy', 10, 50), BECAUSE) }),
      script({ 20: (desk) => desk.cancel(1 as ClientOrderId, BECAUSE) }),
    ]);
    play(...ticks(10, 20));
    expect(exchange.requests.map(({ kind }) => kind)).toEqual(['submit']);
    expect(kinds()).toEqual(['Submitted']);
  });

  test('hear only of their own orders', () => {
    const heard: unknown[][] = [[], []];
    const buys = (desk: Desk) => void desk.submit(terms('buy', 10, 50), BECAUSE);
    const { exchange, play } = stage([
      script({ 10: buys }, heard[0]),
      script({ 99: buys }, heard[1]),
    ]);
    fillEverything(exchange, 1);
    play(...ticks(10, 20));
    expect(heard).toEqual([['OrderAccepted', 'OrderFilled', 'FillSettled'], []]);
  });

  test('act in turn: the wishes of one are carried out before the next one is called', () => {
    const free: number[] = [];
    const buys = (desk: Desk, view: View) => {
      free.push(view.available);
      desk.submit(terms('buy', 10, 50), BECAUSE);
    };
    const { exchange, play } = stage([script({ 10: buys }), script({ 10: buys })]);
    play(...ticks(10));
    expect(free).toEqual([1_000_000_000, 995_000_000]);
    expect(sent(exchange.requests).map(({ id, strategy }) => [id, strategy])).toEqual([
      [1, 0],
      [2, 1],
    ]);
  });

  test('a wish made on the desk of one while another is called waits for its own turn', () => {
    const desks: Desk[] = [];
    const { exchange, play } = stage([
      script({ 10: (own) => void desks.push(own) }),
      script({ 10: () => void desks[0]?.submit(terms('buy', 10, 50), BECAUSE) }),
    ]);
    play(...ticks(10, 20));
    expect(exchange.requests.map(({ kind, at }) => [kind, at])).toEqual([['submit', 20]]);
    expect(sent(exchange.requests)[0]?.strategy).toBe(0);
  });
});
