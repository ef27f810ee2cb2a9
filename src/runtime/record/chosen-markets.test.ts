import { afterEach, describe, expect, test } from 'vitest';
import { chosenVenue } from '../../../test/support/chosen-venue.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { decided } from '../../../test/support/gamma-server.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { loggedRecords } from '../../../test/support/logged-frames.ts';
import { loopbackRecording } from '../../../test/support/loopback-recording.ts';
import { ArchiveSource } from '../../archive/archive-source.ts';
import { Duck } from '../../archive/duck.ts';
import { openDatasets, readMarkets, readResolutions } from '../../archive/open-datasets.ts';
import { verifyArchive } from '../../archive/verify-archive.ts';
import { scanMarkets } from '../catalogue/scan-markets.ts';
import { choiceOfWords } from './choice-of-words.ts';
import { LiveRecording, type RecordingNews } from './live-recording.ts';
import type { MarketChoiceRequest } from './market-choice.ts';
import { statusOf } from './recording-status.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** Markets 1 to 5 of sports and 6 of politics on loopback, and a recorder of some of them. */
async function stage(choice: Partial<MarketChoiceRequest>) {
  const politics = { feeType: 'politics_fees_v2' };
  const { gamma, sockets, venue } = await chosenVenue([{}, {}, {}, {}, {}, politics]);
  const root = temporaryFolder();
  const news: RecordingNews[] = [];
  const recording = await LiveRecording.start({
    ...loopbackRecording({ venue, root, dataset: 'exchange', assets: [] }),
    choice: { names: [], top: undefined, refreshMs: 60_000, ...choice },
    onNews: (one) => news.push(one),
  });
  open.push(() => recording.stop());
  const recorded = () => [...recording.venueRecorder.watched].sort();
  const notes = () => news.flatMap((one) => (one.kind === 'note' ? [one.text] : []));
  const told = (kind: string) =>
    news.some((one) => one.kind === 'market' && one.news.kind === kind);
  const says = (message: object) => sockets.last.say(JSON.stringify(message));
  return { gamma, venue, recording, says, root, recorded, notes, told };
}

async function archived(root: string) {
  const duck = await Duck.open();
  const [dataset] = await openDatasets(root);
  const markets = await readMarkets(duck, dataset!);
  const resolutions = await readResolutions(duck, dataset!);
  duck.close();
  const bySlug = new Map(markets.map((one) => [one.facts.slug, one]));
  return { dataset: dataset!, bySlug, resolutions };
}

