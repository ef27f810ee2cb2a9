import { describe, expect, test } from 'vitest';
import { CALLBACKS } from '../../test/support/asked-strategy.ts';
import { BECAUSE, fillEverything, sent, stage, terms } from '../../test/support/engine-stage.ts';
import {
  bookAt,
  levelAt,
  openAt,
  printAt,
  referenceAt,
  resolveAt,
} from '../../test/support/tape-builder.ts';
import type { MarketIndex, StrategyIndex } from '../domain/ids.ts';
import { ASK, BID } from '../domain/side.ts';
import type { Shares, Timestamp } from '../domain/units.ts';
import type { Strategy } from '../ports/strategy.ts';

const S = 1_000_000;
const FIRST = 0 as StrategyIndex;
const OOPS = new TypeError('oops');
const throws = () => {
  throw OOPS;
};
const book = (at: number) => bookAt(at, [[40, 5]], [[60, 5]]);

describe('a strategy that throws', () => {
  test.each(CALLBACKS)('in %s is halted alone; its neighbor hears everything', (callback) => {
    const heard = new Set<string>();
    const wishes: Strategy = {
      onBook: (market, view, desk) => {
        desk.wakeAt(view.now, market);
        if (view.openOrders(market).length === 0) desk.submit(terms('buy', 1, 50), BECAUSE);
        desk.split(market, S as Shares, BECAUSE);
      },
    };
    const listens = Object.fromEntries(CALLBACKS.map((name) => [name, () => heard.add(name)]));
    const { play, journal, exchange } = stage(
      [{ ...wishes, [callback]: throws }, wishes, listens as Strategy],
      { mayFail: true },
    );
    fillEverything(exchange);
    play(
      openAt(1, 0),
      book(2),
      printAt(3, ASK, [60, 2]),
      referenceAt(4, 70_000_000_000),
      resolveAt(5, 100),
    );
    const halts = journal.filter(({ kind }) => kind === 'StrategyHalted');
    expect(halts).toMatchObject([{ strategy: 0, message: 'TypeError: oops' }]);
    expect(sent(exchange.requests).some(({ strategy }) => strategy === 1)).toBe(true);
    expect([...heard].sort()).toEqual(CALLBACKS.filter((n) => !NEEDS_WISH.includes(n)).sort());
  });
  const NEEDS_WISH = ['onTimer', 'onOrder', 'onSets'];

  test('wishes nothing by the call that broke, and its orders are canceled', () => {
    const { play, kinds, exchange, engine } = stage(
      [
        {
          onStart: (_view, desk) => void desk.submit(terms('buy', 10, 50), BECAUSE),
          onBook: (_market, _view, desk) => {
            desk.submit(terms('buy', 20, 50), BECAUSE);
            throws();
          },
        },
      ],
      { mayFail: true },
    );
    play(book(1), book(2));
    expect(kinds()).toEqual(['Submitted', 'StrategyHalted', 'CancelRequested']);
    expect(exchange.requests).toMatchObject([
      { kind: 'submit', order: { id: 1 } },
      { kind: 'cancel', order: 1 },
    ]);
    expect(engine.supervisor.healthOf(FIRST)).toEqual({
      state: 'backing_off',
      failures: 1,
      restarts: 0,
      restartAt: 1 + S,
      message: 'TypeError: oops',
    });
  });
});

test('one that throws what has no words is halted as well', () => {
  const mute = () => {
    throw Object.create(null);
  };
  const { play, journal } = stage([{ onBook: mute }], { mayFail: true });
  play(book(1));
  expect(journal).toMatchObject([{ kind: 'StrategyHalted', message: 'something without words' }]);
});

