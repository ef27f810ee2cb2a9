import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { format, inspect } from 'node:util';
import { serialize } from 'node:v8';
import { expect, test } from 'vitest';
import { Secret } from './secret.ts';

const TEXT = 'correct horse battery staple';
const secret = new Secret(TEXT);

function logged(value: unknown): string {
  const chunks: string[] = [];
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  const logger = new Console({ stdout });
  logger.log(value);
  logger.dir(value, { showHidden: true });
  logger.table([value]);
  return chunks.join('');
}

test('a secret is revealed to whoever asks for it by name', () => {
  expect(secret.reveal()).toBe(TEXT);
});

test.each<[string, string]>([
  ['String()', String(secret)],
  ['a template', `${secret}`],
  ['JSON', JSON.stringify(secret)],
  ['JSON of what holds it', JSON.stringify({ deep: [{ secret }] })],
  ['inspection', inspect(secret)],
  ['inspection of what holds it', inspect({ deep: [{ secret }] }, { depth: 9 })],
  ['inspection with hidden properties', inspect(secret, { showHidden: true, depth: 9 })],
  ['inspection without its own word', inspect(secret, { customInspect: false, showHidden: true })],
  ['format', format('%s %o %O %j', secret, secret, secret, secret)],
  ['the console', logged(secret)],
  ['its keys and values', inspect([Object.entries(secret), Reflect.ownKeys(secret)])],
  ['a copy', inspect({ ...secret })],
  ['a clone', inspect(structuredClone(secret))],
  ['bytes for another process', serialize(secret).toString('latin1')],
  ['an error that carries it', inspect(new Error('refused', { cause: secret }))],
])('a secret does not show itself through %s', (_way, printed) => {
  expect(printed).not.toContain('horse');
});

test('a secret says that it is one', () => {
  expect(`${secret} ${JSON.stringify({ secret })} ${inspect({ secret })}`).toBe(
    '[secret] {"secret":"[secret]"} { secret: [secret] }',
  );
});
