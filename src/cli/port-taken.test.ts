import { expect, test } from 'vitest';
import { portTaken } from './port-taken.ts';

const taken = (port: number) => Object.assign(new Error('in use'), { code: 'EADDRINUSE', port });
const asked = { '--port': 1, '--gamma-port': 2, '--data-port': undefined };

test('a port that somebody has is named with the option that chooses another', () => {
  expect(portTaken(taken(2), asked)).toMatchObject({
    exitCode: 1,
    message: 'port 2 is taken',
    remedy: 'Is an exchange running already? Choose another by --gamma-port; 0 takes a free one.',
  });
});

test('two options that ask for one port are named, not blamed on somebody else', () => {
  expect(portTaken(taken(1), { ...asked, '--data-port': 1 })?.remedy).toBe(
    '--port and --data-port ask for the same one: choose another for one of them.',
  );
});

test('any other error is not about a port', () => {
  expect(portTaken(new Error('x'), asked)).toBeUndefined();
});
