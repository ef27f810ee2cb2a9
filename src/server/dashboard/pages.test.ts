import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { aDashboard } from '../../../test/support/told-desk.ts';

function built(): string {
  const folder = join(temporaryFolder(), 'dist');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<p>index</p>');
  writeFileSync(join(folder, 'assets', 'a-1.js'), 'script');
  writeFileSync(join(folder, 'assets', 'notes.txt'), 'not a kind that is served');
  writeFileSync(join(folder, '..', 'secret.js'), 'beside it');
  return folder;
}

test('pages come from the built folder, and every path of a page is the index', async () => {
  const { visitor } = await aDashboard({ pages: built() });
  const index = await visitor.ask('GET', '/');
  expect(index.body).toBe('<p>index</p>');
  expect(index.headers.get('cache-control')).toBe('no-cache');
  expect((await visitor.ask('GET', '/markets/btc-updown')).body).toBe('<p>index</p>');
  const script = await visitor.ask('GET', '/assets/a-1.js?x=1');
  expect(script.body).toBe('script');
  expect(script.headers.get('content-type')).toMatch(/^text\/javascript/);
  expect(script.headers.get('cache-control')).toMatch(/immutable/);
});

test('nothing else is served, by whatever path', async () => {
  const { visitor } = await aDashboard({ pages: built() });
  const paths = ['/../secret.js', '/%2e%2e/secret.js', '/..%2fsecret.js', '/assets/notes.txt'];
  for (const path of [...paths, '/assets/none.js', '/api/none.js', '//etc/passwd.js']) {
    expect([path, (await visitor.ask('GET', path)).status]).toEqual([path, 404]);
  }
});

test('pages that were built anew are read again', async () => {
  const folder = built();
  const { visitor } = await aDashboard({ pages: folder });
  await visitor.ask('GET', '/');
  writeFileSync(join(folder, 'index.html'), '<p>newer</p>');
  utimesSync(join(folder, 'index.html'), 1, 1);
  expect((await visitor.ask('GET', '/')).body).toBe('<p>newer</p>');
});

test('without pages it says so, and the API answers', async () => {
  const { visitor } = await aDashboard();
  const answer = await visitor.ask('GET', '/');
  expect([answer.status, answer.body]).toEqual([404, expect.stringMatching(/not built/)]);
  expect((await visitor.signIn()).status).toBe(200);
});