describe('markets by name', () => {
  test('are recorded with their facts until they are decided, and by whom', async () => {
    const { gamma, recording, root, recorded, told, says } = await stage({ names: ['market-1'] });
    const { channel } = recording.venueRecorder;
    await eventually(() => recorded().length === 1 && channel.counters.messages >= 2);
    expect(recording.oracle.status).toEqual([]);
    gamma.change(1, decided(['1', '0']));
    // The venue's word is a reason to look; without it, that would be minutes later.
    says(resolvedHint(1));
    await eventually(() => told('resolved'));
    expect(recorded()).toEqual([]);
    await recording.stop();
    const { bySlug, resolutions, dataset } = await archived(root);
    expect(bySlug.get('market-1')?.facts).toMatchObject({
      question: 'Will it be 1?',
      category: 'sports',
      tokens: ['1001', '1002'],
      labels: ['Yes', 'No'],
      minimumSize: { value: 5_000_000 },
      fee: { value: { ratePpm: 50_000 } },
      rule: { value: { kind: 'oracle' } },
      negativeRisk: true,
      listedTick: 1_000,
      // The venue's endDate is no close.
      closesAt: undefined,
    });
    expect([...resolutions.values()]).toEqual([
      {
        resolution: {
          payout: 1_000_000,
          // When it was learned: nobody could have known of it before.
          at: expect.closeTo(Date.now() * 1_000, -8),
          source: 'venue',
        },
        note: 'Gamma, strict winner rule',
      },
    ]);
    expect(dataset.manifest.counts.books).toBeGreaterThanOrEqual(2);
    expect((await verifyArchive(root))[0]?.checks.filter(({ faults }) => faults > 0)).toEqual([]);
  });

  test('leave the venue’s answers in the log, each when it says something new', async () => {
    const { gamma, recording, root, recorded, told, says } = await stage({ names: ['market-1'] });
    const { counters } = recording.catalogue;
    const { channel } = recording.venueRecorder;
    await eventually(() => recorded().length === 1 && channel.counters.messages >= 2);
    /** Looks again at what the venue says by now; the look after it shows that it is done. */
    const look = async (change: Record<string, unknown>) => {
      const { looks } = counters;
      gamma.change(1, change);
      await eventually(() => {
        says(resolvedHint(1));
        return counters.looks >= looks + 2;
      });
    };
    await look({ volume24hr: 77, updatedAt: '2026-11-20T12:01:00Z', bestBid: 0.41 });
    await look({ outcomePrices: '["0.5", "0.5"]' });
    await look({ description: 'What it is about.' });
    await look({ umaResolutionStatus: 'disputed', closed: true });
    gamma.change(1, decided(['1', '0']));
    await eventually(() => {
      says(resolvedHint(1));
      return told('resolved');
    });
    await recording.stop();
    const records = await loggedRecords(root, 'exchange');
    const rows = records
      .filter(({ source }) => source === 'gamma/market')
      .map(({ text }) => JSON.parse(text) as Record<string, unknown>);
    expect(rows.map((row) => [row.description, row.umaResolutionStatus])).toEqual([
      [undefined, undefined],
      ['What it is about.', undefined],
      ['What it is about.', 'disputed'],
      ['What it is about.', 'resolved'],
    ]);
    expect(records.filter(({ source }) => source === 'clob/market-info')).toHaveLength(1);
  });

  test('of a group are all of its open markets, or the one that is named with it', async () => {
    const { gamma, recorded, notes, recording } = await stage({
      names: ['match', 'match/market-4'],
    });
    gamma.groups.set('match', [1, 2, 3]);
    gamma.change(3, decided(['0.5', '0.5']));
    await eventually(() => recorded().length === 3);
    expect(recorded()).toEqual(['market-1', 'market-2', 'market-4']);
    expect(notes()).toEqual(['match: 2 open markets of 3']);
    await recording.stop();
  });

  test('that the CLOB lacks are waited for, those that nobody knows are told', async () => {
    const { gamma, recorded, told, recording } = await stage({ names: ['market-1', 'nonsense'] });
    gamma.unhydrated.add(1);
    await eventually(() => recording.catalogue.counters.troubles.unhydrated > 0);
    expect([recorded(), told('unfound')]).toEqual([[], true]);
    gamma.unhydrated.clear();
    await eventually(() => recorded().length === 1);
    expect(recording.catalogue.counters.troubles.missing).toBeGreaterThan(0);
  });

  test('that are over already are kept with their winner alone', async () => {
    const { gamma, recording, root, told } = await stage({ names: ['market-2'] });
    gamma.change(2, decided(['0.5', '0.5']));
    await eventually(() => told('resolved'));
    await recording.stop();
    const { bySlug, resolutions, dataset } = await archived(root);
    expect([...bySlug.keys()]).toEqual(['market-2']);
    expect([...resolutions.values()]).toMatchObject([{ resolution: { payout: 500_000 } }]);
    expect(dataset.manifest.rows.events).toBe(0);
  });

  test('that cannot be names are refused at once', () => {
    const words = { top: undefined, search: {}, refreshMs: 1 };
    for (const name of ['a b', 'a/b/c', 'https://polymarket.com/event/x', '']) {
      expect(choiceOfWords({ ...words, names: [name] })).toMatchObject({ code: 'not_a_slug' });
    }
    expect(choiceOfWords({ ...words, names: [] })).toEqual({ ok: true, value: undefined });
    const search = { categories: ['sports'] };
    expect(choiceOfWords({ ...words, names: [], search })).toMatchObject({
      value: { top: { most: 20, filter: search } },
    });
  });
});

test('a winner that came after the recording is taken from a scan', async () => {
  const { gamma, recording, root, recorded, venue } = await stage({ names: ['market-1'] });
  const { channel } = recording.venueRecorder;
  await eventually(() => recorded().length === 1 && channel.counters.messages >= 2);
  await recording.stop();
  gamma.change(1, decided(['0', '1']));
  const scan = { venue, root, withHistory: false, pagesMost: undefined, onPage: () => {} };
  const { manifest } = await scanMarkets({ ...scan, dataset: 'listed' });
  expect(manifest?.rows.resolutions).toBe(1);
  const source = await ArchiveSource.open(root);
  source.close();
  expect(source.markets).toMatchObject([{ slug: 'market-1', negativeRisk: true }]);
  expect(source.resolutions).toMatchObject([{ payout: 0, source: 'venue' }]);
  expect(source.origins.map(({ dataset }) => dataset)).toEqual(['exchange', 'listed']);
});

