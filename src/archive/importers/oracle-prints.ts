import { roundDecimal } from '../../domain/decimal.ts';
import type { InputFile, UnitWriter } from '../importer.ts';
import { columnsOf } from './csv-rows.ts';
import { readCsv } from './gzip-csv.ts';

export const PRINT_COLUMNS = ['feed_ts_ms', 'value', 'full_accuracy_value', 'recv_ms'] as const;

/** One print of the oracle: times in ms, value in 1e-6 dollars, `text` with every digit. */
export type OraclePrint = {
  readonly line: number;
  readonly raw: string;
  readonly madeMs: number;
  readonly receivedMs: number;
  readonly value: number;
  readonly text: string;
};

const FEED = 'chainlink/btcusd';
const CHAIN_DECIMALS = 18;
/** Two ways of writing one price may differ by a float's last digits, in 1e-6 dollars. */
const SAME_WITHIN = 2;
const TIME = /^[1-9]\d{12}$/;
const ROWS_BETWEEN_WRITES = 5_000;

/** Imports a day of prints. */
export async function readPrints(file: InputFile, writer: UnitWriter): Promise<void> {
  const seconds = new Map<number, number>();
  let received = 0;
  let rows = 0;
  for (const print of await oraclePrints(file, (line, code, message, raw) =>
    writer.quarantine({ file: file.name, row: line }, code, message, raw),
  )) {
    if (print.receivedMs < received) writer.defect('receive_clock_went_back');
    received = Math.max(received, print.receivedMs);
    const before = seconds.get(print.madeMs);
    if (before !== undefined) {
      writer.defect(before === print.value ? 'second_printed_twice' : 'second_corrected');
    }
    seconds.set(print.madeMs, print.value);
    writer.reference(FEED, print.madeMs * 1_000, print.receivedMs * 1_000, print.value, print.text);
    rows++;
    if (rows % ROWS_BETWEEN_WRITES === 0) {
      writer.progress(rows);
      await writer.ready();
    }
  }
  writer.progress(rows);
}

/** All readable prints of a file; what cannot be read is told to `refuse`. */
export async function oraclePrints(
  file: InputFile,
  refuse: (line: number, code: string, message: string, raw: string) => void,
): Promise<OraclePrint[]> {
  const { header, rows } = await readCsv(file);
  const columns = columnsOf(header, PRINT_COLUMNS);
  if (columns === undefined) return [];
  const prints: OraclePrint[] = [];
  for (const { line, fields, raw } of rows) {
    const made = fields[columns.feed_ts_ms] ?? '';
    const received = fields[columns.recv_ms] ?? '';
    if (fields.length !== header.length || !TIME.test(made) || !TIME.test(received)) {
      refuse(line, 'malformed_row', 'not a row of this recorder', raw);
      continue;
    }
    const full = fields[columns.full_accuracy_value] ?? '';
    const value = roundDecimal(full, 'halfEven', CHAIN_DECIMALS);
    const short = roundDecimal(fields[columns.value] ?? '', 'halfEven');
    if (!value.ok || !short.ok) {
      const fault = value.ok ? short : value;
      if (!fault.ok) refuse(line, fault.code, fault.message, raw);
    } else if (Math.abs(value.value - short.value) > SAME_WITHIN) {
      refuse(line, 'values_disagree', 'value and full_accuracy_value differ', raw);
    } else {
      const times = { madeMs: Number(made), receivedMs: Number(received) };
      prints.push({ line, raw, ...times, value: value.value, text: full });
    }
  }
  return prints;
}
