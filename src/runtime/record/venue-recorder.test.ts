import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import { query, temporaryFolder } from '../../../test/support/imported.ts';
import { loggedFrames } from '../../../test/support/logged-frames.ts';
import { bareMarket, LOOPBACK, startLoopback } from '../../../test/support/loopback-recorder.ts';
import { MarketServer } from '../../../test/support/market-server.ts';
import { SocketServer } from '../../../test/support/socket-server.ts';
import { takeSegments } from '../../archive/frame-log/take-segments.ts';
import { datasetFolder } from '../../archive/layout.ts';
import { readManifest } from '../../archive/manifest-file.ts';
import type { ConditionId, TokenId } from '../../domain/ids.ts';
import type { ClockStep } from '../../net/strict-clock.ts';
import { SystemClock } from '../../net/system-clock.ts';
import type { Trouble } from './recorder.ts';
import type { VenueRecorder, VenueRecorderOptions } from './venue-recorder.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function stage(change: Partial<VenueRecorderOptions> = {}) {
  const sockets = await SocketServer.open();
  open.push(() => sockets.close());
  const market = new MarketServer(sockets);
  market.list('101', '102');
  const root = temporaryFolder();
  const troubles: Trouble[] = [];
  const recorder = await startLoopback({
    root,
    marketSocket: sockets.url,
    flushMs: 20,
    take: takeSegments,
    onTrouble: (trouble) => troubles.push(trouble),
    onFault: (error) => {
      throw error;
    },
    ...change,
  });
  open.push(() => recorder.stop());
  return { sockets, market, root, recorder, troubles };
}

const isTrusted = (recorder: VenueRecorder, token: string) =>
  recorder.channel.stream(token as TokenId)?.isTrusted ?? false;

test('a market is recorded from its first book to its winner, then forgotten', async () => {
  const { market, recorder, root } = await stage();
  expect(recorder.watch([bareMarket('a', '101'), bareMarket('b', '102')]).ok).toBe(true);
  await eventually(() => isTrusted(recorder, '101') && isTrusted(recorder, '102'));
  market.change(5, { token: '101', size: '9' });
  await eventually(() => recorder.channel.counters.messages === 3);
  recorder.release('a');
  expect(recorder.channel.stream('101' as TokenId)).toBeUndefined();
  const at = new SystemClock().now();
  const told = { payout: 1_000_000, at, source: 'venue' } as const;
  expect(recorder.resolved('a', told, 'Gamma').ok).toBe(true);
  recorder.forget('a');
  expect(recorder.watched).toEqual(['b']);
  expect(recorder.resolved('a', told, 'Gamma')).toMatchObject({ code: 'not_watched' });
  await recorder.stop();
  const folder = datasetFolder(root, LOOPBACK);
  const manifest = await readManifest(folder);
  expect(manifest?.counts).toMatchObject({ books: 2, deltas: 1 });
  const [winner] = await query(`SELECT payout::INTEGER AS payout, note
    FROM read_parquet('${join(folder, 'resolutions.parquet')}')`);
  expect(winner).toMatchObject({ payout: 1_000_000, note: 'Gamma' });
});

test('a connection that breaks is a gap from the last sign of life to the next book', async () => {
  const { market, recorder, root } = await stage();
  recorder.watch([bareMarket('a', '101')]);
  await eventually(() => isTrusted(recorder, '101'));
  market.dropAll();
  await eventually(() => !isTrusted(recorder, '101'));
  await eventually(() => isTrusted(recorder, '101'));
  await recorder.stop();
  const folder = datasetFolder(root, LOOPBACK);
  const gaps = await query(`SELECT reason, "to" IS NULL AS open
    FROM read_parquet('${join(folder, 'gaps.parquet')}') ORDER BY "from"`);
  expect(gaps).toEqual([
    { reason: 'disconnected', open: false },
    { reason: 'recording_gap', open: true },
  ]);
});

test('a frame that cannot be read is kept as it came, and the recording goes on', async () => {
  const { market, recorder, root } = await stage();
  recorder.watch([bareMarket('a', '101')]);
  await eventually(() => isTrusted(recorder, '101'));
  const broken = [
    '{"event_type":"book","asset_id":"1',
    '[{"price":""}]',
    `{"x":"${'y'.repeat(1e6)}"}`,
  ];
  for (const text of broken) market.publish('101', text);
  market.change(5, { token: '101', size: '9' });
  await eventually(() => recorder.channel.counters.frames === 5);
  expect(recorder.refusals).toBeGreaterThan(0);
  await recorder.stop();
  const texts: string[] = [];
  for await (const text of loggedFrames(root)) texts.push(text);
  expect(texts.slice(1, 4)).toEqual(broken);
  const folder = datasetFolder(root, LOOPBACK);
  const manifest = await readManifest(folder);
  expect(manifest?.counts.deltas).toBe(1);
  // And the archive tells why, with its beginning.
  expect(manifest?.rows.quarantine).toBe(recorder.refusals);
  const refused = await query(`SELECT code, message, raw
    FROM read_parquet('${join(folder, 'quarantine.parquet')}') ORDER BY "row"`);
  expect(refused[0]).toMatchObject({
    message: expect.stringMatching(/^clob\/market: ./),
    raw: broken[0],
  });
  expect(refused.map(({ raw }) => String(raw).length).every((length) => length <= 401)).toBe(true);
});

