import { type DeskDocument, type DeskRow, NEWS_MOST, type NewsRow } from './desk-document.ts';

type TableName = 'strategies' | 'markets' | 'orders' | 'positions' | 'limits' | 'health';

/** Rows that changed, by table and key; `null`: the row is gone. */
type ChangedRows = {
  readonly [T in TableName]?: Readonly<Record<string, DeskDocument[T][string] | null>>;
};

/** What makes the next document of the one before. */
export type DocumentChange = {
  /** One more than that of the change before, or of the snapshot. */
  readonly seq: number;
  readonly desk?: DeskRow;
  readonly rows: ChangedRows;
  readonly news: readonly NewsRow[];
};

/** What whoever looks on is told: first the whole, then what changes. */
export type DocumentMessage =
  /** `run` tells runs apart: a sequence of another run says nothing about this one. */
  | {
      readonly kind: 'snapshot';
      readonly run: string;
      readonly seq: number;
      readonly document: DeskDocument;
    }
  | ({ readonly kind: 'change' } & DocumentChange);

/** A line of the desk's feed. */
export type FeedMessage = DocumentMessage | Heartbeat;

/** Nothing has changed since `seq`: who hears nothing for long is not connected any more. */
type Heartbeat = {
  readonly kind: 'heartbeat';
  readonly seq: number;
  /** By the desk's clock, µs UTC; that in the document is of its last change. */
  readonly now: number;
};

/** The document after a change; the one before is left as it was, tables untouched are shared. */
export function changed(before: DeskDocument, change: DocumentChange): DeskDocument {
  const tables: Partial<Record<TableName, Record<string, unknown>>> = {};
  for (const [name, rows] of Object.entries(change.rows) as [TableName, Rows][]) {
    tables[name] = changedTable(before[name], rows);
  }
  const news =
    change.news.length === 0 ? before.news : [...before.news, ...change.news].slice(-NEWS_MOST);
  return { ...before, ...tables, desk: change.desk ?? before.desk, news } as DeskDocument;
}

type Rows = Readonly<Record<string, unknown>>;

function changedTable(before: Rows, rows: Rows): Record<string, unknown> {
  const after: Record<string, unknown> = { ...before };
  for (const [key, row] of Object.entries(rows)) {
    if (row === null) delete after[key];
    else after[key] = row;
  }
  return after;
}

const TABLES: readonly TableName[] = [
  'strategies',
  'markets',
  'orders',
  'positions',
  'limits',
  'health',
];

/**
 * What has to be told of `after` to whoever has `before`; undefined: nothing changed. News are told
 * by their number: what has one that is not above the last of `before` is known.
 */
export function changeBetween(
  before: DeskDocument,
  after: DeskDocument,
  seq: number,
): DocumentChange | undefined {
  const rows: Partial<Record<TableName, Record<string, unknown>>> = {};
  for (const name of TABLES) {
    const found = changedRows(before[name], after[name]);
    if (found !== undefined) rows[name] = found;
  }
  const known = before.news.at(-1)?.entry ?? -1;
  const news = after.news.filter(({ entry }) => entry > known);
  const isSameDesk = isSame(before.desk, after.desk);
  if (isSameDesk && news.length === 0 && Object.keys(rows).length === 0) return undefined;
  const desk = isSameDesk ? {} : { desk: after.desk };
  return { seq, ...desk, rows: rows as ChangedRows, news };
}

function changedRows(before: Rows, after: Rows): Record<string, unknown> | undefined {
  if (before === after) return undefined;
  const found: Record<string, unknown> = {};
  for (const [key, row] of Object.entries(after)) {
    if (!isSame(before[key], row)) found[key] = row;
  }
  for (const key of Object.keys(before)) if (!(key in after)) found[key] = null;
  return Object.keys(found).length === 0 ? undefined : found;
}

/** Both are plain JSON: most rows that differ do so in one of their first fields. */
function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object') return false;
  if (one === null || other === null) return false;
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => key in other && isSame((one as Rows)[key], (other as Rows)[key]));
}
