import { describe, expect, test } from 'vitest';
import type { JournalEntry } from '../../src/domain/journal-entry.ts';
import type { RiskStanding } from '../../src/domain/risk-standing.ts';
import type { Price, Shares, Usd } from '../../src/domain/units.ts';
import type { Opening } from '../../src/engine/opening.ts';
import type { Strategy } from '../../src/ports/strategy.ts';
import { createRiskGate } from '../../src/risk/gate.ts';
import { DEFAULT_RISK_LIMITS, type RiskLimits } from '../../src/risk/risk-limits.ts';
import { at } from '../support/a-market.ts';
import { BECAUSE, openMarket, type Stage, stage, terms } from '../support/engine-stage.ts';
import { fillOf, type ScriptedExchange } from '../support/scripted-exchange.ts';
import { bookAt, gapAt, type Message, resolveAt } from '../support/tape-builder.ts';

const MINUTE = 60;
const markets = [
  openMarket({ tokens: ['1', '2'] as never }),
  openMarket({ slug: 'other', tokens: ['3', '4'] as never }),
];

/** A book of the first market around a midpoint. */
const mid = (second: number, cents: number): Message =>
  bookAt(at(second), [[cents - 1, 1_000]], [[cents + 1, 1_000]]);

/** Fills order 1 at once, confirmed; all others rest; the first cancel of each is refused. */
function trade(exchange: ScriptedExchange): void {
  const refused = new Set<number>();
  exchange.onRequest = (request) => {
    if (request.kind === 'submit') {
      const { order } = request;
      exchange.say(request.at, { kind: 'OrderAccepted', order: order.id });
      if (order.id !== 1) return;
      const fill = fillOf(1, order, { settlement: 'confirmed' });
      exchange.say(request.at, { kind: 'OrderFilled', order: order.id, fill });
    }
    if (request.kind !== 'cancel') return;
    const { order } = request;
    if (refused.has(order)) {
      exchange.say(request.at + 1_000, { kind: 'OrderCanceled', order, reason: 'requested' });
    } else {
      exchange.say(request.at + 1_000, { kind: 'CancelRejected', order, code: 'delayed' });
    }
    refused.add(order);
  };
}

type Setup = {
  readonly limits?: Partial<RiskLimits>;
  readonly strategies?: readonly Strategy[];
  readonly dollars?: number;
  readonly opening?: Partial<Opening>;
};

function desk({ limits, strategies = [buyer()], dollars = 100, ...rest }: Setup = {}): Stage {
  const gate = createRiskGate({ ...DEFAULT_RISK_LIMITS, ...limits });
  const set = stage(strategies, { markets, gate, dollars, ...rest });
  trade(set.exchange);
  return set;
}

/** When the mode changed, in seconds of the test, and to what. */
function modes({ journal }: Pick<Stage, 'journal'>): (readonly [number, string])[] {
  return journal.flatMap((entry) =>
    entry.kind === 'RiskModeChanged' ? [[(entry.at - at(0)) / 1e6, entry.mode] as const] : [],
  );
}

const denials = (journal: readonly JournalEntry[]) =>
  journal.flatMap((entry) => (entry.kind === 'Denied' ? [entry.code] : []));

/** Buys on the first book. */
function buyer(then: Strategy = {}): Strategy {
  let hasBought = false;
  return {
    ...then,
    onBook: (market, view, desk) => {
      if (!hasBought) desk.submit(terms('buy', 100, 50), BECAUSE);
      else then.onBook?.(market, view, desk);
      hasBought = true;
    },
  };
}