test('a market without tokens is refused, and nothing of it is recorded', async () => {
  const { recorder } = await stage();
  expect(recorder.watch([bareMarket('a', '101'), bareMarket('b')])).toMatchObject({
    code: 'no_tokens',
  });
  expect(recorder.watched).toEqual([]);
});

test('two recorders never write to one dataset', async () => {
  const { root, recorder } = await stage();
  expect(recorder.recorder.isStopped).toBe(false);
  const lock = join(datasetFolder(root, LOOPBACK), '.record.lock');
  // The number of a process that certainly runs, and is not this one.
  writeFileSync(lock, '1');
  await expect(stage({ root })).rejects.toMatchObject({ code: 'locked' });
  writeFileSync(lock, String(process.pid));
});

test('a disk that is nearly full costs frames first, then ends the recording', async () => {
  const { market, recorder, troubles, root } = await stage({
    leastFreeBytes: Number.MAX_SAFE_INTEGER,
  });
  recorder.watch([bareMarket('a', '101')]);
  await eventually(() => recorder.recorder.isStopped);
  expect(troubles.map(({ code }) => code)).toEqual(['disk_low', 'disk_full']);
  expect(troubles[1]?.message).toContain('make room');
  expect(recorder.watch([bareMarket('b', '102')])).toMatchObject({ code: 'stopped' });
  // Nobody listens any more, and what had been heard is in the archive, which is free.
  await eventually(() => market.present.length === 0);
  await recorder.stop();
  const folder = datasetFolder(root, LOOPBACK);
  expect((await readManifest(folder))?.rows.markets).toBe(1);
  expect(existsSync(join(folder, '.record.lock'))).toBe(false);
});

test('a recorder that cannot end its recording gives the dataset free all the same', async () => {
  const { recorder, root } = await stage();
  const { recording } = recorder.recorder;
  const broken = vi.spyOn(recording, 'stop').mockRejectedValue(new Error('no disk'));
  await expect(recorder.stop()).rejects.toThrow('no disk');
  expect(existsSync(join(datasetFolder(root, LOOPBACK), '.record.lock'))).toBe(false);
  broken.mockRestore();
  await recording.stop(new SystemClock().now());
  open.pop();
});

test('a market that is named twice at once is declared once', async () => {
  const { recorder, root } = await stage();
  const begun = vi.spyOn(recorder.recorder.recording, 'declare');
  recorder.watch([bareMarket('a', '101'), bareMarket('a', '101')]);
  expect(begun).toHaveBeenCalledTimes(1);
  expect(recorder.watched).toEqual(['a']);
  recorder.forget('a');
  await recorder.stop();
  expect((await readManifest(datasetFolder(root, LOOPBACK)))?.rows.markets).toBe(1);
});

test('a clock that was set is told once, and no book is known until it comes anew', async () => {
  let step: ClockStep | undefined;
  const { recorder, root, troubles } = await stage({ clockStep: () => step });
  recorder.watch([bareMarket('a', '101')]);
  await eventually(() => isTrusted(recorder, '101'));
  const since = new SystemClock().now();
  step = { count: 1, micros: -3_600_000_000, since };
  const { messages } = recorder.channel.counters;
  await eventually(() => troubles.length > 0);
  await eventually(() => recorder.channel.counters.messages > messages);
  await recorder.stop();
  expect(troubles.map(({ code }) => code)).toEqual(['clock_set']);
  expect(troubles[0]?.message).toContain('back by 3,600 s');
  const gaps = await query(`SELECT reason, "from"::DOUBLE AS "from", "to" IS NULL AS open
    FROM read_parquet('${join(datasetFolder(root, LOOPBACK), 'gaps.parquet')}') ORDER BY "from"`);
  expect(gaps).toMatchObject([
    { reason: 'recording_gap', from: since, open: false },
    { reason: 'recording_gap', open: true },
  ]);
});

test('a gap that is open when its market is over is counted as unanswered', async () => {
  const { recorder, sockets } = await stage({ askPrints: async () => [] });
  const conditionId = `0x${'ab'.repeat(32)}` as ConditionId;
  recorder.watch([{ ...bareMarket('a', '101'), conditionId }]);
  await eventually(() => isTrusted(recorder, '101'));
  await sockets.close();
  await eventually(() => !isTrusted(recorder, '101'));
  recorder.forget('a');
  expect(recorder.backfill?.counts).toEqual({ gaps: 1, missed: 0, unanswered: 1 });
});
