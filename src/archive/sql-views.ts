import { resolve } from 'node:path';
import {
  KIND_CLEAR,
  KIND_CONFIRM,
  KIND_GAP,
  KIND_LEVEL,
  KIND_TICK,
  KIND_TRADE,
} from '../domain/tape.ts';
import { sqlList, sqlText } from './duck.ts';
import { pathsOf } from './event-scan.ts';
import { TABLE_FILES } from './layout.ts';
import type { Manifest } from './manifest.ts';
import type { OpenDataset } from './open-datasets.ts';

/** What can be asked by SQL: its columns with their types. */
export type SqlView = {
  readonly summary: string;
  readonly example: string;
  readonly columns: Readonly<Record<string, string>>;
};

/** The same of an archive: how one dataset tells it. */
type ArchiveView = SqlView & {
  /** Files that it reads beside those of `markets.parquet`. */
  readonly files: (dataset: OpenDataset) => readonly string[];
  /** Expressions by column, of the rows `r` of the files and the market `m` that they name. */
  readonly of: Readonly<Record<string, string>>;
  readonly where?: string;
  /** Whether its rows name markets by number. */
  readonly isOfMarkets: boolean;
};

const AMOUNT = 'DECIMAL(18, 6)';
const amount = (column: string) => `r.${column} / 1e6`;
const time = (column: string) => `make_timestamp(r.${column})`;

const tableOf =
  (table: keyof typeof TABLE_FILES) =>
  ({ folder }: OpenDataset) => [resolve(folder, TABLE_FILES[table])];

const filesOf =
  (table: 'events' | 'references') =>
  ({ folder, manifest }: OpenDataset) =>
    pathsOf(
      resolve(folder),
      manifest.files.filter((file) => file.table === table),
    );

const BOOK_KINDS = {
  clear: KIND_CLEAR,
  level: KIND_LEVEL,
  tick: KIND_TICK,
  gap: KIND_GAP,
  confirmation: KIND_CONFIRM,
};
const kinds = Object.entries(BOOK_KINDS).map(([text, kind]) => `WHEN ${kind} THEN '${text}'`);

const EVENT = {
  time: 'TIMESTAMP',
  venue_time: 'TIMESTAMP',
  market: 'VARCHAR',
  outcome: 'INTEGER',
} as const;
const eventOf = {
  time: time('ts_init'),
  venue_time: time('ts_event'),
  market: 'm.slug',
  outcome: 'r.token',
  provenance: 'r.provenance',
};

/** What the files of an archive hold, by the names in which they are asked for. */
export const ARCHIVE_VIEWS: Readonly<Record<string, ArchiveView>> = {
  archived_markets: {
    summary: 'markets of all datasets, with the facts that their sources tell',
    example: 'SELECT category, count(*) FROM archived_markets GROUP BY ALL',
    columns: {
      market: 'VARCHAR',
      question: 'VARCHAR',
      category: 'VARCHAR',
      asset: 'VARCHAR',
      label_0: 'VARCHAR',
      label_1: 'VARCHAR',
      opens: 'TIMESTAMP',
      closes: 'TIMESTAMP',
      minimum_size: AMOUNT,
      fee: 'JSON',
      rule: 'JSON',
      provenance: 'VARCHAR',
    },
    files: tableOf('markets'),
    of: {
      market: 'r.slug',
      opens: time('opens_at'),
      closes: time('closes_at'),
      minimum_size: amount('minimum_size'),
    },
    isOfMarkets: false,
  },
  books: {
    summary: 'rows of order books: one level, or one turn of the book, of one outcome',
    example: "SELECT * FROM books WHERE dataset = 'demo-1' AND market LIKE 'btc-%' LIMIT 20",
    columns: {
      ...EVENT,
      kind: 'VARCHAR',
      side: 'VARCHAR',
      price: AMOUNT,
      size: AMOUNT,
      flags: 'INTEGER',
      provenance: 'VARCHAR',
    },
    files: filesOf('events'),
    of: {
      ...eventOf,
      kind: `CASE r.kind ${kinds.join(' ')} END`,
      side: `CASE WHEN r.kind = ${KIND_LEVEL} THEN if(r.side = 0, 'bid', 'ask') END`,
      price: `CASE WHEN r.kind IN (${KIND_LEVEL}, ${KIND_TICK}) THEN r.price / 1e6 END`,
      size: `CASE WHEN r.kind = ${KIND_LEVEL} THEN r.size / 1e6 END`,
    },
    where: `r.kind <> ${KIND_TRADE}`,
    isOfMarkets: true,
  },
  prints: {
    summary: 'public trades of one outcome; side: what the taker did',
    example: 'SELECT market, sum(price * size) AS turnover FROM prints GROUP BY 1 ORDER BY 2 DESC',
    columns: { ...EVENT, side: 'VARCHAR', price: AMOUNT, size: AMOUNT, provenance: 'VARCHAR' },
    files: filesOf('events'),
    of: {
      ...eventOf,
      side: "if(r.side = 0, 'sell', 'buy')",
      price: amount('price'),
      size: amount('size'),
    },
    where: `r.kind = ${KIND_TRADE}`,
    isOfMarkets: true,
  },
  reference_prices: {
    summary: 'prices of feeds outside the venue: spot, oracles',
    example: 'SELECT feed, min(price), max(price) FROM reference_prices GROUP BY feed',
    columns: {
      time: 'TIMESTAMP',
      venue_time: 'TIMESTAMP',
      feed: 'VARCHAR',
      price: AMOUNT,
      provenance: 'VARCHAR',
    },
    files: filesOf('references'),
    of: { time: time('ts_init'), venue_time: time('ts_event'), price: amount('price') },
    isOfMarkets: false,
  },
  resolutions: {
    summary: 'how markets of all datasets ended, and who said so',
    example: 'SELECT source, avg(payout) FROM resolutions GROUP BY source',
    columns: {
      market: 'VARCHAR',
      time: 'TIMESTAMP',
      payout: AMOUNT,
      source: 'VARCHAR',
      note: 'VARCHAR',
      provenance: 'VARCHAR',
    },
    files: tableOf('resolutions'),
    of: { market: 'm.slug', time: time('at'), payout: amount('payout') },
    isOfMarkets: true,
  },
  gaps: {
    summary: 'holes in recordings: no book is to be trusted in them',
    example: 'SELECT dataset, reason, count(*) FROM gaps GROUP BY ALL',
    columns: {
      market: 'VARCHAR',
      outcome: 'INTEGER',
      begins: 'TIMESTAMP',
      ends: 'TIMESTAMP',
      reason: 'VARCHAR',
      provenance: 'VARCHAR',
    },
    files: tableOf('gaps'),
    of: { market: 'm.slug', begins: time('"from"'), ends: time('"to"') },
    isOfMarkets: true,
  },
};

