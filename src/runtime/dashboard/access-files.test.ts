import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { hashOf } from '../../server/dashboard/access-token.ts';
import { AccessFiles, addressOf } from './access-files.ts';

test('only the hash of a token is kept, for the owner alone', () => {
  const folder = join(temporaryFolder(), 'dashboards');
  const files = new AccessFiles(folder);
  files.announce(8420, hashOf('first'));
  const [running] = files.running();
  if (running === undefined) throw new Error('it is not known');
  const token = files.renew(running);
  expect(readdirSync(folder)).toEqual(['8420.json']);
  const path = join(folder, '8420.json');
  expect(readFileSync(path, 'utf8')).not.toContain(token);
  expect([statSync(path).mode & 0o777, statSync(folder).mode & 0o777]).toEqual([0o600, 0o700]);
  expect(files.accessOf(8420)).toBe(hashOf(token));
});

test('a dashboard is known until it is forgotten, or its process is gone', () => {
  const folder = temporaryFolder();
  const files = new AccessFiles(folder);
  files.announce(8421, 'b');
  files.announce(8420, 'a');
  const gone = { port: 9000, owner: `${2 ** 30} 1 0-a`, access: 'c' };
  writeFileSync(join(folder, '9000.json'), JSON.stringify(gone));
  writeFileSync(join(folder, '9001.json'), '{"port":');
  expect(files.running().map(({ port }) => port)).toEqual([8420, 8421]);
  files.forget(8420);
  expect(files.running().map(({ port }) => port)).toEqual([8421]);
  expect([files.accessOf(8420), files.accessOf(9001)]).toEqual(['', '']);
});

test('a token stands behind the # of an address, where no server sees it', () => {
  expect(new URL(addressOf(8420, 'secret')).hash).toBe('#token=secret');
  expect(addressOf(8420)).toBe('http://127.0.0.1:8420/');
});
