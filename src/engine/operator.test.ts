import { describe, expect, test } from 'vitest';
import { BECAUSE, stage, terms } from '../../test/support/engine-stage.ts';
import { levelAt } from '../../test/support/tape-builder.ts';
import type { MarketIndex, StrategyIndex } from '../domain/ids.ts';
import { BID } from '../domain/side.ts';
import { SCALE, type Timestamp } from '../domain/units.ts';
import type { Strategy } from '../ports/strategy.ts';
import { stateHash } from './state-hash.ts';

const MARKET = 0 as MarketIndex;

const buyer: Strategy = {
  onStart: (_view, desk) => void desk.submit(terms('buy', 10, 50), BECAUSE),
};

describe('an operator', () => {
  const pause = (strategy?: number) =>
    ({ kind: 'Pause', strategy: strategy as StrategyIndex | undefined }) as const;

  test('pauses one strategy: its orders are denied, its cancels pass, the others go on', () => {
    const strategy: Strategy = {
      onBook: (market, view, desk) => {
        const open = view.openOrders(market)[0];
        if (open !== undefined) desk.cancel(open.id, BECAUSE);
        desk.submit(terms('buy', 1, 50), BECAUSE);
      },
    };
    const { engine, play, journal } = stage([strategy, strategy]);
    play(levelAt(10, BID, [40, 5]));
    engine.onCommand(pause(0), 15 as Timestamp);
    play(levelAt(20, BID, [40, 5]));
    expect(journal.slice(2).map((e) => [e.kind, 'command' in e && e.command])).toEqual([
      ['Operated', pause(0)],
      ['CancelRequested', expect.objectContaining({ order: 1 })],
      ['Denied', expect.objectContaining({ id: 3 })],
      ['CancelRequested', expect.objectContaining({ order: 2 })],
      ['Submitted', expect.objectContaining({ id: 4 })],
    ]);
    expect(journal[4]).toMatchObject({ code: 'paused' });
    engine.onCommand({ kind: 'Resume', strategy: undefined }, 25 as Timestamp);
    play(levelAt(30, BID, [40, 5]));
    expect(journal.at(-2)).toMatchObject({ kind: 'Submitted', command: { strategy: 0 }, at: 30 });
  });

  test('says how much of its limits a strategy may use; the others see nothing of it', () => {
    const seen: number[] = [];
    const strategy: Strategy = { onBook: (_market, view) => void seen.push(view.part) };
    const { engine, play, journal } = stage([strategy, strategy]);
    play(levelAt(10, BID, [40, 5]));
    const before = stateHash(engine.state);
    const resize = { kind: 'Resize', strategy: 1 as StrategyIndex, part: 250_000 } as const;
    engine.onCommand(resize, 10 as Timestamp);
    expect(stateHash(engine.state)).not.toBe(before);
    expect(journal.at(-1)).toEqual({ kind: 'Operated', at: 10, command: resize });
    play(levelAt(20, BID, [40, 5]));
    engine.onCommand({ ...resize, part: SCALE }, 25 as Timestamp);
    play(levelAt(30, BID, [40, 5]));
    expect(seen).toEqual([SCALE, SCALE, SCALE, 250_000, SCALE, SCALE]);
    for (const part of [-1, SCALE + 1, Number.NaN]) {
      expect(() => engine.onCommand({ ...resize, part }, 40 as Timestamp)).toThrow();
    }
  });

  test('cancels everything, or everything in one market', () => {
    const { engine, exchange, play } = stage([{}]);
    play(levelAt(10, BID, [40, 5]));
    engine.onCommand({ kind: 'CancelAll', market: MARKET }, 15 as Timestamp);
    engine.onCommand({ kind: 'CancelAll', market: undefined }, 16 as Timestamp);
    expect(exchange.requests).toEqual([
      { kind: 'cancelAll', at: 15, market: 0 },
      { kind: 'cancelAll', at: 16, market: undefined },
    ]);
  });

  test('stops: everything is canceled and every strategy paused', () => {
    const { engine, exchange, play, journal } = stage([buyer, buyer]);
    play(levelAt(10, BID, [40, 5]));
    engine.onCommand({ kind: 'Stop' }, 15 as Timestamp);
    expect(exchange.requests.at(-1)).toEqual({ kind: 'cancelAll', at: 15, market: undefined });
    expect(engine.state.paused).toEqual([true, true]);
    expect(journal.at(-1)).toEqual({ kind: 'Operated', at: 15, command: { kind: 'Stop' } });
  });

  test('cannot turn back the clock', () => {
    const { engine, play, journal } = stage([{}]);
    play(levelAt(10, BID, [40, 5]));
    engine.onCommand({ kind: 'Stop' }, 4 as Timestamp);
    expect(journal.at(-1)).toMatchObject({ at: 10 });
  });
});
