import { describe, expect, test } from 'vitest';
import {
  BECAUSE,
  fillEverything,
  openGate,
  stage,
  terms,
} from '../../test/support/engine-stage.ts';
import { listener } from '../../test/support/listener.ts';
import { bookAt, levelAt, messagesToTape, referenceAt } from '../../test/support/tape-builder.ts';
import type { MarketIndex, TokenIndex } from '../domain/ids.ts';
import { InvariantError } from '../domain/invariant.ts';
import { BID } from '../domain/side.ts';
import { NEVER, type Timestamp } from '../domain/units.ts';

const MARKET = 0 as MarketIndex;
const UP = 0 as TokenIndex;

describe('at equal times', () => {
  test('all market data comes first, then answers, then timers', () => {
    const heard: string[] = [];
    const { exchange, play } = stage([
      listener(heard, {
        onStart: (_view, desk) => {
          desk.wakeAt(100 as Timestamp, MARKET);
          desk.submit(terms('buy', 10, 50), BECAUSE);
        },
      }),
    ]);
    exchange.onRequest = (request) => {
      if (request.kind === 'submit') {
        exchange.say(100, { kind: 'OrderAccepted', order: request.order.id });
      }
    };
    play(bookAt(50, [[40, 10]], []), levelAt(100, BID, [41, 10]), levelAt(100, BID, [42, 10]));
    expect(heard).toEqual([
      '49 start',
      '50 book 0 400000',
      '100 book 0 410000',
      '100 book 0 420000',
      '100 OrderAccepted',
      '100 timer',
    ]);
  });

  test('answers to what a timer caused come before the next timer', () => {
    const heard: string[] = [];
    const { exchange, play } = stage([
      listener(heard, {
        onStart: (_view, desk) => {
          desk.wakeAt(100 as Timestamp, MARKET);
          desk.wakeAt(100 as Timestamp, MARKET);
        },
        onTimer: (_market, _view, desk) => {
          desk.submit(terms('buy', 10, 50), BECAUSE);
        },
      }),
    ]);
    exchange.onRequest = (request) => {
      if (request.kind === 'submit') {
        exchange.say(request.at, { kind: 'OrderAccepted', order: request.order.id });
      }
    };
    play(bookAt(50, [], []), bookAt(100, [], []));
    expect(heard.slice(3)).toEqual([
      '100 timer',
      '100 OrderAccepted',
      '100 timer',
      '100 OrderAccepted',
    ]);
  });

  test('tapes may be cut anywhere: the hash of the run does not change', () => {
    const run = (cuts: readonly number[]) => {
      const { engine, loop, exchange } = stage([
        {
          onBook: (market, view, desk) => {
            desk.submit(terms('buy', 1, 50), BECAUSE);
            desk.wakeAt((view.now + 5) as Timestamp, market);
          },
          onTimer: (market, view, desk) => {
            const numbers = { now: view.now, bid: view.bestBid(UP) ?? -1 };
            desk.skip(market, { code: 'rang', numbers });
          },
        },
      ]);
      fillEverything(exchange, 5);
      const messages = [10, 10, 15, 15, 15, 20, 25].map((at, i) =>
        levelAt(at, BID, [10 + i, 1], { market: i % 2 }),
      );
      let from = 0;
      for (const cut of [...cuts, messages.length]) {
        loop.play(messagesToTape(...messages.slice(from, cut)));
        from = cut;
      }
      loop.advance(40 as Timestamp);
      return engine.log.digest();
    };
    const whole = run([]);
    for (let cut = 0; cut <= 7; cut++) expect(run([cut])).toBe(whole);
    expect(run([1, 2, 3, 4, 5, 6])).toBe(whole);
  });
});

describe('the exchange', () => {
  test('sees each row before the strategy does', () => {
    const seen: string[] = [];
    const { exchange, play } = stage([{ onBook: (_market, view) => seen.push(`we ${view.now}`) }]);
    exchange.onMarketRow = (tape, row) => seen.push(`exchange ${tape.tsInit[row]}`);
    play(levelAt(1, BID, [40, 1]), levelAt(2, BID, [41, 1]));
    expect(seen).toEqual(['exchange 1', 'we 1', 'exchange 2', 'we 2']);
  });

  test('has done everything due before a row when it sees the row', () => {
    const seen: string[] = [];
    const { exchange, play } = stage([
      {
        onStart: (_view, desk) => {
          desk.submit(terms('buy', 1, 50), BECAUSE);
        },
        onOrder: (event) => {
          seen.push(event.kind);
        },
      },
    ]);
    exchange.onRequest = (request) => {
      if (request.kind !== 'submit') return;
      exchange.say(19, { kind: 'OrderAccepted', order: request.order.id });
      exchange.say(20, { kind: 'OrderCanceled', order: request.order.id, reason: 'requested' });
    };
    exchange.onMarketRow = (tape, row) => seen.push(`row ${tape.tsInit[row]}`);
    play(levelAt(10, BID, [40, 1]), levelAt(20, BID, [41, 1]));
    expect(seen).toEqual(['row 10', 'OrderAccepted', 'row 20', 'OrderCanceled']);
  });
});

