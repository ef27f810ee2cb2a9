import { describe, expect, test } from 'vitest';
import {
  BECAUSE,
  fillEverything,
  openGate,
  openMarket,
  sent,
  stage,
  terms,
} from '../../test/support/engine-stage.ts';
import { fillOf } from '../../test/support/scripted-exchange.ts';
import {
  bookAt,
  confirmAt,
  gapAt,
  levelAt,
  messagesToTape,
  openAt,
  printAt,
  referenceAt,
  tickAt,
} from '../../test/support/tape-builder.ts';
import type { Approved, SubmitOrder } from '../domain/command.ts';
import type { ClientOrderId, MarketIndex, TokenIndex } from '../domain/ids.ts';
import { InvariantError } from '../domain/invariant.ts';
import { refuse } from '../domain/result.ts';
import { ASK, BID } from '../domain/side.ts';
import { FLAG_DERIVED } from '../domain/tape.ts';
import type { Timestamp } from '../domain/units.ts';
import type { Strategy } from '../ports/strategy.ts';

const UP = 0 as TokenIndex;
const MARKET = 0 as MarketIndex;
const first = (id: number) => id as ClientOrderId;

/** Buys once, at the start. */
function buyer(shares = 10, cents = 50, more: Strategy = {}): Strategy {
  return { ...more, onStart: (_v, desk) => void desk.submit(terms('buy', shares, cents), BECAUSE) };
}

describe('market data', () => {
  test('a book that is told again is no message, and the book goes on', () => {
    const heard: number[] = [];
    const { engine, play } = stage([{ onBook: (_market, view) => heard.push(view.now) }]);
    play(bookAt(1, [[40, 5]], [[60, 5]]));
    const again = [...tickAt(9, 10_000), ...bookAt(9, [[40, 5]], [[60, 5]])];
    play(again.map((row) => ({ ...row, flags: (row.flags ?? 0) | FLAG_DERIVED })));
    expect(heard).toEqual([1]);
    expect(engine.state.books[MARKET]).toMatchObject({ epoch: 1, isTrusted: true });
    expect(engine.state.bookTimes[MARKET]).toBe(1);
    play(levelAt(10, BID, [41, 5]));
    expect(heard).toEqual([1, 10]);
  });

  test('each kind of row calls its own callback', () => {
    const heard: unknown[] = [];
    const { play } = stage([
      {
        onMarketOpened: (market) => heard.push(['open', market]),
        onBook: (market) => heard.push(['book', market]),
        onTrade: (token, hit, price, size, _view, _desk, madeAt) =>
          heard.push(['trade', token, hit, price, size, madeAt]),
        onReference: (feed, price, view) => heard.push([feed, price, view.referenceAt(feed)]),
      },
    ]);
    play(
      openAt(1, 1),
      bookAt(2, [[40, 5]], [[60, 5]]),
      printAt(3, ASK, [60, 2], { market: 1, outcome: 1 }).map((row) => ({ ...row, tsEvent: 2 })),
      referenceAt(4, 70_000_000_000),
      confirmAt(5),
    );
    expect(heard).toEqual([
      ['open', 1],
      ['book', 0],
      ['trade', 3, ASK, 600_000, 2_000_000, 2],
      ['chainlink/btcusd', 70_000_000_000, 4],
      ['book', 0],
    ]);
  });

  test('a reference price that tells of an earlier moment is no news, of any sign', () => {
    const heard: unknown[] = [];
    const { engine, play } = stage([{ onReference: (_feed, price) => heard.push(price) }]);
    play(
      referenceAt(10, -7, 0, 5),
      referenceAt(11, 70, 0, 4),
      referenceAt(12, -1, 0, 5),
      referenceAt(13, 8, 0, Number.NaN),
      referenceAt(14, 9, 0, 1),
    );
    expect(heard).toEqual([-7, -1, 8, 9]);
    expect(engine.state.references.price('chainlink/btcusd')).toBe(9);
  });

  test('a strategy is called when the message is whole, not before', () => {
    const bids: unknown[] = [];
    const { play } = stage([{ onBook: (_m, view) => bids.push(view.bestBid(UP)) }]);
    play(
      bookAt(
        1,
        [
          [40, 5],
          [41, 5],
          [39, 1],
        ],
        [],
      ),
    );
    expect(bids).toEqual([410_000]);
  });

  test('gaps and tick changes are seen, and a snapshot ends the doubt', () => {
    const trust: unknown[] = [];
    const { play } = stage([
      { onBook: (m, view) => trust.push([view.isTrusted(m), view.epoch(m), view.tick(m)]) },
    ]);
    play(
      bookAt(1, [[40, 5]], []),
      gapAt(2, 'recording_gap'),
      levelAt(3, BID, [41, 5]),
      bookAt(4, [[40, 5]], []),
      tickAt(5, 1_000),
      bookAt(6, [[40, 5]], []),
    );
    expect(trust).toEqual([
      [true, 1, 10_000],
      [false, 1, 10_000],
      [false, 1, 10_000],
      [true, 2, 10_000],
      [false, 2, 1_000],
      [true, 3, 1_000],
    ]);
  });

  test('the clock never goes back: a row stamped before the last answer is seen after it', () => {
    const times: number[] = [];
    const { play, until, exchange } = stage([
      buyer(10, 50, { onBook: (_market, view) => times.push(view.now) }),
    ]);
    fillEverything(exchange, 30);
    play(levelAt(10, BID, [40, 5]));
    until(50);
    play(levelAt(20, BID, [41, 5]), levelAt(60, BID, [41, 5]));
    expect(times).toEqual([10, 39, 60]);
  });
});

