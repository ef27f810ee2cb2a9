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
  version: 1,
  async recognize({ files }): Promise<ImportPlan | undefined> {
    const logs = files.filter((file) => file.name.endsWith(LOG_SUFFIX));
    const [first] = logs;
    if (first === undefined || logs.length < files.length) return undefined;
    const begin = await beginOf(first);
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

/** @throws ArchiveError version_mismatch when another version wrote the log. */
async function beginOf(file: InputFile): Promise<BeginNote | undefined> {
  for await (const block of readFrameLog(file.path)) {
    if ('damage' in block) continue;
    const [first] = block.records;
    if (first?.source !== SOURCES.begin) return undefined;
    const begin = readNote.begin(first.text);
    if (begin === undefined || begin.version === LOG_VERSION) return begin;
    throw new ArchiveError(
      'version_mismatch',
      `${file.name} is a log of version ${begin.version}, this program reads ${LOG_VERSION}`,
    );
  }
  return undefined;
}
