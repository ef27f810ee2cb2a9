// Measures the pages: first paint, drawn, event to pixel, memory. npm run figures, or only a part
// of it: npm run figures -- day
import { setTimeout as after } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { DeskDocument } from '../../src/screen/desk-document.ts';
import { BrowserStage } from './browser-stage.ts';
import { BEGIN, documentAt, slugOf } from './invented-desk.ts';
import { InventedLink } from './invented-link.ts';

const MARKETS = 50;
const STARTS = 9;
const WATCH_MS = 20_000;
const HEAP_LOOKS = 5;
const HEAP_APART_MS = 30_000;
/** A day of a tab, as fast as it is drawn: a change each ten seconds, a look each two hours. */
const DAY_LOOKS = 12;
const CHANGES_A_LOOK = 720;
const CHANGE_APART = 10_000_000;
/** So many changes come between two frames. */
const CHANGES_A_FRAME = 20;
const NEVER_MS = 2 ** 30;

/** The market whose question is the moment at which the desk told it. */
const CLOCK = slugOf(1);

function withClock(document: DeskDocument): DeskDocument {
  const row = document.markets[CLOCK];
  if (row === undefined) return document;
  const told = { ...row, question: String(Date.now()) };
  return { ...document, markets: { ...document.markets, [CLOCK]: told } };
}

/** When the heading of the overview was drawn, ms since the navigation began. */
const NOTE_DRAWN = `new MutationObserver((_, observer) => {
  if (document.querySelector('main h1') === null) return;
  observer.disconnect();
  requestAnimationFrame(() => requestAnimationFrame(() => { window.drawnAt = performance.now(); }));
}).observe(document, { childList: true, subtree: true });`;

async function starts(stage: BrowserStage, base: string): Promise<void> {
  await stage.open(base);
  const painted: number[] = [];
  const drawn: number[] = [];
  for (let i = 0; i < STARTS; i++) {
    const page = await stage.open(base, '#/overview', {}, NOTE_DRAWN);
    await after(500);
    painted.push(
      await page.evaluate(`performance.getEntriesByName('first-contentful-paint')[0]
      .startTime`),
    );
    drawn.push(await page.evaluate('window.drawnAt'));
    await stage.closePages();
  }
  console.log(`first paint ${told(painted)}; overview drawn ${told(drawn)}`);
}

/** Each frame of the page looks whether the clock was drawn anew, and how old it is then. */
const WATCH = `new Promise((resolve) => {
  const card = document.querySelector('a.card[href$="${CLOCK}"] .card-title');
  const ages = [];
  let last = card.textContent;
  const until = performance.now() + ${WATCH_MS};
  const look = () => {
    const text = card.textContent;
    if (text !== last) {
      last = text;
      requestAnimationFrame(() => ages.push(Date.now() - Number(text)));
    }
    if (performance.now() < until) requestAnimationFrame(look);
    else resolve(ages);
  };
  look();
})`;

async function latency(page: Page): Promise<void> {
  const ages = (await page.evaluate(WATCH)) as number[];
  console.log(`event to pixel, ${MARKETS} markets moving: ${told(ages)}, ${ages.length} events`);
}

async function memory(page: Page): Promise<void> {
  for (let i = 0; i < HEAP_LOOKS; i++) {
    await after(HEAP_APART_MS);
    console.log(`memory: ${await heapOf(page)}`);
  }
}

/** What is left when all that nobody needs is collected. */
async function heapOf(page: Page): Promise<string> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  const { nodes } = await devtools.send('Memory.getDOMCounters');
  await devtools.detach();
  return `${(usedSize / 1e6).toFixed(2)} MB, ${nodes} nodes`;
}

const FRAME = 'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))';

/** A tab that stays on the overview for a day of its desk. */
async function day(stage: BrowserStage): Promise<void> {
  const link = new InventedLink(MARKETS, undefined, NEVER_MS);
  const page = await stage.open(await stage.serve(link));
  let heard = 0;
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      if (String(payload).startsWith('{"kind":"change"')) heard++;
    });
  });
  await page.reload();
  await page.waitForSelector('main h1');
  for (let change = 0; change <= DAY_LOOKS * CHANGES_A_LOOK; change++) {
    link.turn(documentAt(BEGIN + change * CHANGE_APART, MARKETS));
    if (change % CHANGES_A_FRAME === 0) await page.evaluate(FRAME);
    if (change % CHANGES_A_LOOK !== 0) continue;
    const hours = (change * CHANGE_APART) / 3_600_000_000;
    console.log(`after ${hours} h: ${await heapOf(page)}, ${heard} changes heard`);
  }
}

function told(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => Math.round(sorted[Math.floor((sorted.length - 1) * part)] ?? 0);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms`;
}

async function moving(stage: BrowserStage): Promise<void> {
  const base = await stage.serve(new InventedLink(MARKETS, withClock));
  await starts(stage, base);
  const page = await stage.open(base, '#/markets');
  await page.waitForSelector('.card');
  await latency(page);
  await memory(page);
  await stage.closePages();
}

const only = process.argv[2];
const stage = await BrowserStage.start();
try {
  if (only !== 'day') await moving(stage);
  await day(stage);
} finally {
  await stage.close();
}
