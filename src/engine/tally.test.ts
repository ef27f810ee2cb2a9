import { describe, expect, test } from 'vitest';
import {
  BECAUSE,
  fillEverything,
  openMarket,
  stage,
  terms,
} from '../../test/support/engine-stage.ts';
import { fillOf, type ScriptedExchange } from '../../test/support/scripted-exchange.ts';
import { closeAt, levelAt, resolveAt } from '../../test/support/tape-builder.ts';
import type { StrategyIndex, TokenIndex } from '../domain/ids.ts';
import { BID } from '../domain/side.ts';
import type { Shares, Timestamp, Usd } from '../domain/units.ts';
import type { Strategy } from '../ports/strategy.ts';
import type { View } from '../ports/view.ts';
import type { EngineState } from './state.ts';
import { StrategyView } from './strategy-view.ts';
import { Tally } from './tally.ts';

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;
/** Markets that charge takers. */
const fee = { value: { ratePpm: 70_000, exponent: 1, makerRebatePpm: 0 }, source: 'test' } as const;
const markets = [openMarket({ fee }), openMarket({ fee, slug: 'other' })];

/** Asks for ten shares of the first outcome at 50 cents at each of these times. */
function buyer(...times: readonly number[]): Strategy {
  return {
    onBook: (_market, view, desk) => {
      if (times.includes(view.now)) desk.submit(terms('buy', 10, 50), BECAUSE);
    },
  };
}

const OTHER = { market: 1 };

const ticks = (...times: number[]) => times.map((at) => levelAt(at, BID, [40, 5]));
const viewOf = (state: EngineState, strategy = 0): View =>
  new StrategyView(state, strategy as StrategyIndex);
const tallyOf = ({ sleeves: [sleeve] }: EngineState) => sleeve?.tally.save(sleeve.realized);

/** What every order of a size at 50 cents costs on this stage, fee included. */
const spent = (view: View) => view.outlay + view.pending;

describe('orders to buy of the last hour', () => {
  test('count from when they are sent until an hour has passed', () => {
    const { exchange, engine, play } = stage([buyer(HOUR, HOUR + 1), {}]);
    const view = viewOf(engine.state);
    play(...ticks(HOUR, HOUR + 1));
    expect(view.buysInHour).toBe(2);
    exchange.say(HOUR + 2, filled(1, 1, 4));
    exchange.say(HOUR + 3, filled(2, 1, 6));
    exchange.say(HOUR + 3, { kind: 'OrderCanceled', order: 2 as never, reason: 'rest' });
    play(...ticks(HOUR + 4));
    // The first one bought in two parts, the second nothing at all: that was none.
    expect(view.buysInHour).toBe(1);
    expect(viewOf(engine.state, 1).buysInHour).toBe(0);
    play(...ticks(2 * HOUR - 1));
    expect(view.buysInHour).toBe(1);
    play(...ticks(2 * HOUR));
    expect(view.buysInHour).toBe(0);
  });
});

function filled(id: number, order: number, shares: number) {
  const size = (shares * 1_000_000) as Shares;
  const command = { id: order, terms: { ...terms('buy', 10, 50), size } };
  const fill = fillOf(id, command as Parameters<typeof fillOf>[1]);
  return { kind: 'OrderFilled', order: order as never, fill } as Parameters<
    ScriptedExchange['say']
  >[1];
}

test('a run that ends plays what is still to come: that ages nothing', () => {
  const { exchange, engine, play } = stage([buyer(HOUR)]);
  fillEverything(exchange);
  // As a desk that is stopped does: its markets close, at their own times.
  play(...ticks(HOUR, HOUR + 1), closeAt(3 * DAY));
  expect(tallyOf(engine.state)).toMatchObject({ buys: [HOUR], day: 0 });
});

describe('what an open order may still cost', () => {
  test('counts with its fee, and what is left of it after a part was filled', () => {
    const { exchange, engine, play } = stage([buyer(HOUR)], { markets });
    const view = viewOf(engine.state);
    play(...ticks(HOUR));
    const whole = view.pending;
    expect(whole).toBe(engine.state.account.reserved);
    expect(whole).toBeGreaterThan(5_000_000);
    exchange.say(HOUR + 1, filled(1, 1, 4));
    play(...ticks(HOUR + 2));
    expect(view.pending).toBe(engine.state.account.reserved);
    expect(view.pending).toBeGreaterThanOrEqual(Math.floor((whole * 6) / 10));
    exchange.say(HOUR + 3, { kind: 'OrderCanceled', order: 1 as never, reason: 'rest' });
    play(...ticks(HOUR + 4));
    expect(view.pending).toBe(0);
  });
});

