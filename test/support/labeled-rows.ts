import { Random } from '../../src/domain/random.ts';
import { type LabeledRows, withOffset } from '../../src/models/labeled-rows.ts';
import { logistic } from '../../src/models/probability-model.ts';

export type MadeUpRows = {
  readonly markets: number;
  readonly rowsPerMarket: number;
  readonly inputs: number;
  readonly seed: number;
  /** Log odds of the label by a market's first input, which is -1 to 1; 0: no skill possible. */
  readonly slope: number;
};

/** A window's length. */
export const WINDOW = 300_000_000;

/**
 * Markets one after another, each opening at the moment when the one before it closes. The first
 * input is the market's own and may decide its label; the others are noise of each row.
 */
export function madeUpRows(made: MadeUpRows): LabeledRows {
  const { rowsPerMarket, inputs, slope } = made;
  const count = made.markets * rowsPerMarket;
  const random = new Random(made.seed, 'labeled rows');
  const values = new Float64Array(count * inputs).map(() => 2 * random.float() - 1);
  const labels = new Uint8Array(count);
  const markets = Int32Array.from({ length: count }, (_, row) => Math.floor(row / rowsPerMarket));
  for (let row = 0; row < count; row++) {
    const first = row - (row % rowsPerMarket);
    const own = values[first * inputs] as number;
    values[row * inputs] = own;
    const isFirst = row === first;
    const happened = isFirst && random.float() < logistic(slope * own) ? 1 : 0;
    labels[row] = isFirst ? happened : (labels[first] as number);
  }
  const from = Float64Array.from(markets, (market) => market * WINDOW);
  return { count, inputs, values, labels, markets, from, until: from.map((at) => at + WINDOW) };
}

/**
 * The same markets with a price, which is their last input and the offset of each of their rows:
 * log odds from -2 to 2, to which the first input adds `slope` times itself before the label is
 * drawn. With a slope of 0 the price is all that can be known.
 */
export function pricedRows(made: MadeUpRows): LabeledRows {
  const { rowsPerMarket, inputs, slope } = made;
  const rows = madeUpRows(made);
  const random = new Random(made.seed, 'priced rows');
  for (let first = 0; first < rows.count; first += rowsPerMarket) {
    const price = 4 * random.float() - 2;
    const own = rows.values[first * inputs] as number;
    const happened = random.float() < logistic(price + slope * own) ? 1 : 0;
    rows.labels.fill(happened, first, first + rowsPerMarket);
    for (let row = first; row < first + rowsPerMarket; row++) {
      rows.values[(row + 1) * inputs - 1] = price;
    }
  }
  return withOffset(rows, inputs - 1);
}
