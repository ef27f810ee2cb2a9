import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { BrowserStage, noBrowser, TOKEN } from './browser-stage.ts';
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
    expect(page.faults).toEqual([]);
  });

  test('sign in by pasting the token, and say when it is another', async () => {
    const page = await stage.newPage();
    await page.goto(base);
    await page.getByLabel('Access token').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toMatch(/token is another/);
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
    expect(page.faults).toEqual([]);
  });

  test('say since when the desk is not heard, and go on when it is again', async () => {
    const page = await stage.open(base);
    link.leave();
    await page.getByText('The desk has not been heard since').waitFor();
    expect(await page.locator('.shell').getAttribute('data-link')).toBe('away');
    link.come();
    await page.getByText('The desk has not been heard since').waitFor({ state: 'detached' });
  });

  test('kill after one question, from any page and by a key', async () => {
    const page = await stage.open(base, '#/markets');
    await page.keyboard.press('Shift+K');
    await page.getByRole('button', { name: 'Kill now' }).click();
    await page.getByText('0 open orders, proven by query').waitFor();
    expect(link.words).toEqual([{ kind: 'kill' }]);
  });
});
