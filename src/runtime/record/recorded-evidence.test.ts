import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { loopbackVenue, rtdsPrints } from '../../../test/support/loopback-venue.ts';
import { archiveInfo } from '../../archive/archive-info.ts';
import { readFrameLog } from '../../archive/frame-log/frame-log-reader.ts';
import type { FrameRecord } from '../../archive/frame-log/frame-record.ts';
import { segmentFolder } from '../../archive/frame-log/take-segments.ts';
import { verifyArchive } from '../../archive/verify-archive.ts';
import { LiveRecording, type RecordingNews } from './live-recording.ts';
import { statusOf } from './recording-status.ts';

async function stage(eventMetadata: Record<string, string>) {
  const root = temporaryFolder();
  const loopback = await loopbackVenue();
  loopback.told.eventMetadata = eventMetadata;
  const news: RecordingNews[] = [];
  const recording = await LiveRecording.start({
    venue: loopback.venue,
    root,
    dataset: 'exchange',
    assets: ['btc'],
    frames: ['5m'],
    feeds: [],
    credentials: undefined,
    keepFramesMs: undefined,
    userAgent: 'polydesk-test/1',
    onNews: (one) => news.push(one),
  });
  onTestFinished(() => recording.stop());
  const notes = () => news.flatMap((one) => (one.kind === 'note' ? [one.text] : []));
  return { ...loopback, root, recording, notes };
}

async function recordsOf(root: string): Promise<FrameRecord[]> {
  const folder = segmentFolder(root, 'exchange');
  const records: FrameRecord[] = [];
  for (const name of readdirSync(folder).sort()) {
    for await (const block of readFrameLog(join(folder, name))) {
      if ('records' in block) records.push(...block.records);
    }
  }
  return records;
}

test('the strike of a window and the venue’s price to beat go from the log into the archive', async () => {
  const { recording, rtds, root, notes } = await stage({ priceToBeat: '70000.25' });
  await eventually(() => recording.prices.counts.prints >= 2 && statusOf(recording).markets >= 1);
  const opened = Math.floor(Date.now() / 300_000) * 300_000;
  for (const print of rtdsPrints(opened)) rtds.last.say(JSON.stringify(print));
  await eventually(() => statusOf(recording).strikes.differed > 0);
  expect(statusOf(recording).strikes).toMatchObject({ derived: 1, agreed: 0, differed: 1 });
  expect(notes()).toEqual([
    expect.stringMatching(/^btc-updown-5m-\d+: our price at the opening is 70000.5\d*, the venue/),
  ]);
  await recording.stop();
  const strikes = (await recordsOf(root)).filter(({ source }) => source === 'recorder/strike');
  const said = strikes.map(({ text }) => JSON.parse(text) as { kind: string; value: number });
  expect(said).toContainEqual(expect.objectContaining({ kind: 'derived', value: 70_000_500_000 }));
  expect(said).toContainEqual(expect.objectContaining({ kind: 'official', value: 70_000_250_000 }));
  const [info] = await archiveInfo(root);
  expect(info?.strikes).toMatchObject({ agreed: 0, differed: 1, unchecked: 0 });
  expect((await verifyArchive(root))[0]?.checks.filter(({ faults }) => faults > 0)).toEqual([]);
});
