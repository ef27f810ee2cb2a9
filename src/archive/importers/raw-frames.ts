import { damaged } from '../duck.ts';
import type { DatasetFacts, Importer, ImportPlan, InputFile } from '../importer.ts';
import { readSession, type Session } from './frame-session.ts';
import { readGzip } from './gzip-file.ts';
import { onlyTar, unitKey } from './recording-files.ts';
import { readTar } from './tar.ts';

const FACTS: DatasetFacts = {
  name: 'raw-frames-2026-04',
  source: 'jonahgrigoryan/polymarket-15m-arb-bot, reports/sessions/*/raw_messages.jsonl',
  licence: { text: 'no licence stated: internal research only', class: 'none stated' },
  provenance: 'recorded',
  replayClock: 'init',
  notes: [
    'A sample of frames, not a tape: the recorder reads a few frames and reconnects. ' +
      'Every pause of more than 5 s and every new connection is a gap.',
    'Most sessions watch windows of the next day: hardly anybody trades in them yet.',
    'A whole book fetched or sent on subscription carries the time of its last change: receipt ' +
      'minus that time is its age, not a latency.',
    'Receipt in ms by the recorder clock. A Chainlink look-back counts as known when it arrived.',
    'No window is watched to its close: nothing is settled.',
  ],
  complete: undefined,
};

const FRAMES = /^(.*\/)?([^/]+)\/raw_messages\.jsonl$/;

/** Sessions of raw socket frames in envelopes, with their markets beside them, in one tar. */
export const rawFrames: Importer = {
  name: 'raw-frames',
  version: 2,
  async recognize(input, context): Promise<ImportPlan | undefined> {
    const file = onlyTar(input);
    if (file === undefined) return undefined;
    const sessions = await sessionsOf(file);
    if (sessions === undefined) return undefined;
    return {
      dataset: FACTS,
      units: sessions.map(({ name, frames }) => ({
        key: unitKey(name),
        inputs: [file],
        rows: frames.toString('latin1').split('\n').length - 1,
        read: async (writer) => {
          const session = (await sessionsOf(file))?.find((other) => other.name === name);
          if (session !== undefined) await readSession(session, file.name, context, writer);
        },
      })),
    };
  },
};

/** Sessions by name; undefined when the archive is another recording's. */
async function sessionsOf(file: InputFile): Promise<Session[] | undefined> {
  const archive = await readGzip(file);
  const contents = new Map<string, Buffer>();
  try {
    for (const { name, content } of readTar(archive)) contents.set(name, content);
  } catch (cause) {
    throw damaged(file.name, cause);
  }
  const sessions: Session[] = [];
  for (const [path, frames] of contents) {
    const [, folder = '', name] = FRAMES.exec(path) ?? [];
    if (name === undefined) continue;
    const markets = contents.get(`${folder}${name}/markets.jsonl`);
    if (markets === undefined || !frames.toString('utf8', 0, 200).startsWith('{"run_id":')) return;
    sessions.push({ name, frames, markets });
  }
  return sessions.length === 0 ? undefined : sessions.sort((a, b) => (a.name < b.name ? -1 : 1));
}
