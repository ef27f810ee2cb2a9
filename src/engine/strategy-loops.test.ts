import { describe, expect, test } from 'vitest';
import { BECAUSE, fillEverything, stage, terms } from '../../test/support/engine-stage.ts';
import { bookAt, levelAt } from '../../test/support/tape-builder.ts';
import type { MarketIndex, StrategyIndex } from '../domain/ids.ts';
import { InvariantError } from '../domain/invariant.ts';
import { BID } from '../domain/side.ts';
import type { Timestamp } from '../domain/units.ts';
import type { Strategy } from '../ports/strategy.ts';
import type { StrategyLoop } from '../ports/strategy-loop.ts';

const S = 1_000_000;
const MARKET = 0 as MarketIndex;
const ALL = { strategy: undefined };

/** A loop that notes the seconds at which it ran, and fails at those that are named. */
function noting(every: number, fails: readonly number[] = [], more: Partial<StrategyLoop> = {}) {
  const rounds: number[] = [];
  const loop: StrategyLoop = {
    name: 'rounds',
    every: every * S,
    run(view, desk) {
      const second = view.now / S;
      rounds.push(second);
      if (more.run !== undefined) more.run(view, desk);
      if (fails.includes(second)) throw new TypeError('no answer');
    },
  };
  return { rounds, loop: { ...more, ...loop } };
}

describe('a loop', () => {
  test('runs at multiples of its interval, whenever the run began', () => {
    const { rounds, loop } = noting(5);
    const { play, until } = stage([{ loops: [loop] }]);
    play(levelAt(7 * S, BID, [40, 5]));
    until(21 * S);
    expect(rounds).toEqual([10, 15, 20]);
  });

  test('wishes orders as any callback does', () => {
    const run: StrategyLoop['run'] = (_view, desk) =>
      void desk.submit(terms('buy', 1, 50), BECAUSE);
    const { play, until, kinds } = stage([{ loops: [noting(5, [], { run }).loop] }]);
    play(levelAt(7 * S, BID, [40, 5]));
    until(15 * S);
    expect(kinds()).toEqual(['Submitted', 'Submitted']);
  });

  test('comes after market data of its own moment, and rings no more once that has ended', () => {
    const bids: (number | undefined)[] = [];
    const run: StrategyLoop['run'] = (view) => void bids.push(view.bestBid(0 as never));
    const { play, loop } = stage([{ loops: [noting(5, [], { run }).loop] }]);
    play(bookAt(4 * S, [[40, 5]], [[60, 5]]), levelAt(5 * S, BID, [41, 5]));
    loop.finish((60 * S) as Timestamp);
    expect(bids).toEqual([410_000]);
  });

  test.each([0, -1, 0.5, Number.NaN])('every %s µs is refused', (every) => {
    const { play } = stage([{ loops: [{ name: 'never', every, run: () => {} }] }]);
    expect(() => play(levelAt(S, BID, [40, 5]))).toThrow(InvariantError);
  });
});

