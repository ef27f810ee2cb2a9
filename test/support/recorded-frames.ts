// Socket frames as recorded in April 2026, each as its text, where they are present.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readTar } from '../../src/archive/importers/tar.ts';
import { recording } from './recorded.ts';

/** The market channel's frames of one recording session, connection by connection, as text. */
export type RecordedSession = {
  readonly name: string;
  readonly connections: readonly (readonly string[])[];
};

export type RecordedFrame = { readonly source: string; readonly text: string };

/** The recorder numbers frames in millions: a new million is a new round of connections. */
const SEQUENCE_PER_ROUND = 1_000_000;

type Envelope = {
  readonly source: string;
  /** Milliseconds, by the clock of the machine that recorded. */
  readonly recv_wall_ts: number;
  readonly ingest_seq: number;
  readonly payload: string;
};

function sessionsIn(folder: string): { name: string; envelopes: Envelope[] }[] {
  const archive = gunzipSync(readFileSync(join(folder, 'sessions.tar.gz')));
  return [...readTar(archive)]
    .filter(({ name }) => name.endsWith('/raw_messages.jsonl'))
    .map(({ name, content }) => {
      const lines = content.toString('utf8').split('\n');
      const envelopes = lines.filter((line) => line !== '').map((line) => JSON.parse(line));
      return { name, envelopes };
    });
}

export function readSessions(folder: string): RecordedSession[] {
  return sessionsIn(folder).map(({ name, envelopes }) => {
    const rounds = new Map<number, string[]>();
    for (const { source, ingest_seq, payload } of envelopes) {
      if (source !== 'polymarket_clob') continue;
      const round = Math.floor(ingest_seq / SEQUENCE_PER_ROUND);
      rounds.set(round, [...(rounds.get(round) ?? []), payload]);
    }
    return { name, connections: [...rounds.values()] };
  });
}

/** A text, and when it was received: ms by the clock of the machine that recorded. */
export type TimedText = { readonly text: string; readonly at: number };

/** The market channel's frames of all sessions, as they came. */
export function marketFrames(folder: string): TimedText[] {
  return sessionsIn(folder)
    .flatMap(({ envelopes }) => envelopes)
    .filter(({ source }) => source === 'polymarket_clob')
    .map(({ payload, recv_wall_ts: at }) => ({ text: payload, at }))
    .sort((a, b) => a.at - b.at);
}

/** All frames of all sources, in order; undefined where the recording is absent. */
export function recordedFrames(): readonly RecordedFrame[] | undefined {
  const folder = recording('raw-frames-2026-04');
  if (folder === undefined) return undefined;
  return sessionsIn(folder).flatMap(({ envelopes }) =>
    envelopes.map(({ source, payload }) => ({ source, text: payload })),
  );
}
