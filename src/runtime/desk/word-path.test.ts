import { expect, test } from 'vitest';
import { type OperatorWord, wordOf } from '../../server/operator-word.ts';
import { wordPath } from './word-path.ts';

test.each<OperatorWord>([
  { kind: 'pause', strategy: undefined },
  { kind: 'resume', strategy: 'a b&c' },
  { kind: 'cancel', market: 'btc/5m' },
  { kind: 'cancel', market: undefined },
  { kind: 'size', strategy: 'random', part: 500_000 },
  { kind: 'size', strategy: 'random', part: 500_000, only: 'lower' },
  { kind: 'size', strategy: undefined, part: 0 },
])('a desk reads %o as it was said', (word) => {
  const { pathname, searchParams } = new URL(wordPath(word), 'http://desk');
  expect(wordOf(pathname, searchParams)).toEqual(word);
});
