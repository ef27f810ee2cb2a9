import { expect, test } from 'vitest';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import type { Alarm } from './alarm.ts';
import { SupervisedLoops } from './supervised-loops.ts';

const never = () => new Promise<void>(() => {});

function stage(random = () => 0.5) {
  const clock = new VirtualClock();
  const alarms: Alarm[] = [];
  const loops = new SupervisedLoops({ clock, random, onAlarm: (alarm) => alarms.push(alarm) });
  return { clock, alarms, loops, codes: () => alarms.map(({ code }) => code) };
}

test('a loop that throws once alarms, backs off, goes on; its neighbor never stops', async () => {
  const { clock, alarms, loops } = stage();
  let done = 0;
  let beats = 0;
  loops.start('status', 1_000, () => {
    if (++done === 3) throw new Error('once');
  });
  loops.start('account', 1_000, async () => {
    beats++;
  });
  await clock.pass(3_000);
  // Between half a second and two, half-way.
  const until = clock.now() + 1_250_000;
  expect(loops.health).toEqual([
    { name: 'status', state: 'backing_off', failures: 1, until, message: 'Error: once' },
    { name: 'account', state: 'running', failures: 0, until: undefined, message: undefined },
  ]);
  await clock.pass(7_250);
  expect([done, beats]).toEqual([10, 10]);
  expect(loops.health[0]).toMatchObject({ state: 'running', failures: 1 });
  expect(alarms).toEqual([
    { code: 'loop_backing_off', message: 'status failed, again in 1.3 s: Error: once' },
    { code: 'loop_recovered', message: 'status goes on' },
  ]);
});

test('one that always throws waits longer and longer, and is given up', async () => {
  const { clock, loops, codes } = stage(() => 1);
  const at: number[] = [];
  loops.start('status', 1_000, () => {
    at.push(clock.monotonic() / 1e6);
    throw new Error('always');
  });
  await clock.pass(3_600_000);
  expect(at).toEqual([1, 3, 7, 15, 31, 63, 123, 183]);
  expect(codes()).toEqual([...Array(7).fill('loop_backing_off'), 'loop_given_up']);
  expect(loops.health[0]).toMatchObject({ state: 'given_up', failures: 8, until: undefined });
});

test('failures that are long ago do not count', async () => {
  const { clock, loops } = stage();
  let done = 0;
  loops.start('status', 100_000, () => {
    if (++done % 2 === 0) throw new Error('now and then');
  });
  await clock.pass(20 * 200_000 + 100_000);
  expect(loops.health[0]).toMatchObject({ state: 'running', failures: 20 });
});

test('one that hangs has failed, and is tried again', async () => {
  const { clock, loops, codes } = stage();
  let done = 0;
  loops.start('account', 1_000, () => (++done === 1 ? never() : undefined));
  await clock.pass(6_000);
  expect(loops.health[0]).toMatchObject({
    state: 'backing_off',
    message: 'it takes longer than 5 s',
  });
  await clock.pass(3_000);
  expect(codes()).toEqual(['loop_backing_off', 'loop_recovered']);
});

test('they stop the other way round; one that hangs at the stop is named and left', async () => {
  const { clock, loops } = stage();
  loops.start('status', 1_000, () => {});
  loops.start('account', 1_000, never);
  await clock.pass(1_000);
  const stopping = loops.stop();
  await clock.pass(5_000);
  expect(await stopping).toEqual(['account has not stopped within 5 s']);
  expect(loops.health.map(({ state }) => state)).toEqual(['stopped', 'stopped']);
  await clock.pass(60_000);
  expect(clock.waiting).toBe(0);
});
