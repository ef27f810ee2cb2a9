import type { InputFile } from '../importer.ts';
import { type CsvRow, csvHeader, csvRows } from './csv-rows.ts';
import { peekGzip, readGzip } from './gzip-file.ts';

/** Column names of a packed CSV file; none where it is something else. */
export async function peekHeader(file: InputFile): Promise<readonly string[]> {
  if (!file.name.endsWith('.csv.gz')) return [];
  const head = await peekGzip(file);
  return csvHeader(head.split('\n')[0] ?? '');
}

/** Column names and data rows of a packed CSV file. @throws ArchiveError as {@link readGzip}. */
export async function readCsv(
  file: InputFile,
): Promise<{ readonly header: readonly string[]; readonly rows: Generator<CsvRow> }> {
  const text = (await readGzip(file)).toString('utf8');
  return { header: csvHeader(text.slice(0, text.indexOf('\n'))), rows: csvRows(text) };
}
