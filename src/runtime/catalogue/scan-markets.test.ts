import { afterEach, expect, test } from 'vitest';
import { decided, GammaServer } from '../../../test/support/gamma-server.ts';
import { HttpServer } from '../../../test/support/http-server.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { oneHost } from '../../../test/support/one-host.ts';
import { archiveInfo } from '../../archive/archive-info.ts';
import { Duck } from '../../archive/duck.ts';
import { openDatasets, readMarkets, readResolutions } from '../../archive/open-datasets.ts';
import { verifyArchive } from '../../archive/verify-archive.ts';
import type { Price } from '../../domain/units.ts';
import { openVenue } from '../venue.ts';
import { archivedMarketLister } from './archived-markets.ts';
import { type MarketScanOptions, scanMarkets } from './scan-markets.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A venue on loopback that lists ten markets a page, and scans of it into one archive. */
async function stage(markets: number) {
  const http = await HttpServer.open();
  open.push(() => http.close());
  const gamma = new GammaServer(10);
  for (let id = 1; id <= markets; id++) gamma.list(id);
  http.answer = gamma.answer;
  const root = temporaryFolder();
  const scan = (more: Partial<MarketScanOptions> = {}) =>
    scanMarkets({
      venue: openVenue(oneHost(http.base)),
      root,
      dataset: 'listed',
      withHistory: false,
      pagesMost: undefined,
      pauseMs: 0,
      onPage: () => {},
      ...more,
    });
  return { gamma, root, scan };
}

async function archived(root: string) {
  const duck = await Duck.open();
  const [dataset] = await openDatasets(root);
  const markets = await readMarkets(duck, dataset!);
  const winners = await readResolutions(duck, dataset!);
  duck.close();
  const bySlug = new Map(markets.map(({ number, facts }) => [facts.slug, { number, facts }]));
  const paid = (id: number) =>
    winners.get(bySlug.get(`market-${id}`)?.number ?? -1)?.resolution.payout;
  return { manifest: dataset!.manifest, bySlug, paid };
}

test('a scan brings facts and winners into an archive that verifies', async () => {
  const { gamma, root, scan } = await stage(25);
  gamma.change(3, { clobTokenIds: '["", ""]' });
  gamma.change(4, { outcomes: '["A", "B", "C"]', outcomePrices: '[]', clobTokenIds: '[]' });
  const pages: number[] = [];
  const first = await scan({ onPage: ({ rows }) => pages.push(rows) });
  expect(first).toMatchObject({ ended: 'done', rows: 25, calls: 4, callsToday: 4 });
  expect(pages).toEqual([10, 20, 25, 25]);
  expect(first.changes).toMatchObject({ fresh: 24, resolved: 0 });
  gamma.change(1, decided(['1', '0'], { updatedAt: '2026-11-20T13:00:00Z' }));
  gamma.change(2, decided(['0.5', '0.5'], { updatedAt: '2026-11-20T13:00:01Z' }));
  const disputed = { ...decided(['0', '1']), umaResolutionStatus: 'disputed' };
  gamma.change(6, { ...disputed, updatedAt: '2026-11-20T13:00:02Z' });
  const second = await scan();
  expect(second).toMatchObject({ ended: 'done', changes: { fresh: 0, resolved: 2, changed: 1 } });
  const { manifest, bySlug, paid } = await archived(root);
  expect([1, 2, 3, 6].map(paid)).toEqual([1_000_000, 500_000, undefined, undefined]);
  expect(bySlug.get('market-3')?.facts.tokens).toEqual([undefined, undefined]);
  expect(bySlug.get('market-1')?.facts).toMatchObject({
    question: 'Will it be 1?',
    category: 'sports',
    tokens: ['1001', '1002'],
    negativeRisk: true,
    listedTick: 1_000,
    fee: { value: { ratePpm: 50_000 } },
  });
  expect(manifest).toMatchObject({
    provenance: 'simulated',
    rows: { markets: 24, resolutions: 2, quarantine: 1 },
    quarantine: { not_binary: 1 },
    catalogue: { states: { closed: 1, resolved: 2, trading: 21 } },
  });
  const [info] = await archiveInfo(root);
  expect(info).toMatchObject({ decided: { venue: 2 }, withoutEvents: 24 });
  expect((await verifyArchive(root))[0]).toMatchObject({ ok: true });
});

