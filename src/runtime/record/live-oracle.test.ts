import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import { importFolder, temporaryFolder } from '../../../test/support/imported.ts';
import { KEY, KEY_WORDS } from '../../../test/support/key-words.ts';
import { loopbackRecording } from '../../../test/support/loopback-recording.ts';
import { loopbackVenue } from '../../../test/support/loopback-venue.ts';
import { startLog } from '../../../test/support/made-up-log.ts';
import { ScriptedTransport } from '../../../test/support/scripted-transport.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import { readFrameLog } from '../../archive/frame-log/frame-log-reader.ts';
import { segmentFolder } from '../../archive/frame-log/take-segments.ts';
import { WireTally } from '../../polymarket/wire/tally.ts';
import { LiveOracle } from './live-oracle.ts';
import { LiveRecording, type RecordingNews } from './live-recording.ts';
import { PriceRecorder } from './price-recorder.ts';
import { statusOf } from './recording-status.ts';

const TWAP = 'chainlink/btcusd-twap60';

test('both sockets are recorded as they come, each print once, and the key nowhere', async () => {
  const root = temporaryFolder();
  const { venue, polybolt } = await loopbackVenue();
  const news: RecordingNews[] = [];
  const heard = { venue, root, dataset: 'exchange', credentials: KEY };
  const recording = await LiveRecording.start(
    loopbackRecording({ ...heard, onNews: (one) => news.push(one) }),
  );
  onTestFinished(() => recording.stop());
  await eventually(() => recording.prices.counts.prints >= 6);
  const status = statusOf(recording);
  expect(status.oracle).toEqual([
    { feed: TWAP, source: expect.stringMatching(/polybolt|rtds/) },
    { feed: 'chainlink/btcusd', source: expect.stringMatching(/polybolt|rtds/) },
  ]);
  expect(status.disagreements).toBeGreaterThan(0);
  expect(status.troubles).toEqual([]);
  await recording.stop();

  const notes = news.flatMap((one) => (one.kind === 'note' ? [one.text] : []));
  const differing = notes.filter((text) => text.includes('told first'));
  expect(differing).toEqual([expect.stringMatching(/^chainlink\/btcusd-twap60 of .* says 7000/)]);
  const folder = segmentFolder(root, 'exchange');
  const copied = await importFolder(folder);
  const [rows] = await copied.rows(
    `SELECT count(*)::INTEGER AS rows, count(DISTINCT (feed, ts_event))::INTEGER AS prints,
      count(DISTINCT feed)::INTEGER AS feeds FROM {references}`,
  );
  expect(rows).toMatchObject({ feeds: 2, rows: rows?.prints });

  let recorded = '';
  for (const name of readdirSync(folder)) {
    for await (const block of readFrameLog(join(folder, name))) {
      if ('records' in block)
        recorded += block.records.map((one) => JSON.stringify(one)).join('\n');
    }
  }
  expect(recorded).toContain('"source":"polybolt"');
  expect(recorded).toContain('"source":"rtds"');
  // The venue repeated our name; what we sent ourselves is never recorded.
  expect(recorded).toContain('[secret]');
  expect(polybolt.last.received.join()).toContain(KEY_WORDS.passphrase);
  const shown = [recorded, JSON.stringify([status, news]), inspect(recording, { depth: 9 })];
  for (const word of [KEY_WORDS.secret, KEY_WORDS.passphrase]) {
    expect(shown.filter((text) => text.includes(word))).toEqual([]);
  }
  expect(shown.slice(0, 2).filter((text) => text.includes(KEY_WORDS.key))).toEqual([]);
});