describe('the most traded markets of a search', () => {
  const top = { most: 2, filter: { categories: ['sports'] } };

  test('are kept current: the closed and the forgotten go, new ones come', async () => {
    const { gamma, recorded, recording, told, says } = await stage({ top, refreshMs: 100 });
    await eventually(() => recorded().length === 2);
    expect(recorded()).toEqual(['market-1', 'market-2']);
    // Third is not far enough down to give up a book.
    gamma.change(3, { volume24hr: 5_000 });
    await eventually(() => gamma.listings.length >= 4);
    expect(recorded()).toEqual(['market-1', 'market-2']);
    gamma.change(1, { volume24hr: 1 });
    await eventually(() => recorded().includes('market-3'));
    expect(recorded()).toEqual(['market-2', 'market-3']);
    gamma.change(2, { closed: true, acceptingOrders: false });
    says(resolvedHint(2));
    await eventually(() => told('closed') && recorded().includes('market-4'));
    await recording.stop();
  });

  test('come back into the book that was let go', async () => {
    const { gamma, recorded, recording, root } = await stage({ top, refreshMs: 100 });
    const { channel } = recording.venueRecorder;
    await eventually(() => recorded().length === 2 && channel.counters.messages >= 4);
    gamma.change(1, { volume24hr: 1 });
    // Both tokens of each market that comes say their books.
    await eventually(() => recorded().includes('market-3') && channel.counters.messages >= 6);
    gamma.change(1, { volume24hr: 9_000 });
    gamma.change(3, { volume24hr: 0 });
    await eventually(() => recorded().includes('market-1') && !recorded().includes('market-3'));
    await eventually(() => channel.counters.messages >= 8);
    await recording.stop();
    const { dataset } = await archived(root);
    const series = dataset.manifest.series.filter(({ slug }) => slug === 'market-1');
    expect(series.map(({ books }) => books)).toEqual([2, 2]);
    expect((await verifyArchive(root))[0]?.checks.filter(({ faults }) => faults > 0)).toEqual([]);
  });

  test('that are let go before they take orders are not recorded', async () => {
    const { gamma, recorded, recording } = await stage({ top, refreshMs: 100 });
    gamma.unhydrated.add(1);
    await eventually(() => recorded().includes('market-2'));
    gamma.change(1, { volume24hr: 1 });
    await eventually(() => recorded().includes('market-3'));
    gamma.unhydrated.clear();
    await eventually(() => recording.catalogue.markets.length === 3);
    expect(recorded()).toEqual(['market-2', 'market-3']);
    // Once it is chosen again it is.
    gamma.change(1, { volume24hr: 9_000 });
    gamma.change(3, { volume24hr: 0 });
    await eventually(() => recorded().includes('market-1'));
    await recording.stop();
  });

  test('are not let go where they were asked for by name as well', async () => {
    const names = ['market-1'];
    const { gamma, recorded, recording } = await stage({ names, top, refreshMs: 100 });
    await eventually(() => recorded().length === 2);
    gamma.change(1, { volume24hr: 1 });
    await eventually(() => recorded().includes('market-3'));
    expect(recorded()).toEqual(['market-1', 'market-2', 'market-3']);
    await recording.stop();
  });

  test('that nobody lists are told, and looked for again', async () => {
    const { gamma, recorded, notes, recording } = await stage({
      top: { most: 2, filter: { categories: ['weather'] } },
      refreshMs: 50,
    });
    await eventually(() => gamma.listings.length >= 3);
    expect(notes()).toEqual(['no open market passes the search; looking again']);
    expect(statusOf(recording).troubles).toEqual(notes());
    gamma.change(5, { feeType: 'weather_fees' });
    await eventually(() => recorded().length === 1);
  });
});

/** The socket's word that a market is over: a reason to look. */
function resolvedHint(id: number) {
  const market = `0x${id.toString(16).padStart(64, '0')}`;
  return { event_type: 'market_resolved', market, timestamp: '1776081600000' };
}
