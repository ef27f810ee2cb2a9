import { expect, test } from 'vitest';
import { AnswerCounts } from './answer-counts.ts';

test('what means something at the venue is counted by its status, all of it from 0', () => {
  const counts = new AnswerCounts();
  expect([...counts.all.values()].every((count) => count === 0)).toBe(true);
  for (const kind of ['ok', 'restarting', 'rateLimited', 'rateLimited', 'unavailable'] as const) {
    counts.heard({ kind });
  }
  expect(Object.fromEntries(counts.all)).toEqual({
    ok: 1,
    refused: 0,
    '425': 1,
    '429': 2,
    '503': 1,
    geoblocked: 0,
    unknown: 0,
  });
});
