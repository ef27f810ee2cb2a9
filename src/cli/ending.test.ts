import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { listenForBrokenPipe } from './broken-pipe.ts';
import { Ending } from './ending.ts';

const DAY = 86_400_000;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** What has ended it by now; undefined: nothing. */
async function endOf(ending: Ending) {
  let why: Awaited<Ending['come']> | undefined;
  void ending.come.then((told) => {
    why = told;
  });
  await vi.advanceTimersByTimeAsync(0);
  return why;
}

test('a run of months ends when its time is over, and not before', async () => {
  const ending = new Ending(60 * 86_400);
  await vi.advanceTimersByTimeAsync(60 * DAY - 1);
  expect(await endOf(ending)).toBeUndefined();
  await vi.advanceTimersByTimeAsync(1);
  expect(await endOf(ending)).toEqual({ kind: 'time' });
});

test('what has ended keeps no timer: the command would not end before it', async () => {
  const ending = new Ending(3_600);
  ending.trouble('the disk is full', 'make room');
  expect(await endOf(ending)).toMatchObject({ kind: 'trouble' });
  expect(vi.getTimerCount()).toBe(0);
});

test('what cannot begin keeps no timer either', async () => {
  const ending = new Ending(3_600);
  const begun = ending.afterStart(Promise.reject(new Error('another recorder is at work')));
  await expect(begun).rejects.toThrow('another recorder');
  expect(vi.getTimerCount()).toBe(0);
  const other = new Ending(3_600);
  expect(await other.afterStart(Promise.resolve('begun'))).toBe('begun');
  expect(vi.getTimerCount()).toBe(1);
  other.over();
});

test('while it ends, another SIGTERM does not cut it short, and a second Ctrl-C does', async () => {
  const before = process.listenerCount('SIGINT');
  const ending = new Ending(undefined);
  expect(process.listenerCount('SIGINT')).toBe(before + 1);
  process.emit('SIGTERM');
  expect(await endOf(ending)).toEqual({ kind: 'signal', signal: 'SIGTERM' });
  expect(process.listenerCount('SIGTERM')).toBeGreaterThan(0);
  expect(process.listenerCount('SIGHUP')).toBeGreaterThan(0);
  expect(process.listenerCount('SIGINT')).toBe(before);
  // However many ended in this process, one listener is enough.
  const heard = process.listenerCount('SIGTERM');
  new Ending(undefined).over();
  expect(process.listenerCount('SIGTERM')).toBe(heard);
});

test('a reader that went away ends it, and whoever says so again changes nothing', async () => {
  listenForBrokenPipe();
  const listener = process.stdout.listeners('error').at(-1) as (error: Error) => void;
  const ending = new Ending(undefined);
  const broken = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
  for (const _ of [1, 2]) listener(broken);
  expect(await endOf(ending)).toMatchObject({
    kind: 'trouble',
    text: expect.stringContaining('nobody reads'),
  });
});
