import { type ReactNode, useState } from 'react';

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
  /** Of all rows, beneath them. */
  readonly total?: ReactNode;
};

type DataTableProps<Row> = {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string | number;
  /** Few narrow columns between texts: it stays a table, however narrow the screen is. */
  readonly isSmall?: boolean;
};

/** So many rows are drawn before somebody asks for more. */
const STEP = 60;

/** Rows of one kind; on a narrow screen each of them is a card, and nothing scrolls sideways. */
export function DataTable<Row>({ caption, columns, rows, keyOf, isSmall }: DataTableProps<Row>) {
  const [most, setMost] = useState(STEP);
  const hasTotal = columns.some(({ total }) => total !== undefined);
  return (
    <>
      <table className={isSmall ? 'small-table small' : 'data-table'}>
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
          {rows.slice(0, most).map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <Cell key={column.name} column={column} value={column.cell(row)} />
              ))}
            </tr>
          ))}
        </tbody>
        {hasTotal && (
          <tfoot>
            <tr>
              {columns.map((column) => (
                <Cell key={column.name} column={column} value={column.total} />
              ))}
            </tr>
          </tfoot>
        )}
      </table>
      {rows.length > most && (
        <p className="table-end row small">
          <button type="button" onClick={() => setMost(most + STEP)}>
            Show more
          </button>
          <span className="muted">
            {most} of {rows.length}
          </span>
        </p>
      )}
    </>
  );
}

type CellProps<Row> = { readonly column: Column<Row>; readonly value: ReactNode };

function Cell<Row>({ column, value }: CellProps<Row>) {
  const { name, isNumber, isHead, isRemark } = column;
  if (isHead) return <th scope="row">{value}</th>;
  const look = isNumber ? 'num' : isRemark ? 'remark muted small' : undefined;
  return (
    <td className={look} data-name={value === undefined ? undefined : name}>
      <span>{value}</span>
    </td>
  );
}
