// Frames of exchanges outside the venue as recorded in April 2026, where they are present.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readTar } from '../../src/archive/importers/tar.ts';

export type RecordedSpotFrame = {
  readonly exchange: 'binance' | 'coinbase';
  readonly text: string;
  /** By the recorder's clock. */
  readonly receivedMs: number;
};

export function readSpotFrames(folder: string): RecordedSpotFrame[] {
  const frames: RecordedSpotFrame[] = [];
  for (const { name, content } of readTar(
    gunzipSync(readFileSync(join(folder, 'sessions.tar.gz'))),
  )) {
    if (!name.endsWith('raw_messages.jsonl')) continue;
    for (const line of content.toString('utf8').split('\n')) {
      if (line === '') continue;
      const { source, payload, recv_wall_ts } = JSON.parse(line);
      if (source !== 'binance' && source !== 'coinbase') continue;
      frames.push({ exchange: source, text: payload, receivedMs: recv_wall_ts });
    }
  }
  return frames;
}
