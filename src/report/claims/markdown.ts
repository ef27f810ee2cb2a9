import type { TextColumn } from './board-table.ts';

export function list(items: readonly string[]): string {
  return items.map((item) => `- ${escapeMarkdown(item, '')}`).join('\n');
}

export function markdownTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ heading }) => heading)),
    `|${columns.map(({ align }) => (align === 'right' ? '---:' : '---')).join('|')}|`,
    ...rows.map((row) => line(row.map((cell) => escapeMarkdown(cell, '|')))),
  ].join('\n');
}

/** Names come from others: none may end a line, a cell, or begin a tag. */
function escapeMarkdown(text: string, more: string): string {
  const flat = text.replaceAll(/\s+/g, ' ').replaceAll('<', '&lt;');
  return more === '' ? flat : flat.replaceAll(more, `\\${more}`);
}
