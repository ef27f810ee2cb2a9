import { beforeEach, expect, test } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import type { Alarm } from '../supervise/alarm.ts';
import { NotifyBehind } from './notify-behind.ts';
import type { NotifyStart } from './notify-messages.ts';

const start: NotifyStart = {
  settings: { telegram: undefined, webhooks: [], dailyAt: undefined },
  configPath: undefined,
  desk: { name: 'paper-1', pid: process.pid },
  desksFolder: '/nowhere',
  root: '/nowhere',
  since: 0,
};

let clock: VirtualClock;
let alarms: Alarm[];
beforeEach(() => {
  clock = new VirtualClock();
  alarms = [];
});

function begin(thread?: string): NotifyBehind {
  return new NotifyBehind({
    ...{ start, clock, random: () => 0.5, onAlarm: (alarm) => alarms.push(alarm) },
    ...(thread && { thread: new URL(`data:text/javascript,${encodeURIComponent(thread)}`) }),
  });
}

const END = { isBad: false, text: 'it has ended' };

test('a thread that fails begins anew, later and later, and never ends who began it', async () => {
  const alerts = begin('throw new Error("boom")');
  for (let failures = 1; failures <= 3; failures++) {
    await eventually(() => alarms.length === failures);
    expect(alarms.at(-1)).toMatchObject({
      code: 'loop_backing_off',
      message: expect.stringMatching(/^alerts failed, again in \d+\.\d s: Error: boom$/),
    });
    expect(alerts.health).toMatchObject({ name: 'alerts', state: 'backing_off', failures });
    clock.advance(60_000);
    expect(alerts.health.state).toBe('running');
  }
  await eventually(() => alarms.length === 4);
  expect(await alerts.stop(END)).toEqual(['alerts: their thread had failed']);
  expect(clock.waiting).toBe(0);
});

test('the real one ends when it is told to', async () => {
  const alerts = begin();
  expect(await alerts.stop(END)).toEqual([]);
  expect(alarms).toEqual([]);
});

test('one that hangs at the end is ended, and that is said', async () => {
  const alerts = begin('setInterval(() => {}, 1_000)');
  const stopping = alerts.stop(END);
  clock.advance(12_000);
  expect(await stopping).toEqual(['alerts: their thread has not ended by itself']);
});

test('what it could not tell is said', async () => {
  const thread = `
    import { parentPort } from 'node:worker_threads';
    parentPort.once('message', () => parentPort.postMessage({ kind: 'ended', untold: 3 }));
  `;
  expect(await begin(thread).stop(END)).toEqual(['3 alerts could not be told']);
});
