import { join } from 'node:path';
import { sqlList } from './duck.ts';
import type { FileRecord } from './receipt.ts';

/** The column that replay follows. */
export function clockColumn(replayClock: 'event' | 'init'): 'ts_event' | 'ts_init' {
  return replayClock === 'event' ? 'ts_event' : 'ts_init';
}

/** SQL that reads the given files of a dataset; their own columns, not those of folder names. */
export function scanOf(folder: string, files: readonly FileRecord[]): string {
  return `read_parquet(${sqlList(pathsOf(folder, files))}, hive_partitioning = false)`;
}

export function pathsOf(folder: string, files: readonly FileRecord[]): string[] {
  return files.map((file) => join(folder, file.path));
}
