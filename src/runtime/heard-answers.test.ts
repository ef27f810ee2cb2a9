import { expect, test } from 'vitest';
import type { Timestamp } from '../domain/units.ts';
import { AnswerCounts } from '../polymarket/rest/answer-counts.ts';
import { HeardAnswers } from './heard-answers.ts';

test('a refusal was heard, a question without an answer was not; all are counted', () => {
  let now = 0;
  const all = new AnswerCounts();
  const answers = new HeardAnswers(all, { now: () => now as Timestamp });
  expect(answers.lastAt).toBeUndefined();
  now = 5;
  answers.heard({ kind: 'refused' });
  now = 9;
  answers.heard({ kind: 'unknown' });
  expect(answers.lastAt).toBe(5);
  expect([all.all.get('refused'), all.all.get('unknown')]).toEqual([1, 1]);
});
