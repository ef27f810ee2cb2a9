import type { InputFile, SourceRow, UnitWriter } from '../importer.ts';
import { type CsvRow, columnsOf } from './csv-rows.ts';
import { readCsv } from './gzip-csv.ts';

type Columns<Name extends string> = Readonly<Record<Name, number>>;

/** When a row was written, µs, and whose it is: a slug that is none where that is not told. */
export type Moment = { readonly at: number; readonly slug: string };

/** One window of a log: takes its rows, and is decided when all were taken. */
export type LoggedWindow<Name extends string> = {
  take(row: CsvRow, columns: Columns<Name>, at: number, source: SourceRow): void;
  settle(): void;
};

export type WindowLog<Name extends string> = {
  readonly columns: readonly Name[];
  /** Undefined where the row cannot be read; `unreadable` says so to people. */
  momentOf(row: CsvRow, columns: Columns<Name>): Moment | undefined;
  readonly unreadable: string;
  /** Undefined where there is no such window. */
  open(slug: string): LoggedWindow<Name> | undefined;
};

/** Imports a packed CSV file whose rows are of windows of 15 minutes, any of them in any order. */
export async function readWindowRows<Name extends string>(
  file: InputFile,
  writer: UnitWriter,
  log: WindowLog<Name>,
): Promise<void> {
  const { header, rows } = await readCsv(file);
  const columns = columnsOf(header, log.columns);
  if (columns === undefined) return;
  const windows = new Map<string, LoggedWindow<Name>>();
  let read = 0;
  for (const row of rows) {
    read++;
    const source = { file: file.name, row: row.line };
    const moment = log.momentOf(row, columns);
    if (moment === undefined) {
      writer.quarantine(source, 'malformed_row', log.unreadable, row.raw);
      continue;
    }
    const window = windows.get(moment.slug) ?? log.open(moment.slug);
    if (window === undefined) {
      writer.quarantine(source, 'unknown_market', 'no window of 15 minutes', row.raw);
      continue;
    }
    windows.set(moment.slug, window);
    window.take(row, columns, moment.at, source);
  }
  writer.progress(read);
  for (const window of windows.values()) window.settle();
  await writer.ready();
}
