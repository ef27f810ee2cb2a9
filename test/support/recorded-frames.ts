// Frames of the venue as recorded in April 2026, where they are present.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readTar } from '../../src/archive/importers/tar.ts';

/** The market channel's frames of one recording session, connection by connection, as text. */
export type RecordedSession = {
  readonly name: string;
  readonly connections: readonly (readonly string[])[];
};

/** The recorder numbers frames in millions: a new million is a new round of connections. */
const SEQUENCE_PER_ROUND = 1_000_000;

export function readSessions(folder: string): RecordedSession[] {
  const archive = gunzipSync(readFileSync(join(folder, 'sessions.tar.gz')));
  const sessions: RecordedSession[] = [];
  for (const { name, content } of readTar(archive)) {
    if (!name.endsWith('raw_messages.jsonl')) continue;
    const rounds = new Map<number, string[]>();
    for (const line of content.toString('utf8').split('\n')) {
      if (line === '') continue;
      const { source, ingest_seq, payload } = JSON.parse(line);
      if (source !== 'polymarket_clob') continue;
      const round = Math.floor(ingest_seq / SEQUENCE_PER_ROUND);
      rounds.set(round, [...(rounds.get(round) ?? []), payload]);
    }
    sessions.push({ name, connections: [...rounds.values()] });
  }
  return sessions;
}
