import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { ok, refuse } from '../../domain/result.ts';
import { ensurePages, type PagesPlace } from './built-pages.ts';

/** Pages whose building is a copy of their index. */
function aPlace() {
  const folder = temporaryFolder();
  const [web, shared] = [join(folder, 'web'), join(folder, 'screen')];
  mkdirSync(join(web, 'src'), { recursive: true });
  mkdirSync(shared);
  writeFileSync(join(web, 'index.html'), 'one');
  writeFileSync(join(web, 'src', 'main.tsx'), 'one');
  writeFileSync(join(shared, 'document.ts'), 'one');
  const builds: string[] = [];
  const place: PagesPlace = {
    web,
    shared: [shared],
    build: async (_web, out) => {
      builds.push(out);
      mkdirSync(out);
      writeFileSync(join(out, 'index.html'), readFileSync(join(web, 'index.html')));
      return ok(undefined);
    },
  };
  const shown = () => readFileSync(join(web, 'dist', 'index.html'), 'utf8');
  return { web, shared, place, builds, shown };
}

test('pages are built where they are not, and again when a source has changed', async () => {
  const { web, shared, place, builds, shown } = aPlace();
  expect(await ensurePages(place)).toMatchObject({ ok: true });
  await ensurePages(place);
  expect([builds.length, shown()]).toEqual([1, 'one']);
  writeFileSync(join(web, 'index.html'), 'two');
  await ensurePages(place);
  expect([builds.length, shown()]).toEqual([2, 'two']);
  writeFileSync(join(shared, 'document.ts'), 'two');
  await ensurePages(place);
  writeFileSync(join(web, 'src', 'other.tsx'), '');
  await ensurePages(place);
  expect(builds).toHaveLength(4);
  mkdirSync(join(web, 'test'));
  writeFileSync(join(web, 'test', 'a.test.ts'), '');
  await ensurePages(place);
  expect(builds).toHaveLength(4);
});

test('what was built before stays where it cannot be built, and nothing else is left', async () => {
  const { web, place, shown } = aPlace();
  await ensurePages(place);
  writeFileSync(join(web, 'index.html'), 'two');
  const build: PagesPlace['build'] = async (_web, out) => {
    mkdirSync(out);
    return refuse('not_built', 'broken');
  };
  expect(await ensurePages({ ...place, build })).toMatchObject({ code: 'not_built' });
  const broken = async () => {
    throw new Error('EACCES');
  };
  expect(await ensurePages({ ...place, build: broken })).toMatchObject({
    code: 'not_built',
    message: expect.stringContaining('EACCES'),
  });
  expect(shown()).toBe('one');
  expect(readdirSync(web).sort()).toEqual(['dist', 'index.html', 'src']);
});

test('two that build at once leave whole pages', async () => {
  const { web, place, shown } = aPlace();
  const done = await Promise.all([ensurePages(place), ensurePages(place)]);
  expect(done.map((one) => one.ok)).toEqual([true, true]);
  expect(shown()).toBe('one');
  expect(readdirSync(web).sort()).toEqual(['dist', 'index.html', 'src']);
});

test('without sources what was built is served, and without either it is refused', async () => {
  const web = temporaryFolder();
  const { place } = aPlace();
  expect(await ensurePages({ ...place, web })).toMatchObject({ code: 'not_built' });
  mkdirSync(join(web, 'dist'));
  writeFileSync(join(web, 'dist', 'index.html'), 'built elsewhere');
  expect(await ensurePages({ ...place, web })).toMatchObject({ ok: true });
  expect(existsSync(join(web, 'dist', 'index.html'))).toBe(true);
});
