import { exact, rounded } from '../json/decimal.ts';
import { performanceJson } from '../json/performance.ts';
import type { PerformanceJson } from '../json/schema.ts';
import type { Json } from '../run-record.ts';
import type { Sweep } from './sweep.ts';
import { bestInWords } from './words.ts';

/** The whole sweep for programs. Dollars and statistics as decimal text; unknown is null. */
export type SweepJson = {
  readonly schema: 'polydesk.sweep';
  readonly schemaVersion: 1;
  readonly strategy: string;
  readonly sources: readonly {
    readonly dataset: string;
    readonly provenance: 'live' | 'recorded' | 'simulated';
    readonly hash: string | null;
  }[];
  readonly markets: number;
  readonly axes: Sweep['axes'];
  readonly cells: readonly {
    /** By name of the axis. */
    readonly values: Readonly<Record<string, string>>;
    readonly hash: string;
    readonly configuration: Json;
    readonly result: PerformanceJson;
    readonly assumptions: readonly string[];
  }[];
  /** Null: no cell traded. */
  readonly best: {
    readonly values: Readonly<Record<string, string>>;
    readonly net: string;
    readonly beside: string | null;
    readonly tries: number;
    readonly markets: number;
    readonly realProbability: string | null;
    readonly overfitProbability: string | null;
  } | null;
  /** What a reader must know before believing the best; sentences. */
  readonly words: readonly string[];
};

export function sweepJson(sweep: Sweep): SweepJson {
  const { strategy, axes, cells, data, best } = sweep;
  return {
    schema: 'polydesk.sweep',
    schemaVersion: 1,
    strategy,
    sources: data.sources.map(({ dataset, provenance, hash }) => {
      return { dataset, provenance, hash: hash ?? null };
    }),
    markets: data.markets,
    axes,
    cells: cells.map(({ at, hash, configuration, performance, assumptions }) => ({
      values: valuesAt(sweep, at),
      hash,
      configuration,
      result: performanceJson(performance),
      assumptions: assumptions.map(({ code }) => code),
    })),
    best:
      best === undefined
        ? null
        : {
            values: valuesAt(sweep, best.cell.at),
            net: exact(best.cell.performance.profit.net),
            beside: rounded(best.beside),
            tries: best.chance.tries,
            markets: best.chance.markets,
            realProbability: rounded(best.chance.real),
            overfitProbability: rounded(best.chance.overfit),
          },
    words: bestInWords(sweep),
  };
}

function valuesAt({ axes }: Sweep, at: readonly number[]): Record<string, string> {
  return Object.fromEntries(
    axes.map(({ name, values }, i) => [name, values[at[i] as number] as string]),
  );
}