/** Both sockets without wires, in virtual time. */
async function stage(withKey: boolean) {
  const clock = new VirtualClock();
  const network = new ScriptedTransport();
  const notes: string[] = [];
  const recording = await startLog(temporaryFolder());
  let connections = 0;
  const oracle = new LiveOracle({
    services: { priceSocket: 'ws://polybolt/', legacyPriceSocket: 'ws://rtds/' },
    clock,
    transport: network.open,
    random: () => 0.5,
    nextConnection: () => ++connections,
    assets: ['btc'],
    credentials: withKey ? KEY : undefined,
    prices: new PriceRecorder(recording),
    tally: new WireTally(),
    onNote: (text) => notes.push(text),
    onFault: (error) => notes.push(`fault: ${error}`),
  });
  onTestFinished(async () => {
    await recording.stop(clock.now());
  });
  oracle.start();
  const endOf = (name: string) =>
    network.ends.findLast(({ request }) => request.url.includes(name));
  const open = (name: string) => endOf(name)?.events.opened();
  const now = () => Math.floor(clock.now() / 1_000);
  /** The prices of this moment, or of one to come. */
  const rtds = (aheadMs = 0) => {
    for (const topic of ['crypto_prices_chainlink', 'crypto_prices_twap_sixty']) {
      const payload = { symbol: 'btc/usd', timestamp: now() + aheadMs, value: 70_000 };
      endOf('rtds')?.say(JSON.stringify({ topic, type: 'update', timestamp: now(), payload }));
    }
  };
  let sequence = 0;
  const polybolt = () => {
    const point = { symbol: 'btcusd', source: 'chainlink', timestamp: now(), value: 70_000 };
    sequence++;
    for (const [channel, more] of [
      ['price.crypto', {}],
      ['price.crypto.twap', { window_seconds: 60 }],
    ] as const) {
      const told = { v: 1, channel, seq: sequence, ts: now(), payload: { ...point, ...more } };
      endOf('polybolt')?.say(JSON.stringify(told));
    }
  };
  const seconds = (count: number, ...speakers: readonly (() => void)[]) => {
    for (let i = 0; i < count; i++) {
      clock.advance(1_000);
      for (const speak of speakers) speak();
    }
  };
  const sayPolyBolt = (message: object) => endOf('polybolt')?.say(JSON.stringify(message));
  return { network, notes, oracle, open, rtds, polybolt, seconds, sayPolyBolt };
}

describe('the source of the oracle’s prices', () => {
  test('is PolyBolt, RTDS while it is silent, and the change is told once', async () => {
    const { notes, oracle, open, rtds, polybolt, seconds, sayPolyBolt } = await stage(true);
    open('polybolt');
    open('rtds');
    sayPolyBolt({ op: 'authed' });
    seconds(3, polybolt, rtds);
    expect(oracle.status.map(({ source }) => source)).toEqual(['polybolt', 'polybolt']);
    seconds(8, rtds);
    expect(oracle.status.map(({ source }) => source)).toEqual(['rtds', 'rtds']);
    expect(oracle.troubles).toEqual([]);
    seconds(40, polybolt, rtds);
    expect(oracle.status.map(({ source }) => source)).toEqual(['polybolt', 'polybolt']);
    expect(notes).toEqual([
      'chainlink/btcusd-twap60, chainlink/btcusd: from RTDS now, no longer from PolyBolt',
      'chainlink/btcusd-twap60, chainlink/btcusd: from PolyBolt now, no longer from RTDS',
    ]);
  });

  test('is unknown where nobody is fresh, and that is told', async () => {
    const { notes, oracle, open, rtds, seconds } = await stage(false);
    expect(oracle.troubles).toEqual([
      'the price socket RTDS is not open; trying again',
      'nobody tells chainlink/btcusd-twap60, chainlink/btcusd freshly',
    ]);
    open('rtds');
    seconds(2, rtds);
    expect(oracle.troubles).toEqual([]);
    seconds(7);
    expect(oracle.status.map(({ source }) => source)).toEqual([undefined, undefined]);
    seconds(1, rtds);
    expect(notes).toEqual([
      expect.stringMatching(/twap60, .*: no fresh price from anybody, RTDS was the last$/),
    ]);
    seconds(1, rtds);
    expect(notes[1]).toMatch(/: from RTDS again$/);
  });

  test('is nobody while our own clock is behind, and that is told', async () => {
    const { oracle, open, rtds, seconds } = await stage(false);
    open('rtds');
    seconds(2, () => rtds(2_500));
    expect(oracle.troubles).toEqual([
      "RTDS: 4 prices refused as from the future: this machine's clock is behind; see doctor",
      'nobody tells chainlink/btcusd-twap60, chainlink/btcusd freshly',
    ]);
    seconds(1, rtds);
    expect(oracle.troubles).toEqual([]);
  });

  test('is RTDS alone without a key', async () => {
    const { network } = await stage(false);
    expect(network.ends.map(({ request }) => request.url)).toEqual(['ws://rtds/']);
  });

  test('is RTDS where the key is not taken, and the venue is not quoted', async () => {
    const { notes, oracle, open, rtds, seconds, sayPolyBolt } = await stage(true);
    open('rtds');
    open('polybolt');
    sayPolyBolt({ op: 'error', code: 'auth_invalid' });
    sayPolyBolt({ op: 'error', code: 'auth_invalid' });
    seconds(1, rtds);
    expect(oracle.troubles).toEqual([
      'PolyBolt does not take our API key (auth_invalid); trying again',
    ]);
    expect(notes).toEqual(['PolyBolt does not take our API key: auth_invalid']);
    seconds(60, rtds);
    open('polybolt');
    sayPolyBolt({ op: 'error', code: `bad ${KEY_WORDS.passphrase}` });
    expect(notes[1]).toBe('PolyBolt denies what we ask for: a code that is none');
  });
});
