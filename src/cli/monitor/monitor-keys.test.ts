import { expect, test } from 'vitest';
import { afterKey, START } from './monitor-keys.ts';
import { SECTIONS } from './monitor-view.ts';

const [RIGHT, LEFT, UP, DOWN] = ['\u001b[C', '\u001b[D', '\u001b[A', '\u001b[B'];
const BACK_TAB = '\u001b[Z';

/** Where keys lead, one after the other. */
function after(keys: readonly string[], scrollMost = 0) {
  let at: ReturnType<typeof afterKey> = START;
  for (const key of keys) at = at && afterKey(key, at, scrollMost);
  return at;
}

test('q and Ctrl-C leave', () => {
  expect([after(['q']), after(['\u0003'])]).toEqual([undefined, undefined]);
});

test('arrows, tabs and numbers choose a section, round and round', () => {
  expect(after([RIGHT, '\t'])?.section).toBe(2);
  expect(after([LEFT])?.section).toBe(SECTIONS.length - 1);
  expect(after([LEFT, RIGHT, BACK_TAB])?.section).toBe(SECTIONS.length - 1);
  expect(after(['3'])?.section).toBe(2);
  expect(after(['3', '9', 'x'])?.section).toBe(2);
});

test('it scrolls between the first line and the last, and begins anew elsewhere', () => {
  expect(after([DOWN, DOWN, UP], 9)?.scrolled).toBe(1);
  expect(after([UP], 9)?.scrolled).toBe(0);
  expect(after(['\u001b[6~', DOWN], 9)?.scrolled).toBe(9);
  // What was there has become shorter.
  expect(afterKey(UP, { ...START, scrolled: 50 }, 9)?.scrolled).toBe(8);
  expect(after([DOWN, RIGHT], 9)?.scrolled).toBe(0);
});

test('d goes on to the next desk', () => {
  expect(after(['2', 'd', 'd'])).toEqual({ section: 1, scrolled: 0, desk: 2 });
});
