import { describe, expect, test } from 'vitest';
import { anOrder } from '../../test/support/an-order.ts';
import {
  BECAUSE,
  fillEverything,
  openMarket,
  stage,
  terms,
} from '../../test/support/engine-stage.ts';
import { fillOf } from '../../test/support/scripted-exchange.ts';
import { bookAt, levelAt, referenceAt, resolveAt } from '../../test/support/tape-builder.ts';
import { FREE } from '../domain/fee.ts';
import type { ClientOrderId, StrategyIndex } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import type { RiskStanding } from '../domain/risk-standing.ts';
import { ASK, BID } from '../domain/side.ts';
import type { Price, Shares, Timestamp, Usd } from '../domain/units.ts';
import { EngineState } from './state.ts';
import { stateHash } from './state-hash.ts';

/** Books, positions, an open order, an unsettled fill, references: something everywhere. */
function lived(): EngineState {
  const state = new EngineState(['a', 'b'], 2, 100_000_000 as Usd);
  state.list(openMarket());
  state.list(openMarket({ slug: 'other', opensAt: 500 as Timestamp }));
  state.now = 50 as Timestamp;
  const book = state.books[0] as (typeof state.books)[0];
  book.clear();
  book.setLevel(BID, 400_000 as Price, 5 as Shares);
  book.setLevel(BID, 390_000 as Price, 6 as Shares);
  book.setLevel(ASK, 600_000 as Price, 7 as Shares);
  book.trust();
  for (const id of [1, 2]) {
    const command = anOrder({ timeInForce: 'GTC' }, id);
    state.account.reserve(command.id, command.terms, FREE);
    state.sleeve(command.strategy).opened(state.orders.submitted(command, 9 as Timestamp));
  }
  const fill = fillOf(1, anOrder({}, 1), { size: 4_000_000 as Shares });
  state.account.fill(fill);
  state.sleeve(0 as StrategyIndex).fill(fill);
  state.newestFill = 1;
  state.settling.set(1, { fill, order: order(state) });
  state.references.take(0, 70_000, 38, 40 as Timestamp);
  return state;
}

function order(state: EngineState): Order {
  return state.orders.get(1 as ClientOrderId) as Order;
}

type Change = (state: EngineState) => unknown;