describe('a loop that throws', () => {
  test('wishes nothing, halts nothing, and is tried again after 1, 2, 4 ... seconds', () => {
    const run: StrategyLoop['run'] = (_view, desk) =>
      void desk.submit(terms('buy', 1, 50), BECAUSE);
    const failing = noting(60, [60, 61, 63], { name: 'rounds', run });
    const steady = noting(20);
    const books: number[] = [];
    const strategy: Strategy = {
      loops: [failing.loop, { ...steady.loop, name: 'steady' }],
      onBook: (_market, view) => void books.push(view.now / S),
    };
    const { play, until, journal, engine } = stage([strategy]);
    play(bookAt(50 * S, [[40, 5]], [[60, 5]]));
    until(64 * S);
    expect(engine.supervisor.healthOf(0 as StrategyIndex).state).toBe('running');
    play(levelAt(65 * S, BID, [41, 5]));
    until(130 * S);
    expect(failing.rounds).toEqual([60, 61, 63, 67, 120]);
    expect(steady.rounds).toEqual([60, 80, 100, 120]);
    expect(books).toEqual([50, 65]);
    const told = journal.filter(({ kind }) => kind.startsWith('Loop'));
    const said = { strategy: 0, loop: 'rounds' };
    const failed = { ...said, kind: 'LoopFailed', message: 'TypeError: no answer' };
    expect(told).toEqual([
      { ...failed, at: 60 * S, retryAt: 61 * S },
      { ...failed, at: 61 * S, retryAt: 63 * S },
      { ...failed, at: 63 * S, retryAt: 67 * S },
      { ...said, kind: 'LoopRecovered', at: 67 * S },
    ]);
    expect(journal.filter(({ kind }) => kind === 'Submitted').map(({ at }) => at / S)).toEqual([
      67, 120,
    ]);
  });

  test('is tried each minute at least, for ever', () => {
    const seconds = Array.from({ length: 2_000 }, (_, second) => second);
    const { rounds, loop } = noting(900, seconds);
    const { play, until } = stage([{ loops: [loop] }]);
    play(levelAt(890 * S, BID, [40, 5]));
    until(1_200 * S);
    expect(rounds).toEqual([900, 901, 903, 907, 915, 931, 963, 1_023, 1_083, 1_143]);
  });
});

test('of a strategy that is halted it rings no more, until that is started anew', () => {
  const { rounds, loop } = noting(1);
  let made = 0;
  const make = (): Strategy => {
    made++;
    return {
      loops: [loop],
      onBook: () => {
        if (made === 1) throw new Error('oops');
      },
    };
  };
  const { play, until } = stage([make], { mayFail: true });
  play(levelAt(0.5 * S, BID, [40, 5]));
  until(4.2 * S);
  expect(made).toBe(2);
  // Halted at 0.5 s, anew at 1.5 s.
  expect(rounds).toEqual([2, 3, 4]);
});

describe('while the strategy is paused', () => {
  const trade: StrategyLoop['run'] = (view, desk) => {
    for (const open of view.openOrders(MARKET)) desk.cancel(open.id, BECAUSE);
    if (view.sellable(0 as never) > 0) desk.submit(terms('sell', 1, 60), BECAUSE);
    desk.submit(terms('buy', 1, 50), BECAUSE);
  };
  const loops = [
    { name: 'quotes', every: 10 * S, run: trade },
    { name: 'exits', every: 15 * S, exits: true, run: trade },
  ];

  /** What was sent and denied from the pause on: second, kind, side. */
  function told(command: 'Pause' | 'Stop') {
    const { play, until, journal, exchange, engine } = stage([
      { loops, onStart: (_view, desk) => void desk.submit(terms('buy', 9, 50), BECAUSE) },
    ]);
    fillEverything(exchange);
    play(bookAt(S, [[40, 5]], [[60, 5]]));
    until(2 * S);
    const pause = command === 'Pause' ? { kind: command, ...ALL } : { kind: command };
    engine.onCommand(pause as never, (2 * S) as Timestamp);
    until(16 * S);
    return journal.flatMap((entry) =>
      (entry.kind === 'Submitted' || entry.kind === 'Denied') && entry.at > 2 * S
        ? [[entry.at / S, entry.command.terms.side, 'code' in entry ? entry.code : 'sent']]
        : [],
    );
  }

  test('sales of its exits pass, and nothing else', () => {
    expect(told('Pause')).toEqual([
      [10, 'sell', 'paused'],
      [10, 'buy', 'paused'],
      [15, 'sell', 'sent'],
      [15, 'buy', 'paused'],
    ]);
  });

  test('by a stop, nothing passes', () => {
    expect(told('Stop').map(([at, , code]) => [at, code])).toEqual([
      [10, 'stopping'],
      [10, 'stopping'],
      [15, 'stopping'],
      [15, 'stopping'],
    ]);
  });
});
