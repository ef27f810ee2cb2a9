/** A column's heading and side; numbers stand to the right. */
export type Column = { readonly title: string; readonly align?: 'left' | 'right' };

/** Rows of text in aligned columns, without a trailing line break. */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const lines = [columns.map((column) => column.title), ...rows];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => width(line[at] ?? ''))));
  return lines.map((line) => formatLine(columns, widths, line)).join('\n');
}

function formatLine(
  columns: readonly Column[],
  widths: readonly number[],
  line: readonly string[],
): string {
  const cells = columns.map((column, at) => {
    const text = line[at] ?? '';
    const fill = ' '.repeat((widths[at] ?? 0) - width(text));
    return column.align === 'right' ? fill + text : text + fill;
  });
  return cells.join('  ').trimEnd();
}

/** In characters: enough for the Latin text and the block characters that we print. */
function width(text: string): number {
  return [...text].length;
}
