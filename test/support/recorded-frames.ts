// Socket frames as recorded, each as its text. For tests and benchmarks; undefined where absent.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readTar } from '../../src/archive/importers/tar.ts';
import { recording } from './recorded.ts';

export type RecordedFrame = { readonly source: string; readonly text: string };

/** All frames of the recorded sessions of April 2026, in order. */
export function recordedFrames(): readonly RecordedFrame[] | undefined {
  const path = recording('raw-frames-2026-04/sessions.tar.gz');
  if (path === undefined) return undefined;
  const frames: RecordedFrame[] = [];
  for (const { name, content } of readTar(gunzipSync(readFileSync(path)))) {
    if (!name.endsWith('/raw_messages.jsonl')) continue;
    for (const line of content.toString('utf8').split('\n')) {
      if (line === '') continue;
      const { source, payload } = JSON.parse(line) as { source: string; payload: string };
      frames.push({ source, text: payload });
    }
  }
  return frames;
}
