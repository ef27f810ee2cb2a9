import type { PerformanceJson } from '../../../../src/report/json/schema.ts';
import type { SummaryJson } from '../../../../src/report/json/summary.ts';
import type { SweepJson } from '../../../../src/report/sweep/json.ts';

/** The figures of a backtest, or of a sweep. */
export type ResultJson = SummaryJson | SweepJson;

export type SweepCellJson = SweepJson['cells'][number];

/** Decimal text in units of 1e-6, as far as it is shown; null: not known. */
export function unitsOf(text: string | null): number | null {
  return text === null ? null : Math.round(Number(text) * 1_000_000);
}

/** The cell that made most; undefined: none traded. */
export function bestCell({ best, cells }: SweepJson): SweepCellJson | undefined {
  const values = JSON.stringify(best?.values);
  return cells.find((cell) => JSON.stringify(cell.values) === values);
}

/** What stands for a result beside another: of a sweep that of its best cell. */
export function performanceOf(result: ResultJson): PerformanceJson | undefined {
  return result.schema === 'polydesk.summary' ? result.result : bestCell(result)?.result;
}

type Source = {
  readonly dataset: string;
  readonly provenance: string;
  readonly hash: string | null;
};

export function sourcesOf(result: ResultJson): readonly Source[] {
  return result.schema === 'polydesk.summary' ? result.run.sources : result.sources;
}

/** In what the data of two results differ, as sentences; none: they were played on the same. */
export function dataDifferences(one: ResultJson, other: ResultJson): string[] {
  const [mine, others] = [sourcesOf(one).map(sourceName), sourcesOf(other).map(sourceName)];
  const told: string[] = [];
  for (const [here, there, side] of [
    [mine, others, 'first'],
    [others, mine, 'second'],
  ] as const) {
    const alone = here.filter((name) => !there.includes(name));
    if (alone.length > 0) told.push(`Only the ${side} has ${alone.join(', ')}.`);
  }
  const [few, many] = [marketsOf(one), marketsOf(other)];
  if (few !== many) told.push(`They were played on ${few} and on ${many} markets.`);
  if (one.schema === 'polydesk.summary' && other.schema === 'polydesk.summary') {
    if (one.run.from !== other.run.from || one.run.to !== other.run.to) {
      told.push('They cover different times.');
    }
  }
  return told;
}

function sourceName({ dataset, hash }: Source): string {
  return hash === null ? dataset : `${dataset} (${hash.slice(0, 8)})`;
}

export function marketsOf(result: ResultJson): number {
  return result.schema === 'polydesk.summary' ? result.run.markets : result.markets;
}

/** Each kind of data once: "recorded", "recorded and simulated". */
export function provenanceOf(result: ResultJson): string {
  const kinds = new Set(sourcesOf(result).map(({ provenance }) => provenance));
  return [...kinds].sort().join(' and ');
}

type Point = { readonly at: number; readonly equity: string };

/** Curves over the times of all; each keeps its value until just before its next point. */
export function curvesOver(curves: readonly (readonly Point[])[]) {
  const times = [...new Set(curves.flatMap((points) => points.flatMap(({ at }) => [at - 1, at])))];
  const xs = times.sort((a, b) => a - b);
  const values = curves.map((points) => {
    let next = 0;
    let last: number | null = null;
    return xs.map((at) => {
      for (; next < points.length && (points[next]?.at ?? at) <= at; next++) {
        last = unitsOf(points[next]?.equity ?? null);
      }
      return last;
    });
  });
  return { xs: xs.map((at) => at / 1_000_000), values };
}
