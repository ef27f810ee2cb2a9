import { expect, test } from 'vitest';
import { hashOf, newToken } from './access-token.ts';
import { CONTROL_MS, Sessions } from './sessions.ts';

function aDesk(most = 3) {
  const time = { now: 0 };
  const access = hashOf('token');
  const sessions = new Sessions({
    now: () => time.now,
    access: () => access,
    lifeMs: 1_000,
    most,
  });
  return { time, sessions, open: () => sessions.open('token') };
}

test('tokens are long, and never the same', () => {
  expect(newToken()).toMatch(/^[\w-]{43}$/);
  expect(newToken()).not.toBe(newToken());
});

test('a session lives for its time', () => {
  const { time, sessions, open } = aDesk();
  const session = open();
  time.now = 999;
  expect(sessions.find(session?.id ?? '')).toBe(session);
  time.now = 1_000;
  expect(sessions.find(session?.id ?? '')).toBeUndefined();
  expect(sessions.count).toBe(0);
});

test('the oldest makes room for the newest', () => {
  const { sessions, open } = aDesk(2);
  const [one, two, three] = [open(), open(), open()];
  expect(sessions.find(one?.id ?? '')).toBeUndefined();
  expect(sessions.find(two?.id ?? '')).toBe(two);
  expect(sessions.find(three?.id ?? '')).toBe(three);
});

test('as many browsers as sockets are given may be signed in, each by itself', () => {
  const sessions = new Sessions({ now: () => 0, access: () => hashOf('token') });
  const open = Array.from({ length: 32 }, () => sessions.open('token'));
  expect(open.map((session) => sessions.find(session?.id ?? ''))).toEqual(open);
});

test('what is over makes room before anybody has to go', () => {
  const { time, sessions, open } = aDesk(2);
  open();
  time.now = 600;
  const kept = open();
  time.now = 1_100;
  open();
  expect(sessions.find(kept?.id ?? '')).toBe(kept);
});

test('each end is told once, whatever it comes by', () => {
  const { time, sessions, open } = aDesk(2);
  const ended: string[] = [];
  sessions.listen(({ id }) => ended.push(id));
  const [evicted, left] = [open(), open()];
  const over = open();
  expect(ended).toEqual([evicted?.id]);
  if (left !== undefined) for (let i = 0; i < 2; i++) sessions.end(left);
  expect(ended.slice(1)).toEqual([left?.id]);
  time.now = 1_000;
  for (let i = 0; i < 2; i++) sessions.endOver();
  expect(ended.slice(2)).toEqual([over?.id]);
});

test('control ends by itself, or when it is given back', () => {
  const { time, sessions, open } = aDesk();
  const session = open();
  if (session === undefined) throw new Error('no session');
  expect(sessions.hasControl(session)).toBe(false);
  sessions.takeControl(session);
  time.now = CONTROL_MS - 1;
  expect(sessions.hasControl(session)).toBe(true);
  time.now = CONTROL_MS;
  expect(sessions.hasControl(session)).toBe(false);
  sessions.takeControl(session);
  sessions.giveControl(session);
  expect(sessions.hasControl(session)).toBe(false);
});
