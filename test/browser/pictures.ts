// Makes the pictures that the README and the pages of the documents show, of a demo that runs:
// npm run pictures
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { BrowserStage } from './browser-stage.ts';
import { type StartedDemo, startDemo } from './started-demo.ts';

const FOLDER = join(import.meta.dirname, '../../docs/pictures');
/** So that charts have something to show. */
const TRADES_FOR_MS = 150_000;
const DRAWN_MS = 2_500;

type Picture = {
  readonly name: string;
  readonly hash: string;
  readonly scheme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
};

/** The market of the newest fill: something has happened there. */
async function tradedMarket(page: Page): Promise<string> {
  const fills = page.getByRole('region', { name: 'Newest fills' }).first();
  const link = fills.getByRole('link', { name: /-15m-/ }).first();
  return (await link.getAttribute('href')) ?? '#/markets';
}

function pictures(market: string): readonly Picture[] {
  const wide = { width: 1280, height: 800 };
  const phone = { width: 390, height: 844 };
  return [
    { name: 'overview-light', hash: '#/overview', scheme: 'light', ...wide },
    { name: 'overview-dark', hash: '#/overview', scheme: 'dark', ...wide },
    { name: 'market-light', hash: market, scheme: 'light', ...wide },
    { name: 'market-dark', hash: market, scheme: 'dark', ...wide },
    { name: 'markets-dark', hash: '#/markets', scheme: 'dark', ...wide },
    { name: 'risk-light', hash: '#/risk', scheme: 'light', ...wide },
    { name: 'overview-phone', hash: '#/overview', scheme: 'light', ...phone },
    { name: 'market-phone', hash: market, scheme: 'dark', ...phone },
  ];
}

async function take(stage: BrowserStage, { address }: StartedDemo): Promise<void> {
  const first = await stage.newPage();
  await first.goto(address);
  await first.waitForSelector('main h1');
  await first.waitForTimeout(TRADES_FOR_MS);
  const storageState = await first.context().storageState();
  const market = await tradedMarket(first);
  for (const { name, hash, scheme, width, height } of pictures(market)) {
    const viewport = { width, height };
    const page = await stage.newPage({ storageState, viewport, colorScheme: scheme });
    await page.goto(`${new URL(address).origin}/${hash}`);
    await page.waitForSelector('main h1');
    await page.waitForTimeout(DRAWN_MS);
    await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  }
}

const folder = await mkdtemp(join(tmpdir(), 'polydesk-pictures-'));
const stage = await BrowserStage.start();
const demo = await startDemo(folder, 600);
try {
  await take(stage, demo);
} finally {
  demo.stop();
  await demo.ended;
  await stage.close();
  await rm(folder, { recursive: true, force: true });
}
