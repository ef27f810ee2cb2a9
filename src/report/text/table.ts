import { stripVTControlCharacters } from 'node:util';

/** Text columns stand left, numbers right. */
export type Column = { readonly heading: string; readonly align: 'left' | 'right' };

/** Width of the label column of every block. */
export const LABELS = 20;

const GUTTER = '  ';

/** Aligned lines: headings, then rows. Cells may carry color; widths ignore it. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const headings = columns.map((column) => column.heading);
  const widths = columns.map((_, i) =>
    Math.max(...[headings, ...rows].map((row) => width(row[i] ?? ''))),
  );
  return [headings, ...rows].map((row) =>
    columns
      .map((column, i) => pad(row[i] ?? '', widths[i] ?? 0, column.align))
      .join(GUTTER)
      .trimEnd(),
  );
}

/** "label   text" lines with the texts in one column. */
export function facts(rows: readonly (readonly [string, string])[], labelWidth: number): string[] {
  return rows.map(([label, text]) => `${pad(label, labelWidth, 'left')}${GUTTER}${text}`);
}

/** Breaks text at spaces into lines of at most `columns`; a longer word stands alone. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (width(longer) <= columns || line === '') line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

/** Foreign text on one line: what could move the cursor or change colors is dropped. */
export function plain(text: string, columns = 60): string {
  const clean = stripVTControlCharacters(text).replace(/\p{C}/gu, '');
  return clean.length <= columns ? clean : `${clean.slice(0, columns - 1)}…`;
}

export function width(text: string): number {
  return stripVTControlCharacters(text).length;
}

function pad(text: string, columns: number, align: Column['align']): string {
  const space = ' '.repeat(Math.max(0, columns - width(text)));
  return align === 'left' ? text + space : space + text;
}
