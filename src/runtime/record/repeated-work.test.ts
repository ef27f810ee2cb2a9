import { expect, test } from 'vitest';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import { RepeatedWork } from './repeated-work.ts';

function stage() {
  const clock = new VirtualClock();
  const faults: unknown[] = [];
  const work = new RepeatedWork(clock, (error) => faults.push(error));
  return { clock, faults, work };
}

test('work is done again when it says, and not after it was stopped', async () => {
  const { clock, work } = stage();
  let turns = 0;
  work.do(async () => {
    turns++;
    return 1_000;
  });
  await clock.pass(2_500);
  expect(turns).toBe(3);
  work.stop();
  await clock.pass(10_000);
  expect([turns, clock.waiting]).toEqual([3, 0]);
});

test('a turn that fails is told, and is not the last one', async () => {
  const { clock, faults, work } = stage();
  let turns = 0;
  work.do(async () => {
    if (++turns === 1) throw new Error('a fault of the program');
    return undefined;
  });
  await clock.pass(29_999);
  expect([turns, String(faults)]).toEqual([1, 'Error: a fault of the program']);
  await clock.pass(1);
  expect([turns, faults.length, clock.waiting]).toEqual([2, 1, 0]);
});
