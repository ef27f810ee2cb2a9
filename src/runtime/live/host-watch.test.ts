import { afterEach, beforeEach, expect, test } from 'vitest';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { HostWatch } from './host-watch.ts';

const MB = 2 ** 20;

let clock: VirtualClock;
let watch: HostWatch;
let told: string[];
let lease: Result<void>;
let free: () => Promise<number>;

beforeEach(() => {
  clock = new VirtualClock();
  told = [];
  lease = ok(undefined);
  free = async () => 1_000 * MB;
  const host = {
    lease: {
      get state() {
        return lease;
      },
    },
    freeBytes: () => free(),
  };
  watch = new HostWatch(host, clock, (trouble) => told.push(trouble));
  watch.start();
});
afterEach(() => {
  watch.stop();
  expect(clock.waiting).toBe(0);
});

test('a machine that is well sends', async () => {
  await clock.pass(60_000);
  expect([watch.permit(), told]).toEqual([ok(undefined), []]);
});

test('45: a lease that was lost is told once, without a question, and for good', async () => {
  lease = refuse('lease_lost', 'another desk has it');
  await clock.pass(1_000);
  expect(told).toEqual(['lease_lost']);
  lease = ok(undefined);
  expect(watch.permit()).toMatchObject({ code: 'lease_lost' });
});

test('43: below the watermark nothing is sent, until there is twice as much', async () => {
  const after = async (bytes: number) => {
    free = async () => bytes;
    await clock.pass(1_000);
    return watch.permit().ok;
  };
  expect(await after(65 * MB)).toBe(true);
  expect(await after(63 * MB)).toBe(false);
  expect(watch.permit()).toMatchObject({
    code: 'disk_low',
    message: expect.stringMatching('63 MB'),
  });
  expect(await after(100 * MB)).toBe(false);
  expect(await after(128 * MB)).toBe(true);
  expect(told).toEqual(['disk_low']);
});

test('43: so does a disk that does not tell its room, or cannot be asked', async () => {
  free = () => new Promise(() => {});
  await clock.pass(9_000);
  expect(watch.permit().ok).toBe(true);
  await clock.pass(2_000);
  expect(watch.permit()).toMatchObject({ code: 'disk_low' });
});

test('47: whoever was away is told so at the first question, before any timer rings', () => {
  clock.stall(2_200);
  expect(watch.permit()).toEqual(ok(undefined));
  clock.stall(200);
  expect(watch.permit()).toMatchObject({ code: 'loop_stalled' });
  expect(told).toEqual(['loop_stalled']);
  // That one is known; what it owes is asked elsewhere.
  expect(watch.permit()).toEqual(ok(undefined));
});

test('47: a machine that slept is found by the clock on the wall', () => {
  clock.stepWall(60_000);
  expect(watch.permit()).toMatchObject({ code: 'loop_stalled' });
});
