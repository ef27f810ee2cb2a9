import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ok, refuse } from '../../src/domain/result.ts';
import type { BacktestJob, BacktestRequest } from '../../src/screen/backtest-job.ts';
import type { Workshop } from '../../src/server/dashboard/workshop.ts';
import { NO_WORKSHOP } from '../support/told-desk.ts';
import { BrowserStage, noBrowser, SOON } from './browser-stage.ts';
import { FILMED, INVENTED_FILM, partOfInventedFilm } from './invented-film.ts';
import { InventedLink } from './invented-link.ts';

const REQUEST: BacktestRequest = {
  kind: 'film',
  strategy: 'replay',
  run: 'demo-1',
  parameters: {},
  simulation: {},
  markets: [FILMED],
};
const NOTHING = { trades: null, net: null, fees: null, meanPerTrade: null, low: null, high: null };
const JOB: BacktestJob = {
  id: '20261126t120000z-1',
  request: REQUEST,
  state: 'done',
  ...{
    askedAt: 1_795_694_400_000_000,
    startedAt: 1,
    endedAt: 2_000_000,
    progress: null,
    message: '',
  },
  result: {
    ...NOTHING,
    ...{ provenance: 'simulated', hash: null, cells: null, best: null, frames: 240, isSame: true },
  },
};

const FAILED: BacktestJob = {
  ...JOB,
  id: '20261126t110000z-1',
  request: { ...REQUEST, markets: ['btc-updown-5m-1'] },
  ...{ state: 'failed', result: null },
  message:
    'demo-1: a run\nerror: the run never heard of btc-updown-5m-1\n' +
    'Name a market of that run, whole.',
};

const BUSY = refuse('bad_film', 'its file is busy');
const NONE = refuse('not_found', 'there is no such film');