describe('a fresh instance', () => {
  test('comes after 1, 2, 4 and 8 seconds; the fifth failure in ten minutes is the last', () => {
    let made = 0;
    const make = () => {
      made++;
      return { onBook: throws };
    };
    const { play, until, journal, engine } = stage([make], { mayFail: true });
    play(book(1));
    const halted = () => journal.filter(({ kind }) => kind === 'StrategyHalted');
    const waits: (number | undefined)[] = [];
    for (let at = 1; waits.length < 5; ) {
      const last = halted().at(-1);
      if (last?.kind !== 'StrategyHalted') throw new Error('it was not halted');
      waits.push(last.restartAt && last.restartAt - at);
      if (last.restartAt === undefined) break;
      until(last.restartAt - 1);
      const before = made;
      until(last.restartAt);
      expect(made).toBe(before + 1);
      at = last.restartAt + 1;
      play(levelAt(at, BID, [41, at % 7]));
    }
    expect(waits).toEqual([S, 2 * S, 4 * S, 8 * S, undefined]);
    until(1e12);
    expect(made).toBe(5);
    expect(engine.supervisor.healthOf(FIRST)).toMatchObject({
      state: 'given_up',
      failures: 5,
      restarts: 4,
    });
  });

  test('failures that are long ago do not count', () => {
    const { play, until, engine } = stage([{ onBook: throws }], { mayFail: true });
    for (let i = 0; i < 12; i++) {
      play(levelAt(1 + i * 200 * S, BID, [41, i + 1]));
      until((i * 200 + 100) * S);
    }
    expect(engine.supervisor.healthOf(FIRST)).toMatchObject({ state: 'running', failures: 12 });
  });

  test('begins as at a start: it hears of the markets, not of timers of the one before', () => {
    const heard: unknown[] = [];
    let made = 0;
    const make = (): Strategy => {
      const life = ++made;
      return {
        onStart: () => heard.push([life, 'start']),
        onMarketListed: (market, view, desk) => {
          heard.push([life, 'listed', market]);
          desk.wakeAt((view.now + 3 * S) as Timestamp, market);
        },
        onTimer: (market, view) => heard.push([life, 'timer', market, view.now]),
        onBook: life === 1 ? throws : () => heard.push([life, 'book']),
      };
    };
    const { play, until } = stage([make], { mayFail: true });
    play(book(1));
    heard.length = 0;
    until(10 * S);
    play(levelAt(10 * S, BID, [41, 1]));
    expect(heard).toEqual([
      [2, 'start'],
      [2, 'listed', 0],
      [2, 'listed', 1],
      [2, 'timer', 0, 1 + 4 * S],
      [2, 'timer', 1, 1 + 4 * S],
      [2, 'book'],
    ]);
  });

  test('waits until nothing is open; a cancel that was refused is asked for again', () => {
    const { play, until, exchange, kinds } = stage(
      [
        {
          onStart: (view, desk) => {
            if (view.now < S) desk.submit(terms('buy', 10, 50), BECAUSE);
          },
          onBook: throws,
        },
      ],
      { mayFail: true },
    );
    let cancels = 0;
    exchange.onRequest = (request) => {
      const { at } = request;
      if (request.kind === 'submit')
        exchange.say(at, { kind: 'OrderAccepted', order: request.order.id });
      if (request.kind !== 'cancel') return;
      const { order } = request;
      if (++cancels === 1) exchange.say(at, { kind: 'CancelRejected', order, code: 'later' });
      else exchange.say(at + 5 * S, { kind: 'OrderCanceled', order, reason: 'requested' });
    };
    play(book(10));
    until(5 * S);
    expect([cancels, kinds().includes('StrategyRestarted')]).toEqual([2, false]);
    until(8 * S);
    expect(kinds().slice(-2)).toEqual(['OrderCanceled', 'StrategyRestarted']);
  });

  test('buys nothing where the one before it traded, but sells there', () => {
    const make = (): Strategy => ({
      onStart: (view, desk) => {
        if (view.now > S) {
          desk.submit(terms('buy', 10, 50), BECAUSE);
          desk.submit(terms('buy', 10, 50, 2), BECAUSE);
          desk.submit(terms('sell', 10, 50), BECAUSE);
        } else desk.submit(terms('buy', 10, 50), BECAUSE);
      },
      onTrade: throws,
    });
    const { play, until, journal, exchange } = stage([make], { mayFail: true });
    fillEverything(exchange);
    play(book(10), printAt(20, ASK, [60, 2]));
    until(3 * S);
    expect(sent(exchange.requests).map(({ terms: { side, token } }) => [side, token])).toEqual([
      ['buy', 0],
      ['buy', 2],
      ['sell', 0],
    ]);
    expect(journal).toContainEqual(expect.objectContaining({ kind: 'Denied', code: 'restarted' }));
  });

  test('that cannot be made counts as a failure', () => {
    let made = 0;
    const make = (): Strategy => {
      if (++made > 1) throw OOPS;
      return { onBook: throws };
    };
    const { play, until, engine } = stage([make], { mayFail: true });
    play(book(1));
    until(1e9);
    expect(made).toBe(5);
    expect(engine.supervisor.healthOf(FIRST)).toMatchObject({ state: 'given_up', failures: 5 });
  });

  test('does not come when the market data has ended', () => {
    const { play, loop, journal } = stage([{ onBook: throws }], { mayFail: true });
    play(book(1));
    loop.finish(1e9 as Timestamp);
    expect(journal.map(({ kind }) => kind)).toEqual(['StrategyHalted']);
  });
});

test('two runs of a strategy that fails decide alike, to the hash', () => {
  const run = () => {
    let calls = 0;
    const flaky: Strategy = {
      onBook: (market: MarketIndex, view, desk) => {
        if (++calls % 3 === 0) throws();
        if (view.openOrders(market).length === 0) desk.submit(terms('buy', 1, 50), BECAUSE);
      },
    };
    const { play, until, engine, exchange } = stage([flaky, flaky], { mayFail: true });
    fillEverything(exchange, 10);
    for (let i = 0; i < 40; i++) play(levelAt(1 + i * S, BID, [41, i + 1]));
    until(100 * S);
    return engine.log.digest();
  };
  expect(run()).toBe(run());
});