test('a scan goes on at its page, after one that failed and after a stop', async () => {
  const { gamma, root, scan } = await stage(60);
  gamma.failsAfter = 2;
  const failed = await scan();
  expect(failed).toMatchObject({ ended: 'failed', rows: 20, calls: 3 });
  expect(failed.manifest?.rows.markets).toBe(20);
  const stopped = await scan({ pagesMost: 2 });
  expect(stopped).toMatchObject({ ended: 'paused', rows: 20, calls: 2, callsToday: 5 });
  const rest = await scan();
  expect(rest).toMatchObject({ ended: 'done', rows: 20 });
  expect(rest.manifest?.rows.markets).toBe(60);
  const cursors = gamma.listings.map((path) => /after_cursor=(\d+)/.exec(path)?.[1]);
  expect(cursors).toEqual([undefined, '10', '20', '20', '30', '40', '50', undefined]);
  expect((await verifyArchive(root))[0]?.ok).toBe(true);
});

test('a scan counts each request, and of its pages those that it read', async () => {
  const { gamma, scan } = await stage(40);
  gamma.cuts = 2;
  const pages: number[] = [];
  const onPage = ({ pages: read }: { readonly pages: number }) => pages.push(read);
  const first = await scan({ pagesMost: 2, onPage });
  expect(first).toMatchObject({ ended: 'paused', rows: 20, pages: 2, calls: 4, callsToday: 4 });
  expect(await scan({ pagesMost: 1, onPage })).toMatchObject({ calls: 1, callsToday: 5 });
  expect(pages).toEqual([1, 2, 1]);
});

test('a scan whose cursor is refused begins anew, once', async () => {
  const { gamma, scan } = await stage(60);
  await scan({ pagesMost: 2 });
  gamma.takesCursors = false;
  const refused = await scan();
  expect(refused).toMatchObject({ ended: 'failed', calls: 3, refusal: { code: 'cursor_refused' } });
  gamma.takesCursors = true;
  expect(await scan()).toMatchObject({ ended: 'done', begunAnew: false });
});

test('where nobody answers, nothing is left behind', async () => {
  const { gamma, root, scan } = await stage(5);
  gamma.failsAfter = 0;
  expect(await scan()).toMatchObject({ ended: 'failed', manifest: undefined });
  await expect(openDatasets(root)).rejects.toMatchObject({ code: 'not_found' });
});

test('the history of closed markets is read once, when it is asked for', async () => {
  const { gamma, root, scan } = await stage(12);
  for (let id = 100; id < 130; id++)
    gamma.list(id, decided(id % 2 === 0 ? ['1', '0'] : ['0', '1']));
  gamma.change(100, { outcomePrices: '["0.9999992", "0.0000008"]' });
  // Closed before: changes alone do not reach back to them.
  for (const row of gamma.rows) row.updatedAt = '2026-01-01T00:00:00Z';
  expect((await scan()).manifest?.rows.markets).toBe(22);
  const whole = await scan({ withHistory: true });
  expect(whole).toMatchObject({ ended: 'done', manifest: { rows: { markets: 42 } } });
  expect(whole.passes).toContainEqual({ lane: 'closed', kind: 'whole' });
  const again = await scan({ withHistory: true });
  expect(again.passes).not.toContainEqual({ lane: 'closed', kind: 'whole' });
  const { paid } = await archived(root);
  expect([100, 101, 102].map(paid)).toEqual([undefined, 0, 1_000_000]);
});

test('what was scanned is searched like the venue’s own list, with its age', async () => {
  const { gamma, root, scan } = await stage(35);
  gamma.change(7, { question: 'Will it RAIN?', bestBid: 0.4, bestAsk: 0.41 });
  gamma.change(8, { feeType: 'politics_fees_v2' });
  await scan();
  const list = archivedMarketLister(root);
  const request = { sorting: 'volume', most: 3, pagesMost: 1 } as const;
  const all = await list({ ...request, filter: {} });
  expect(all).toMatchObject({ value: { found: 35, read: 35, isWhole: true } });
  expect(all.ok && all.value.markets.map(({ slug }) => slug)).toEqual([
    'market-1',
    'market-2',
    'market-3',
  ]);
  expect(all.ok && all.value.scanned?.ageMs).toBeLessThan(600_000);
  const rain = await list({ ...request, filter: { text: 'rain', spreadMost: 20_000 as Price } });
  expect(rain).toMatchObject({
    value: { found: 1, markets: [{ slug: 'market-7', bestBid: 400_000, state: 'trading' }] },
  });
  const politics = await list({ ...request, filter: { categories: ['politics'] } });
  expect(politics).toMatchObject({ value: { found: 1, markets: [{ slug: 'market-8' }] } });
});

test('an archive without a catalogue is no place to search', async () => {
  const search = archivedMarketLister(temporaryFolder());
  const request = { filter: {}, sorting: 'slug', most: 1, pagesMost: 1 } as const;
  await expect(search(request)).rejects.toMatchObject({ code: 'not_found' });
});
