import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { build } from 'vite';
import { hashOf } from '../../src/server/dashboard/access-token.ts';
import {
  type DashboardOptions,
  startDashboard,
} from '../../src/server/dashboard/dashboard-server.ts';
import type { DeskLink } from '../../src/server/dashboard/desk-link.ts';
import { NO_WORKSHOP } from '../support/told-desk.ts';
import { INVENTED_SOURCES } from './invented-sources.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Where Debian puts it; CI names it, and then it has to be there. */
const CHROMIUM = process.env.POLYDESK_CHROMIUM ?? '/usr/bin/chromium';

/** Why these tests do not run here; undefined: they do. */
export const noBrowser =
  existsSync(CHROMIUM) || process.env.POLYDESK_CHROMIUM !== undefined
    ? undefined
    : `skipped: there is no browser at ${CHROMIUM} (apt-get install chromium)`;

export const TOKEN = 'a-token-of-this-test';

/** What a browser logs of an answer that is a refusal. */
export function loggedRefusal(status: string, path: string): string {
  return `Failed to load resource: the server responded with a status of ${status} ${path}`;
}

/** Long enough for a machine that does much else. */
const WAIT_MS = 30_000;
/** The same for what a test itself looks for. */
export const SOON = { timeout: WAIT_MS } as const;

/** What went wrong in the pages of one person. */
type Logged = {
  /** As it came; a test takes from here what it has provoked, where that has come by then. */
  readonly faults: string[];
  /** What may come at any time until the pages are closed: a test adds what it provokes. */
  readonly mayLog: RegExp[];
};

/** A browser, and pages that are built for it when they are first served. */
export class BrowserStage {
  readonly #browser: Browser;
  readonly #folder: string;
  readonly #closing: (() => Promise<void>)[] = [];
  readonly #contexts: BrowserContext[] = [];
  /** Of each context that is open. */
  readonly #logged: Logged[] = [];
  readonly #signedIn = new Map<string, BrowserContextOptions>();

  #built: Promise<void> | undefined;

  private constructor(browser: Browser, folder: string) {
    this.#browser = browser;
    this.#folder = folder;
  }

  static async start(): Promise<BrowserStage> {
    const folder = await mkdtemp(join(tmpdir(), 'polydesk-pages-'));
    // Debian's browser does not start as root with its sandbox, and CI is root in a container.
    const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    return new BrowserStage(await chromium.launch({ executablePath: CHROMIUM, args }), folder);
  }

  /** Serves a desk's dashboard, with parts of a test's own. @returns its address. */
  async serve(link: DeskLink, parts: Partial<DashboardOptions> = {}): Promise<string> {
    this.#built ??= this.#build();
    await this.#built;
    const started = await startDashboard({
      link,
      sources: INVENTED_SOURCES,
      workshop: NO_WORKSHOP,
      pages: this.#folder,
      port: 0,
      access: () => hashOf(TOKEN),
      now: () => Date.now(),
      software: 'test',
      onError: (error) => {
        throw error;
      },
      ...parts,
    });
    if (!started.ok) throw new Error(started.message);
    this.#closing.push(() => started.value.close());
    return `http://127.0.0.1:${started.value.port}`;
  }

  async #build(): Promise<void> {
    const root = join(ROOT, 'web');
    const configFile = join(root, 'vite.config.ts');
    await build({ root, configFile, logLevel: 'error', build: { outDir: this.#folder } });
  }

  /** A page of somebody who is signed in, when the desk is there; `script` runs before it. */
  async open(base: string, hash = '#/overview', options: BrowserContextOptions = {}, script = '') {
    const known = this.#signedIn.get(base);
    const page = await this.newPage(known === undefined ? options : { ...options, ...known });
    if (script !== '') await page.addInitScript(script);
    await page.goto(`${base}/${known === undefined ? `#token=${TOKEN}` : hash}`);
    await page.waitForSelector('main h1');
    if (known === undefined) {
      // Tokens are taken a few times a minute only.
      this.#signedIn.set(base, { storageState: await page.context().storageState() });
      await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
    }
    return page;
  }

  /**
   * A page of a person of its own: nobody is signed in. What goes wrong in it, or in others of that
   * person, is kept; a test that provokes something takes it from there.
   */
  async newPage(options: BrowserContextOptions = {}): Promise<Page & Logged> {
    const context = await this.#browser.newContext({
      viewport: { width: 1360, height: 900 },
      timezoneId: 'Europe/Berlin',
      ...options,
    });
    this.#contexts.push(context);
    context.setDefaultTimeout(WAIT_MS);
    const logged: Logged = { faults: [], mayLog: [] };
    const { faults } = logged;
    context.on('weberror', (error) => faults.push(error.error().message));
    context.on('console', (message) => {
      const { pathname } = new URL(message.location().url || 'http://page');
      if (message.type() === 'error') faults.push(`${message.text()} ${pathname}`);
    });
    this.#logged.push(logged);
    return Object.assign(await context.newPage(), logged);
  }

  /**
   * What is open goes on drawing, which costs whatever comes next.
   * @throws Error where something went wrong in a page that the test has not expected
   */
  async closePages(): Promise<void> {
    await this.#closeContexts();
    const faults = this.#logged
      .splice(0)
      .flatMap(({ faults, mayLog }) =>
        faults.filter((text) => !mayLog.some((expected) => expected.test(text))),
      );
    if (faults.length > 0) throw new Error(`a page has logged errors: ${faults.join('\n')}`);
  }

  async #closeContexts(): Promise<void> {
    for (const context of this.#contexts.splice(0)) await context.close();
  }

  async close(): Promise<void> {
    await this.#closeContexts();
    for (const close of this.#closing.toReversed()) await close();
    await this.#browser.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
