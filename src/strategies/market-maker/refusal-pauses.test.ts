import { describe, expect, test } from 'vitest';
import { aMarket, at } from '../../../test/support/a-market.ts';
import { CALM, HOUR, hold, quoting } from '../../../test/support/quoting-maker.ts';
import { StrategyBench } from '../../../test/support/strategy-bench.ts';
import type { MarketIndex } from '../../domain/ids.ts';
import { scopeOf } from './refusal-pauses.ts';
import { marketMaker } from './strategy.ts';

/** A book that moves with every message, ten a second, for so many seconds. */
function moves(bench: StrategyBench, from: number, seconds: number): void {
  for (let tenth = 1; tenth <= seconds * 10; tenth++) {
    const [bid, ask] = tenth % 2 === 0 ? ['0.50', '0.52'] : ['0.55', '0.57'];
    bench.quote(from + tenth / 10, bid, ask);
    for (const { id, status } of [...bench.view.openOrders(0 as MarketIndex)]) {
      if (status === 'pendingCancel') bench.cancel(id, 'requested');
    }
  }
}

const sent = (bench: StrategyBench, from: number) =>
  bench.wishes.filter(({ kind, seconds }) => kind === 'submit' && seconds > from);

/** The maker whose two orders of second 30 are refused, and all after. */
function refused(code: string, texts: Record<string, string> = {}): StrategyBench {
  const bench = quoting(texts);
  bench.reject(1, code);
  bench.reject(2, code);
  bench.rejectWith = code;
  return bench;
}

test.each([
  ['heartbeat_unhealthy', 'desk'],
  ['venue_restarting', 'desk'],
  ['equity_unknown', 'desk'],
  ['policy_day', 'desk'],
  ['too_many_orders', 'limits'],
  ['post_only_crosses', 'order'],
  ['fee_unknown', 'market'],
  ['something_new', 'market'],
])('%s says something of the %s', (code, scope) => {
  expect(scopeOf(code)).toBe(scope);
});

describe('while every order is refused', () => {
  test.each(['heartbeat_unhealthy', 'post_only_crosses', 'something_new'])(
    '%s: it is tried every few seconds, not with every book',
    (code) => {
      const bench = refused(code);
      moves(bench, 30, 60);
      // Of two sides, at most twelve times in a minute.
      expect(sent(bench, 30).length).toBeGreaterThan(6);
      expect(sent(bench, 30).length).toBeLessThanOrEqual(24);
    },
  );

  test('as seldom as it is asked to', () => {
    const bench = refused('heartbeat_unhealthy', { retryAfter: '20' });
    moves(bench, 30, 60);
    expect(sent(bench, 30).map(({ seconds }) => seconds)).toEqual([50, 70, 90]);
  });

  test('what is said of the desk is asked with one order for all markets', () => {
    const markets = [HOUR, aMarket({ slug: 'second', closesAt: at(3_600) })];
    const bench = new StrategyBench(marketMaker, CALM, markets);
    bench.rejectWith = 'heartbeat_unhealthy';
    for (let second = 0; second <= 30; second += 5) {
      bench.quote(second, '0.50', '0.52', 0);
      bench.quote(second, '0.50', '0.52', 2);
    }
    expect(sent(bench, 0).map(({ seconds }) => seconds)).toEqual([30, 30]);
    bench.pass(60);
    expect(sent(bench, 30).map(({ seconds }) => seconds)).toEqual([35, 40, 45, 50, 55, 60]);
    bench.rejectWith = undefined;
    bench.pass(65);
    bench.accept(sent(bench, 60).length + 8);
    bench.pass(70);
    // One is taken at 65, and then all go.
    expect(sent(bench, 60).map(({ seconds }) => seconds)).toEqual([65, 70, 70, 70]);
  });

  test('no market rests for what is denied in all, as while nobody knows what there is', () => {
    const bench = new StrategyBench(marketMaker, CALM, [HOUR]);
    bench.denyWith = 'equity_unknown';
    for (let second = 0; second <= 60; second += 5) bench.quote(second, '0.50', '0.52');
    bench.denyWith = undefined;
    bench.pass(65);
    bench.accept(sent(bench, 0).length);
    bench.pass(70);
    expect(sent(bench, 60).map(({ seconds }) => seconds)).toEqual([65, 70]);
  });

  test('what is said of a market stops no other', () => {
    const markets = [HOUR, aMarket({ slug: 'second', closesAt: at(3_600) })];
    const bench = new StrategyBench(marketMaker, CALM, markets);
    for (let second = 0; second <= 30; second += 5) bench.quote(second, '0.50', '0.52', 0);
    bench.reject(1, 'something_new');
    for (let second = 30; second <= 61; second++) bench.quote(second, '0.50', '0.52', 2);
    expect(sent(bench, 30).length).toBe(3);
  });
});

