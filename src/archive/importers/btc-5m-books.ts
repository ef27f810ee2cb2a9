import { type ConditionId, type Outcome, parseTokenId, type TokenId } from '../../domain/ids.ts';
import { type MarketFacts, UNTOLD } from '../../domain/market-facts.ts';
import { type DuckColumn, damaged, sqlList, sqlText } from '../duck.ts';
import type {
  DatasetFacts,
  ImportContext,
  Importer,
  ImportInput,
  ImportPlan,
  ImportUnit,
  InputFile,
  UnitWriter,
} from '../importer.ts';
import { FinalBooks } from './final-price.ts';
import { licenceOf } from './licence.ts';
import { RecordedBooks, type RecordedFrame } from './recorded-books.ts';
import { baseName, filesOfKind, unitKey } from './recording-files.ts';
import { upDownFacts } from './up-down-facts.ts';

const COLUMNS: Readonly<Record<string, string>> = {
  timestamp: 'DOUBLE',
  slug: 'VARCHAR',
  asset_id: 'VARCHAR',
  raw_data: 'VARCHAR',
};

/** Which token is which outcome, by slug: the recordings do not tell Up from Down. */
type Tokens = ReadonlyMap<string, readonly string[]>;

/**
 * Recordings of whole-book frames of up/down markets: Parquet rows of recorder time in seconds,
 * slug, token and the frame as it came (the public "Polymarket BTC Orderbook Dataset" by
 * CronosVirus00 has this form). The recorder's clock is off by up to 139 s, so replay follows the
 * venue's. Mostly one token a market, no trades, no outcome.
 */
export const btc5mBooks: Importer = {
  name: 'btc-5m-books',
  version: 4,
  async recognize(input: ImportInput, context: ImportContext): Promise<ImportPlan | undefined> {
    const files = await filesOfKind(input, (file) => isOurs(file, context));
    if (files === undefined) return undefined;
    const series = await seriesOf(files, context);
    const slugs = [...series.keys()];
    return {
      dataset: await datasetFacts(input, slugs, context),
      units: await Promise.all(files.map((file) => unitOf(file, series, context))),
    };
  },
};

async function isOurs(file: InputFile, { duck }: ImportContext): Promise<boolean> {
  if (!file.name.endsWith('.parquet')) return false;
  const rows = await duck
    .rows(`DESCRIBE SELECT * FROM read_parquet(${sqlText(file.path)})`)
    .catch((cause: unknown) => {
      throw damaged(file.name, cause);
    });
  const types = new Map(rows.map((row) => [row.column_name, row.column_type]));
  return Object.entries(COLUMNS).every(([name, type]) => types.get(name) === type);
}

/** Tokens of each market, the one with most rows first: outcome 0 by our own choice. */
async function seriesOf(files: readonly InputFile[], { duck }: ImportContext): Promise<Tokens> {
  const read = (some: readonly InputFile[]) =>
    duck.rows(`
      SELECT slug, asset_id
      FROM read_parquet(${sqlList(some.map((file) => file.path))}, hive_partitioning = false)
      GROUP BY slug, asset_id ORDER BY slug, count(*) DESC, asset_id`);
  const rows = await read(files).catch(async (cause: unknown) => {
    // Which of them it was, the error does not say.
    for (const file of files) {
      await read([file]).catch((own: unknown) => {
        throw damaged(file.name, own);
      });
    }
    throw cause;
  });
  const tokens = new Map<string, string[]>();
  for (const { slug, asset_id } of rows) {
    const known = tokens.get(String(slug)) ?? [];
    known.push(String(asset_id));
    tokens.set(String(slug), known);
  }
  return tokens;
}

