import { afterEach, expect, test } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { loopbackRecording } from '../../../test/support/loopback-recording.ts';
import { loopbackVenue } from '../../../test/support/loopback-venue.ts';
import { bookFrame } from '../../../test/support/market-frames.ts';
import { datasetFolder } from '../../archive/layout.ts';
import { readManifest } from '../../archive/manifest-file.ts';
import { verifyArchive } from '../../archive/verify-archive.ts';
import { openVenue, servicesAt } from '../venue.ts';
import { LiveRecording, type RecordingNews } from './live-recording.ts';
import { statusOf } from './recording-status.ts';
import { unreadInWords } from './unread.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const ORACLE = ['chainlink/btcusd', 'chainlink/btcusd-twap60'];

async function start(root: string, news: RecordingNews[]) {
  const { venue, market, rtds } = await loopbackVenue();
  const recording = await LiveRecording.start(
    loopbackRecording({ venue, root, dataset: 'exchange', onNews: (one) => news.push(one) }),
  );
  open.push(() => recording.stop());
  return { recording, market, rtds };
}

test('windows are found, recorded with the oracle, and read by a backtest afterwards', async () => {
  const root = temporaryFolder();
  const news: RecordingNews[] = [];
  const { recording, market } = await start(root, news);
  const { channel } = recording.venueRecorder;
  await eventually(() => statusOf(recording).markets >= 2 && channel.counters.messages >= 4);
  const [token = ''] = market.books.keys();
  market.publish(token, bookFrame({ token, ms: 1, bids: [['0.47', '5']] }));
  await eventually(() => statusOf(recording).prices > 1);
  expect(statusOf(recording)).toMatchObject({ refused: 0, shed: 0, troubles: [] });
  await recording.stop();
  expect(news.filter(({ kind }) => kind === 'trouble' || kind === 'note')).toEqual([]);
  const manifest = await readManifest(datasetFolder(root, 'exchange'));
  expect(manifest).toMatchObject({ provenance: 'simulated', feeds: ORACLE });
  expect(manifest?.counts.books).toBeGreaterThanOrEqual(4);
  expect(manifest?.series[0]?.slug).toMatch(/^btc-updown-5m-\d+$/);
  expect((await verifyArchive(root))[0]?.checks.filter(({ faults }) => faults > 0)).toEqual([]);
});

test('what is recorded is in the archive while it goes on, as soon as was asked', async () => {
  const root = temporaryFolder();
  const { venue } = await loopbackVenue();
  let rows = 0;
  const onNews = (news: RecordingNews) => {
    if (news.kind === 'taken') rows += news.taken.eventRows;
  };
  const soon = { venue, root, dataset: 'exchange', onNews, segmentMicros: 1_000_000 };
  const recording = await LiveRecording.start(loopbackRecording(soon));
  open.push(() => recording.stop());
  await eventually(() => rows > 0);
  const manifest = await readManifest(datasetFolder(root, 'exchange'));
  expect(manifest?.counts.books).toBeGreaterThan(0);
});

test('what the venue says and nobody here reads is counted by name', async () => {
  const { recording, market, rtds } = await start(temporaryFolder(), []);
  const { channel } = recording.venueRecorder;
  await eventually(() => channel.counters.messages >= 4 && statusOf(recording).prices > 1);
  expect(statusOf(recording).unread).toEqual({ fields: {}, types: {} });
  expect(unreadInWords(statusOf(recording).unread)).toBeUndefined();
  const [token = ''] = market.books.keys();
  market.publish(token, bookFrame({ token, ms: 1 }).replace('{', '{"tip":1,'));
  market.publish(
    token,
    '[{"event_type":"weather"},{"event_type":"weather"},{"event_type":"\\u001b[2J"}]',
  );
  for (const peer of rtds.peers) peer.say('{"topic":"comments"}');
  const types = { weather: 2, comments: 1, '\u001b[2J': 1 };
  await eventually(() => statusOf(recording).unread.types.comments === 1);
  await eventually(() => statusOf(recording).unread.types.weather === 2);
  expect(statusOf(recording).unread).toEqual({ fields: { 'book.tip': 1 }, types });
  // A name that is no plain word is not repeated to a terminal.
  expect(unreadInWords({ fields: { 'book.tip': 1 }, types })).toBe(
    'not read: book.tip, weather, comments, what has no plain name',
  );
});

test('what cannot be reached is told in words, and the recording goes on', async () => {
  const root = temporaryFolder();
  const nowhere = servicesAt('http://127.0.0.1:9');
  const recording = await LiveRecording.start(
    loopbackRecording({ venue: openVenue(nowhere), root, dataset: 'exchange' }),
  );
  open.push(() => recording.stop());
  await eventually(() => recording.catalogue.counters.looks > 0);
  const { troubles } = statusOf(recording);
  expect(troubles.join(' ')).toMatch(/no market is known yet.*the price socket RTDS is not open/);
  await recording.stop();
  expect((await readManifest(datasetFolder(root, 'exchange')))?.provenance).toBe('simulated');
});