// 100 dollars, of which 50 are 100 shares: a cent of the midpoint is 1 % of the equity.
describe('a drawdown', () => {
  test.each<[string, readonly Message[], readonly (readonly [number, string])[]]>([
    ['of 14 % changes nothing', [mid(0, 50), mid(5, 36), mid(9, 36)], []],
    [
      'of 15 % reduces at the next look, until it is less than 12 %',
      [mid(0, 50), mid(4.5, 35), mid(8.5, 39), mid(12, 39)],
      [
        [5, 'reduce'],
        [9, 'normal'],
      ],
    ],
    [
      'of 25 % kills, cools down at once where nothing is open, and recovers after 30 minutes',
      [mid(0, 50), mid(4.5, 25), mid(60, 45), mid(31 * MINUTE, 45)],
      [
        [5, 'killed'],
        [5.5, 'cooling'],
        [5 + 30 * MINUTE, 'normal'],
      ],
    ],
    [
      'that stays keeps it cooling, and a book that is not to be trusted tells of none',
      [mid(0, 50), mid(4.5, 25), gapAt(at(10), 'disconnected'), mid(40 * MINUTE, 29)],
      [
        [5, 'killed'],
        [5.5, 'cooling'],
      ],
    ],
    [
      'to nothing by an outcome kills as well',
      [mid(0, 50), resolveAt(at(3), 0)],
      [
        [3, 'killed'],
        [3, 'cooling'],
      ],
    ],
  ])('%s', (_name, messages, expected) => {
    const set = desk({ strategies: [buyer()] });
    set.play(...messages);
    expect(modes(set)).toEqual(expected);
  });

  test('that was sold out is over when it has cooled down, by half, once counted', () => {
    /** Sells all that it holds once it is killed. */
    const leaver = buyer({
      onBook: (_market, view, desk) => {
        const isOut = view.position(0 as never) === 0 || view.openOrders(0 as never).length > 0;
        if (view.risk.mode === 'normal' || isOut) return;
        desk.submit(terms('sell', 100, 24), BECAUSE);
      },
    });
    const set = desk({ strategies: [leaver] });
    const { exchange } = set;
    exchange.onRequest = (request) => {
      if (request.kind !== 'submit') return;
      const { order } = request;
      exchange.say(request.at, { kind: 'OrderAccepted', order: order.id });
      const fill = fillOf(order.id, order, { settlement: 'confirmed' });
      exchange.say(request.at, { kind: 'OrderFilled', order: order.id, fill });
    };
    set.play(mid(0, 50), mid(4.5, 25), mid(6.2, 25), mid(40 * MINUTE, 25));
    expect(modes(set)).toEqual([
      [5, 'killed'],
      [5.5, 'cooling'],
      [5 + 30 * MINUTE, 'reduce'],
    ]);
    expect(set.engine.state.account.exposure).toBe(0);
    expect(set.engine.state.risk.standing).toMatchObject({ recoveries: 1, cause: undefined });
  });

  test('is told with its numbers', () => {
    const set = desk({ strategies: [buyer()] });
    set.play(mid(0, 50), mid(4.5, 60), mid(5.5, 30), mid(9, 30));
    const kill = set.journal.find(({ kind }) => kind === 'RiskModeChanged');
    expect(kill).toEqual({
      kind: 'RiskModeChanged',
      at: at(6),
      before: 'normal',
      mode: 'killed',
      cause: 'drawdown',
      equity: 80_000_000,
      highWater: 110_000_000,
      drawdown: 272_727,
      dayLoss: 20_000_000,
      recoveries: 0,
      until: at(6 + 30 * MINUTE),
    });
  });

  test('the loss of a day stops until the day ends', () => {
    const limits = { drawdown: 'unlimited', maxDayLoss: 10_000_000 as Usd } as const;
    const set = desk({ strategies: [buyer()], limits });
    set.play(mid(0, 50), mid(4.5, 40), mid(60, 50), mid(43_201, 50));
    expect(modes(set)).toEqual([
      [5, 'killed'],
      [5.5, 'cooling'],
      [43_200, 'normal'],
    ]);
  });
});

