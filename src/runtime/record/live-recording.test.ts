import { afterEach, expect, test } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import { upDownGroup, upDownRow } from '../../../test/support/gamma-world.ts';
import { HttpServer } from '../../../test/support/http-server.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { bookFrame } from '../../../test/support/market-frames.ts';
import { MarketServer } from '../../../test/support/market-server.ts';
import { SocketServer } from '../../../test/support/socket-server.ts';
import { datasetFolder } from '../../archive/layout.ts';
import { readManifest } from '../../archive/manifest-file.ts';
import { verifyArchive } from '../../archive/verify-archive.ts';
import { openVenue, servicesAt } from '../venue.ts';
import { LiveRecording, type RecordingNews } from './live-recording.ts';
import { statusOf } from './recording-status.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** The venue as far as a recorder needs it: the windows that are open now and next. */
async function loopbackVenue() {
  const http = await HttpServer.open();
  const sockets = await SocketServer.open();
  const oracle = await SocketServer.open();
  open.push(
    () => http.close(),
    () => sockets.close(),
    () => oracle.close(),
  );
  const market = new MarketServer(sockets);
  http.answer = ({ path }) => {
    const slug = /^\/events\/slug\/(\w+)-updown-5m-(\d+)$/.exec(path);
    if (slug !== null) {
      const row = upDownRow({ asset: slug[1] ?? '', opens: Number(slug[2]) });
      const [up = '', down = ''] = JSON.parse(String(row.clobTokenIds)) as string[];
      if (!market.books.has(up)) market.list(up, down);
      return { status: 200, body: JSON.stringify(upDownGroup(row)) };
    }
    const condition = /^\/clob-markets\/0x0*([0-9a-f]+)$/.exec(path);
    if (condition !== null) {
      const opens = Number.parseInt(condition[1] ?? '', 16);
      return { status: 200, body: JSON.stringify(termsOf(opens)) };
    }
    return { status: 404, body: '{"error":"not found"}' };
  };
  oracle.onText = (peer, text) => {
    if (!text.includes('subscribe')) return;
    peer.say(
      JSON.stringify({
        topic: 'crypto_prices_chainlink',
        type: 'update',
        timestamp: Date.now(),
        payload: {
          symbol: 'btc/usd',
          timestamp: Date.now(),
          value: 70_000.5,
          full_accuracy_value: '70000500000000000000000',
        },
      }),
    );
  };
  const services = {
    ...servicesAt(http.base),
    marketSocket: sockets.url,
    legacyPriceSocket: oracle.url,
  };
  return { venue: openVenue(services), market };
}

/** Short names are the venue's (protocol notes §3.2). */
function termsOf(opens: number) {
  return {
    c: `0x${opens.toString(16).padStart(64, '0')}`,
    t: [
      { t: `${opens}1`, o: 'Up' },
      { t: `${opens}2`, o: 'Down' },
    ],
    mts: 0.01,
    mos: 5,
    nr: false,
    fd: { r: 0.07, e: 1, to: true },
    ao: true,
    itode: true,
  };
}

async function start(root: string, news: RecordingNews[]) {
  const { venue, market } = await loopbackVenue();
  const recording = await LiveRecording.start({
    venue,
    root,
    dataset: 'exchange',
    assets: ['btc'],
    frames: ['5m'],
    withSpot: false,
    keepFramesMs: undefined,
    userAgent: 'polydesk-test/1',
    onNews: (one) => news.push(one),
  });
  open.push(() => recording.stop());
  return { recording, market };
}

test('windows are found, recorded with the oracle, and read by a backtest afterwards', async () => {
  const root = temporaryFolder();
  const news: RecordingNews[] = [];
  const { recording, market } = await start(root, news);
  const { channel } = recording.venueRecorder;
  await eventually(() => statusOf(recording).markets >= 2 && channel.counters.messages >= 4);
  const [token = ''] = market.books.keys();
  market.publish(token, bookFrame({ token, ms: 1, bids: [['0.47', '5']] }));
  await eventually(() => statusOf(recording).prices > 0);
  expect(statusOf(recording)).toMatchObject({ refused: 0, shed: 0, troubles: [] });
  await recording.stop();
  expect(news.filter(({ kind }) => kind === 'trouble' || kind === 'note')).toEqual([]);
  const manifest = await readManifest(datasetFolder(root, 'exchange'));
  expect(manifest).toMatchObject({ provenance: 'simulated', feeds: ['chainlink/btcusd'] });
  expect(manifest?.counts.books).toBeGreaterThanOrEqual(4);
  expect(manifest?.series[0]?.slug).toMatch(/^btc-updown-5m-\d+$/);
  expect((await verifyArchive(root))[0]?.checks.filter(({ faults }) => faults > 0)).toEqual([]);
});

test('what cannot be reached is told in words, and the recording goes on', async () => {
  const root = temporaryFolder();
  const nowhere = servicesAt('http://127.0.0.1:9');
  const recording = await LiveRecording.start({
    venue: openVenue(nowhere),
    root,
    dataset: 'exchange',
    assets: ['btc'],
    frames: ['5m'],
    withSpot: false,
    keepFramesMs: undefined,
    userAgent: 'polydesk-test/1',
    onNews: () => {},
  });
  open.push(() => recording.stop());
  await eventually(() => recording.catalogue.counters.looks > 0);
  const { troubles } = statusOf(recording);
  expect(troubles.join(' ')).toMatch(/no market is known yet.*the price socket is not open/);
  await recording.stop();
  expect((await readManifest(datasetFolder(root, 'exchange')))?.provenance).toBe('simulated');
});
