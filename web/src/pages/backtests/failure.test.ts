import { expect, test } from 'vitest';
import { failureOf } from './failure.ts';

test('a failure says what is wrong, and what to do next, without what was told before', () => {
  const message = 'demo-1: a run of random\nerror: no market passes\nLeave --market out.';
  expect(failureOf(message)).toEqual({
    what: 'No market passes.',
    next: 'Leave “market” out.',
  });
});

test.each([
  ['error: it broke', 'It broke.', 'Change it and ask again.'],
  ['it broke\nTry again.', 'It broke.', 'Try again.'],
  ['', 'It came to nothing.', 'Change it and ask again.'],
  [
    'error: none passes\nLoosen the filters, or see `polydesk archive info`.',
    'None passes.',
    'Loosen the filters, or see what the page of recordings shows.',
  ],
  ['error: one\nerror: two\nA.\nB.', 'Two.', 'A. B.'],
])('of "%s"', (message, what, next) => {
  expect(failureOf(message)).toEqual({ what, next });
});
