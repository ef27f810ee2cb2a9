import { expect, test } from 'vitest';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import type { ClobHeartbeat } from './heartbeat.ts';
import { HeartbeatKeeper, type HeartbeatState } from './heartbeat-keeper.ts';

type Beat = ReturnType<ClobHeartbeat['beat']>;

/** Heartbeats that the venue takes, unless the test says otherwise. */
function stage(onChange?: (state: HeartbeatState) => void) {
  const clock = new VirtualClock();
  const faults: unknown[] = [];
  const venue = { beats: 0, fault: undefined as Error | undefined };
  const beat = async (): Beat => {
    venue.beats++;
    if (venue.fault !== undefined) throw venue.fault;
    return { kind: 'ok', value: { next: 'id', error: undefined } } as Awaited<Beat>;
  };
  const onFault = (error: unknown) => faults.push(error);
  const keeper = new HeartbeatKeeper({ heartbeat: { beat }, clock, onChange, onFault });
  return { clock, faults, venue, keeper };
}

test('a listener that throws is a fault, and heartbeats go on', async () => {
  const broken = new Error('the listener is broken');
  const { clock, faults, venue, keeper } = stage(() => {
    throw broken;
  });
  keeper.start();
  await clock.pass(11_000);
  expect(faults).toEqual([broken, broken]);
  expect([venue.beats, keeper.state]).toEqual([3, { kind: 'unreconciled', loss: 1 }]);
});

test('a heartbeat that throws is a fault, counts as not sent, and is tried again', async () => {
  const { clock, faults, venue, keeper } = stage();
  keeper.start();
  await clock.pass(0);
  expect(keeper.reconciled(1)).toBe(true);
  venue.fault = new Error('the keys are locked');
  await clock.pass(7_500);
  expect(faults).toEqual([venue.fault, venue.fault, venue.fault]);
  expect(keeper.state).toEqual({ kind: 'healthy' });
  await clock.pass(2_500);
  expect(keeper.state).toEqual({ kind: 'unhealthy', why: 'late' });
  venue.fault = undefined;
  await clock.pass(1_000);
  expect(keeper.state).toEqual({ kind: 'unreconciled', loss: 2 });
});

test('one that throws after all was stopped is a fault, and the last', async () => {
  const { clock, faults, venue, keeper } = stage();
  venue.fault = new Error('the keys are locked');
  keeper.start();
  keeper.stop();
  await clock.pass(20_000);
  expect([faults.length, venue.beats, clock.waiting]).toEqual([1, 1, 0]);
});