/** The datasets themselves, from their manifests. */
export const DATASETS_VIEW: SqlView = {
  summary: 'recordings that the archive holds',
  example: 'SELECT dataset, provenance, events, license FROM datasets',
  columns: {
    provenance: 'VARCHAR',
    source: 'VARCHAR',
    license: 'VARCHAR',
    importer: 'VARCHAR',
    begins: 'TIMESTAMP',
    ends: 'TIMESTAMP',
    events: 'BIGINT',
    reference_prices: 'BIGINT',
    markets: 'BIGINT',
    resolutions: 'BIGINT',
    gaps: 'BIGINT',
    content_hash: 'VARCHAR',
  },
};

/** A view over these datasets: SQL that makes it, and all files that it reads. */
export function archiveView(name: string, datasets: readonly OpenDataset[]) {
  const view = ARCHIVE_VIEWS[name] as ArchiveView;
  const told = datasets.filter((dataset) => view.files(dataset).length > 0);
  const files = told.flatMap((dataset) => [
    ...view.files(dataset),
    ...(view.isOfMarkets ? tableOf('markets')(dataset) : []),
  ]);
  return {
    sql: viewSql(
      name,
      view.columns,
      told.map((one) => selectOf(view, one)),
    ),
    files,
  };
}

export function datasetsView(datasets: readonly OpenDataset[]): string {
  const selects = datasets.map(({ manifest }) => `SELECT ${manifestValues(manifest).join(', ')}`);
  return viewSql('datasets', DATASETS_VIEW.columns, selects);
}

/** The declared types come first: they hold whatever a file says, and where there is none. */
function viewSql(name: string, columns: SqlView['columns'], selects: readonly string[]): string {
  const all = Object.entries({ dataset: 'VARCHAR', ...columns });
  const none = all.map(([column, type]) => `NULL::${type} AS ${column}`);
  const typed = all.map(([column, type]) => `${column}::${type} AS ${column}`);
  const names = all.map(([column]) => column).join(', ');
  const parts = selects.map((one) => `SELECT ${typed.join(', ')} FROM (${one}) AS d(${names})`);
  const union = [`SELECT ${none.join(', ')} WHERE false`, ...parts].join(' UNION ALL ');
  return `CREATE VIEW ${name} AS ${union}`;
}

function selectOf({ files, columns, of, where, isOfMarkets }: ArchiveView, dataset: OpenDataset) {
  const read = (paths: readonly string[]) =>
    `read_parquet(${sqlList(paths)}, hive_partitioning = false)`;
  const told = Object.keys(columns).map((column) => of[column] ?? `r.${column}`);
  const named = [sqlText(dataset.manifest.dataset), ...told].join(', ');
  const markets = read(tableOf('markets')(dataset));
  const join = isOfMarkets ? ` JOIN ${markets} m ON m.market = r.market` : '';
  const filter = where === undefined ? '' : ` WHERE ${where}`;
  return `SELECT ${named} FROM ${read(files(dataset))} r${join}${filter}`;
}

function manifestValues({ dataset, rows, period, ...manifest }: Manifest): string[] {
  const text = (value: string | undefined) => (value === undefined ? 'NULL' : sqlText(value));
  const at = (micros: number | undefined) => `make_timestamp(${micros ?? 'NULL::BIGINT'})`;
  return [
    sqlText(dataset),
    text(manifest.provenance),
    text(manifest.source),
    text(manifest.licence.class),
    text(manifest.importer.name),
    at(period?.from),
    at(period?.to),
    ...[rows.events, rows.references, rows.markets, rows.resolutions, rows.gaps].map(String),
    text(manifest.contentHash),
  ];
}
