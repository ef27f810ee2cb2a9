import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readFrameLog } from '../../src/archive/frame-log/frame-log-reader.ts';
import type { FrameRecord } from '../../src/archive/frame-log/frame-record.ts';
import { segmentFolder } from '../../src/archive/frame-log/take-segments.ts';
import { datasetFolder } from '../../src/archive/layout.ts';
import { readManifest } from '../../src/archive/manifest-file.ts';
import { LOOPBACK } from './loopback-recorder.ts';

/** Frames of the market channel in the log of a recorder that has stopped, as they came. */
export async function* loggedFrames(root: string): AsyncGenerator<string> {
  const { units = [] } = (await readManifest(datasetFolder(root, LOOPBACK))) ?? {};
  for (const unit of units) {
    for await (const block of readFrameLog(join(segmentFolder(root, LOOPBACK), `${unit}.frames`))) {
      if (!('records' in block)) throw new Error(`${unit} is damaged`);
      for (const { source, text } of block.records) if (source === 'clob/market') yield text;
    }
  }
}

/** Everything in the logs of a dataset whose recorder has stopped, in order. */
export async function loggedRecords(root: string, dataset: string): Promise<FrameRecord[]> {
  const folder = segmentFolder(root, dataset);
  const records: FrameRecord[] = [];
  for (const name of readdirSync(folder).sort()) {
    for await (const block of readFrameLog(join(folder, name))) {
      if (!('records' in block)) throw new Error(`${name} is damaged`);
      records.push(...block.records);
    }
  }
  return records;
}
