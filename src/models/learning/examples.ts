import { ok, type Result } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { LabeledRows } from '../labeled-rows.ts';
import { packed, unpacked } from '../packed-numbers.ts';
import { corrupt, isCount } from '../saved.ts';

/** A settled market: what was known at some moments of it, and how it ended. */
export type SettledMarket = {
  /** Rows of numbers one after another, each of 32 bits; NaN: not known. */
  readonly values: Float32Array;
  /** The outcome came that the rows are told of: Up, where that is known. */
  readonly happened: boolean;
  /** Its window: the interval in which the label came about. */
  readonly from: Timestamp;
  readonly until: Timestamp;
};

export type SavedExamples = {
  readonly inputs: number;
  /** Markets that were ever learned, those that are not kept any more included. */
  readonly settled: number;
  readonly happened: readonly number[];
  readonly from: readonly number[];
  readonly until: readonly number[];
  /** Rows of each market. */
  readonly rows: readonly number[];
  /** A line for each market: its values as little-endian 32-bit floats in base64. */
  readonly values: string;
};

/** What is kept to train on anew: as many rows as source system S0 (§1.3) trains on. */
const MOST_ROWS = 10_000;

/** The newest settled markets with their rows, oldest first. */
export class Examples {
  readonly inputs: number;
  readonly #markets: SettledMarket[] = [];
  #rows = 0;
  #settled = 0;

  constructor(inputs: number) {
    this.inputs = inputs;
  }

  /** Markets that were ever added. */
  get settled(): number {
    return this.#settled;
  }

  /** The latest end of a window; undefined before the first. */
  get until(): Timestamp | undefined {
    return this.#markets.reduce<Timestamp | undefined>(
      (latest, { until }) => (latest === undefined || until > latest ? until : latest),
      undefined,
    );
  }

  add(market: SettledMarket): void {
    this.#settled++;
    this.#markets.push(market);
    this.#rows += this.#rowsOf(market);
    while (this.#rows > MOST_ROWS && this.#markets.length > 1) {
      this.#rows -= this.#rowsOf(this.#markets.shift() as SettledMarket);
    }
  }

  /** All that is kept. */
  rows(): LabeledRows {
    return rowsOf(this.#markets, this.inputs);
  }

  /**
   * A row of each of the newest markets: of the first its first, of the second its second, and so
   * on. Rows of one market are too much alike to count as so many.
   */
  oneOfEach(markets: number): LabeledRows {
    const { inputs } = this;
    const single = this.#markets.slice(-markets).flatMap((market, i) => {
      const rows = this.#rowsOf(market);
      if (rows === 0) return [];
      const start = (i % rows) * inputs;
      return [{ ...market, values: market.values.subarray(start, start + inputs) }];
    });
    return rowsOf(single, inputs);
  }

  #rowsOf({ values }: SettledMarket): number {
    return values.length / this.inputs;
  }

  save(): SavedExamples {
    const kept = this.#markets;
    return {
      inputs: this.inputs,
      settled: this.#settled,
      happened: kept.map(({ happened }) => (happened ? 1 : 0)),
      from: kept.map(({ from }) => from),
      until: kept.map(({ until }) => until),
      rows: kept.map((market) => this.#rowsOf(market)),
      values: kept.map(({ values }) => packed(values)).join('\n'),
    };
  }

  /** Refuses `model_corrupt`. */
  static restore(saved: unknown): Result<Examples> {
    const one = (saved ?? {}) as Partial<SavedExamples>;
    const { inputs, settled, rows, happened, from, until } = one;
    if (!isCount(inputs) || inputs === 0 || !isCount(settled)) return corrupt('number of examples');
    if (!areCounts(rows) || !areCounts(happened) || !areCounts(from) || !areCounts(until)) {
      return corrupt('examples');
    }
    const columns = [happened, from, until];
    if (columns.some(({ length }) => length !== rows.length) || settled < rows.length) {
      return corrupt('examples');
    }
    const lines = typeof one.values === 'string' ? one.values.split('\n') : [];
    const examples = new Examples(inputs);
    for (const [i, count] of rows.entries()) {
      const values = unpacked(lines[i] ?? '', count * inputs);
      if (values === undefined) return corrupt('rows');
      examples.add({
        values,
        happened: happened[i] === 1,
        from: from[i] as Timestamp,
        until: until[i] as Timestamp,
      });
    }
    examples.#settled = settled;
    return ok(examples);
  }
}

function rowsOf(markets: readonly SettledMarket[], inputs: number): LabeledRows {
  const count = markets.reduce((sum, { values }) => sum + values.length / inputs, 0);
  const all: LabeledRows = {
    count,
    inputs,
    values: new Float64Array(count * inputs),
    labels: new Uint8Array(count),
    markets: new Int32Array(count),
    from: new Float64Array(count),
    until: new Float64Array(count),
  };
  let row = 0;
  for (const [number, { values, happened, from, until }] of markets.entries()) {
    const end = row + values.length / inputs;
    all.values.set(values, row * inputs);
    all.labels.fill(happened ? 1 : 0, row, end);
    all.markets.fill(number, row, end);
    all.from.fill(from, row, end);
    all.until.fill(until, row, end);
    row = end;
  }
  return all;
}

function areCounts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(isCount);
}
