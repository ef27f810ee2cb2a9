import { expect, test } from 'vitest';
import { Secret } from '../../domain/secret.ts';
import { concealing } from './conceal.ts';

const conceal = concealing({
  key: 'the-key',
  secret: new Secret('c2VjcmV0'),
  passphrase: new Secret('say "open"'),
});

test('a frame that quotes the API key is recorded without it', () => {
  const frame = JSON.stringify({ op: 'error', auth: ['the-key', 'c2VjcmV0', 'say "open"'] });
  expect(conceal(frame)).toBe('{"op":"error","auth":["[secret]","[secret]","[secret]"]}');
  expect(conceal('plainly: say "open"')).toBe('plainly: [secret]');
});

test('any other frame stays as it came', () => {
  const frame = '{"op":"authed","ts":1}';
  expect(conceal(frame)).toBe(frame);
});
