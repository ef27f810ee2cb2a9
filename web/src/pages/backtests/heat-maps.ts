import type { SweepJson } from '../../../../src/report/sweep/json.ts';
import type { SweepCellJson } from './result-json.ts';

/** A table of cells: the first axis down, the second across. */
export type HeatMap = {
  /** The values of the other axes, e.g. "size 10"; empty: there are none. */
  readonly title: string;
  readonly rows: readonly (readonly SweepCellJson[])[];
};

const SHADES = 3;

/** A table for each combination of the axes beyond the second; the last axis runs fastest. */
export function heatMapsOf({ axes, cells }: Pick<SweepJson, 'axes' | 'cells'>): HeatMap[] {
  const [down, across, ...others] = axes;
  const [tall, wide] = [down?.values.length ?? 0, across?.values.length ?? 1];
  const deep = others.reduce((product, { values }) => product * values.length, 1);
  return Array.from({ length: deep }, (_, slice) => {
    const rows = Array.from({ length: tall }, (_row, row) =>
      Array.from({ length: wide }, (_cell, column) => {
        return cells[(row * wide + column) * deep + slice] as SweepCellJson;
      }),
    );
    const values = rows[0]?.[0]?.values ?? {};
    const title = others.map(({ name }) => `${name} ${values[name]}`).join(', ');
    return { title, rows };
  });
}

/** The most that any cell made or lost, dollars. */
export function mostOf(cells: readonly SweepCellJson[]): number {
  return Math.max(0, ...cells.map(({ result }) => Math.abs(Number(result.net))));
}

/** "gain-3" for the most that was made; empty for nothing. */
export function shadeOf({ result }: SweepCellJson, most: number): string {
  const net = Number(result.net);
  if (net === 0 || result.trades === 0) return '';
  return `${net > 0 ? 'gain' : 'loss'}-${Math.ceil((SHADES * Math.abs(net)) / most)}`;
}

/** Nothing at all is within its interval: luck explains what it made or lost. */
export function isLuck({ result: { meanInterval } }: SweepCellJson): boolean {
  if (meanInterval === null) return false;
  return Number(meanInterval.low) <= 0 && Number(meanInterval.high) >= 0;
}

/** "size (shares)". */
export function axisName({ name, unit }: SweepJson['axes'][number]): string {
  return unit === undefined ? name : `${name} (${unit})`;
}

type Place = { readonly row: number; readonly column: number };

/** Where an arrow leads to from a cell, within its table; undefined: nowhere. */
export function stepFrom({ rows }: HeatMap, { row, column }: Place, key: string) {
  const [down, right] = STEPS[key] ?? [0, 0];
  const place = { row: row + down, column: column + right };
  const isThere = rows[place.row]?.[place.column] !== undefined;
  return isThere && (down !== 0 || right !== 0) ? place : undefined;
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};
