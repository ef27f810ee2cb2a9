import { createHash } from 'node:crypto';
import type { RunRecord } from '../../report/run-record.ts';
import { fileName } from './write-file.ts';

type Run = Pick<RunRecord, 'hash' | 'configuration'>;

/** Stands for the run before there is one: to try whether a report can be written. */
export const NO_RUN: Run = { hash: '0', configuration: null };

/** `report`: the path that was named, or false: none. `json`: true where it goes to stdout. */
type Asked = { readonly report?: string | false; readonly json?: unknown };

/** Where the report of a run goes; undefined when none is wanted. */
export function reportPathOf(
  name: string,
  { report, json }: Asked,
): ((run: Run) => string) | undefined {
  if (report === false || (report === undefined && json === true)) return undefined;
  if (report !== undefined) return () => report;
  return (run) => defaultReportPath(name, run);
}

/**
 * Where the report of a run goes unless another place is named. A run that is repeated lands on the
 * same file; one that decides differently, or was asked for otherwise, on another.
 */
function defaultReportPath(name: string, { hash, configuration }: Run): string {
  const asked = createHash('sha256').update(JSON.stringify(configuration)).digest('hex');
  return `reports/${fileName(name)}-${hash.slice(0, 8)}-${asked.slice(0, 4)}.html`;
}
