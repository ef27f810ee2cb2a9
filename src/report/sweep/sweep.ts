import type { MarketIndex } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import { SCALE } from '../../domain/units.ts';
import type { Performance, Report } from '../report.ts';
import type { Assumption, DataSource, Json } from '../run-record.ts';
import { type ChanceOfBest, judgeBest } from './chance-of-best.ts';

/** What is varied: a parameter by its texts, or the latency by its milliseconds. */
export type SweepAxis = {
  readonly name: string;
  readonly values: readonly string[];
  /** Of its values, e.g. "shares"; undefined: they are plain numbers or words. */
  readonly unit?: string | undefined;
  /** What it does, in a line. */
  readonly summary?: string | undefined;
};

/** One run of a sweep: all that is kept of it, for there may be hundreds. */
export type SweepCell = {
  /** Which value of each axis, in their order. */
  readonly at: readonly number[];
  readonly hash: string;
  readonly configuration: Json;
  readonly performance: Performance;
  /** Net dollars by market that it traded, counted trades alone. */
  readonly nets: ReadonlyMap<MarketIndex, number>;
  /** What stood in for facts that the data lacks. */
  readonly assumptions: readonly Assumption[];
};

export type Sweep = {
  readonly strategy: string;
  readonly axes: readonly SweepAxis[];
  /** All combinations; the last axis runs fastest. */
  readonly cells: readonly SweepCell[];
  readonly data: SweepData;
  /** The cell that made most, of those that traded; undefined: none did. */
  readonly best: Best | undefined;
};

/** What every cell was played on. */
export type SweepData = {
  readonly sources: readonly DataSource[];
  readonly markets: number;
  readonly period: Report['record']['period'];
};

export type Best = {
  readonly cell: SweepCell;
  /** Net dollars of the cells beside it, a step along one axis each, averaged; undefined: none. */
  readonly beside: number | undefined;
  readonly chance: ChanceOfBest;
};

/** What a sweep keeps of a run. */
export function sweptCell(at: readonly number[], report: Report): SweepCell {
  const { hash, configuration, assumptions } = report.record;
  return {
    at,
    hash,
    configuration,
    performance: report.whole,
    nets: new Map(report.byMarket.map(({ market, net }) => [market, net / SCALE])),
    assumptions,
  };
}

/** Combinations of the axes' values, by index; the last axis runs fastest. */
export function combinationsOf(axes: readonly SweepAxis[]): number[][] {
  return axes.reduce<number[][]>(
    (some, { values }) => some.flatMap((at) => values.map((_, i) => [...at, i])),
    [[]],
  );
}

/** @throws InvariantError when cells are missing or out of order. */
export function foldSweep(
  strategy: string,
  axes: readonly SweepAxis[],
  cells: readonly SweepCell[],
  data: SweepData,
): Sweep {
  const wanted = combinationsOf(axes);
  invariant(
    cells.length === wanted.length && cells.every(({ at }, i) => same(at, wanted[i] ?? [])),
    'a sweep has each combination of its axes once, in order',
  );
  const traded = cells.filter(({ performance }) => performance.profit.trades > 0);
  const cell = traded.reduce<SweepCell | undefined>(
    (most, one) => (most === undefined || netOf(one) > netOf(most) ? one : most),
    undefined,
  );
  const best = cell && { cell, beside: besideOf(cell, cells), chance: judgeBest(cells, cell) };
  return { strategy, axes, cells, data, best };
}

/** Net dollars of the cells a step away. */
function besideOf(best: SweepCell, cells: readonly SweepCell[]): number | undefined {
  const near = cells.filter(({ at }) => stepsBetween(at, best.at) === 1);
  if (near.length === 0) return undefined;
  return near.reduce((sum, cell) => sum + netOf(cell), 0) / near.length / SCALE;
}

function stepsBetween(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, index, axis) => sum + Math.abs(index - (other[axis] as number)), 0);
}

function same(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((value, i) => value === other[i]);
}

function netOf({ performance }: SweepCell): number {
  return performance.profit.net;
}
