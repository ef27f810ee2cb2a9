import type { PerformanceJson } from '../../report/json/schema.ts';
import type { SummaryJson } from '../../report/json/summary.ts';
import type { SweepJson } from '../../report/sweep/json.ts';
import type { BacktestResult } from '../../screen/backtest-job.ts';
import type { Film } from '../../screen/film.ts';

/** What a list shows of what came out. */
export function resultOf(value: SummaryJson | SweepJson | Film): BacktestResult {
  if (value.schema === 'polydesk.film') return ofFilm(value);
  return value.schema === 'polydesk.sweep' ? ofSweep(value) : ofSummary(value);
}

function ofSummary({ run, result }: SummaryJson): BacktestResult {
  const provenance = provenanceOf(run.sources);
  return { ...NOTHING, provenance, hash: run.hash, ...figuresOf(result) };
}

function ofSweep({ sources, cells, best }: SweepJson): BacktestResult {
  const found = cells.find(({ values }) => isSame(values, best?.values));
  const figures = found === undefined ? {} : figuresOf(found.result);
  const provenance = provenanceOf(sources);
  const hash = found?.hash ?? null;
  const among = { cells: cells.length, best: best?.values ?? null };
  return { ...NOTHING, provenance, hash, ...figures, ...among };
}

function ofFilm({ provenance, pictures, isSame }: Film): BacktestResult {
  return { ...NOTHING, provenance, frames: pictures, isSame };
}

function figuresOf({ trades, net, fees, meanPerTrade, meanInterval }: PerformanceJson) {
  const [low, high] = [meanInterval?.low ?? null, meanInterval?.high ?? null];
  return { trades, net, fees, meanPerTrade, low, high };
}

const NOTHING = {
  ...{ hash: null, trades: null, net: null, fees: null, meanPerTrade: null, low: null, high: null },
  ...{ cells: null, best: null, frames: null, isSame: null },
};

/** One kind of data, or all there were. */
function provenanceOf(sources: readonly { readonly provenance: string }[]): string {
  return [...new Set(sources.map(({ provenance }) => provenance))].sort().join(' and ');
}

function isSame(one: object, other: object | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
