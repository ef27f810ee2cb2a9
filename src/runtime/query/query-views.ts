import { ARCHIVE_VIEWS, DATASETS_VIEW, type SqlView } from '../../archive/sql-views.ts';
import {
  type ColumnKind,
  DESK_TABLE_NAMES,
  type DeskTableName,
  tableOf,
} from '../../store/desk/desk-tables.ts';

export const LOG_VIEW: SqlView = {
  summary: 'each record of each run, as the daily log has it',
  example: "SELECT time, event, market, code FROM log WHERE level <> 'info' ORDER BY time",
  columns: {
    time: 'TIMESTAMP',
    run: 'VARCHAR',
    record: 'BIGINT',
    mode: 'VARCHAR',
    provenance: 'VARCHAR',
    level: 'VARCHAR',
    category: 'VARCHAR',
    event: 'VARCHAR',
    strategy: 'VARCHAR',
    market: 'VARCHAR',
    outcome: 'INTEGER',
    label: 'VARCHAR',
    order_id: 'BIGINT',
    side: 'VARCHAR',
    price: 'DECIMAL(18, 6)',
    size: 'DECIMAL(18, 6)',
    code: 'VARCHAR',
    message: 'VARCHAR',
    data: 'JSON',
  },
};

/** Types of the store's columns in the views. */
const TYPES: Readonly<Record<ColumnKind, string>> = {
  text: 'VARCHAR',
  json: 'JSON',
  integer: 'BIGINT',
  amount: 'DECIMAL(18, 6)',
  time: 'TIMESTAMP',
  real: 'DOUBLE',
};

const EXAMPLES: Readonly<Record<DeskTableName, string>> = {
  run: 'SELECT run, mode, began, ended, fault FROM runs ORDER BY began DESC',
  market: 'SELECT market, asset, closes FROM markets WHERE closed IS NULL',
  decision: 'SELECT reason, status, count(*) FROM decisions GROUP BY ALL ORDER BY 3 DESC',
  fill: 'SELECT market, label, side, price, size FROM fills ORDER BY time DESC LIMIT 20',
  outcome: 'SELECT market, payout, source, own FROM outcomes WHERE payout IS DISTINCT FROM own',
  forecast:
    'SELECT model, avg((probability - payout) ^ 2) AS brier FROM forecasts ' +
    'JOIN outcomes USING (run, market) GROUP BY model',
  trade: "SELECT strategy, sum(net) FROM trades WHERE state = 'counted' GROUP BY strategy",
  opening: 'SELECT run, market, label, size, cost FROM openings',
  notice: 'SELECT time, code, message FROM notices ORDER BY time DESC LIMIT 20',
};

/** Where what a view shows is kept. */
export type QuerySource = 'store' | 'log' | 'archive';

export type QueryView = SqlView & { readonly name: string; readonly source: QuerySource };

/** Everything that can be asked, in the order in which it is listed. */
export const QUERY_VIEWS: readonly QueryView[] = [
  ...DESK_TABLE_NAMES.map((table): QueryView => {
    const { view: name, summary, columns } = tableOf(table);
    const typed = Object.entries(columns).map(([column, kind]) => [column, TYPES[kind]]);
    const example = EXAMPLES[table];
    return { name, source: 'store', summary, example, columns: Object.fromEntries(typed) };
  }),
  { name: 'log', source: 'log', ...LOG_VIEW },
  { name: 'datasets', source: 'archive', ...ofDatasets(DATASETS_VIEW) },
  ...Object.entries(ARCHIVE_VIEWS).map(
    ([name, view]): QueryView => ({ name, source: 'archive', ...ofDatasets(view) }),
  ),
];

function ofDatasets({ summary, example, columns }: SqlView): SqlView {
  return { summary, example, columns: { dataset: 'VARCHAR', ...columns } };
}

/** Those that a text of SQL may mean: its words are looked at, not its grammar. */
export function viewsIn(sql: string): readonly QueryView[] {
  const words = new Set(sql.toLowerCase().match(/[a-z_][a-z0-9_]*/g));
  return QUERY_VIEWS.filter(({ name }) => words.has(name));
}
