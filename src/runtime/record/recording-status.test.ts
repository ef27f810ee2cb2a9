import { expect, test } from 'vitest';
import { closedInWords } from './recording-status.ts';

test('one socket is not open, several are not', () => {
  expect(closedInWords(1)).toBe('1 market socket is not open; trying again');
  expect(closedInWords(2)).toBe('2 market sockets are not open; trying again');
});
