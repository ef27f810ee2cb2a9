import { describe, expect, test } from 'vitest';
import { BECAUSE, openMarket, type Stage, stage, terms } from '../../test/support/engine-stage.ts';
import { fillOf } from '../../test/support/scripted-exchange.ts';
import {
  bookAt,
  closeAt,
  confirmAt,
  gapAt,
  type Level,
  levelAt,
} from '../../test/support/tape-builder.ts';
import type { SubmitOrder } from '../domain/command.ts';
import type { Fill } from '../domain/fill.ts';
import { ASK, BID } from '../domain/side.ts';
import type { Timestamp } from '../domain/units.ts';

const S = 1_000_000;

/** Buys one token at 10 s with a fill at once; the book is 40 to 60, or what the test says. */
function filled(
  token = 0,
  told: { bids?: readonly Level[]; asks?: readonly Level[]; fill?: Partial<Fill> } = {},
): Stage {
  const set = stage(
    [
      {
        onTimer: (_market, _view, desk) => void desk.submit(terms('buy', 10, 50, token), BECAUSE),
        onStart: (view, desk) => desk.wakeAt((view.now + 10 * S) as Timestamp, 0 as never),
      },
    ],
    { markets: [openMarket()] },
  );
  set.exchange.onRequest = (request) => {
    if (request.kind !== 'submit') return;
    const { order, at } = request;
    set.exchange.say(at, { kind: 'OrderAccepted', order: order.id });
    set.exchange.say(at, { kind: 'OrderFilled', order: order.id, fill: aFill(order, at, told) });
  };
  set.play(bookAt(0, told.bids ?? [[40, 5]], told.asks ?? [[60, 5]]), confirmAt(10 * S - 1));
  return set;
}

function aFill(order: SubmitOrder, at: number, { fill }: { fill?: Partial<Fill> }): Fill {
  return fillOf(7, order, { tsEvent: at as Timestamp, ...fill });
}

const midsOf = ({ journal }: Stage) => journal.filter(({ kind }) => kind === 'FillFollowed');
const HEARD = 10 * S - 1;

describe('after a fill the middle price is noted', () => {
  test('as it was then, and 1, 30 and 120 seconds later', () => {
    const set = filled();
    set.play(levelAt(10.5 * S, BID, [44, 5]), levelAt(12 * S, BID, [46, 5]));
    set.play(levelAt(41 * S, ASK, [50, 5]));
    set.until(HEARD + 120 * S - 1);
    expect(midsOf(set)).toEqual([]);
    set.until(HEARD + 120 * S);
    const at = HEARD + 120 * S;
    const mids = { atFill: 500_000, after1: 520_000, after30: 530_000, after120: 480_000 };
    expect(midsOf(set)).toEqual([{ kind: 'FillFollowed', at, fill: 7, token: 0, ...mids }]);
  });

  test("in the coordinates of the fill's own token", () => {
    const set = filled(1, { bids: [[30, 5]] });
    set.until(200 * S);
    expect(midsOf(set)).toMatchObject([{ token: 1, atFill: 550_000, after120: 550_000 }]);
  });

  test('and as unknown where a side is empty or the book is not to be trusted', () => {
    const set = filled(0, { asks: [] });
    set.play(levelAt(10.5 * S, ASK, [60, 5]), gapAt(20 * S, 'disconnected'));
    set.until(200 * S);
    expect(midsOf(set)).toMatchObject([
      { atFill: undefined, after1: 500_000, after30: undefined, after120: undefined },
    ]);
  });

  test('and as unknown once the market is over', () => {
    const set = filled();
    set.play(closeAt(30 * S));
    set.until(200 * S);
    expect(midsOf(set)).toMatchObject([
      { atFill: 500_000, after1: 500_000, after30: undefined, after120: undefined },
    ]);
  });

  test('and what is known by the end of the data is told then', () => {
    const set = filled();
    set.until(20 * S);
    set.loop.finish((300 * S) as Timestamp);
    expect(midsOf(set)).toMatchObject([{ after1: 500_000, after30: undefined }]);
  });

  test('but not of one that was heard of too late', () => {
    const set = filled(0, { fill: { tsEvent: (HEARD - 5 * S - 1) as Timestamp } });
    set.until(200 * S);
    expect(midsOf(set)).toEqual([]);
  });
});

test('another price is another hash, and thousands of fills are each told once', () => {
  const many = (moved: number) => {
    let id = 0;
    const set = stage(
      [
        {
          onBook: (_market, view, desk) => {
            if (view.now < 3000 * S) desk.submit(terms('buy', 1, 50), BECAUSE);
          },
        },
      ],
      { dollars: 1e6 },
    );
    set.exchange.onRequest = (request) => {
      if (request.kind !== 'submit') return;
      const { order, at } = request;
      const fill = fillOf(++id, order, { tsEvent: at as Timestamp });
      set.exchange.say(at, { kind: 'OrderFilled', order: order.id, fill });
    };
    set.play(bookAt(0, [[40, 5]], [[60, 5]]));
    for (let i = 1; i < 3000; i++) set.play(levelAt(i * S, BID, [40, 5 + i]));
    set.play(levelAt(3000 * S, BID, [moved, 5]));
    set.until(4000 * S);
    return set;
  };
  const first = many(40);
  const fills = midsOf(first).map((entry) => (entry.kind === 'FillFollowed' ? entry.fill : 0));
  expect(fills).toEqual(Array.from({ length: 3000 }, (_, i) => i + 1));
  expect(many(40).engine.log.digest()).toBe(first.engine.log.digest());
  expect(many(50).engine.log.digest()).not.toBe(first.engine.log.digest());
});
