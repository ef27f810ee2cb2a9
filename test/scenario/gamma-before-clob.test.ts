// 54: Gamma lists a market before the CLOB knows it, or lists it without its tokens. Windows are
// asked for again, ever more slowly, and skipped when they close unknown. Real HTTP on loopback.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Catalogue } from '../../src/polymarket/catalog/catalogue.ts';
import type { CatalogueNews } from '../../src/polymarket/catalog/catalogue-news.ts';
import { clobSource, gammaSource } from '../../src/polymarket/rest/catalog-sources.ts';
import { GammaClient } from '../../src/polymarket/rest/gamma-client.ts';
import { OPENS, upDownGroup, upDownRow } from '../support/gamma-world.ts';
import type { ReceivedRequest, ScriptedAnswer } from '../support/http-server.ts';
import { json, RestBench } from '../support/rest-bench.ts';
import { clobAnswers } from '../support/wire-samples/clob.ts';

const ROW = upDownRow();
const [UP = '', DOWN = ''] = JSON.parse(String(ROW.clobTokenIds)) as string[];
const NOT_FOUND: ScriptedAnswer = json({ error: 'not found' }, 404);

let bench: RestBench;
let news: CatalogueNews[];
let faults: unknown[];
let catalogue: Catalogue;
/** When the window of {@link OPENS} was asked for, in seconds after its opening. */
let asked: number[];
/** What is wrong with its listing, and with its market at the CLOB; undefined: nothing. */
let gamma: (() => ScriptedAnswer) | undefined;
let clob: (() => ScriptedAnswer) | undefined;

beforeEach(async () => {
  [news, faults, asked, gamma, clob] = [[], [], [], undefined, undefined];
  bench = await RestBench.open();
  bench.answer = answer;
  bench.clock.stepWall((OPENS - 20) * 1_000 - bench.clock.now() / 1_000);
  catalogue = new Catalogue({
    gamma: gammaSource(new GammaClient(bench.server.base, bench.options)),
    clob: clobSource(bench.clob()),
    clock: bench.clock,
    random: () => 0.5,
    assets: ['btc'],
    frames: ['5m'],
    timing: { windowsAhead: 1 },
    listener: (told) => news.push(told),
    onFault: (fault) => faults.push(fault),
  });
});
afterEach(async () => {
  catalogue.stop();
  await bench.close();
  expect(faults).toEqual([]);
});

const secondsAfter = () => bench.clock.now() / 1e6 - OPENS;

function answer({ path }: ReceivedRequest): ScriptedAnswer {
  if (path === `/events/slug/btc-updown-5m-${OPENS}`) {
    asked.push(secondsAfter());
    return gamma?.() ?? json(upDownGroup(ROW));
  }
  if (path === `/clob-markets/${ROW.conditionId}`) {
    const tokens = [
      { t: UP, o: 'Up' },
      { t: DOWN, o: 'Down' },
    ];
    return clob?.() ?? json({ ...clobAnswers.marketInfo, c: ROW.conditionId, t: tokens });
  }
  return NOT_FOUND;
}

/** The window that news is about; undefined: none that is known. */
function windowOf(news: CatalogueNews) {
  if ('window' in news) return news.window;
  return 'market' in news ? news.market.window : undefined;
}

/** What was told of the window, each with its second. */
function told(): string[] {
  return news.flatMap((one) => {
    const window = windowOf(one);
    if (window === undefined || window.opensAt / 1e6 !== OPENS) return [];
    return `${one.kind} at ${Math.floor(one.at / 1e6 - OPENS)}`;
  });
}

type Row = {
  readonly venue: string;
  readonly gamma?: () => ScriptedAnswer;
  readonly clob?: () => ScriptedAnswer;
  readonly trouble: 'missing' | 'unhydrated' | 'failed';
};

const rows: readonly Row[] = [
  { venue: 'Gamma does not list it (404)', gamma: () => NOT_FOUND, trouble: 'missing' },
  {
    venue: 'Gamma lists it without its tokens',
    gamma: () => json(upDownGroup({ ...ROW, clobTokenIds: '["", ""]' })),
    trouble: 'unhydrated',
  },
  { venue: 'the CLOB does not know it (404)', clob: () => NOT_FOUND, trouble: 'unhydrated' },
  { venue: 'the CLOB fails', clob: () => json({ error: 'later' }, 500), trouble: 'failed' },
  { venue: 'the CLOB is cut off', clob: () => 'cut', trouble: 'failed' },
];

describe.each(rows)('$venue', (row) => {
  beforeEach(() => {
    gamma = row.gamma;
    clob = row.clob;
    catalogue.start();
  });

  test('for a while: it is asked for ever more slowly, and known in the end', async () => {
    await bench.pass(80);
    expect(told()).toEqual([]);
    expect(catalogue.counters.troubles[row.trouble]).toBeGreaterThan(3);
    const waits = asked.slice(1).map((at, i) => at - (asked[i] ?? 0));
    expect(waits.at(-1)).toBeGreaterThan(4 * (waits[0] ?? 0));
    expect(asked.length).toBeLessThan(20);
    [gamma, clob] = [undefined, undefined];
    await bench.pass(30);
    expect(told().map((line) => line.split(' ')[0])).toEqual(['known', 'accepting', 'opened']);
  });

  test('for its whole life: it is skipped, and counted', async () => {
    await bench.pass(330);
    expect(told()).toEqual(['skipped at 300']);
    expect(catalogue.counters.skipped['5m']).toBeGreaterThan(0);
    expect(asked.at(-1)).toBeLessThan(300);
    expect(asked.length).toBeLessThan(40);
  });
});