describe('what today has brought', () => {
  test('is of the day on which it was paid, and of what the day began with', () => {
    const { exchange, engine, play } = stage([buyer(DAY - 10), {}], { markets });
    fillEverything(exchange);
    const [view, other] = [viewOf(engine.state), viewOf(engine.state, 1)];
    play(...ticks(DAY - 10, DAY - 5));
    const cost = spent(view);
    expect([view.madeToday, view.worthToday]).toEqual([0, 1_000_000_000]);
    play(resolveAt(DAY + 5, 0));
    expect([view.madeToday, view.worthToday]).toEqual([-cost, 1_000_000_000]);
    // Another strategy lost nothing; of the account it counts the cash, and its own shares.
    expect([other.madeToday, other.worthToday]).toEqual([0, 1_000_000_000 - cost]);
    play(levelAt(2 * DAY, BID, [40, 5], OTHER));
    expect([view.madeToday, view.worthToday]).toEqual([0, 1_000_000_000 - cost]);
  });
});

describe('an earlier run of the account', () => {
  const tally = { buys: [HOUR as Timestamp], day: 0, made: -7 as Usd, worth: 900 as Usd };

  test('has left what counts against the limits of the hour and of the day', () => {
    const tallies = [{ strategy: 0 as StrategyIndex, ...tally }];
    const { exchange, engine, play } = stage([buyer(HOUR + 5)], { opening: { tallies } });
    fillEverything(exchange);
    const view = viewOf(engine.state);
    play(...ticks(HOUR + 1));
    expect([view.buysInHour, view.madeToday, view.worthToday]).toEqual([1, -7, 900]);
    expect(tallyOf(engine.state)).toEqual(tally);
    play(...ticks(HOUR + 5, HOUR + 6), resolveAt(HOUR + 7, 0));
    expect(view.buysInHour).toBe(2);
    expect(view.madeToday).toBeLessThan(-5_000_000);
    expect(tallyOf(engine.state)).toMatchObject({ worth: 900, made: view.madeToday });
    play(levelAt(DAY, BID, [40, 5], OTHER));
    expect([view.buysInHour, view.madeToday]).toEqual([0, 0]);
  });
});

test('the limits of a strategy that is started anew are those of the one before', () => {
  let lives = 0;
  const make = (): Strategy => {
    const isFirst = lives++ === 0;
    return {
      onBook: (_market, view, desk) => {
        if (isFirst && view.now === 10) desk.submit(terms('buy', 10, 50), BECAUSE);
        if (isFirst && view.now === 20) throw new Error('broken');
      },
    };
  };
  const { exchange, engine, play } = stage([make], { mayFail: true });
  fillEverything(exchange);
  play(...ticks(10, 20, 3_000_000));
  expect(lives).toBe(2);
  expect(viewOf(engine.state).buysInHour).toBe(1);
  expect(viewOf(engine.state).position(0 as TokenIndex)).toBe(10_000_000);
});

describe('of orders to buy', () => {
  /** A time that is counted each time that it is looked at. */
  class Looked {
    static count = 0;
    readonly #at: number;
    constructor(micros: number) {
      this.#at = micros;
    }
    valueOf(): number {
      Looked.count++;
      return this.#at;
    }
  }

  /** Looks at times for each order, with so many an hour, three hours long. */
  function looksFor(perHour: number, then: (tally: Tally, now: Timestamp) => void): number {
    const tally = new Tally();
    Looked.count = 0;
    for (let order = 0; order < 3 * perHour; order++) {
      const now = (order * (HOUR / perHour)) as Timestamp;
      tally.bought(new Looked(now) as unknown as Timestamp, now);
      then(tally, now);
    }
    return Looked.count / (3 * perHour);
  }

  test('one more is the same work whether there are ten or ten thousand in an hour', () => {
    const nothing = () => {};
    expect(looksFor(10, nothing)).toBeLessThan(5);
    expect(looksFor(10_000, nothing)).toBeLessThan(5);
  });

  test('to count them is a few steps more for a thousand times as many', () => {
    const count = (tally: Tally, now: Timestamp) => void tally.buysInHour(now);
    expect(looksFor(10, count)).toBeLessThan(12);
    expect(looksFor(10_000, count)).toBeLessThan(24);
  });
});
