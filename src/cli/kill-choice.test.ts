import { expect, test } from 'vitest';
import type { KnownDesk } from '../runtime/desk/desk-file.ts';
import { killChoice } from './kill-choice.ts';

const HERE = 'http://127.0.0.1:8430';
const desk = (name: string, changes: Partial<KnownDesk> = {}): KnownDesk => ({
  name,
  mode: 'live',
  provenance: 'simulated',
  pid: 1,
  port: 1,
  token: 'a',
  startedAt: 1,
  key: 'main',
  exchange: HERE,
  isRunning: true,
  ...changes,
});

test('the only live desk is meant where nobody says which, with its key and its exchange', () => {
  const one = desk('live-1', { isRunning: false });
  const known = [desk('paper-1', { mode: 'paper' }), one];
  expect(killChoice(known, {})).toEqual({ desks: [one], key: 'main', exchange: HERE });
});

test('one that starts anew after a crash, and the crashed one, are no choice to be made', () => {
  const known = [desk('live-1', { isRunning: false }), desk('live-2')];
  expect(killChoice(known, {})).toEqual({ desks: known, key: 'main', exchange: HERE });
});

test('by a key, the desks that trade with it at that place are meant, and no others', () => {
  const one = desk('live-1');
  const known = [one, desk('live-2', { key: 'other' }), desk('live-3', { exchange: undefined })];
  expect(killChoice(known, { key: 'main', exchange: 'http://localhost:8430/' }).desks).toEqual([
    one,
  ]);
  expect(killChoice([], { key: 'main' })).toMatchObject({ desks: [], exchange: undefined });
});

const PAPER = desk('p', { mode: 'paper', key: undefined, exchange: undefined });

test('a desk on paper is meant by its name alone', () => {
  const chosen = { desks: [PAPER], key: undefined, exchange: undefined };
  expect(killChoice([PAPER, desk('live-1')], { desk: 'p' })).toEqual(chosen);
});

test.each([
  ['no live desk', [], {}, /no desk trades live here$/],
  [
    'two with different keys',
    [desk('live-1'), desk('live-2', { key: 'other' })],
    {},
    /several desks/,
  ],
  ['a desk on paper by a key', [PAPER], { desk: 'p', key: 'main' }, /nothing is at any venue/],
  ['one that is gone', [{ ...PAPER, isRunning: false }], { desk: 'p' }, /nothing is at any venue/],
  ['a name that nobody has', [desk('live-1')], { desk: 'x' }, /no desk x is known/],
])('refuses %s', (_what, known, options, told) => {
  expect(() => killChoice(known, options)).toThrow(told);
});

test('in a panic, whoever names nothing is told what runs, and the command that kills it', () => {
  const gone = { ...PAPER, name: 'old', isRunning: false };
  const remedyOf = (known: readonly KnownDesk[]) => {
    try {
      return killChoice(known, {});
    } catch (error) {
      return error;
    }
  };
  expect(remedyOf([gone, { ...PAPER, name: 'demo-1' }])).toMatchObject({
    message: 'no desk trades live here; demo-1 runs on paper',
    remedy: 'To kill: polydesk kill --desk demo-1.',
  });
  expect(remedyOf([PAPER, { ...PAPER, name: 'q' }])).toMatchObject({
    message: 'no desk trades live here; p, q run on paper',
    remedy: 'To kill: polydesk kill --desk p, or polydesk kill --desk q.',
  });
  expect(remedyOf([gone])).toMatchObject({ remedy: 'Name the key by --key.' });
});
