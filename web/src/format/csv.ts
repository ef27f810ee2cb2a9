import { grouped } from './amount.ts';

/**
 * Rows as a table for spreadsheets. A cell that begins like a formula is made text: names of
 * markets are foreign.
 */
export function csvOf(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => names.map((name) => cell(row[name])).join(','));
  return [names.map(cell).join(','), ...lines].map((line) => `${line}\r\n`).join('');
}

/** What is said of a file of fills; `isCut`: there are more than it has. */
export function savedInWords(fills: number, isCut: boolean): string {
  return isCut
    ? `the newest ${grouped(fills)} fills saved: there are more`
    : `${fills} fills saved`;
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