describe('a kill', () => {
  /** Rests two bids and an ask, and after the kill tries to buy and to sell. */
  const quoter = (): Strategy => {
    let count = 0;
    return buyer({
      onBook: (_market, view, desk) => {
        const submit = (...wish: Parameters<typeof terms>) => desk.submit(terms(...wish), BECAUSE);
        count++;
        if (count === 2) {
          submit('buy', 10, 40);
          submit('buy', 10, 40, 2);
          submit('sell', 10, 60);
        } else if (view.risk.mode === 'killed' || view.risk.mode === 'cooling') {
          submit('buy', 5, 25);
          if (count < 5) submit('sell', 10, 26);
        }
      },
    });
  };

  const other = bookAt(at(0.1), [[49, 1_000]], [[51, 1_000]], { market: 1 });
  const messages = [mid(0, 50), other, mid(1, 50), mid(4.5, 25), mid(5.2, 25), mid(9, 25)];

  test('takes out all that rests, asks again where a cancel is refused, and ends with none', () => {
    const set = desk({ strategies: [quoter()] });
    set.play(...messages);
    const canceled = set.exchange.requests.flatMap((one) =>
      one.kind === 'cancel' ? [[(one.at - at(0)) / 1e6, one.order]] : [],
    );
    expect(canceled.map(([, order]) => order)).toEqual([2, 4, 3, 2, 4, 3]);
    const reason = set.journal.find(({ kind }) => kind === 'CancelRequested');
    expect(reason).toMatchObject({
      command: { reason: { code: 'killed', numbers: { drawdown: 250_000 } } },
    });
    expect(modes(set).map(([, mode]) => mode)).toEqual(['killed', 'cooling']);
    const open = [...set.engine.state.orders.values()].filter(
      ({ status }) => status === 'accepted',
    );
    // What was offered since is an exit, and stays.
    expect(open.map(({ side }) => side)).toEqual(['sell']);
    expect(set.engine.state.account.reserved).toBe(0);
  });

  test('denies what would open something; sales pass', () => {
    const set = desk({ strategies: [quoter()] });
    set.play(...messages);
    expect(denials(set.journal)).toEqual(['killed', 'killed']);
  });
});

describe('a restart', () => {
  /** What a run leaves to the next one. */
  function left({ engine }: Stage) {
    const { account, risk } = engine.state;
    const standing = JSON.parse(JSON.stringify(risk.standing)) as RiskStanding;
    const held = account.position(0 as never);
    const [shares, cost] = [held?.traded as Shares, held?.cost as Usd];
    const position = { token: '1' as never, strategy: 0 as never, shares, cost };
    return {
      dollars: account.cash / 1e6,
      opening: { positions: [position], firstOrder: engine.nextOrder, risk: standing },
    };
  }

  test.each<[string, number, readonly (readonly [number, string])[]]>([
    [
      'between kill and end',
      5.2,
      [
        [5, 'cooling'],
        [5 + 30 * MINUTE, 'normal'],
      ],
    ],
    ['while it cools', 60, [[5 + 30 * MINUTE, 'normal']]],
  ])('%s goes on where it was', (_name, second, expected) => {
    const first = desk({ strategies: [buyer()] });
    first.play(mid(0, 50), mid(4.5, 25), mid(second, 25));
    const again = desk({ strategies: [{}], ...left(first) });
    again.play(mid(second + 0.3, 45), mid(31 * MINUTE, 45));
    const seconds = modes(again).map(([at, mode]) => [Math.floor(at), mode]);
    expect(seconds).toEqual(expected);
    expect(again.engine.state.risk.standing.highWater).toBe(100_000_000);
  });

  test('what is held counts with its cost until its book is heard, which betters nothing', () => {
    const first = desk({ strategies: [buyer()] });
    first.play(mid(0, 50), mid(4.5, 25), mid(60, 25));
    const again = desk({ strategies: [{}], ...left(first) });
    const other = (second: number) => bookAt(at(second), [[49, 9]], [[51, 9]], { market: 1 });
    again.play(other(31 * MINUTE), other(32 * MINUTE));
    expect(again.engine.state.risk.standing).toMatchObject({
      mode: 'cooling',
      equity: 100_000_000,
      highWater: 100_000_000,
    });
  });
});

