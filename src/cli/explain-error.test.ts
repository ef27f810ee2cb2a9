import { expect, test } from 'vitest';
import { explainError } from './explain-error.ts';
import { CommandFailure } from './failure.ts';

test('a foreseen error is one line what, one line what to do, and its exit code', () => {
  expect(explainError(new CommandFailure(3, 'no archive', 'Import one.'), false)).toEqual({
    lines: ['error: no archive', 'Import one.'],
    exitCode: 3,
  });
  const foreign = Object.assign(new Error('a.parquet cannot be read: cut off. Copy it again.'), {
    exitCode: 3,
  });
  expect(explainError(foreign, false).lines).toEqual([
    'error: a.parquet cannot be read: cut off',
    'Copy it again.',
  ]);
});

test('a stack trace shows only when asked for', () => {
  const failure = new CommandFailure(1, 'no');
  expect(explainError(failure, false).lines).toEqual(['error: no']);
  expect(explainError(failure, true).lines.join('\n')).toContain('explain-error.test.ts');
});

test('what the system refuses gets a remedy; anything else is a fault of the program', () => {
  const denied = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
  expect(explainError(denied, false)).toEqual({
    lines: ['error: EACCES: permission denied', expect.stringContaining('permissions')],
    exitCode: 1,
  });
  expect(explainError(new TypeError('x is undefined'), false)).toEqual({
    lines: [expect.stringContaining('a fault of the program'), expect.stringContaining('--debug')],
    exitCode: 1,
  });
  expect(explainError('text', true)).toEqual({ lines: ['error: text'], exitCode: 1 });
});

test('what comes from outside gives a terminal no orders; lines stay lines', () => {
  const failure = new CommandFailure(1, 'the venue says \u001b[2Jno\nand more', 'Wait\u0007.');
  expect(explainError(failure, false).lines).toEqual([
    'error: the venue says ?[2Jno',
    'and more',
    'Wait?.',
  ]);
});
