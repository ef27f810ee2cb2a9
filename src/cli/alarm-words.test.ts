import { expect, test } from 'vitest';
import { alarmInWords } from './alarm-words.ts';

test('what a venue or a strategy says gives a terminal no orders, and stays in its line', () => {
  const message = 'refused: \u001b[2J\u001b]0;x\u0007\nlive is armed';
  expect(alarmInWords({ code: 'funds_refused', message })).toBe(
    'NOTICE funds_refused: refused: ?[2J?]0;x??live is armed',
  );
});