const changes: Record<string, Change> = {
  'the time': (s) => Object.assign(s, { now: 51 as Timestamp }),
  cash: (s) => void s.account.fill(fillOf(2, anOrder({}, 9), { fee: 1 as Usd })),
  'what is reserved': (s) => s.account.release(2 as ClientOrderId),
  'an account position': (s) => s.account.settle(fillOf(1, anOrder({}, 1)), 'confirmed'),
  'a sleeve position': (s) => s.sleeve(0 as StrategyIndex).fill(fillOf(2, anOrder())),
  'whose position it is': (s) => s.sleeve(1 as StrategyIndex).fill(fillOf(2, anOrder())),
  'an order status': (s) => Object.assign(order(s), { status: 'accepted' }),
  'what is filled of an order': (s) => Object.assign(order(s), { filled: 1 as Shares }),
  'one more order': (s) => void s.orders.submitted(anOrder({}, 3), 9 as Timestamp),
  'an order that expires': (s) =>
    void s.orders.submitted(anOrder({ expiresAt: 9 as Timestamp }, 3), 9 as Timestamp),
  'an order that must rest': (s) =>
    void s.orders.submitted(anOrder({ postOnly: true }, 3), 9 as Timestamp),
  'late fills': (s) => void s.orders.lateFills++,
  'the newest fill': (s) => void s.newestFill++,
  'fills that are not settled': (s) => s.settling.clear(),
  'who is paused': (s) => s.paused.fill(true, 1),
  'a phase': (s) => s.phases.fill(1, 1, 2),
  'a payout': (s) => s.payouts.fill(0, 1, 2),
  'whose word a payout is': (s) => s.official.fill(1, 1, 2),
  'when a book was heard of': (s) => s.bookTimes.fill(2, 1, 2),
  'the mode of risk': (s) => stand(s, { mode: 'reduce' }),
  'why it was killed': (s) => stand(s, { cause: 'drawdown' }),
  'when it was killed': (s) => stand(s, { killedAt: 5 as Timestamp }),
  'until when it cools': (s) => stand(s, { until: 5 as Timestamp }),
  'the equity': (s) => stand(s, { equity: 5 as Usd }),
  'the highest equity': (s) => stand(s, { highWater: 5 as Usd }),
  'the day of the equity': (s) => stand(s, { day: 5 }),
  'what the day began with': (s) => stand(s, { dayEquity: 5 as Usd }),
  recoveries: (s) => stand(s, { recoveries: 1 }),
  'a mark': (s) => s.risk.marks.set(0 as never, { price: 5 as Price, at: 5 as Timestamp }),
  'a pause': (s) =>
    s.risk.breaks.set(0 as never, { code: 'failures', count: 5, until: 5 as Timestamp }),
  'a streak': (s) => void s.risk.streaksIn(0 as never).failures++,
  'a best price': (s) => s.books[0]?.setLevel(BID, 410_000 as Price, 1 as Shares),
  'a size behind the best': (s) => s.books[0]?.setLevel(BID, 390_000 as Price, 1 as Shares),
  'an ask': (s) => s.books[0]?.setLevel(ASK, 600_000 as Price, 0 as Shares),
  'an epoch': (s) => void (s.books[0] as { epoch: number }).epoch++,
  trust: (s) => s.books[0]?.distrust(3 as Timestamp, 'stale'),
  'why a book is not trusted': (s) => s.books[0]?.distrust(3 as Timestamp, 'disconnected'),
  'since when it is not': (s) => s.books[0]?.distrust(4 as Timestamp, 'stale'),
  'a tick': (s) => s.books[1]?.changeTick(1_000 as never, 3 as Timestamp),
  'a reference': (s) => s.references.take(0, 70_001, 38, 40 as Timestamp),
  'when a reference came': (s) => s.references.take(0, 70_000, 38, 41 as Timestamp),
  'when a reference was so': (s) => s.references.take(0, 70_000, 39, 40 as Timestamp),
  'another reference': (s) => s.references.take(1, 70_000, 38, 40 as Timestamp),
};

function stand(state: EngineState, change: Partial<RiskStanding>): void {
  state.risk.standing = { ...state.risk.standing, ...change };
}

describe('the state hash', () => {
  test('is equal for equal states, and asking changes nothing', () => {
    const state = lived();
    expect(stateHash(state)).toBe(stateHash(lived()));
    expect(stateHash(state)).toBe(stateHash(state));
    expect(stateHash(state)).toMatch(/^[0-9a-f]{16}$/);
  });

  test('changes with each part', () => {
    const hashes = new Map([[stateHash(lived()), 'nothing']]);
    for (const [name, change] of Object.entries(changes)) {
      const state = lived();
      change(state);
      const hash = stateHash(state);
      expect([name, hashes.get(hash)]).toEqual([name, undefined]);
      hashes.set(hash, name);
    }
  });

  test('is equal after equal events, and differs after different ones', () => {
    const run = (shares: number) => {
      const { engine, exchange, play } = stage([
        { onStart: (_view, desk) => void desk.submit(terms('buy', shares, 50), BECAUSE) },
      ]);
      fillEverything(exchange, 5);
      play(
        bookAt(10, [[40, 5]], [[60, 5]]),
        referenceAt(11, 7),
        levelAt(12, BID, [41, 2]),
        resolveAt(20, 1_000_000),
      );
      return stateHash(engine.state);
    };
    expect(run(10)).toBe(run(10));
    expect(run(10)).not.toBe(run(11));
  });
});
