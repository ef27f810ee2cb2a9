import { beforeEach, expect, test } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import type { Alarm } from '../supervise/alarm.ts';
import { NotifyBehind } from './notify-behind.ts';
import type { NotifyStart } from './notify-messages.ts';

const startIn = (root: string): NotifyStart => ({
  settings: { telegram: undefined, webhooks: [], dailyAt: undefined },
  configPath: undefined,
  desk: { name: 'paper-1', pid: process.pid },
  desksFolder: '/nowhere',
  root,
  since: 0,
});

let clock: VirtualClock;
let alarms: Alarm[];
let start: NotifyStart;
beforeEach(() => {
  start = startIn(temporaryFolder());
  clock = new VirtualClock();
  alarms = [];
});

function begin(thread?: string): NotifyBehind {
  return new NotifyBehind({
    ...{ start, clock, random: () => 0.5, onAlarm: (alarm) => alarms.push(alarm) },
    ...(thread && { thread: new URL(`data:text/javascript,${encodeURIComponent(thread)}`) }),
  });
}

const LATER = 'of what is untold, the next desk of this archive tells them';
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
  expect(await alerts.stop(END)).toEqual([`alerts: their thread has failed; ${LATER}`]);
  expect(clock.waiting).toBe(0);
});

test('the real one ends when it is told to', async () => {
  const alerts = begin();
  expect(await alerts.stop(END)).toEqual([]);
  expect(alarms).toEqual([]);
});

const UNTIL_THE_END = `
  import { parentPort } from 'node:worker_threads';
  parentPort.once('message', () => {
    parentPort.postMessage({ kind: 'ended', untold: 0 });
    parentPort.close();
  });
`;

test('a thread that fails after a long life has not failed in a row; all are counted', async () => {
  const alerts = begin(UNTIL_THE_END);
  for (let failures = 1; failures <= 6; failures++) {
    clock.advance(600_000);
    alerts.die();
    await eventually(() => alarms.length === failures);
    expect(alerts.health).toMatchObject({ state: 'backing_off', failures });
    clock.advance(5_000);
    expect(alerts.health.state).toBe('running');
  }
  expect(await alerts.stop(END)).toEqual([]);
});

test('alerts are counted over all threads; the next one begins as was set last', async () => {
  const tally = { told: 2, refused: 1, dropped: 0, unmade: 3, waiting: 4 };
  const thread = `
    import { parentPort, workerData } from 'node:worker_threads';
    const { dailyAt } = workerData.settings;
    parentPort.postMessage({ kind: 'trouble', text: 'daily ' + dailyAt });
    parentPort.postMessage({ kind: 'tally', tally: ${JSON.stringify(tally)} });
    const settings = { ...workerData.settings, dailyAt: 7 };
    parentPort.postMessage({ kind: 'settings', settings });
    parentPort.once('message', () => {
      parentPort.postMessage({ kind: 'ended', untold: 0 });
      parentPort.close();
    });
  `;
  const alerts = begin(thread);
  await eventually(() => alerts.tally.told === 2);
  alerts.die();
  await eventually(() => alarms.length === 2);
  expect(alerts.tally).toEqual(tally);
  clock.advance(5_000);
  await eventually(() => alerts.tally.told === 4);
  expect(alerts.tally).toEqual({ told: 4, refused: 2, dropped: 0, unmade: 6, waiting: 4 });
  expect(alarms.map(({ message }) => message)).toContain('daily 7');
  await alerts.stop(END);
});

test('one that hangs at the end is ended, and that is said', async () => {
  const alerts = begin('setInterval(() => {}, 1_000)');
  const stopping = alerts.stop(END);
  clock.advance(12_000);
  expect(await stopping).toEqual([`alerts: their thread has not ended by itself; ${LATER}`]);
});

test('what it could not tell is said', async () => {
  const thread = `
    import { parentPort } from 'node:worker_threads';
    parentPort.once('message', () => parentPort.postMessage({ kind: 'ended', untold: 3 }));
  `;
  expect(await begin(thread).stop(END)).toEqual([
    '3 alerts could not be told: the next desk of this archive tells them',
  ]);
});
