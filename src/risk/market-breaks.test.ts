import { describe, expect, test } from 'vitest';
import { at } from '../../test/support/a-market.ts';
import type { ExchangeEvent } from '../domain/event.ts';
import { noStreaks } from '../domain/market-break.ts';
import { breakByAnswer, breakByFill, DEFAULT_BREAKS } from './market-breaks.ts';

const CENT = 10_000;

/** After which of these moves of the midpoint the market is paused, and what for. */
function byFills(cents: readonly number[]) {
  const streaks = noStreaks();
  return cents.flatMap((cent, i) => {
    const found = breakByFill(streaks, cent * CENT, at(i), DEFAULT_BREAKS);
    return found === undefined ? [] : [[i, found]];
  });
}

/** An answer, or the code of a refusal. */
type Said = string;

function answer(said: Said): ExchangeEvent {
  const kind = { rests: 'OrderAccepted', fills: 'OrderFilled' }[said];
  const code = said === 'crosses' ? 'post_only_crosses' : said;
  return (kind === undefined ? { kind: 'OrderRejected', code } : { kind }) as ExchangeEvent;
}

function byAnswers(said: readonly Said[]) {
  const streaks = noStreaks();
  return said.flatMap((one, i) => {
    const found = breakByAnswer(streaks, answer(one), at(i), DEFAULT_BREAKS);
    return found === undefined ? [] : [[i, found.code, found.count, (found.until - at(i)) / 1e6]];
  });
}

describe('fills that the price went against', () => {
  test('pause the market after five in a row, by two cents and more', () => {
    const found = { code: 'adverse_fills', count: 5, until: at(304) };
    expect(byFills([-2, -3, -2, -9, -2])).toEqual([[4, found]]);
    expect(byFills([-2, -2, -2, -2, -1.9, -2])).toEqual([]);
    expect(byFills([-2, -2, 5, -2, -2, -2])).toEqual([]);
  });

  test('begin anew after a pause', () => {
    const nine = new Array<number>(9).fill(-2);
    expect(byFills(nine)).toHaveLength(1);
    expect(byFills([...nine, -2])).toHaveLength(2);
  });
});

describe('orders that are refused', () => {
  test('pause the market after five failures in a row', () => {
    expect(byAnswers(['tick', 'tick', 'tick', 'tick', 'tick'])).toEqual([[4, 'failures', 5, 300]]);
    expect(byAnswers(['tick', 'tick', 'tick', 'tick', 'fills', 'tick'])).toEqual([]);
  });

  test.each<Said>([
    'no_match',
    'stale',
    'heartbeat_unhealthy',
    'heartbeat_unreconciled',
    'venue_restarting',
    'policy_day',
    'external_trade',
    'lease_lost',
    'signer_gone',
    'rate_limited',
    'address_banned',
    'closed_only',
    'not_ready',
    'policy_account',
  ])('%s is no failure of the market, and does not end a row of them', (said) => {
    expect(byAnswers(new Array<Said>(9).fill(said))).toEqual([]);
    const row: Said[] = ['tick', 'tick', said, 'tick', 'tick', 'tick'];
    expect(byAnswers(row)).toEqual([[5, 'failures', 5, 300]]);
  });

  test('as they would cross: 300 s after three, 600 s after six, and no more', () => {
    const nine = new Array<Said>(9).fill('crosses');
    expect(byAnswers(nine)).toEqual([
      [2, 'cross_rejects', 3, 300],
      [5, 'cross_rejects', 6, 600],
      [8, 'cross_rejects', 9, 600],
    ]);
    expect(byAnswers(['crosses', 'crosses', 'rests', 'crosses', 'crosses'])).toEqual([]);
  });

  test('count only where there is a limit', () => {
    const none = { adverseFills: 'unlimited', failures: 'unlimited', crossRejects: 'unlimited' };
    const streaks = { adverse: 99, failures: 99, crossings: 98 };
    for (const said of ['crosses', 'tick'] as const) {
      expect(breakByAnswer(streaks, answer(said), at(0), none as never)).toBeUndefined();
    }
    expect(breakByFill(streaks, -CENT * 50, at(0), none as never)).toBeUndefined();
  });
});