describe('without latency', () => {
  test('strategy and exchange answer each other at one instant until they are done', () => {
    let orders = 0;
    const { exchange, play, engine } = stage([
      {
        onBook: (_market, _view, desk) => {
          desk.submit(terms('buy', 1, 50), BECAUSE);
        },
        onOrder: (event, _view, desk) => {
          if (event.kind === 'OrderFilled' && ++orders < 5) {
            desk.submit(terms('buy', 1, 50), BECAUSE);
          }
        },
      },
    ]);
    fillEverything(exchange);
    play(levelAt(7, BID, [40, 1]));
    expect(exchange.requests.map(({ at }) => at)).toEqual([7, 7, 7, 7, 7]);
    expect(engine.state.account.position(UP)?.settled).toBe(5_000_000);
    expect(engine.state.now).toBe(7);
  });

  test('a chain of orders that never ends is stopped', () => {
    const { exchange, play } = stage([
      {
        onBook: (_market, _view, desk) => {
          desk.submit(terms('buy', 1, 50), BECAUSE);
        },
        onOrder: (event, _view, desk) => {
          if (event.kind === 'OrderRejected') desk.submit(terms('buy', 1, 50), BECAUSE);
        },
      },
    ]);
    exchange.onRequest = (request) => {
      if (request.kind !== 'submit') return;
      const { id } = request.order;
      exchange.say(request.at, { kind: 'OrderRejected', order: id, code: 'no', message: 'no' });
    };
    expect(() => play(levelAt(7, BID, [40, 1]))).toThrow(InvariantError);
  });

  test('a timer that renews itself at the same instant is stopped', () => {
    const { play } = stage([
      {
        onStart: (view, desk) => desk.wakeAt(view.now, MARKET),
        onTimer: (market, view, desk) => desk.wakeAt(view.now, market),
      },
    ]);
    expect(() => play(levelAt(7, BID, [40, 1]))).toThrow(/100000 actions at 6 µs/);
  });

  test('a denial answered with another order for ever halts the strategy', () => {
    const gate = {
      ...openGate,
      check: () => ({ ok: false, code: 'no', message: 'no' }) as const,
    };
    const { play, journal } = stage(
      [
        {
          onBook: (_market, _view, desk) => {
            desk.submit(terms('buy', 1, 50), BECAUSE);
          },
          onOrder: (_event, _view, desk) => {
            desk.submit(terms('buy', 1, 50), BECAUSE);
          },
        },
      ],
      { gate, mayFail: true },
    );
    play(levelAt(7, BID, [40, 1]));
    expect(journal.at(-1)).toMatchObject({
      kind: 'StrategyHalted',
      message: expect.stringContaining('made 10000 wishes at once'),
    });
  });
});

describe('time', () => {
  test('passes without market data until the time that is told', () => {
    const heard: string[] = [];
    const { play, until } = stage([
      listener(heard, {
        onStart: (_view, desk) => {
          desk.wakeAt(20 as Timestamp, MARKET);
          desk.wakeAt(30 as Timestamp, MARKET);
        },
      }),
    ]);
    until(25);
    expect(heard).toEqual([]);
    play(levelAt(10, BID, [40, 1]));
    until(25);
    expect(heard.slice(2)).toEqual(['20 timer']);
    until(30);
    expect(heard.slice(2)).toEqual(['20 timer', '30 timer']);
  });

  test('needs an end, since timers may renew themselves', () => {
    const { loop, play } = stage([{}]);
    play(levelAt(10, BID, [40, 1]));
    expect(() => loop.advance(NEVER)).toThrow(InvariantError);
  });

  test('does not run backward: neither in a tape nor from tape to tape', () => {
    const { loop } = stage([{}]);
    loop.play(messagesToTape(levelAt(10, BID, [40, 1])));
    expect(() => loop.play(messagesToTape(levelAt(9, BID, [40, 1])))).toThrow(
      /row 0 is at 9 µs, after a row at 10/,
    );
    const backward = messagesToTape(levelAt(12, BID, [40, 1]), levelAt(11, BID, [40, 1]));
    expect(() => loop.play(backward)).toThrow(/row 1 is at 11 µs/);
  });

  test('an empty tape starts nothing', () => {
    const heard: string[] = [];
    const { loop } = stage([listener(heard)]);
    loop.play(messagesToTape());
    expect(heard).toEqual([]);
    expect(loop.rows).toBe(0);
  });

  test('rows are counted', () => {
    const { loop, play } = stage([{}]);
    play(bookAt(1, [[40, 1]], []), referenceAt(2, 1));
    expect(loop.rows).toBe(3);
  });
});