async function datasetFacts(
  input: ImportInput,
  slugs: readonly string[],
  { wire }: ImportContext,
): Promise<DatasetFacts> {
  const windows = slugs.map((slug) => wire.upDownWindow(slug)).filter((one) => one !== undefined);
  const first = windows.reduce((min, one) => Math.min(min, one.opensAt), Number.MAX_SAFE_INTEGER);
  const kinds = new Set(windows.map((one) => `${one.asset}-${one.frame}`));
  const kind = kinds.size === 1 ? [...kinds][0] : 'updown';
  const month = windows.length === 0 ? '' : `-${new Date(first / 1_000).toISOString().slice(0, 7)}`;
  return {
    name: `${kind}-books${month}`,
    source: 'recorded whole-book frames of up/down markets (form of CronosVirus00, GitHub)',
    licence: await licenceOf(input),
    provenance: 'recorded',
    replayClock: 'event',
    notes: [
      'Venue clock in ms; the recorder clock is off by -119 to +122 ms (1 % to 99 %), up to' +
        ' 139 s: replay follows the venue clock, so latency cannot be measured here.',
      'Only whole books, about one for each trade: changes between two books show in the next one.',
      'No trade prints: fills of resting orders must be inferred.',
      'Which token is Up is not recorded: outcome 0 is the token with most rows.',
      'No official outcome: resolutions follow the final price rule and are marked as such.',
    ],
    complete: { firstWithinSeconds: 15, lastAfterSeconds: 290, moreMessagesThan: 1_000 },
  };
}

async function unitOf(
  file: InputFile,
  series: Tokens,
  context: ImportContext,
): Promise<ImportUnit> {
  const [row] = await context.duck.rows(
    `SELECT num_rows::DOUBLE AS row_count FROM parquet_file_metadata(${sqlText(file.path)})`,
  );
  const rows = Number(row?.row_count ?? 0);
  return {
    key: unitKey(baseName(file).replace(/\.parquet$/, '')),
    inputs: [file],
    rows,
    read: (writer) => new FileReading(file, rows, series, context, writer).read(),
  };
}

/** Reads one file, market by market. */
class FileReading {
  readonly #file: InputFile;
  readonly #expected: number;
  readonly #series: Tokens;
  readonly #context: ImportContext;
  readonly #writer: UnitWriter;
  readonly #books: RecordedBooks;
  #slug = '';
  #frames = new Map<string, RecordedFrame[]>();
  #rows = 0;

  constructor(
    file: InputFile,
    expected: number,
    series: Tokens,
    context: ImportContext,
    writer: UnitWriter,
  ) {
    this.#file = file;
    this.#expected = expected;
    this.#series = series;
    this.#context = context;
    this.#writer = writer;
    this.#books = new RecordedBooks(context.wire, writer, file.name);
  }

