import { createHash } from 'node:crypto';
import type { RunRecord } from '../../report/run-record.ts';
import { fileName } from './write-file.ts';

/**
 * Where the report of a run goes unless another place is named. A run that is repeated lands on the
 * same file; one that decides differently, or was asked for otherwise, on another.
 */
export function defaultReportPath(
  name: string,
  { hash, configuration }: Pick<RunRecord, 'hash' | 'configuration'>,
): string {
  const asked = createHash('sha256').update(JSON.stringify(configuration)).digest('hex');
  return `reports/${fileName(name)}-${hash.slice(0, 8)}-${asked.slice(0, 4)}.html`;
}
