import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ok } from '../../src/domain/result.ts';
import { offeredStrategies } from '../../src/runtime/dashboard/offered-strategies.ts';
import { SettingsDesk } from '../../src/runtime/settings/settings-desk.ts';
import { STRATEGIES } from '../../src/strategies/registry.ts';
import { BrowserStage, loggedRefusal, noBrowser, SOON, TOKEN } from './browser-stage.ts';
import { InventedLink } from './invented-link.ts';
import { INVENTED_SOURCES } from './invented-sources.ts';
import { aResult, aSweep, aWideSweep, ToldBacktests } from './told-workshop.ts';

const offered = STRATEGIES.map((definition) => ({ definition, isOwn: false }));
const sources = {
  ...INVENTED_SOURCES,
  strategies: async () => ok(offeredStrategies(offered, [])),
};

/** What is written on a canvas cannot be read from it. */
const REMEMBER_WRITTEN = `
  window.written = new Set();
  const write = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
    window.written.add(text);
    write.call(this, text, ...place);
  };
`;

describe.skipIf(noBrowser)(`the workshop in a browser ${noBrowser ?? ''}`, () => {
  let stage: BrowserStage;
  let base: string;
  let folder: string;
  let backtests: ToldBacktests;
  let settings: SettingsDesk;

  beforeAll(async () => {
    stage = await BrowserStage.start();
    folder = await mkdtemp(join(tmpdir(), 'polydesk-workshop-'));
    const config = join(folder, 'polydesk.config.ts');
    await writeFile(config, "export default { limits: { maxOrderSize: '100' } };\n");
    backtests = new ToldBacktests();
    settings = new SettingsDesk(config, folder, () => Date.now());
    base = await stage.serve(new InventedLink(4), { sources, workshop: { backtests, settings } });
  });
  afterEach(() => stage.closePages());
  afterAll(async () => {
    await stage?.close();
    await rm(folder, { recursive: true });
  });

  async function askFor(threshold: string): Promise<string> {
    const parameters = { threshold };
    const request = { kind: 'backtest', strategy: 'late-favourite', parameters, simulation: {} };
    const asked = await backtests.ask(request as Parameters<ToldBacktests['ask']>[0]);
    return asked.ok ? asked.value.id : '';
  }

  test('a backtest is asked for by the form, followed, and its result is opened', async () => {
    const page = await stage.open(base, '#/backtests');
    await page.getByLabel('Strategy', { exact: true }).selectOption('late-favourite');
    await page.getByLabel('public-books').check();
    await page.getByLabel('threshold').fill('0.7');
    await page.getByLabel('size', { exact: true }).fill('none');
    await page.getByText('a number', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Play the backtest' }).isDisabled()).toBe(true);
    await page.getByLabel('size', { exact: true }).fill('');
    await page.getByRole('button', { name: 'Play the backtest' }).click();
    await page.getByText('waiting', { exact: true }).waitFor();
    expect(backtests.all[0]?.request).toEqual({
      ...{ kind: 'backtest', strategy: 'late-favourite', datasets: ['public-books'] },
      ...{ parameters: { threshold: '0.7' }, simulation: {} },
    });
    backtests.isAt(40);
    await page.getByText('40 %').waitFor();
    expect(await page.getByRole('progressbar').getAttribute('value')).toBe('0.4');
    backtests.ends(aResult(0));
    await page.getByText('in 9 s').waitFor();
    expect(await page.locator('.job-what').first().textContent()).toContain('simulated');
    await page.getByRole('link', { name: 'late-favourite' }).click();
    await page.getByRole('heading', { name: 'Equity' }).waitFor();
    await page.locator('.chart canvas').waitFor();
    const report = page.getByRole('link', { name: 'Whole report' });
    expect(await report.getAttribute('href')).toBe(`/reports/${backtests.all[0]?.id}.html`);
    expect(await report.getAttribute('target')).toBe('_blank');
  });

  test('a backtest tells all of its settings, and which of them are as by default', async () => {
    const id = await askFor('0.7');
    backtests.ends(aResult(0));
    const page = await stage.open(base, `#/backtests/${id}`);
    const settings = page.getByRole('region', { name: 'Settings', exact: true });
    const told = async (name: string) => {
      const row = settings.locator('.fact').filter({ has: page.getByText(name, { exact: true }) });
      return (await row.textContent())?.replace(name, '').trim();
    };
    await settings.getByText('default').first().waitFor();
    await expect.poll(() => told('Size'), SOON).toBe('default 10');
    expect(await told('Threshold')).toBe('0.7');
    expect(await told('Capital')).toBe('500');
    expect(await told('Infer fills')).toBe('default through');
    expect(await told('Drawdown: kill')).toBe('default 0.25');
    expect(await told('Datasets')).toBe('default all');
  });

  test('the curve of a backtest says of which days it is', async () => {
    const id = await askFor('0.7');
    backtests.ends(aResult(0));
    const page = await stage.open(base, `#/backtests/${id}`, {}, REMEMBER_WRITTEN);
    const written = (text: string) => page.evaluate(`window.written.has(${JSON.stringify(text)})`);
    await page.getByText('Times and dates are local.').waitFor();
    await expect.poll(() => written('13 Apr 2026'), SOON).toBe(true);
    // Each four hours, whatever the part of a second in which the first trade ended.
    expect(await Promise.all(['16:00', '15:59', '14 Apr'].map(written))).toEqual([
      ...[true, false, true],
    ]);
    await page.getByRole('button', { name: 'Times in Local' }).click();
    await page.getByText('Times and dates are UTC.').waitFor();
  });

  test('a sweep is asked for with the values that are varied', async () => {
    const page = await stage.open(base, '#/backtests');
    await page.getByRole('button', { name: 'New backtest' }).click();
    await page.getByRole('button', { name: 'Sweep', exact: true }).click();
    await page.getByLabel('threshold').fill('0.6, 0.7, 0.8');
    await page.getByLabel('Latencies to try').fill('0, 250');
    await page.getByText('6 runs').waitFor();
    await page.getByRole('button', { name: 'Play the sweep' }).click();
    await page.getByText('waiting', { exact: true }).waitFor();
    expect(backtests.all[0]?.request).toMatchObject({
      ...{ over: { threshold: ['0.6', '0.7', '0.8'] }, latencies: [0, 250] },
    });
    await page.getByRole('button', { name: 'Cancel late-favourite' }).click();
    await page.getByText('canceled', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Forget late-favourite' }).first().click();
    await page.getByRole('button', { name: 'Forget it' }).click();
    await page.getByText('canceled', { exact: true }).waitFor({ state: 'detached' });
  });

  test('two stand side by side, and say when their data differ', async () => {
    const one = await askFor('0.6');
    backtests.ends(aResult(0));
    const second = await askFor('0.8');
    backtests.ends(aResult(20_000, 40));
    const page = await stage.open(base, '#/backtests');
    await page.getByLabel(`Side by side: late-favourite, ${one}`).check();
    await page.getByLabel(`Side by side: late-favourite, ${second}`).check();
    await page.getByRole('link', { name: 'Show the two side by side' }).click();
    await page.getByText('They were not played on the same data').waitFor();
    expect(await page.getByRole('status').first().textContent()).toContain('on 60 and on 40');
    const row = page.getByRole('row', { name: /^Mean per trade/ });
    expect(await row.textContent()).toMatch(/\[.+\].*\[.+\]/);
    expect(await page.locator('.tag', { hasText: 'simulated' }).count()).toBe(2);
  });

  test('a sweep is a map of its cells, walked by arrows, with its best and its luck', async () => {
    const id = await askFor('0.7');
    backtests.ends(aSweep());
    const page = await stage.open(base, `#/backtests/${id}`);
    await page.getByText('It is the best of 6 cells that traded').waitFor();
    const cells = page.locator('.heat-cell');
    expect(await cells.count()).toBe(6);
    expect(await cells.nth(2).textContent()).toContain('★');
    expect(await page.locator('.heat-cell[tabindex="0"]').count()).toBe(1);
    await cells.nth(2).focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('heading', { name: 'threshold 0.8, latency ms 0' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('heading', { name: 'threshold 0.8, latency ms 250' }).waitFor();
    expect(await cells.nth(5).textContent()).toMatch(/−\$/);
  });

  test('a map of three columns is in sight on a phone, and says what its axes are', async () => {
    const id = await askFor('0.7');
    backtests.ends(aWideSweep());
    const phone = { viewport: { width: 390, height: 844 } };
    const page = await stage.open(base, `#/backtests/${id}`, phone);
    await page.getByText('latency ms ↓, threshold →', { exact: true }).waitFor();
    for (const cell of await page.locator('.heat-cell').all()) {
      const { x = -1, width = 0 } = (await cell.boundingBox()) ?? {};
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(390);
    }
    const map = page.getByRole('region', { name: 'Net by setting' });
    expect(await map.evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);
  });

  async function setVersion(page: Page, number: number): Promise<void> {
    await page.getByRole('button', { name: /^Set version \d+ …/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Type').fill(`set version ${number}`);
    await dialog.getByLabel('Access token, again').fill(TOKEN);
    await dialog.getByRole('button', { name: `Set version ${number}` }).click();
    await dialog.getByText(`Version ${number} is set`).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
  }

  /** Many fields, each checked by the rules of the whole configuration. */
  const LONG = { timeout: 180_000 };

  test('settings are checked as they are typed, and set after words and a diff', LONG, async () => {
    const page = await stage.open(base, '#/settings');
    const field = page.getByLabel('Orders open at once');
    await field.fill('many');
    await page.locator('.setting.wrong').waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    const set = page.getByRole('button', { name: /^Set version/ });
    expect(await set.isDisabled()).toBe(true);
    await field.fill('20');
    await page.locator('summary', { hasText: 'late-favourite' }).click();
    const threshold = page.getByLabel('buys a side whose midpoint').first();
    await threshold.fill('1.7');
    const row = page.locator('.setting.wrong');
    await row.waitFor();
    expect(await row.textContent()).toContain('outside [0, 1]');
    await threshold.fill('');
    await page.getByText('The configuration takes it').waitFor();
    expect(await page.locator('.diff').first().textContent()).toMatch(
      /maxOpenOrders.*200 \(by default\).*20/,
    );
    await setVersion(page, 1);
    const told = await settings.told();
    expect(told.ok && told.value.newest?.values).toEqual({ limits: { maxOpenOrders: 20 } });
    await page.getByText('set here', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Back to nothing set …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Type').fill('back to version 0');
    await dialog.getByLabel('Access token, again').fill('another');
    await dialog.getByRole('button', { name: 'Set nothing' }).click();
    await dialog.getByText('token is another').waitFor();
    const refused = loggedRefusal('401 (Unauthorized)', '/api/settings/rollback');
    expect(page.faults.splice(0)).toEqual([refused]);
    const after = await settings.told();
    expect(after.ok && after.value.newest?.version).toBe(1);
  });

  test('whoever signs out in one tab is signed out in all, at once', async () => {
    const page = await stage.newPage();
    await page.goto(`${base}/#token=${TOKEN}`);
    await page.waitForSelector('main h1');
    const second = await page.context().newPage();
    await second.goto(`${base}/#/settings`);
    // What either had just asked comes after the end of its session, or before it.
    page.mayLog.push(/ 401 \(Unauthorized\)/);
    await second.getByRole('button', { name: 'Sign out' }).click();
    for (const tab of [page, second]) await tab.getByLabel('Access token').waitFor();
  });

  test('what is typed stays when somebody else sets a version meanwhile', async () => {
    const told = await settings.told();
    const version = told.ok ? (told.value.newest?.version ?? 0) : 0;
    const page = await stage.open(base, '#/settings');
    await page.getByLabel('Orders open at once').fill('33');
    await settings.set(version, { capital: '777' }, 'by another');
    await page.evaluate("window.dispatchEvent(new Event('focus'))");
    await page.getByText(`Version ${version + 1} was set meanwhile`).waitFor();
    expect(await page.getByLabel('Orders open at once').inputValue()).toBe('33');
    expect(await page.getByLabel('Dollars at the start').inputValue()).toBe('777');
    expect(await page.locator('.diff').first().textContent()).toMatch(/maxOpenOrders.*33/);
  });

  test('the form shows what the configuration says of the simulated exchange', async () => {
    const page = await stage.open(base, '#/backtests');
    const open = page.getByRole('button', { name: 'New backtest' });
    if (await open.isVisible()) await open.click();
    await page.getByText('Simulated exchange').click();
    await page.getByPlaceholder('20,40,40, as configured').waitFor();
    const fills = page.getByLabel('Fills without trades');
    expect(await fills.locator('option').first().textContent()).toBe('off, as configured');
    expect(await page.getByLabel('Seed').getAttribute('placeholder')).toBe('1');
    await page.getByLabel('Categories').fill('crypto');
  });
});
