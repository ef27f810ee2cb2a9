import { beforeEach, describe, expect, test } from 'vitest';
import { RESTART, success } from '../../../test/support/order-venue.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import type { Failure } from '../rest/outcome.ts';
import { VenueMode } from './venue-mode.ts';

let clock: VirtualClock;
let restarts: number;
let mode: VenueMode;
beforeEach(() => {
  clock = new VirtualClock();
  restarts = 0;
  mode = new VenueMode(clock, () => restarts++);
});

const outage = (name: 'postOnly' | 'cancelOnly' | 'disabled', retryAfterMs?: number): Failure => ({
  kind: 'unavailable',
  mode: name,
  retryAfterMs,
});

const codeOf = (postOnly: boolean) => {
  const may = mode.mayPost(postOnly);
  return may.ok ? 'ok' : may.code;
};

describe('a restart', () => {
  test('is over for post-only orders when all was looked at, for others two minutes later', () => {
    mode.heard(RESTART);
    expect([mode.name, codeOf(true)]).toEqual(['restarting', 'venue_restarting']);
    clock.advance(600_000);
    expect(mode.name).toBe('restarting');
    mode.verified(mode.restarts);
    expect([codeOf(true), codeOf(false)]).toEqual(['ok', 'post_only_mode']);
    clock.advance(119_999);
    expect(codeOf(false)).toBe('post_only_mode');
    clock.advance(1);
    expect(codeOf(false)).toBe('ok');
  });

  test('is not ended by a look that began before it', () => {
    mode.heard(RESTART);
    const { restarts: before } = mode;
    mode.heard(RESTART);
    mode.verified(before);
    expect([mode.name, restarts]).toEqual(['restarting', 2]);
  });

  test('is not ended by a success, nor by a lesser outage', () => {
    mode.heard(RESTART);
    mode.heard(success(undefined));
    mode.heard(outage('cancelOnly', 10));
    clock.advance(1_000);
    expect(mode.name).toBe('restarting');
    // The venue itself says what comes after it.
    mode.heard(outage('postOnly', 60_000));
    expect(mode.name).toBe('postOnly');
  });
});

test.each([
  ['postOnly', 'post_only_mode', 120_000],
  ['cancelOnly', 'cancel_only', 30_000],
  ['disabled', 'trading_disabled', 30_000],
] as const)('%s lasts as long as the venue says, or until it is tried again', (name, code, ms) => {
  mode.heard(outage(name, 5_000));
  expect(codeOf(false)).toBe(code);
  clock.advance(5_000);
  expect(codeOf(false)).toBe('ok');
  mode.heard(outage(name));
  clock.advance(ms - 1);
  expect(codeOf(false)).toBe(code);
  clock.advance(1);
  expect(codeOf(false)).toBe('ok');
});
