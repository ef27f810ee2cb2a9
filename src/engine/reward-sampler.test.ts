import { describe, expect, test } from 'vitest';
import { BECAUSE, openMarket, stage, terms } from '../../test/support/engine-stage.ts';
import { bookAt, closeAt, gapAt, levelAt } from '../../test/support/tape-builder.ts';
import type { Market } from '../domain/market.ts';
import type { OrderTerms } from '../domain/order.ts';
import { ASK } from '../domain/side.ts';
import type { Price, Shares, Usd } from '../domain/units.ts';

const S = 1_000_000;
const MINUTE = 60 * S;
const perDay = 144 * S;

function rewarded(changes: object = {}): Market {
  const value = {
    perDay: perDay as Usd,
    minimumSize: (20 * S) as Shares,
    mostSpread: 30_000 as Price,
    ...changes,
  };
  return openMarket({ rewards: { value, source: 'test' } });
}

/** Quotes as the test says; accepted at once. The book is 100 shares at 49 and 51. */
function quoting(
  orders: readonly OrderTerms[],
  { market = rewarded(), seed = 1, isReal = false, book = [100, 100] } = {},
) {
  const set = stage(
    [{ onStart: (_view, desk) => orders.forEach((order) => void desk.submit(order, BECAUSE)) }],
    { markets: [market], rewardSeed: isReal ? undefined : seed, dollars: 1e6 },
  );
  set.exchange.onRequest = (request) => {
    if (request.kind === 'submit') {
      set.exchange.say(request.at, { kind: 'OrderAccepted', order: request.order.id });
    }
  };
  const [bids = 0, asks = 0] = book;
  set.play(bookAt(1, [[49, bids]], [[51, asks]]));
  const samples = () =>
    set.journal.flatMap((entry) => (entry.kind === 'RewardSampled' ? [entry] : []));
  return { ...set, samples };
}

const both = [terms('buy', 100, 49), terms('buy', 100, 49, 1)];

describe('what rests is scored once a minute', () => {
  test('against what the book shows, and brings its part of the day', () => {
    const { until, samples } = quoting(both);
    until(10 * MINUTE);
    expect(samples()).toHaveLength(10);
    // Both sides a cent from the midpoint, as are the others: one half of 0.1 dollars.
    for (const { mine, others, reward } of samples()) {
      expect(mine).toBeCloseTo(44.44, 2);
      expect([others, reward]).toEqual([mine, 50_000]);
    }
    const minutes = samples().map(({ at }) => Math.floor(at / MINUTE));
    expect(minutes).toEqual(Array.from({ length: 10 }, (_, i) => i));
    expect(new Set(samples().map(({ at }) => at % MINUTE)).size).toBeGreaterThan(5);
  });

  test('at moments of the seed: another one, other moments', () => {
    const momentsOf = (seed: number) => {
      const { until, samples } = quoting(both, { seed });
      until(5 * MINUTE);
      return samples().map(({ at }) => at);
    };
    expect(momentsOf(1)).toEqual(momentsOf(1));
    expect(momentsOf(1)).not.toEqual(momentsOf(2));
  });

  test('one side alone brings less, and nothing beyond the spread, too small or too young', () => {
    const rewardsOf = (orders: readonly OrderTerms[], market = rewarded()) => {
      const { until, samples } = quoting(orders, { market });
      until(2 * MINUTE);
      return samples().map(({ reward }) => reward);
    };
    // A third of 44.4 beside 44.4.
    expect(rewardsOf([terms('buy', 100, 49)])).toEqual([25_000, 25_000]);
    expect(rewardsOf([terms('buy', 100, 47)])).toEqual([]);
    expect(rewardsOf([terms('buy', 19, 49)])).toEqual([]);
    expect(rewardsOf(both, rewarded({ restFor: 3 * MINUTE }))).toEqual([]);
  });

  test('but not where the book cannot say: then it is unknown', () => {
    const { play, until, samples } = quoting(both);
    until(MINUTE);
    play(gapAt(MINUTE + 1, 'disconnected'));
    until(2 * MINUTE);
    expect(samples()).toMatchObject([{ reward: 50_000 }, { reward: undefined, mine: undefined }]);
  });

  test('until the market closes, or nothing rests any more', () => {
    const { play, until, samples, engine } = quoting(both);
    until(MINUTE);
    play(closeAt(MINUTE + 1));
    until(9 * MINUTE);
    expect(samples()).toHaveLength(1);
    expect(engine.timers.next).toBe(Number.POSITIVE_INFINITY);
  });
});

test.each([
  ['nobody knows of a programme', { market: openMarket() }],
  ['nothing is paid', { market: rewarded({ perDay: 0 }) }],
  ['the exchange is a real one', { isReal: true }],
])('nothing is scored where %s', (_name, told) => {
  const { until, samples } = quoting(both, told);
  until(3 * MINUTE);
  expect(samples()).toEqual([]);
});

test('another score is another hash', () => {
  const hashOf = (shares: number) => {
    const { play, until, engine } = quoting(both);
    play(levelAt(2, ASK, [51, shares]));
    until(MINUTE);
    return engine.log.digest();
  };
  expect(hashOf(50)).toBe(hashOf(50));
  expect(hashOf(50)).not.toBe(hashOf(60));
});
