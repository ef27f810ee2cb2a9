// The demo as somebody sees it who has just started it: no invented desk, no invented server.
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/imported.ts';
import { BrowserStage, noBrowser } from './browser-stage.ts';
import { startDemo } from './started-demo.ts';

/** A demo trades within a minute; a loaded machine takes longer to start it. */
const TRADES_MS = 90_000;
const TEST_MS = 240_000;

const TITLE = `shows trades, explains a decision, and is killed with a proof ${noBrowser ?? ''}`;

test.skipIf(noBrowser)(TITLE, { timeout: TEST_MS }, async () => {
  const stage = await BrowserStage.start();
  onTestFinished(() => stage.close());
  const demo = await startDemo(temporaryFolder(), 200);
  onTestFinished(() => demo.stop());
  const page = await stage.newPage();
  await page.goto(demo.address);
  await page.getByText('SIMULATED').waitFor();
  const fills = page.getByRole('region', { name: 'Newest fills' }).first();
  const fill = fills.getByText(/^(Bought|Sold) \d+ (Up|Down) at 0\.\d+, (maker|taker)/).first();
  await fill.waitFor({ timeout: TRADES_MS });

  await fills
    .getByRole('link', { name: /-updown-/ })
    .first()
    .click();
  await page.getByText('What each strategy thinks now').waitFor();
  // Why, in words, whatever it is at this moment of the window.
  const why = page.locator('.opinion p').first();
  await why.waitFor();
  expect(await why.textContent()).toMatch(/^\S.+\. \S.+/);
  const ladder = page.locator('.ladder tbody');
  await ladder.locator('tr').nth(3).waitFor();
  const before = await ladder.textContent();
  await expect.poll(() => ladder.textContent(), { timeout: TRADES_MS }).not.toBe(before);

  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await page.getByRole('heading', { name: 'Kill switch' }).waitFor();
  // What a desk that has just begun does not know yet is told by a status, which the browser logs.
  const faults = page.faults.filter((text) => !/status of (404|422|503)/.test(text));
  expect(faults).toEqual([]);
  await page.getByRole('button', { name: 'Kill …' }).click();
  await page.getByRole('button', { name: 'Kill now' }).click();
  await page
    .getByText(/0 open orders, proven by query at/)
    .first()
    .waitFor({ timeout: TRADES_MS });
  await page.getByRole('button', { name: 'Close' }).click();
  await page
    .getByText(/0 open orders, proven by query at/)
    .first()
    .waitFor();
  // A desk that was killed ends, and so does its command.
  expect(await demo.ended).not.toBeNull();
  await page.getByText('The desk was killed, and has ended').waitFor();
});
