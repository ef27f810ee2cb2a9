import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { WrittenRun } from './read-run.ts';

/** What is measured of a run: every program writes it down that makes a version from 3 on. */
const SINCE_3 = ['FillFollowed', 'RewardSampled'] as const satisfies JournalEntry['kind'][];

/**
 * Kinds of entries that a run did not know of: of an older version, and it has none of them.
 * Nothing decides by these, so a replay without them still says whether it decided the same.
 */
export function kindsLackingIn({ begun, entries }: WrittenRun): ReadonlySet<JournalEntry['kind']> {
  const has = new Set(entries.map(({ kind }) => kind));
  return new Set(begun.version < 3 ? SINCE_3.filter((kind) => !has.has(kind)) : []);
}
