import { ArchiveError } from '../archive-error.ts';
import { readFrameLog } from '../frame-log/frame-log-reader.ts';
import { type BeginNote, LOG_VERSION, readNote, SOURCES } from '../frame-log/recorder-note.ts';
import type { DatasetFacts, Importer, ImportPlan, ImportUnit, InputFile } from '../importer.ts';
import { readSegment } from './log-segment.ts';
import { unitKey } from './recording-files.ts';

export const LOG_SUFFIX = '.frames';

/** The desk's own recordings: logs of frames, a unit for each segment. */
export const frameLogs: Importer = {
  name: 'frame-logs',
  version: 2,
  async recognize({ files }): Promise<ImportPlan | undefined> {
    const logs = files.filter((file) => file.name.endsWith(LOG_SUFFIX));
    if (logs.length === 0 || logs.length < files.length) return undefined;
    const begin = await commonBegin(logs);
    if (begin === undefined) return undefined;
    return { dataset: logFacts(begin), units: logs.map(segmentUnit) };
  },
};

/** What is true of a dataset that a recorder of ours fills. */
export function logFacts({ dataset, provenance, heardFrom }: BeginNote): DatasetFacts {
  return {
    name: dataset,
    source: `recorded by this program from ${heardFrom}`,
    licence: { text: 'own recording', class: 'own' },
    provenance,
    replayClock: 'init',
    notes: ['Times of receipt by the clock of the machine that recorded.'],
    // From the opening to the close; what is missing between is told by its gaps.
    complete: {
      firstWithinSeconds: 5,
      lastAfterSeconds: -15,
      lastIsAnyMessage: true,
      moreMessagesThan: 0,
    },
  };
}

/** One segment as a unit of import. */
export function segmentUnit(file: InputFile): ImportUnit {
  return {
    key: unitKey(file.name.slice(0, -LOG_SUFFIX.length)),
    inputs: [file],
    // Rows are not counted without reading; a frame takes a few bytes when packed.
    rows: file.bytes,
    read: (writer) => readSegment(file, writer),
  };
}

/** The name of a segment without its number, e.g. 20261125T172258000Z of a recorder. */
export function sessionOf(name: string): string {
  return name.slice(0, name.lastIndexOf('-'));
}

/**
 * What the log says of itself. It can be lost with its first block; an empty log says nothing.
 * @throws ArchiveError version_mismatch when another version wrote the log, foreign_log when it
 * is not of that dataset and provenance.
 */
export async function checkedBegin(
  file: InputFile,
  expected: Pick<BeginNote, 'dataset' | 'provenance'> | undefined,
): Promise<BeginNote | 'lost' | 'empty'> {
  const begin = await beginOf(file);
  if (typeof begin === 'string') return begin;
  if (begin.version !== LOG_VERSION) {
    const told = `${file.name} is a log of version ${begin.version}`;
    throw new ArchiveError(
      'version_mismatch',
      `${told}, this program reads ${LOG_VERSION}. Move it out of the folder.`,
    );
  }
  const { dataset, provenance } = expected ?? begin;
  if (begin.dataset === dataset && begin.provenance === provenance) return begin;
  throw new ArchiveError(
    'foreign_log',
    `${file.name} is a log of ${begin.provenance} ${begin.dataset}, not of ` +
      `${provenance} ${dataset}. Import logs of each in a folder of their own.`,
  );
}

/** What all logs say; undefined when none says anything. */
async function commonBegin(logs: readonly InputFile[]): Promise<BeginNote | undefined> {
  let common: BeginNote | undefined;
  const sessions = new Set<string>();
  const silent: InputFile[] = [];
  for (const file of logs) {
    const begin = await checkedBegin(file, common);
    if (begin === 'lost') silent.push(file);
    if (typeof begin === 'string') continue;
    common ??= begin;
    sessions.add(sessionOf(file.name));
  }
  // A segment is of the provenance of its session: what nobody tells is not guessed.
  const untold = silent.find(({ name }) => !sessions.has(sessionOf(name)));
  if (common === undefined || untold === undefined) return common;
  throw new ArchiveError(
    'damaged_file',
    `${untold.name}: its first block is damaged, and no segment of its session tells its ` +
      'provenance. Copy it again, or leave it out of the import.',
  );
}

async function beginOf(file: InputFile): Promise<BeginNote | 'lost' | 'empty'> {
  for await (const block of readFrameLog(file.path)) {
    if ('damage' in block) continue;
    const [first] = block.records;
    const begin = first?.source === SOURCES.begin ? readNote.begin(first.text) : undefined;
    return begin ?? 'lost';
  }
  return 'empty';
}
