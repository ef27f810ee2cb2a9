import type { DeskDocument, Table } from '../../screen/desk-document.ts';

/**
 * Of a document what the next one is compared with, and no more: it is written down with each
 * alert. What is left out changes none: an order whose fills all settle, a market without a
 * position that is not paused, news but the newest.
 */
export function documentToKeep(document: DeskDocument): DeskDocument {
  const positions = rowsOf(document.positions, ({ shares }) => shares !== 0);
  const held = new Set(Object.values(positions).map(({ market }) => market));
  return {
    ...document,
    markets: rowsOf(
      document.markets,
      ({ pausedFor }, slug) => pausedFor !== null || held.has(slug),
    ),
    orders: rowsOf(document.orders, ({ settlement }) => (settlement.failed ?? 0) > 0),
    positions,
    limits: {},
    news: document.news.slice(-1),
  };
}

function rowsOf<Row>(table: Table<Row>, isKept: (row: Row, key: string) => boolean): Table<Row> {
  return Object.fromEntries(Object.entries(table).filter(([key, row]) => isKept(row, key)));
}
