import type { ReactNode } from 'react';

/** A column of a table, and what stands in it. */
export type Column<Row> = {
  readonly name: string;
  /** What it means, where its name does not say. */
  readonly title?: string;
  /** At the right, its digits beneath each other. */
  readonly isNumber?: boolean;
  /** Names its row. */
  readonly isHead?: boolean;
  /** A second thought: small, and not in the way. */
  readonly isRemark?: boolean;
  readonly cell: (row: Row) => ReactNode;
};

type DataTableProps<Row> = {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string | number;
  /** Between texts rather than a part of the page for itself. */
  readonly isSmall?: boolean;
};

/** Rows of one kind; on a narrow screen each of them is a card, and nothing scrolls sideways. */
export function DataTable<Row>({ caption, columns, rows, keyOf, isSmall }: DataTableProps<Row>) {
  return (
    <table className={isSmall ? 'data-table small' : 'data-table'}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ name, title, isNumber }) => (
            <th key={name} scope="col" title={title} className={isNumber ? 'num' : undefined}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map((column) => (
              <Cell key={column.name} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type CellProps<Row> = { readonly column: Column<Row>; readonly row: Row };

function Cell<Row>({ column, row }: CellProps<Row>) {
  const { name, isNumber, isHead, isRemark, cell } = column;
  if (isHead) return <th scope="row">{cell(row)}</th>;
  const look = isNumber ? 'num' : isRemark ? 'muted small' : undefined;
  return (
    <td className={look} data-name={name}>
      <span>{cell(row)}</span>
    </td>
  );
}
