import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { BrowserStage, loggedRefusal, noBrowser, SOON, TOKEN } from './browser-stage.ts';
import { FOREIGN, slugOf } from './invented-desk.ts';
import { InventedLink } from './invented-link.ts';

describe.skipIf(noBrowser)(`the pages in a browser ${noBrowser ?? ''}`, () => {
  let stage: BrowserStage;
  let base: string;
  let link: InventedLink;

  beforeAll(async () => {
    stage = await BrowserStage.start();
    link = new InventedLink(20);
    base = await stage.serve(link);
  });
  afterEach(() => stage.closePages());
  afterAll(() => stage?.close());

  test('sign in by the token in the address, which does not stay there', async () => {
    const page = await stage.open(base);
    expect(page.url()).not.toContain('token');
    await page.reload();
    await page.waitForSelector('main h1');
    // Nor does one that is pasted where the pages are open, or that was copied with a full stop;
    // and a wrong one signs nobody out.
    const refused = page.waitForResponse((answer) => answer.status() === 401);
    await page.evaluate("location.hash = '#token=another-one.'");
    expect(new URL((await refused).url()).pathname).toBe('/api/session');
    await page.waitForSelector('main h1');
    expect(page.url()).not.toContain('token');
    expect(page.faults.splice(0)).toEqual([loggedRefusal('401 (Unauthorized)', '/api/session')]);
    await page.evaluate(`location.hash = '#token=${TOKEN}'`);
    await page.waitForSelector('main h1');
    expect(page.url()).not.toContain('token');
  });

  test('open without a word in the console, also where nobody is signed in', async () => {
    const page = await stage.newPage();
    await page.goto(base);
    await page.getByLabel('Access token').waitFor();
  });

  test('sign in by pasting the token, and say when it is another', async () => {
    const page = await stage.newPage();
    await page.goto(base);
    await page.getByLabel('Access token').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toMatch(/token is another/);
    expect(page.faults.splice(0)).toEqual([loggedRefusal('401 (Unauthorized)', '/api/session')]);
    await page.getByLabel('Access token').fill(TOKEN);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForSelector('main h1');
  });

  test('show a market that is named like a script as text', async () => {
    const page = await stage.open(base, '#/markets');
    await page.getByText(FOREIGN).waitFor();
    await page.evaluate(`location.hash = '#/markets/' + ${JSON.stringify(slugOf(5))}`);
    await page.getByRole('heading', { name: FOREIGN }).waitFor();
    expect(await page.evaluate('window.broken')).toBeUndefined();
    expect(await page.title()).not.toContain('<');
  });

  test('say since when the desk is not heard, and go on when it is again', async () => {
    const page = await stage.open(base);
    link.leave();
    await page.getByText('The desk has not been heard since').waitFor();
    expect(await page.locator('.shell').getAttribute('data-link')).toBe('away');
    link.come();
    await page.getByText('The desk has not been heard since').waitFor({ state: 'detached' });
  });

  test('say of an address that leads nowhere which pages there are', async () => {
    const page = await stage.open(base, '#/nosuch<b>');
    await page.getByRole('heading', { level: 1, name: 'No such page' }).waitFor();
    expect(await page.locator('main code').textContent()).toBe('#/nosuch%3Cb%3E');
    expect(await page.title()).toBe('No such page · Polydesk');
    expect(await page.locator('.nav a[aria-current]').count()).toBe(0);
    const links = page.locator('main').getByRole('link');
    expect(await links.allTextContents()).toEqual(await page.locator('.nav a').allTextContents());
    await links.filter({ hasText: 'Risk' }).click();
    await page.getByRole('heading', { level: 1, name: 'Risk' }).waitFor();
  });

  test('have all of their menu in sight on a phone', async () => {
    const page = await stage.open(base, '#/risk', { viewport: { width: 390, height: 844 } });
    const links = await page.locator('.nav a').all();
    expect(links).toHaveLength(10);
    for (const link of links) {
      const { x = -1, width = 0 } = (await link.boundingBox()) ?? {};
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(390);
    }
  });

  test('open without their server, once they were fetched ahead', async () => {
    const page = await stage.open(base);
    const ahead = page.waitForResponse(/settings-page/);
    await page.reload();
    await ahead;
    await page.waitForLoadState('networkidle');
    // What they ask of the server from now on is refused again and again.
    page.mayLog.push(/ERR_INTERNET_DISCONNECTED/);
    await page.context().setOffline(true);
    for (const place of ['risk', 'logs', 'recordings']) {
      await page.evaluate(`location.hash = '#/${place}'`);
      await page.getByRole('heading', { level: 1, name: new RegExp(place, 'i') }).waitFor();
    }
  });

  test('kill after one question, from any page and by a key', async () => {
    const page = await stage.open(base, '#/markets');
    await page.keyboard.press('Shift+K');
    await page.getByRole('button', { name: 'Kill now' }).click();
    await page.getByText('0 open orders, proven by query').waitFor();
    expect(link.words).toEqual([{ kind: 'kill' }]);
  });

  test('pause at once, and resume only by the words that are asked for and the token', async () => {
    const page = await stage.open(base, '#/strategies');
    await page.getByRole('button', { name: 'Pause' }).first().click();
    await expect
      .poll(() => link.words.at(-1), SOON)
      .toEqual({ kind: 'pause', strategy: 'join-best' });
    await page.getByRole('button', { name: 'Resume …' }).click();
    await page.getByLabel('Type resume ml').fill('resume');
    await page.getByLabel('Access token, again').fill(TOKEN);
    await page.getByRole('button', { name: 'It may risk more' }).click();
    await page.getByText('It was not done').waitFor();
    expect(link.words.at(-1)).toMatchObject({ kind: 'pause' });
    expect(page.faults.splice(0)).toEqual([loggedRefusal('403 (Forbidden)', '/api/resume')]);
    await page.getByLabel('Type resume ml').fill('resume ml');
    await page.getByRole('button', { name: 'It may risk more' }).click();
    await page.getByText('The desk has taken it').waitFor();
    expect(link.words.at(-1)).toEqual({ kind: 'resume', strategy: 'ml' });
  });

  test('are all reached by keys, unless somebody has turned them off', async () => {
    const page = await stage.open(base);
    const title = () => page.locator('main h1').textContent();
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await expect.poll(title, SOON).toBe('Risk');
    await page.keyboard.press('?');
    await page.getByLabel('Single keys do something').uncheck();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.keyboard.press('g');
    await page.keyboard.press('m');
    await page.keyboard.press('Shift+K');
    expect(await title()).toBe('Risk');
    expect(await page.locator('dialog').count()).toBe(0);
  });

  test('let the keyboard skip what stands on every page', async () => {
    const page = await stage.open(base);
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
  });

  test('show the book of a market moving, our place in it, and why nothing is bought', async () => {
    const page = await stage.open(base, `#/markets/${slugOf(0)}`);
    await page.locator('.ladder tbody tr').first().waitFor();
    const ladder = () => page.locator('.ladder tbody').textContent();
    const first = await ladder();
    await expect.poll(ladder, SOON).not.toBe(first);
    await page.getByText('64 ahead').waitFor();
    await page.getByText('What it would gain is too little after fees.').first().waitFor();
  });

  test('show what each strategy thought of a market before, with why', async () => {
    const page = await stage.open(base, `#/markets/${slugOf(0)}`);
    const before = page.getByRole('region', { name: 'What each strategy thought' }).first();
    await before.getByText('How likely each strategy took').or(before.locator('canvas')).waitFor();
    const rows = before.getByRole('row');
    await expect.poll(() => rows.count(), SOON).toBe(21);
    expect(await rows.nth(1).textContent()).toMatch(/mlSpread wide–48\.0 %$/);
    expect(await rows.nth(2).textContent()).toMatch(/fusionFusionUp58\.0 %$/);
    // Only the desk knows it: what it has told stays, and of what it has not nothing is said.
    link.leave();
    await page.getByText('The desk has not been heard since').waitFor();
    expect(await rows.count()).toBe(21);
    await page.evaluate(`location.hash = '#/markets/' + ${JSON.stringify(slugOf(1))}`);
    await before.getByText('Not known: the desk is not heard').waitFor();
    link.come();
    await expect.poll(() => rows.count(), SOON).toBe(21);
  });

  test('show what a strategy thinks of each market, with every signal and its vote', async () => {
    const page = await stage.open(base, '#/strategies/ml');
    const thoughts = page.getByRole('region', { name: 'What it thinks now' });
    await thoughts.getByText('of 12 of the 20 markets that take orders').waitFor();
    expect(await thoughts.locator('.opinion').count()).toBe(12);
    const first = thoughts.locator('.opinion').first();
    expect(await first.textContent()).toContain('would buy Up');
    const row = (name: string) => first.getByRole('row', { name }).textContent();
    // 0.30 of 80 % at three of four.
    expect(await row('book')).toBe('bookUp80 %330 %0.180');
    expect(await row('put call')).toBe('put callnothing: reference missing10 %');
    expect(await first.locator('.numbers').textContent()).toBe(
      'up0.525score27.4seconds until window80 s',
    );
    expect(page.faults).toEqual([]);
  });

  test('show equity from the beginning of the run, and the runs before it on request', async () => {
    const page = await stage.open(base);
    const equity = page.getByRole('region', { name: 'Equity', exact: true });
    await equity.locator('canvas').waitFor();
    await equity.getByRole('button', { name: 'All runs' }).click();
    await equity.getByText('2 earlier runs (demo) at cost').waitFor();
    await equity.getByText('Earlier runs, at cost').waitFor();
    expect(await equity.getByText(/nobody recorded/).textContent()).toMatch(/Before 23 Nov, 15:00/);
    expect(page.faults).toEqual([]);
  });

  test('show equity as it was known last, with its age, where it is not known now', async () => {
    let isTrading = true;
    const without = { equity: null, confirmed: null, pending: null };
    const between = new InventedLink(4, (as) => {
      const lastEquity = { at: as.desk.now - 30_000_000, value: 1_004_310_000 };
      return { ...as, desk: { ...as.desk, ...without, lastEquity, isTrading } };
    });
    const page = await stage.open(await stage.serve(between), '#/risk');
    const top = page.locator('.top-figures');
    await top.getByText(/^Equity, \d+ (s|min) old$/).waitFor();
    expect(await top.locator('dd').allTextContents()).toEqual([
      ...[expect.stringMatching(/^\$1,00\d\.\d\d$/), expect.stringMatching(/^\+\$\d\.\d\d$/)],
      ...['$26.40', '3'],
    ]);
    const words = /^Not known now; last known: \$1,00\d\.\d\d, \d+ (s|min) old/;
    expect(await top.locator('div').first().getAttribute('title')).toMatch(words);
    await page.evaluate("location.hash = '#/overview'");
    await page.locator('main').getByText(words).waitFor();
    isTrading = false;
    await page.getByText('The desk has ended.').waitFor();
    await top.getByText(/^Equity, .* old$/).waitFor();
  });

  test('make a card of each order on a phone, and scroll nothing sideways', async () => {
    const page = await stage.open(base, '#/orders', { viewport: { width: 390, height: 844 } });
    const order = page.locator('.data-table tbody tr').first();
    await order.waitFor();
    for (const view of ['Now', 'All orders', 'Fills']) {
      await page.getByRole('button', { name: view, exact: true }).click();
      await order.waitFor();
      const table = page.locator('section.scroll').first();
      expect(await table.evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);
    }
  });

  test('offer all fills as a file in which no cell is a formula', async () => {
    const page = await stage.open(base, '#/orders');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Fills as CSV' }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    expect(text.split('\r\n')).toHaveLength(26);
    expect(text).toMatch(/^run,provenance,fill,time,/);
  });

  test('show a picture in the tab of how many positions are open', async () => {
    const page = await stage.open(base);
    const icon = () => page.locator('#icon').getAttribute('href');
    await expect.poll(icon, SOON).toBe('/icon-3.svg');
  });
});