  async read(): Promise<void> {
    const { duck } = this.#context;
    const scan = `read_parquet(${sqlText(this.#file.path)}, file_row_number = true)`;
    const order = (await this.#isGrouped(scan)) ? '' : 'ORDER BY slug, file_row_number';
    try {
      const rows = duck.columns(`SELECT slug, asset_id, round(timestamp * 1e6) AS recorded,
        raw_data, (file_row_number + 1)::DOUBLE AS row_number FROM ${scan} ${order}`);
      for await (const { rows: count, column } of rows) {
        for (let i = 0; i < count; i++) if (this.#take(column, i)) await this.#writer.ready();
      }
    } catch (cause) {
      if (cause instanceof Error && /parquet|zstd|Invalid|IO Error/i.test(cause.message)) {
        throw damaged(this.#file.name, cause);
      }
      throw cause;
    }
    this.#finishMarket();
    this.#writer.progress(this.#rows);
    if (this.#rows === this.#expected) return;
    const told = `${this.#rows} rows came of the ${this.#expected} that its footer tells`;
    throw damaged(this.#file.name, new Error(told));
  }

  /** Whether the rows of each market stand together already. */
  async #isGrouped(scan: string): Promise<boolean> {
    const [row] = await this.#context.duck.rows(`
      SELECT bool_and(last - first + 1 = row_count) AS grouped FROM (
        SELECT min(file_row_number) AS first, max(file_row_number) AS last, count(*) AS row_count
        FROM ${scan} GROUP BY slug)`);
    return row?.grouped === true;
  }

  /** Gathers a row; true when a market has just been finished. */
  #take(column: readonly DuckColumn[], i: number): boolean {
    const [slugs, tokens, recorded, raws, numbers] = column;
    const slug = slugs?.[i];
    const token = tokens?.[i];
    const raw = raws?.[i];
    const row = Number(numbers?.[i]);
    this.#rows++;
    const source = { file: this.#file.name, row };
    if (typeof slug !== 'string' || typeof token !== 'string' || typeof raw !== 'string') {
      this.#writer.quarantine(source, 'missing_field', 'slug, asset_id or raw_data is null', '');
      if (slug === this.#slug && typeof token === 'string') this.#lose(token, row);
      return false;
    }
    const finished = slug !== this.#slug && this.#finishMarket();
    this.#slug = slug;
    const venueMs = this.#books.timeOf(raw, token as TokenId, source);
    if (venueMs === undefined) {
      this.#lose(token, row);
      return finished;
    }
    const recorder = Number(recorded?.[i] ?? Number.NaN);
    const frames = this.#frames.get(token) ?? [];
    frames.push({ raw, venueMs, recorderMicros: recorder, row });
    this.#frames.set(token, frames);
    return finished;
  }

  /** A frame that cannot be read: from the one before it on, the token's book is not known. */
  #lose(token: string, row: number): void {
    const frames = this.#frames.get(token);
    const before = frames?.at(-1);
    // Before the first book none is known anyway.
    if (before !== undefined) frames?.push({ ...before, raw: '', row, isLost: true });
  }

  #finishMarket(): boolean {
    if (this.#frames.size === 0) return false;
    const facts = this.#factsOf(this.#slug);
    const market = this.#writer.market(facts);
    const finals = new FinalBooks();
    const known = this.#series.get(this.#slug) ?? [];
    if (known.length === 1) this.#writer.defect('market_with_one_token');
    const [most, second] = known.map((token) => this.#frames.get(token)?.length ?? 0);
    // Nothing in a recording tells a market's second token from one that strayed into it.
    if (second !== undefined && second * 100 < (most ?? 0)) {
      this.#writer.defect('second_token_in_few_rows', second);
    }
    for (const [i, token] of known.entries()) {
      const frames = this.#frames.get(token) ?? [];
      if (i > 1 || !parseTokenId(token).ok) {
        for (const { row, raw } of frames) {
          const source = { file: this.#file.name, row };
          this.#writer.quarantine(source, 'unknown_token', `market has no token ${token}`, raw);
        }
        continue;
      }
      const final = this.#books.write(frames, market, facts, token as TokenId, i as Outcome);
      if (final !== undefined) finals.see(final);
    }
    if (facts.closesAt !== undefined) {
      const decided = finals.decide(facts.closesAt);
      if (decided === undefined) this.#writer.defect('undecided_window');
      else this.#writer.resolution(market, decided.resolution, decided.note);
    }
    this.#frames = new Map();
    this.#writer.progress(this.#rows);
    return true;
  }

  #factsOf(slug: string): MarketFacts {
    const told = upDownFacts(this.#context.wire, slug) ?? { ...UNTOLD, slug, source: 'slug' };
    const [first, second] = this.#series.get(slug) ?? [];
    const raw = this.#frames.values().next().value?.[0]?.raw ?? '';
    const condition = /"market":"(0x[0-9a-f]{64})"/.exec(raw)?.[1];
    return {
      ...told,
      conditionId: condition as ConditionId | undefined,
      tokens: [first as TokenId | undefined, second as TokenId | undefined],
      source: 'slug and recorded frames; the order of the tokens is ours',
    };
  }
}
