import { expect, test } from 'vitest';
import { failureInWords } from './failure-in-words.ts';

const ENDED = { code: 1, signal: null, said: '' };

test.each([
  ['its own words', { ...ENDED, said: 'error: no such market\nName another.' }, /^error: no such/],
  ['no memory', { ...ENDED, code: 134, said: 'FATAL: heap out of memory' }, /Choose fewer markets/],
  ['no memory of the system', { ...ENDED, code: null, signal: 'SIGKILL' }, /Choose fewer markets/],
  ['another signal', { ...ENDED, code: null, signal: 'SIGHUP' }, /SIGHUP\).\nAsk for it again/],
  ['no begin', { ...ENDED, code: null, said: 'spawn ENOENT' }, /not be begun: spawn.*\n.*doctor/],
  ['silence', ENDED, /said nothing.\nAsk for it again/],
])('%s: it says what is wrong, then what to do next', (_, played, words) => {
  expect(failureInWords(played)).toMatch(words);
});
