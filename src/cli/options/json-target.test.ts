import { expect, test } from 'vitest';
import { jsonTarget } from './json-target.ts';

test.each([
  ['-', true],
  ['result.json', 'result.json'],
  ['./-', './-'],
])('--json %s goes to %s', (text, target) => {
  expect(jsonTarget(text)).toBe(target);
});
