import { expect, test } from 'vitest';
import { madeUp } from '../../../test/support/made-up-log.ts';
import { readNote } from './recorder-note.ts';

const told = { ...madeUp('x'), tokens: ['101', undefined], labels: [undefined, 'Down'] };

test('a market comes back as it was noted, unknown facts included', () => {
  const note = { number: 3, facts: told };
  expect(readNote.market(JSON.stringify(note))).toEqual(note);
});

test.each([
  ['no tokens', { tokens: undefined }],
  ['three tokens', { tokens: ['1', '2', '3'] }],
  ['a token that is no text', { tokens: [1, '2'] }],
  ['no labels', { labels: undefined }],
  ['a time that is none', { opensAt: 'noon' }],
  ['a fee from nowhere', { fee: { value: 1 } }],
  ['no name', { slug: '' }],
])('a market with %s is no market', (_, change) => {
  const note = { number: 0, facts: { ...told, ...change } };
  expect(readNote.market(JSON.stringify(note))).toBeUndefined();
});
