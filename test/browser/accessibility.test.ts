import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ok } from '../../src/domain/result.ts';
import { offeredStrategies } from '../../src/runtime/dashboard/offered-strategies.ts';
import { SettingsDesk } from '../../src/runtime/settings/settings-desk.ts';
import type { BacktestRequest } from '../../src/screen/backtest-job.ts';
import { STRATEGIES } from '../../src/strategies/registry.ts';
import { BrowserStage, noBrowser } from './browser-stage.ts';
import { slugOf } from './invented-desk.ts';
import { FILMED, INVENTED_FILM } from './invented-film.ts';
import { InventedLink } from './invented-link.ts';
import { INVENTED_SOURCES } from './invented-sources.ts';
import { aResult, aSweep, ToldBacktests } from './told-workshop.ts';

const SCHEMES = ['light', 'dark'] as const;
const DESKTOP = 1360;
const PHONE = 390;
const TEST_MS = 300_000;
/** A page that is drawn anew all the time is looked at for much longer. */
const TURN_MS = 2_000;

const offered = STRATEGIES.map((definition) => ({ definition, isOwn: false }));
const sources = {
  ...INVENTED_SOURCES,
  strategies: async () => ok(offeredStrategies(offered, [])),
};

const REQUEST: BacktestRequest = {
  kind: 'backtest',
  strategy: 'late-favourite',
  parameters: { threshold: '0.7' },
  simulation: {},
};
const FILM: BacktestRequest = { ...REQUEST, kind: 'film', run: 'demo-1', markets: [FILMED] };

/** What axe holds to be serious, with the first place of each. */
const RUN = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 200)))`;

const FITS = 'document.documentElement.scrollWidth <= innerWidth';

/** Another page is drawn than the one that was looked at before. */
const OPENED = `document.querySelector('main h1:not([data-seen])') !== null`;
const SEEN = `document.querySelector('main h1').dataset.seen = ''`;

/** Nothing of it is still being read. */
const READ = `!/(Reading|Opening|Waiting) .*…/.test(document.querySelector('main').textContent)`;

/** What is folded up is looked at too. */
const UNFOLD = `for (const one of document.querySelectorAll('details')) one.open = true`;

/** Of pages that show one thing or another: the buttons that show the others. */
const VIEWS: Readonly<Record<string, readonly string[]>> = {
  orders: ['All orders', 'Fills'],
  backtests: ['New backtest', 'Sweep'],
};

describe.skipIf(noBrowser)(`every page can be used by everybody ${noBrowser ?? ''}`, () => {
  let stage: BrowserStage;
  let base: string;
  let folder: string;
  let pages: readonly string[];

  beforeAll(async () => {
    stage = await BrowserStage.start();
    const backtests = new ToldBacktests();
    folder = await mkdtemp(join(tmpdir(), 'polydesk-accessible-'));
    const settings = new SettingsDesk(undefined, folder, () => Date.now());
    const workshop = { backtests, settings };
    const played = async (
      request: BacktestRequest,
      result: Parameters<ToldBacktests['ends']>[0],
    ) => {
      const asked = await backtests.ask(request);
      backtests.ends(result);
      return asked.ok ? asked.value.id : '';
    };
    const [one, sweep] = [await played(REQUEST, aResult(0)), await played(REQUEST, aSweep())];
    const film = await played(FILM, INVENTED_FILM);
    const tested = [one, sweep, `${one}~${sweep}`].map((id) => `backtests/${id}`);
    const single = [`markets/${slugOf(0)}`, 'strategies/join-best', `replay/${film}`];
    const named = ['overview', 'markets', 'strategies', 'orders', 'risk', 'backtests', 'replay'];
    pages = [...named, 'recordings', 'logs', 'settings', ...single, ...tested];
    base = await stage.serve(new InventedLink(12, undefined, TURN_MS), { sources, workshop });
  });
  afterEach(() => stage.closePages());
  afterAll(async () => {
    await stage?.close();
    await rm(folder, { recursive: true });
  });

  /** Only tests may put a script into a page: its own rules forbid it. */
  async function opened(width: number): Promise<Page> {
    const viewport = { width, height: 844 };
    const page = await stage.open(base, '#/overview', { viewport, bypassCSP: true });
    await page.addScriptTag({ content: axe.source });
    return page;
  }

  /** In both themes; a theme is another set of colors on the same page. */
  async function findings(page: Page, what: string): Promise<string[]> {
    const found: string[] = [];
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      const serious = (await page.evaluate(RUN)) as string[];
      found.push(...serious.map((text) => `${what}, ${colorScheme}: ${text}`));
    }
    return found;
  }

  test.each([DESKTOP, PHONE])('at %i columns', { timeout: TEST_MS }, async (width) => {
    const page = await opened(width);
    const found: string[] = [];
    const look = async (what: string) => {
      await page.waitForFunction(READ);
      await page.evaluate(UNFOLD);
      found.push(...(await findings(page, what)));
      if (!(await page.evaluate(FITS))) found.push(`${what} is wider than the screen`);
    };
    for (const name of pages) {
      await page.evaluate(`location.hash = '#/${name}'`);
      await page.waitForFunction(OPENED);
      await look(name);
      for (const view of VIEWS[name] ?? []) {
        await page.getByRole('button', { name: view, exact: true }).click();
        await look(`${name}, ${view}`);
      }
      await page.evaluate(SEEN);
    }
    expect(found).toEqual([]);
  });

  test.each([DESKTOP, PHONE])('what asks, at %i columns', { timeout: TEST_MS }, async (width) => {
    const page = await opened(width);
    const found: string[] = [];
    const look = async (what: string, close: string) => {
      await page.getByRole('dialog').waitFor();
      found.push(...(await findings(page, what)));
      await page.getByRole('button', { name: close }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };
    await page.keyboard.press('?');
    await look('keys', 'Close');
    await page.keyboard.press('Shift+K');
    await look('kill', 'Leave it running');
    await page.evaluate(`location.hash = '#/strategies'`);
    await page.getByRole('button', { name: 'Resume …' }).click();
    await page.getByLabel('Type resume').waitFor();
    await look('resume', 'Leave it as it is');
    expect(found).toEqual([]);
  });

  test('the sign-in, in both themes', async () => {
    const page = await stage.newPage({ bypassCSP: true });
    await page.goto(base);
    await page.getByLabel('Access token').waitFor();
    await page.addScriptTag({ content: axe.source });
    expect(await findings(page, 'sign-in')).toEqual([]);
  });
});
