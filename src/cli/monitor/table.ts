/** Cells under headings; `right`: columns of numbers, from 0. */
export type Table = {
  readonly title: string;
  readonly head: readonly string[];
  readonly right: readonly number[];
  readonly rows: readonly (readonly string[])[];
  /** What stands there where there are no rows. */
  readonly none: string;
};

/** The table as lines; each column is as wide as its widest cell. */
export function tableLines({ head, right, rows, none }: Table): string[] {
  if (rows.length === 0) return [none];
  const all = [head, ...rows];
  const widths = head.map((_, i) => Math.max(...all.map((row) => [...(row[i] ?? '')].length)));
  return all.map((row) =>
    row
      .map((cell, i) => {
        const room = ' '.repeat((widths[i] as number) - [...cell].length);
        return right.includes(i) ? room + cell : cell + room;
      })
      .join('  ')
      .trimEnd(),
  );
}
