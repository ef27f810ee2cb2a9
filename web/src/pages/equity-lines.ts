import type { DeskRow } from '../../../src/screen/desk-document.ts';
import type { RunEquity } from '../../../src/server/dashboard/history.ts';
import type { TrailPoint } from '../live/trail.ts';

/** Values over common times; null: a gap, undefined: another line has that moment. */
export type EquityLines = {
  /** µs, rising. */
  readonly ats: readonly number[];
  /** Equity and confirmed of the run that goes on. */
  readonly now: readonly (readonly (number | null | undefined)[])[];
  /** Earlier runs at cost; several lines only where runs went on side by side. */
  readonly earlier: readonly (readonly (number | null | undefined)[])[];
};

type Point = { readonly at: number; readonly worth: number | null };

/** Puts the run that goes on and those before it onto one axis of time. */
export function equityLines(own: readonly TrailPoint[], runs: readonly RunEquity[]): EquityLines {
  const lanes = lanesOf(runs);
  const ats = [...new Set([...own, ...lanes.flat()].map(({ at }) => at))].sort((a, b) => a - b);
  const places = new Map(ats.map((at, i) => [at, i]));
  const line = (points: readonly Point[]) => {
    const values: (number | null | undefined)[] = ats.map(() => undefined);
    for (const { at, worth } of points) values[places.get(at) as number] = worth;
    return values;
  };
  const ofOwn = (value: number) =>
    line(own.map(({ at, values }) => ({ at, worth: values[value] ?? null })));
  return { ats, now: [ofOwn(0), ofOwn(1)], earlier: lanes.map(line) };
}

/** Runs one after another in one line with gaps; one beside another in a line of its own. */
function lanesOf(runs: readonly RunEquity[]): readonly (readonly Point[])[] {
  const lanes: Point[][] = [];
  for (const { points } of runs.toSorted((a, b) => a.began - b.began)) {
    const [first] = points;
    if (first === undefined) continue;
    const free = lanes.find((lane) => (lane.at(-1)?.at ?? 0) < first.at);
    if (free === undefined) lanes.push([...points]);
    // Of the time between two runs nobody knows anything.
    else free.push({ at: first.at - 1, worth: null }, ...points);
  }
  return lanes;
}

/** Those of the same kind of money, at prices of the same kind, without the one that goes on. */
export function earlierRuns(
  runs: readonly RunEquity[],
  { name, mode, provenance }: Pick<DeskRow, 'name' | 'mode' | 'provenance'>,
): readonly RunEquity[] {
  const own = runs.find(({ run }) => run === name)?.mode ?? mode;
  const isAlike = (one: RunEquity) =>
    one.mode === own && (one.provenance === 'simulated') === (provenance === 'simulated');
  return runs.filter((one) => one.run !== name && isAlike(one));
}
