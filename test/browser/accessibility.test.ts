import axe from 'axe-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { BrowserStage, noBrowser } from './browser-stage.ts';
import { slugOf } from './invented-desk.ts';
import { InventedLink } from './invented-link.ts';

const PAGES = ['#/overview', '#/markets', `#/markets/${slugOf(0)}`];

type Finding = { readonly id: string; readonly impact: string; readonly nodes: { html: string }[] };

/** What axe holds to be serious, with the first place of each. */
const RUN = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  violations.filter(({ impact }) => impact === 'serious' || impact === 'critical'))`;

describe.skipIf(noBrowser)(`every page can be used by everybody ${noBrowser ?? ''}`, () => {
  let stage: BrowserStage;
  let base: string;

  beforeAll(async () => {
    stage = await BrowserStage.start();
    base = await stage.serve(new InventedLink(12));
  });
  afterEach(() => stage.closePages());
  afterAll(() => stage?.close());

  /** Only tests may put a script into a page: its own rules forbid it. */
  async function findings(hash: string, colorScheme: 'light' | 'dark', width: number) {
    const viewport = { width, height: 844 };
    const page = await stage.open(base, hash, { colorScheme, viewport, bypassCSP: true });
    await page.waitForSelector('main h1');
    await page.addScriptTag({ content: axe.source });
    const found = (await page.evaluate(RUN)) as Finding[];
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
  }

  test.each(PAGES)('%s in the light', async (hash) => {
    expect(await findings(hash, 'light', 1360)).toEqual([]);
  });

  test.each(PAGES)('%s in the dark, on a phone', async (hash) => {
    expect(await findings(hash, 'dark', 390)).toEqual([]);
  });

  test('the sign-in', async () => {
    const page = await stage.newPage({ bypassCSP: true });
    await page.goto(base);
    await page.getByLabel('Access token').waitFor();
    await page.addScriptTag({ content: axe.source });
    expect(await page.evaluate(RUN)).toEqual([]);
  });
});
