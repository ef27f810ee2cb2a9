// Browsers in a process of their own. Says when all of them hear; when it is told what the desk
// said last it says what they heard, once all of them show just that.
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { BrowserClient, type BrowserHeard } from './browser-client.ts';
import type { LastDocument } from './last-document.ts';

const WITHIN_MS = 30_000;
const LOOK_MS = 50;

const [address = '', browsers, ...markets] = process.argv.slice(2);
const { origin, hash } = new URL(address);
const all = Array.from({ length: Number(browsers) }, () => new BrowserClient());
const token = hash.slice('#token='.length);
for (const [i, browser] of all.entries()) await browser.open(origin, token, markets[i]);
await until('a browser hears nothing', () =>
  all.every(({ document, heard }, i) => {
    return document !== undefined && (markets[i] === undefined || heard.looks > 0);
  }),
);
for (const browser of all) browser.heard = { bytes: 0, changes: 0, looks: 0 };
process.once('message', ({ seq, document }: LastDocument) => void tell(seq, document));
process.send?.('listening');

async function tell(seq: number, document: LastDocument['document']): Promise<void> {
  await until(`a browser is not at ${seq}`, () => all.every((browser) => browser.seq === seq));
  if (!all.every((browser) => isDeepStrictEqual(browser.document, document))) {
    throw new Error('a browser shows another document than its desk');
  }
  for (const browser of all) browser.close();
  const heard: readonly BrowserHeard[] = all.map((browser) => browser.heard);
  process.send?.(heard, () => process.disconnect());
}

/** @throws Error when it does not come. */
async function until(otherwise: string, isSo: () => boolean): Promise<void> {
  for (let waited = 0; !isSo(); waited += LOOK_MS) {
    if (waited > WITHIN_MS) throw new Error(otherwise);
    await wait(LOOK_MS);
  }
}
