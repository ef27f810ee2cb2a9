import type { Timestamp } from '../../src/domain/units.ts';
import { featuresOf, type LabeledRows } from '../../src/models/labeled-rows.ts';
import type { SettledMarket } from '../../src/models/learning/examples.ts';

/** The markets of labeled rows, one by one; NaN stays unknown. */
export function settledMarkets(rows: LabeledRows): SettledMarket[] {
  const byMarket = Map.groupBy(rows.labels.keys(), (row) => rows.markets[row]);
  return [...byMarket.values()].map((own) => {
    const first = own[0] as number;
    return {
      values: Float32Array.from(own.flatMap((row) => [...featuresOf(rows, row)])),
      happened: rows.labels[first] === 1,
      from: rows.from[first] as Timestamp,
      until: rows.until[first] as Timestamp,
    };
  });
}
