import { expect, test } from 'vitest';
import { judgeCheck } from './key.ts';

test('what holds needs no remedy, what does not says what to do', () => {
  expect(judgeCheck({ name: 'order struct', isPassed: true, text: 'version 2' })).toEqual({
    name: 'Order struct',
    status: 'ok',
    about: 'configuration',
    text: 'version 2',
  });
  expect(judgeCheck({ name: 'allowance', isPassed: false, text: 'missing' })).toMatchObject({
    status: 'fail',
    remedy: expect.stringMatching(/^Allow the contracts/),
  });
});

test('a venue that gives no answer is a matter of the network', () => {
  const finding = judgeCheck({ name: 'venue', isPassed: false, text: 'no answer' });
  expect(finding.about).toBe('network');
});