describe('a restart with shares that are worth more than they cost', () => {
  const other = (second: number) => bookAt(at(second), [[49, 9]], [[51, 9]], { market: 1 });

  function again(...messages: readonly Message[]) {
    const first = desk({ strategies: [buyer()] });
    first.play(mid(0, 50), mid(5, 90), mid(7, 90));
    expect(modes(first)).toEqual([]);
    const { account, risk } = first.engine.state;
    const held = account.position(0 as never);
    const [shares, cost] = [held?.traded as Shares, held?.cost as Usd];
    const position = { token: '1' as never, strategy: 0 as never, shares, cost };
    const next = desk({
      strategies: [{}],
      dollars: account.cash / 1e6,
      opening: { positions: [position], firstOrder: first.engine.nextOrder, risk: risk.standing },
    });
    next.play(...messages);
    return modes(next).map(([second, mode]) => [Math.floor(second), mode]);
  }

  test('stops nobody while their book is not heard of yet', () => {
    expect(again(other(10), other(11), mid(30, 90), other(90), mid(120, 88))).toEqual([]);
  });

  test('stops who is down by what they cost when they stay unheard for a minute', () => {
    expect(again(other(10), other(60), other(75))[0]).toEqual([69, 'killed']);
  });

  test('is looked at without an order: what falls then is seen', () => {
    const told = again(mid(10, 90), mid(20, 30), mid(25, 30));
    expect(told[0]?.[1]).toBe('killed');
  });
});

describe('a market that goes wrong', () => {
  test('is paused for all strategies after three orders that would cross', () => {
    const crosser: Strategy = {
      onBook: (_market, _view, desk) => void desk.submit(terms('buy', 5, 40), BECAUSE),
    };
    const set = desk({ strategies: [crosser, crosser] });
    set.exchange.onRequest = (request) => {
      if (request.kind !== 'submit') return;
      const rejected = { kind: 'OrderRejected', code: 'post_only_crosses', message: '' } as const;
      set.exchange.say(request.at, { ...rejected, order: request.order.id });
    };
    set.play(mid(0, 50), mid(1, 50), mid(2, 50), mid(302, 50));
    expect(set.journal.filter(({ kind }) => kind === 'MarketPaused')).toMatchObject([
      { market: 0, code: 'cross_rejects', count: 3, until: at(301) },
      { market: 0, code: 'cross_rejects', count: 6, until: at(902) },
    ]);
    expect(denials(set.journal)).toEqual(['cross_rejects', 'cross_rejects']);
  });

  test('is paused after fills that the price went against, and its bids are taken back', () => {
    let count = 0;
    const bidder: Strategy = {
      onBook: (_market, _view, desk) => {
        if (++count <= 3) desk.submit(terms('buy', 5, 50), BECAUSE);
      },
    };
    const adverseFills = {
      most: 2,
      move: 20_000 as Price,
      after: 30_000_000,
      coolDown: 300_000_000,
    };
    const set = desk({ strategies: [bidder], limits: { adverseFills } });
    let fills = 0;
    set.exchange.onRequest = (request) => {
      if (request.kind !== 'submit') return;
      const { order } = request;
      set.exchange.say(request.at, { kind: 'OrderAccepted', order: order.id });
      if (++fills > 2) return;
      const fill = fillOf(fills, order, { settlement: 'confirmed' });
      set.exchange.say(request.at, { kind: 'OrderFilled', order: order.id, fill });
    };
    set.play(mid(0, 50), mid(1, 50), mid(2, 48), mid(40, 48));
    expect(set.journal.filter(({ kind }) => kind === 'MarketPaused')).toMatchObject([
      { at: at(31), market: 0, code: 'adverse_fills', count: 2, until: at(331) },
    ]);
    expect(set.journal.filter(({ kind }) => kind === 'CancelRequested')).toMatchObject([
      { at: at(31), command: { order: 3, reason: { code: 'adverse_fills' } } },
    ]);
  });
});
