import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { expect, onTestFinished, test, vi } from 'vitest';

const WEB = join(import.meta.dirname, '../../web');
const SCRIPT_MOST = 150_000;

/** Whatever the first page needs before it can be drawn. */
function firstFiles(html: string, ending: string): string[] {
  return [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)]
    .map(([, path = '']) => path)
    .filter((path) => path.endsWith(ending));
}

test('the first page needs at most 150 kB of script, and nothing in it is inline', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'polydesk-size-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  // As users build it: a test's own environment would get the long texts of React's faults, too.
  vi.stubEnv('NODE_ENV', 'production');
  onTestFinished(() => void vi.unstubAllEnvs());
  const configFile = join(WEB, 'vite.config.ts');
  await build({ root: WEB, configFile, logLevel: 'error', build: { outDir: folder } });
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const scripts = firstFiles(html, '.js');
  expect(scripts.length).toBeGreaterThan(0);
  const sizes = scripts.map((path) => gzipSync(readFileSync(join(folder, path))).byteLength);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(SCRIPT_MOST);
  expect(html).not.toMatch(/<style|style="|<script(?![^>]*\ssrc=)|javascript:/);
});