describe('what never waits', () => {
  test('a sale of what is held, at another price', () => {
    const bench = quoting({ minLifetime: '0' });
    bench.rejectWith = 'heartbeat_unhealthy';
    hold(bench, 0, 10);
    bench.cancel(2, 'requested');
    expect(bench.story.at(-1)).toBe('30s sell 10 of 0 at 0.53 GTC post-only: quote');
    bench.quote(30.1, '0.51', '0.53');
    expect(bench.story.at(-1)).toBe('30.1s sell 10 of 0 at 0.54 GTC post-only: quote');
    const before = bench.wishes.length;
    bench.quote(30.2, '0.51', '0.53');
    expect(bench.wishes).toHaveLength(before);
    bench.pass(40);
    expect(bench.story.at(-1)).toBe('40s sell 10 of 0 at 0.54 GTC post-only: quote');
  });

  test('a sale where the gate has denied too often', () => {
    const bench = new StrategyBench(marketMaker, { ...CALM, denials: '1' }, [HOUR]);
    bench.denyWith = 'fee_unknown';
    for (let second = 0; second <= 30; second += 5) bench.quote(second, '0.50', '0.52');
    bench.denyWith = undefined;
    hold(bench, 0, 10);
    bench.pass(60);
    bench.quote(61, '0.51', '0.53');
    expect(sent(bench, 30).map(({ seconds }) => seconds)).toEqual([35]);
    expect(bench.story).toContain('35s sell 10 of 0 at 0.53 GTC post-only: quote');
  });

  test('a cancel', () => {
    const bench = quoting({ minLifetime: '0' });
    bench.reject(2, 'heartbeat_unhealthy');
    bench.quote(30.1, '0.47', '0.49');
    expect(bench.story.at(-1)).toBe('30.1s cancel 1: beyond_reservation');
  });
});

test('a market whose orders are refused for itself does not ask for all, each time', () => {
  const markets = ['first', 'second', 'third'].map((slug) =>
    aMarket({ slug, closesAt: at(3_600) }),
  );
  const bench = new StrategyBench(marketMaker, CALM, markets);
  bench.rejectWith = 'heartbeat_unhealthy';
  for (let second = 0; second <= 30; second += 5) {
    for (const token of [0, 2, 4]) bench.quote(second, '0.50', '0.52', token);
  }
  bench.rejectWith = 'something_new';
  const asked: number[] = [];
  for (let second = 35; second <= 90; second += 5) {
    const [bid, ask] = second % 2 === 0 ? ['0.50', '0.52'] : ['0.55', '0.57'];
    for (const token of [0, 2, 4]) bench.quote(second, bid, ask, token);
    for (const wish of sent(bench, second - 5)) {
      if (wish.kind === 'submit') asked.push(wish.terms.token >> 1);
    }
  }
  expect(asked).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2]);
});

test('a market that wants nothing any more keeps the others from asking for seconds alone', () => {
  const markets = ['first', 'second'].map((slug) => aMarket({ slug, closesAt: at(3_600) }));
  const bench = new StrategyBench(marketMaker, CALM, markets);
  bench.rejectWith = 'heartbeat_unhealthy';
  for (let second = 0; second <= 30; second += 5) {
    for (const token of [0, 2]) bench.quote(second, '0.50', '0.52', token);
  }
  bench.close(0);
  bench.pass(60);
  const late = sent(bench, 30).map(({ seconds }) => seconds);
  expect(late[0]).toBeLessThanOrEqual(40);
  expect(late.length).toBeGreaterThan(3);
});
