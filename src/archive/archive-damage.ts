import { ArchiveError } from './archive-error.ts';
import { type Duck, sqlText } from './duck.ts';

/**
 * What to throw when files of an archive could not be read: an error that names the one at fault
 * and the remedy. `cause` itself where it is about something else than files.
 */
export async function archiveDamage(
  duck: Duck,
  paths: readonly string[],
  cause: unknown,
): Promise<unknown> {
  const said = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
  if (cause instanceof ArchiveError || paths.length === 0 || said.startsWith('Out of Memory')) {
    return cause;
  }
  const path = paths.find((one) => said.includes(one)) ?? (await unreadable(duck, paths));
  if (path === undefined) return cause;
  const remedy = 'See `polydesk archive verify`, and import the recording again.';
  return new ArchiveError('archive_damaged', `${path} cannot be read: ${said}. ${remedy}`, cause);
}

/** DuckDB does not always say which file it was. */
async function unreadable(duck: Duck, paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    try {
      // Every column, and those that any file of ours must have by name.
      await duck.rows(`SELECT max(hash(ts_event, ts_init, seq, price)), max(hash(COLUMNS(*)))
        FROM read_parquet(${sqlText(path)}, hive_partitioning = false)`);
    } catch {
      return path;
    }
  }
  return undefined;
}