describe.skipIf(noBrowser)(`films in a browser ${noBrowser ?? ''}`, () => {
  let stage: BrowserStage;
  let base: string;
  const asked: BacktestRequest[] = [];
  let isDown = false;

  beforeAll(async () => {
    stage = await BrowserStage.start();
    const workshop: Workshop = {
      ...NO_WORKSHOP,
      backtests: {
        ...NO_WORKSHOP.backtests,
        all: [JOB, FAILED],
        runs: () => Promise.resolve(['demo-1']),
        ask: (request) => {
          asked.push(request);
          return Promise.resolve(ok(JOB));
        },
        film: (id) => Promise.resolve(id === JOB.id ? ok(INVENTED_FILM) : NONE),
        filmPart: async (_id, part) => (isDown ? BUSY : partOfInventedFilm(part)),
      },
    };
    base = await stage.serve(new InventedLink(20), { workshop });
  });
  afterEach(() => stage.closePages());
  afterAll(() => stage?.close());

  test('of which a part cannot be read can be moved on, and read again', async () => {
    isDown = true;
    const page = await stage.open(base, `#/replay/${JOB.id}`);
    await page.getByText('This part cannot be shown: its file is busy.').waitFor();
    await page.getByRole('slider', { name: 'Moment of the film' }).waitFor();
    isDown = false;
    await page.getByRole('button', { name: 'Read it again' }).click();
    await page.getByText(/picture 1 of/).waitFor();
    expect(page.faults.splice(0).join()).toMatch(/ 422 .*film\/part$/);
  });

  test('are asked for of a run and a market, and opened when they are done', async () => {
    const page = await stage.open(base, '#/replay');
    await page.getByRole('combobox', { name: 'Market' }).fill(FILMED);
    await page.getByRole('button', { name: 'Film it' }).click();
    await expect.poll(() => asked.at(-1), SOON).toEqual(REQUEST);
    await page.getByRole('link', { name: FILMED }).click();
    await page.getByRole('heading', { name: INVENTED_FILM.question as string }).waitFor();
    await page.getByText('decided as demo-1 did').waitFor();
  });

  test('show book, orders and decisions of the same moment, wherever it is', async () => {
    const page = await stage.open(base, `#/replay/${JOB.id}`);
    await page.getByText('Nothing had been decided yet.').waitFor();
    expect(await page.getByText('32 ahead').count()).toBe(0);
    await page.getByRole('button', { name: 'Event →' }).click();
    await page.getByText('32 ahead').waitFor();
    await page.getByText('picture 12 of 240').waitFor();
    await page.getByRole('slider').fill('150000000');
    await page.getByText('picture 151 of 240').waitFor();
    expect(await page.locator('.news > li').count()).toBe(3);
    await page.getByRole('button', { name: '← Event' }).click();
    await page.getByText('picture 101 of 240').waitFor();
    await page.getByRole('slider').fill('220000000');
    const book = page.getByRole('region', { name: 'Live book' });
    await book.getByText('not trusted: something is missing in the recording').waitFor();
  });

  test('say in plain words why a book is not trusted, at their begin as well', async () => {
    const page = await stage.open(base, `#/replay/${JOB.id}`);
    const missing = 'not trusted: the book has not begun yet, for nobody has told it whole';
    await page.getByText(missing, { exact: true }).waitFor();
    expect(await page.locator('.film-facts .unknown').first().getAttribute('title')).toBe(
      `its book is ${missing}`,
    );
    await page.getByRole('button', { name: 'Picture →' }).click();
    await page.getByText('picture 2 of').waitFor();
    expect(await page.getByText(/not trusted/).count()).toBe(0);
  });

  test('lead from a fill to why it was traded, and to the moment of that decision', async () => {
    const page = await stage.open(base, `#/replay/${JOB.id}`);
    await page.getByRole('slider').fill('150000000');
    await page.getByRole('button', { name: 'Bought 8 Up at 0.51' }).click();
    const panel = page.getByRole('region', { name: 'Why it was traded' });
    await panel.getByText('join-best sent order 7 (Buy 8 Up at 0.51), 1 min 29 s before').waitFor();
    expect(await panel.locator('.numbers').textContent()).toMatch(/^edge ?0\.02$/);
    await panel.getByRole('button', { name: 'Show the decision' }).click();
    await page.getByText('picture 12 of 240').waitFor();
    await panel.getByRole('button', { name: 'Close' }).click();
    await panel.waitFor({ state: 'detached' });
    // A click on the path leads to its moment, near a fill to why that was traded.
    const path = page.locator('.chart .u-over');
    await path.waitFor();
    const box = await path.boundingBox();
    const clickAt = (part: number) =>
      path.click({ position: { x: (box?.width ?? 0) * part, y: (box?.height ?? 0) / 2 } });
    await clickAt(100 / 239);
    await page.getByText('picture 101 of 240').waitFor();
    await panel.waitFor();
    await clickAt(0.8);
    await page.getByText(/picture 19\d of 240/).waitFor();
    await panel.waitFor({ state: 'detached' });
    expect(page.faults).toEqual([]);
  });

  test('say what to do where they cannot be shown', async () => {
    const page = await stage.open(base, '#/replay/20261126t120000z-9');
    await page.getByText('It cannot be shown: there is no such film').waitFor();
    expect(page.faults.splice(0).join()).toMatch(/ 404 .*film$/);
    await page.getByRole('link', { name: 'All films' }).click();
    await page.getByText('Name a market of that run, whole.').waitFor();
    await page.getByRole('button', { name: 'Ask again' }).click();
    await expect.poll(() => asked.at(-1), SOON).toEqual(FAILED.request);
  });

  test('play by themselves, faster if asked, and stop at the end', async () => {
    const page = await stage.open(base, `#/replay/${JOB.id}`);
    await page.getByRole('button', { name: '60×' }).click();
    await page.getByRole('button', { name: 'Play' }).click();
    await page.getByText('picture 240 of 240').waitFor();
    await page.getByRole('button', { name: 'Play' }).waitFor();
  });
});