describe('a wish', () => {
  test('becomes an order that is known as submitted before it leaves', () => {
    const { engine, exchange, play } = stage([buyer()]);
    const statuses: unknown[] = [];
    exchange.onRequest = (request) => {
      if (request.kind !== 'submit') return;
      const { id } = request.order;
      statuses.push(engine.state.orders.get(id)?.status, engine.state.account.reserved);
    };
    play(levelAt(10, BID, [40, 5]));
    expect(statuses).toEqual(['submitted', 5_000_000]);
    expect(exchange.requests.map(({ at }) => at)).toEqual([9]);
  });

  test('each one leaves an entry in the journal, with its reason', () => {
    const gate = {
      ...openGate,
      check: (command: SubmitOrder) =>
        command.terms.size > 50_000_000
          ? refuse('too_large', 'too large')
          : (command as Approved<SubmitOrder>),
    };
    const why = (code: string) => ({ code, numbers: { edge: 3 } });
    const strategy: Strategy = {
      onBook: (market, view, desk) => {
        const id = desk.submit(terms('buy', 10, 50), why('cheap'));
        desk.submit(terms('buy', 60, 50), why('cheaper'));
        desk.skip(market, why('too_early'));
        desk.forecast(market, { probability: 0.5, mid: view.mid(0 as TokenIndex), model: 'm' });
        desk.cancel(id, why('changed my mind'));
        desk.wakeAt((view.now + 5) as Timestamp, market);
      },
    };
    const { journal, play } = stage([strategy], { gate });
    play(levelAt(10, BID, [40, 5]));
    const at = 10;
    expect(journal).toEqual([
      { kind: 'Submitted', at, command: expect.objectContaining({ id: 1, reason: why('cheap') }) },
      {
        kind: 'Denied',
        at,
        command: expect.objectContaining({ id: 2, reason: why('cheaper') }),
        code: 'too_large',
        message: 'too large',
      },
      { kind: 'Skipped', at, strategy: 0, market: 0, reason: why('too_early') },
      {
        kind: 'Forecasted',
        at,
        strategy: 0,
        market: 0,
        probability: 0.5,
        mid: undefined,
        model: 'm',
      },
      {
        kind: 'CancelRequested',
        at,
        command: { kind: 'CancelOrder', order: 1, strategy: 0, reason: why('changed my mind') },
      },
    ]);
  });

  test('made on hearing of a denial is carried out', () => {
    const heard: unknown[] = [];
    const { exchange, play } = stage([
      buyer(3000, 50, {
        onOrder: (event, _view, desk) => {
          if (event.kind !== 'OrderDenied') return;
          heard.push([event.order, event.code, event.tsInit]);
          if (heard.length < 3) desk.submit(terms('buy', 10 ** (4 - heard.length), 50), BECAUSE);
        },
      }),
    ]);
    play(levelAt(10, BID, [40, 5]));
    expect(heard).toEqual([[1, 'not_enough_cash', 9]]);
    expect(sent(exchange.requests).map(({ id, terms: { size } }) => [id, size / 1e6])).toEqual([
      [2, 1000],
    ]);
  });

  test('is sent as the gate approved it', () => {
    const gate = {
      ...openGate,
      check: (command: SubmitOrder) =>
        ({ ...command, terms: terms('buy', 4, 50) }) as Approved<SubmitOrder>,
    };
    const { engine, exchange, play } = stage([buyer(10)], { gate });
    play(levelAt(10, BID, [40, 5]));
    expect(sent(exchange.requests)[0]?.terms.size).toBe(4_000_000);
    expect(engine.state.account.reserved).toBe(2_000_000);
    expect(engine.state.orders.get(first(1))?.size).toBe(4_000_000);
  });

  test('to wake up in the past is granted at once, in the present', () => {
    const rings: number[] = [];
    const { play } = stage([
      {
        onBook: (market, _view, desk) => desk.wakeAt(3 as Timestamp, market),
        onTimer: (_market, view) => rings.push(view.now),
      },
    ]);
    play(levelAt(10, BID, [40, 5]), levelAt(20, BID, [41, 5]));
    expect(rings).toEqual([10, 20]);
  });

  test('of an order whose fee is not known is a fault of the gate', () => {
    const { play } = stage([buyer()], { markets: [openMarket({ fee: undefined })] });
    expect(() => play(levelAt(10, BID, [40, 5]))).toThrow(InvariantError);
  });
});

