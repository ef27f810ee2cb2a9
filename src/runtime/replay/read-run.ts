import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { LateGap } from '../../archive/gaps-as-heard.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { KnownValue } from '../../screen/known-value.ts';
import { type JournalRecord, readJournal } from '../../store/journal/journal-text.ts';
import {
  type BesideRecord,
  isBeside,
  JOURNAL_VERSIONS,
  type RunBegun,
  type RunEnded,
  readEntry,
} from './written-run.ts';

/** A run as its journal tells it. */
export type WrittenRun = {
  /** `data.root` is absolute. */
  readonly begun: RunBegun;
  readonly entries: readonly JournalEntry[];
  /** What it heard late of its books. */
  readonly lateGaps: readonly LateGap[];
  /** What it was worth when that was known last; undefined: it never was, or was not written. */
  readonly lastEquity: KnownValue | undefined;
  /** Undefined: the run came to no end, or goes on. */
  readonly ended: RunEnded | undefined;
};

/**
 * Reads what a run has written down. Refuses `no_journal`, `journal_damaged`, `not_a_run` and
 * `other_version`. A record that was being written when the program died is passed over.
 */
export async function readRun(path: string): Promise<Result<WrittenRun>> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return refuse('no_journal', `there is no file ${path}`);
    if (error.code === 'EISDIR') return refuse('no_journal', `${path} is a folder`);
    throw error;
  });
  if ('ok' in bytes) return bytes;
  const { records, damage } = readJournal(bytes);
  const begun = kindOf(records[0]) === 'RunBegun' ? (records[0]?.value as RunBegun) : undefined;
  if (begun === undefined) return refuse('not_a_run', `${path} is not the journal of a run`);
  if (damage !== undefined) {
    const place = `line ${damage.line} (byte ${damage.byte})`;
    return refuse('journal_damaged', `${path}: ${place} is not as it was written`);
  }
  if (!JOURNAL_VERSIONS.includes(begun.version)) {
    const versions = `version ${begun.version}, this program reads ${JOURNAL_VERSIONS.join(', ')}`;
    return refuse('other_version', `${path} is a journal of ${versions}`);
  }
  const last = records.at(-1);
  const ended = kindOf(last) === 'RunEnded' ? (last?.value as RunEnded) : undefined;
  const between = records.slice(1, ended === undefined ? undefined : -1);
  const entries = between.filter(({ value }) => !isBeside(value as object));
  const root = resolve(dirname(path), begun.data.root);
  return ok({
    begun: { ...begun, data: { ...begun.data, root } },
    entries: entries.map(({ value }) => readEntry(value)),
    lateGaps: between.flatMap((record) =>
      kindOf(record) === 'GapHeard' ? [record.value as LateGap] : [],
    ),
    lastEquity: lastEquityOf(between),
    ended,
  });
}

function lastEquityOf(records: readonly JournalRecord[]): KnownValue | undefined {
  const newest = records.findLast((record) => kindOf(record) === 'EquityKnown');
  if (newest === undefined) return undefined;
  const { at, equity } = newest.value as EquityKnown;
  return { at, value: equity };
}

type EquityKnown = Extract<BesideRecord, { kind: 'EquityKnown' }>;

function kindOf(record: JournalRecord | undefined): unknown {
  const value = record?.value;
  return typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
}
