import { describe, expect, test } from 'vitest';
import { BECAUSE, openMarket, stage, terms } from '../../test/support/engine-stage.ts';
import { closeAt, levelAt, listAt } from '../../test/support/tape-builder.ts';
import { BID } from '../domain/side.ts';
import type { Timestamp } from '../domain/units.ts';
import type { Strategy } from '../ports/strategy.ts';

const book = levelAt(10, BID, [40, 5]);
const ending = openMarket({ closesAt: 100 as Timestamp });

const quoter = (token = 0): Strategy => ({
  onStart: (_view, desk) => void desk.submit(terms('buy', 10, 50, token), BECAUSE),
});

function played(strategies: readonly Strategy[], closeLead: number, markets = [ending]) {
  const set = stage(strategies, { markets, closeLead });
  set.play(book);
  const canceled = () =>
    set.exchange.requests.flatMap((each) => (each.kind === 'cancel' ? [each] : []));
  return { ...set, canceled };
}

describe('so long before the end of a market', () => {
  test('what rests there is canceled, whosever it is, and says why', () => {
    const { until, canceled, journal, engine } = played([quoter(0), quoter(1)], 20);
    until(79);
    expect(canceled()).toEqual([]);
    until(80);
    expect(canceled()).toMatchObject([
      { order: 1, at: 80 },
      { order: 2, at: 80 },
    ]);
    expect(journal.at(-1)).toMatchObject({
      kind: 'CancelRequested',
      at: 80,
      command: { strategy: 1, reason: { code: 'market_ends', numbers: { closesAt: 100 } } },
    });
    // Open until the venue says that it is not.
    expect(engine.state.account.openOrders).toBe(2);
  });

  test('orders of other markets, and those that never rest, are left alone', () => {
    const other = openMarket({ slug: 'other' });
    const taker: Strategy = {
      onStart: (_view, desk) =>
        void desk.submit(terms('buy', 10, 50, 0, { timeInForce: 'FAK' }), BECAUSE),
    };
    const { until, canceled } = played([quoter(2), taker], 20, [ending, other]);
    until(200);
    expect(canceled()).toEqual([]);
  });

  test('nothing happens where no lead is wanted', () => {
    const { until, canceled, engine } = played([quoter()], 0);
    until(200);
    expect([canceled(), engine.timers.next]).toEqual([[], Number.POSITIVE_INFINITY]);
  });

  test('a market that is listed later than that is looked at, at once', () => {
    const strategy: Strategy = {
      onMarketListed: (_market, _view, desk) => void desk.submit(terms('buy', 10, 50, 0), BECAUSE),
    };
    const set = stage([strategy], { markets: [ending], knownAhead: 0, closeLead: 20 });
    set.play(listAt(90, 0));
    expect(set.exchange.requests).toMatchObject([{ kind: 'submit' }, { kind: 'cancel', at: 90 }]);
  });

  test('a cancel that is refused is asked for again until the market ends', () => {
    const S = 1_000_000;
    const longer = openMarket({ closesAt: (100 * S) as Timestamp });
    const { until, play, canceled, exchange, journal } = played([quoter()], 2 * S, [longer]);
    exchange.onRequest = (request) => {
      if (request.kind !== 'cancel') return;
      const { order, at } = request;
      exchange.say(at + 10, { kind: 'CancelRejected', order, code: 'delayed' });
    };
    until(99 * S);
    expect(canceled().map(({ at }) => at)).toEqual([98 * S, 98.5 * S + 10]);
    expect(journal.filter(({ kind }) => kind === 'CancelRequested')).toMatchObject([
      { command: { reason: { code: 'market_ends' } } },
      { command: { reason: { code: 'market_ends' } } },
    ]);
    play(closeAt(100 * S));
    until(110 * S);
    // One was planned already.
    expect(canceled().at(-1)?.at).toBeLessThan(101 * S);
  });
});