describe('a cancel', () => {
  test('is sent once, and only for an order that is alive', () => {
    const { engine, exchange, play, kinds } = stage([
      {
        onBook: (_market, _view, desk) => {
          desk.cancel(first(1), BECAUSE);
          desk.cancel(first(99), BECAUSE);
        },
        onStart: (_view, desk) => void desk.submit(terms('buy', 10, 50), BECAUSE),
      },
    ]);
    exchange.onRequest = ({ kind, at }) => {
      if (kind === 'cancel') {
        exchange.say(at + 5, { kind: 'OrderCanceled', order: first(1), reason: 'requested' });
      }
    };
    play(...[10, 12, 20].map((at) => levelAt(at, BID, [40, 5])));
    expect(exchange.requests.map(({ kind }) => kind)).toEqual(['submit', 'cancel']);
    expect(kinds()).toEqual(['Submitted', 'CancelRequested', 'OrderCanceled']);
    expect(engine.state.account.reserved).toBe(0);
    expect(engine.state.orders.get(first(1))?.status).toBe('canceled');
  });

  test('that is refused leaves the order as it was: it can be canceled again', () => {
    const { exchange, play } = stage([
      buyer(10, 50, { onBook: (_m, _v, desk) => desk.cancel(first(1), BECAUSE) }),
    ]);
    exchange.onRequest = ({ kind, at }) => {
      if (kind === 'cancel') {
        exchange.say(at + 1, { kind: 'CancelRejected', order: first(1), code: 'busy' });
      }
    };
    play(levelAt(10, BID, [40, 5]), levelAt(20, BID, [41, 5]));
    expect(exchange.requests.filter(({ kind }) => kind === 'cancel').length).toBe(2);
  });

  test('inside a timer, of an order sent inside the same timer, follows it', () => {
    const { exchange, play } = stage([
      {
        onStart: (_view, desk) => desk.wakeAt(20 as Timestamp, MARKET),
        onTimer: (_market, _view, desk) => {
          desk.cancel(desk.submit(terms('buy', 10, 50), BECAUSE), BECAUSE);
        },
      },
    ]);
    play(levelAt(10, BID, [40, 5]), levelAt(20, BID, [40, 5]));
    expect(exchange.requests.map(({ kind, at }) => [kind, at])).toEqual([
      ['submit', 20],
      ['cancel', 20],
    ]);
  });
});

describe('when the market data has ended', () => {
  test('answers still arrive, orders are denied, cancels pass and no timer rings', () => {
    const rings: number[] = [];
    const { loop, exchange, engine, play, kinds } = stage([
      {
        onBook: (market, view, desk) => {
          desk.submit(terms('buy', 10, 50), BECAUSE);
          desk.wakeAt((view.now + 50) as Timestamp, market);
        },
        onTimer: (_market, view) => rings.push(view.now),
        onOrder: (event, view, desk) => {
          if (event.kind !== 'OrderAccepted') return;
          desk.submit(terms('buy', 10, 50), BECAUSE);
          desk.cancel(event.order, BECAUSE);
          desk.wakeAt(view.now, MARKET);
        },
      },
    ]);
    fillEverything(exchange, 100);
    play(levelAt(10, BID, [40, 5]));
    loop.finish(1000 as Timestamp);
    expect(kinds()).toEqual([
      'Submitted',
      'OrderAccepted',
      'Denied',
      'CancelRequested',
      'OrderFilled',
      'FillSettled',
    ]);
    expect(rings).toEqual([]);
    expect(engine.state.account.sellable(UP)).toBe(10_000_000);
  });

  test('what is due at the time of the last row still happens as ever', () => {
    const rings: number[] = [];
    const { loop, exchange } = stage([
      {
        onStart: (_view, desk) => desk.wakeAt(10 as Timestamp, MARKET),
        onTimer: (_market, view, desk) => {
          rings.push(view.now);
          desk.submit(terms('buy', 10, 50), BECAUSE);
        },
      },
    ]);
    loop.play(messagesToTape(levelAt(10, BID, [40, 5])));
    loop.finish(1000 as Timestamp);
    expect(rings).toEqual([10]);
    expect(exchange.requests.length).toBe(1);
  });

  test('before it began, nothing happens', () => {
    const { loop, kinds } = stage([buyer()], { gate: openGate });
    loop.finish(1000 as Timestamp);
    expect(kinds()).toEqual([]);
  });
});

test('a strategy without callbacks is never in the way', () => {
  const { engine, exchange, play } = stage([{}, buyer()]);
  exchange.onRequest = (request) => {
    if (request.kind === 'submit') {
      const fill = fillOf(1, request.order);
      exchange.say(30, { kind: 'OrderFilled', order: request.order.id, fill });
    }
  };
  play(
    openAt(1),
    levelAt(10, BID, [40, 5]),
    printAt(11, BID, [40, 1]),
    referenceAt(12, 1),
    levelAt(31, BID, [41, 5]),
  );
  expect(engine.state.account.position(UP)?.traded).toBe(10_000_000);
});
