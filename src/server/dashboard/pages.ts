import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

const INDEX = 'index.html';
/** Of these the name has the hash of the content. */
const HASHED = /^\/assets\//;
const FOREVER = 'public, max-age=31536000, immutable';

type Page = { readonly body: Buffer; readonly type: string };

/**
 * The built pages, all in memory: what is not among them by its whole name is not served, so no
 * path leads elsewhere. They are read again when they were built anew.
 */
class Pages {
  readonly #folder: string;
  #readAt = Number.NaN;
  #pages: ReadonlyMap<string, Page> = new Map();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** By its path; a path that names no file is a page's own, and gets the index. */
  at(path: string): (Page & { readonly isHashed: boolean }) | undefined {
    this.#refresh();
    const isFile = extname(path) !== '';
    const page = this.#pages.get(isFile ? path : `/${INDEX}`);
    return page === undefined ? undefined : { ...page, isHashed: HASHED.test(path) };
  }

  #refresh(): void {
    const at = statSync(join(this.#folder, INDEX), { throwIfNoEntry: false })?.mtimeMs;
    // It is being built, or was never: what was there is shown as long.
    if (at === undefined || at === this.#readAt) return;
    this.#pages = new Map(filesIn(this.#folder));
    this.#readAt = at;
  }
}

function filesIn(folder: string): [string, Page][] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.flatMap((entry): [string, Page][] => {
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || type === undefined) return [];
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length).replaceAll('\\', '/');
    return [[name, { body: readFileSync(path), type }]];
  });
}

const NONE =
  'The pages are not built: run "npm ci" with development dependencies and start again. ' +
  'The API answers all the same.\n';

/** Serves the pages at every path that is no API's. */
export function installPages(app: FastifyInstance, folder: string): void {
  const pages = new Pages(folder);
  app.get('/*', (request, reply) => {
    const [path = '/'] = request.url.split('?', 1);
    if (path.startsWith('/api/')) return reply.callNotFound();
    const page = pages.at(path);
    if (page !== undefined) {
      reply.header('cache-control', page.isHashed ? FOREVER : 'no-cache');
      return reply.type(page.type).send(page.body);
    }
    const text = extname(path) === '' ? NONE : 'There is no such file.\n';
    return reply.code(404).type('text/plain; charset=utf-8').send(text);
  });
}
