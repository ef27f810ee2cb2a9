import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
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

test('while it ends, another SIGTERM does not cut it short', async () => {
  const ending = new Ending(undefined);
  process.emit('SIGTERM');
  expect(await endOf(ending)).toEqual({ kind: 'signal', signal: 'SIGTERM' });
  expect(process.listenerCount('SIGTERM')).toBeGreaterThan(0);
  expect(process.listenerCount('SIGHUP')).toBeGreaterThan(0);
  // However many ended in this process, one listener is enough.
  const heard = process.listenerCount('SIGTERM');
  new Ending(undefined).over();
  expect(process.listenerCount('SIGTERM')).toBe(heard);
});

describe('a Ctrl-C while it ends', () => {
  /** What it said, and whether it died, at a press so many ms after the first. */
  async function pressedAgain(ms: number, left: string | undefined) {
    process.removeAllListeners('SIGINT');
    const died = vi.spyOn(process, 'kill').mockReturnValue(true);
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const ending = new Ending(undefined);
    ending.leavesBehind = () => left;
    process.emit('SIGINT');
    await vi.advanceTimersByTimeAsync(ms);
    process.emit('SIGINT');
    const seen = { died: died.mock.calls, said: said.mock.calls.flat() };
    vi.restoreAllMocks();
    return { ...seen, listeners: process.listenerCount('SIGINT') };
  }

  test('that comes with the first, as npm passes it on, is the same press', async () => {
    expect(await pressedAgain(999, 'orders')).toEqual({ died: [], said: [], listeners: 1 });
  });

  test('cuts the end short, and says what is left behind', async () => {
    const cut = await pressedAgain(1_000, 'NOT PROVEN');
    expect(cut).toEqual({
      died: [[process.pid, 'SIGINT']],
      said: ['NOT PROVEN\n'],
      // The signal that it sends to itself ends the process.
      listeners: 0,
    });
  });

  test('says nothing where nothing is left', async () => {
    expect(await pressedAgain(1_000, undefined)).toMatchObject({ said: [] });
  });
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
