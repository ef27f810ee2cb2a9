import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Provenance } from '../../domain/provenance.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import { RunActivity } from '../../report/activity/run-activity.ts';
import type { KnownValue } from '../../screen/known-value.ts';
import { leftVenueAt } from '../replay/left-venue.ts';
import { readRun } from '../replay/read-run.ts';
import { runJournalPath } from '../replay/run-journal.ts';
import type { RunBegun } from '../replay/written-run.ts';
import { type Asked, type ToldActivity, toldActivity } from './told-activity.ts';

/**
 * A run that is over, by what it wrote down. Of one that began live and left the venue the mode is
 * paper, as its desk told it: what it was worth in the end is no money of the wallet.
 */
export type LastRun = Pick<RunBegun, 'name' | 'mode'> & {
  /** Of what it traded on; undefined: it heard nothing itself. */
  readonly provenance: Provenance | undefined;
  readonly startedAt: Timestamp;
  /** Of its last entry; `isEnded` false: it came to no end, as one that was killed. */
  readonly endedAt: Timestamp;
  readonly isEnded: boolean;
  readonly fault: string | undefined;
  /** When equity was known last, and what it was; undefined: nothing of it is written down. */
  readonly lastEquity: KnownValue | undefined;
  readonly activity: ToldActivity;
};

/** The run that wrote last into the archive at `root`. Refuses `no_run` and what readRun does. */
export async function lastRun(root: string): Promise<Result<LastRun>> {
  const path = await newestJournal(dirname(runJournalPath(root, '')));
  if (path === undefined) return refuse('no_run', `no run has written into ${root}`);
  const read = await readRun(path);
  if (!read.ok) return read;
  const { begun, entries, lastEquity, ended } = read.value;
  const activity = new RunActivity(begun.strategies.map(({ name }) => name));
  const endedAt = ended?.at ?? entries.at(-1)?.at ?? begun.at;
  for (const entry of entries) if (!isAfterwards(entry, endedAt)) activity.append(entry);
  return ok({
    name: begun.name,
    mode: leftVenueAt(entries) === undefined ? begun.mode : 'paper',
    provenance: begun.heard?.provenance,
    startedAt: begun.at,
    endedAt,
    isEnded: ended !== undefined,
    fault: ended?.fault,
    lastEquity,
    activity: toldActivity(activity, endedAt, OVER),
  });
}

/** Nobody is there any more to be asked. */
const OVER: Asked = {
  opinion: () => ({ code: 'open_at_end', token: undefined, numbers: {} }),
  models: () => [],
};

/** A run that is stopped plays what is left of its markets to their ends: nobody decided that. */
function isAfterwards({ kind, at }: JournalEntry, endedAt: Timestamp): boolean {
  return at > endedAt && AFTERWARDS.has(kind);
}

const AFTERWARDS: ReadonlySet<JournalEntry['kind']> = new Set([
  'Skipped',
  'Denied',
  'MarketClosed',
]);

async function newestJournal(folder: string): Promise<string | undefined> {
  const names = await readdir(folder).catch(() => []);
  let newest: { readonly path: string; readonly at: number } | undefined;
  for (const name of names.filter((one) => one.endsWith('.journal'))) {
    const path = join(folder, name);
    const at = (await stat(path)).mtimeMs;
    if (newest === undefined || at > newest.at) newest = { path, at };
  }
  return newest?.path;
}
