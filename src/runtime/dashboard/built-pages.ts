import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { ok, type Result, refuse } from '../../domain/result.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const WEB = join(ROOT, 'web');

/** Where the built pages are. */
export const PAGES_FOLDER = join(WEB, 'dist');
/** In it: of which sources they were built. */
const STAMP = '.sources';
/** What of the pages' folder they are not made of. */
const NOT_SOURCES: ReadonlySet<string> = new Set(['dist', 'node_modules', 'test']);
const WITHIN_MS = 120_000;

export type PagesPlace = {
  /** The pages' sources, with the configuration of Vite. */
  readonly web: string;
  /** Folders outside of it that the pages are made of as well. */
  readonly shared: readonly string[];
  readonly build: (web: string, out: string) => Promise<Result<undefined>>;
};

const USUAL: PagesPlace = { web: WEB, shared: [join(ROOT, 'src', 'screen')], build: buildByVite };

/**
 * Sees to it that the pages are built of their sources as they are now: half a second where they
 * are not. Refuses `not_built` where that cannot be done; what was built before stays.
 */
export async function ensurePages(place: PagesPlace = USUAL): Promise<Result<undefined>> {
  const { web, shared, build } = place;
  const dist = join(web, 'dist');
  // An installation without the sources has what was built of them.
  if (!existsSync(join(web, 'index.html'))) {
    return existsSync(join(dist, 'index.html')) ? ok(undefined) : refuse('not_built', NO_SOURCES);
  }
  const hash = hashOfSources([web, ...shared]);
  if (isBuiltOf(dist, hash)) return ok(undefined);
  const fresh = join(web, `dist.new-${randomUUID()}`);
  try {
    const built = await build(web, fresh);
    if (!built.ok) return built;
    writeFileSync(join(fresh, STAMP), hash);
    replace(dist, fresh);
    return ok(undefined);
  } catch (error) {
    // Whoever may not write there, or has no room, has the API all the same.
    return refuse('not_built', `the pages cannot be built in ${web}: ${error}`);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

const NO_SOURCES = 'the pages are not built, and their sources are not here';

function isBuiltOf(dist: string, hash: string): boolean {
  try {
    return readFileSync(join(dist, STAMP), 'utf8') === hash;
  } catch {
    return false;
  }
}

/** Whole or not at all for whoever reads. Of two that build at once one gives way. */
function replace(dist: string, fresh: string): void {
  const old = join(dirname(dist), `dist.old-${randomUUID()}`);
  try {
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(fresh, dist);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'ENOENT') throw error;
  } finally {
    rmSync(old, { recursive: true, force: true });
  }
}

function hashOfSources(folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    for (const path of filesIn(folder)) {
      hash
        .update(`${relative(folder, path)}\0`)
        .update(readFileSync(path))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const { name } = entry;
      if (NOT_SOURCES.has(name) || name.startsWith('dist.') || name.startsWith('.')) return [];
      const path = join(folder, name);
      return entry.isDirectory() ? filesIn(path) : [path];
    });
}

/** In a process of its own: what it needs is not to stay in that of a desk. */
async function buildByVite(web: string, out: string): Promise<Result<undefined>> {
  const vite = viteProgram();
  if (vite === undefined) return refuse('not_built', NO_VITE);
  const words = [vite, 'build', web, '--outDir', out, '--emptyOutDir', '--logLevel', 'warn'];
  const child = spawn(process.execPath, words, { cwd: ROOT, timeout: WITHIN_MS });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      said += text;
    });
  }
  const status = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
  if (status === 0) return ok(undefined);
  return refuse('not_built', `the pages cannot be built: ${said.trim() || `status ${status}`}`);
}

const NO_VITE = 'the pages are not built, and what builds them is not installed: run "npm ci"';

/** Undefined: it is not installed. */
function viteProgram(): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve('vite/package.json');
    return join(dirname(manifest), 'bin', 'vite.js');
  } catch {
    return undefined;
  }
}
