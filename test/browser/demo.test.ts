// The demo as somebody sees it who has just started it: no invented desk, no invented server.
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/imported.ts';
import { BrowserStage, noBrowser } from './browser-stage.ts';
import { startDemo } from './started-demo.ts';

/** A demo trades within a minute; a loaded machine takes longer to start it. */
const TRADES_MS = 90_000;
const TEST_MS = 240_000;

/** Why each strategy of the demo sends its first order, as the page says it. */
const WHY: Readonly<Record<string, string>> = {
  random: 'Why: It decides by chance',
  'join-best': 'Why: It rests at the best price and follows it.',
};

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
  // The oldest: what comes meanwhile stands above it.
  const said = await fills.getByRole('listitem').last().textContent();
  const [, strategy = 'nobody'] = / · ([a-z-]+)$/.exec(said ?? '') ?? [];
  expect(said).toContain(WHY[strategy] ?? 'the reason of a strategy of the demo');

  await fills
    .getByRole('link', { name: /-updown-/ })
    .first()
    .click();
  await page.getByText('What each strategy thinks now').waitFor();
  const ladder = page.locator('.ladder tbody');
  await ladder.locator('tr').nth(3).waitFor();
  const before = await ladder.textContent();
  await expect.poll(() => ladder.textContent(), { timeout: TRADES_MS }).not.toBe(before);

  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await page.getByRole('heading', { name: 'Kill switch' }).waitFor();
  expect(page.faults).toEqual([]);
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
  // Whether another desk has come is asked again and again, and that nobody answers is logged.
  await page.context().close();
  for (const text of page.faults.splice(0)) expect(text).toMatch(/ERR_CONNECTION_REFUSED/);
});
