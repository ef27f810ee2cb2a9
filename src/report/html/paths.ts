import { marketOf, outcomeOf } from '../../domain/ids.ts';
import { SCALE } from '../../domain/units.ts';
import { ownedFills } from '../folds/fills.ts';
import { marketName, outcomeName, strategyName } from '../names.ts';
import { inFirstOutcome, type Report } from '../report.ts';
import type { PricePath } from '../run-record.ts';

/** A price path as the page draws it: seconds, prices of the first outcome, null for a hole. */
export type DrawnPath = {
  readonly name: string;
  readonly question: string | undefined;
  /** What a share of the first outcome paid, in words. */
  readonly result: string;
  readonly first: string;
  /** Seconds since 1970 of the first point, then milliseconds from point to point. */
  readonly from: number;
  readonly steps: readonly number[];
  readonly bid: readonly (number | null)[];
  readonly ask: readonly (number | null)[];
  readonly fills: readonly DrawnFill[];
};

export type DrawnFill = {
  readonly at: number;
  /** In the first outcome's coordinates, where the chart draws it. */
  readonly y: number;
  readonly side: 'buy' | 'sell';
  readonly outcome: 0 | 1;
  readonly label: string;
  /** In the token's own coordinates. */
  readonly price: number;
  readonly size: number;
  readonly evidence: string;
  readonly liquidity: string;
  readonly strategy: string;
};

/** All paths of a page share this many points, so that its size has a bound. */
const POINT_BUDGET = 30_000;

export function pathsOf(report: Report): DrawnPath[] {
  const { record } = report;
  const fills = Map.groupBy(ownedFills(record.journal).values(), (o) => marketOf(o.fill.token));
  const limit = Math.max(120, Math.floor(POINT_BUDGET / Math.max(1, record.pricePaths.length)));
  return record.pricePaths.map((path) => {
    const kept = thin(path, limit);
    const at = kept.map((i) => path.at[i] ?? 0);
    const own = fills.get(path.market) ?? [];
    return {
      name: marketName(record, path.market),
      question: record.markets[path.market]?.question,
      result: resultOf(report, path.market),
      first: outcomeName(record, (path.market * 2) as never),
      from: (at[0] ?? 0) / 1e6,
      steps: at.map((time, i) => (i === 0 ? 0 : Math.round((time - (at[i - 1] ?? 0)) / 1_000))),
      bid: kept.map((i) => drawn(path.bid[i])),
      ask: kept.map((i) => drawn(path.ask[i])),
      fills: own.map(({ fill, strategy }) => ({
        at: fill.tsEvent / 1e6,
        y: inFirstOutcome(fill.price, fill.token) / SCALE,
        side: fill.side,
        outcome: outcomeOf(fill.token),
        label: outcomeName(record, fill.token),
        price: fill.price / SCALE,
        size: fill.size / SCALE,
        evidence: fill.evidence,
        liquidity: fill.liquidity,
        strategy: strategyName(record, strategy),
      })),
    };
  });
}

function resultOf({ record }: Report, market: PricePath['market']): string {
  const resolution = record.resolutions[market];
  if (resolution === undefined) return 'undecided';
  if (resolution.payout === 500_000) return 'both paid 0.50';
  return `${outcomeName(record, (market * 2 + (resolution.payout === 0 ? 1 : 0)) as never)} won`;
}

function drawn(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value / SCALE;
}

/**
 * Positions of at most about `limit` points that keep the shape: only changes, and of each stretch
 * its lowest bid, its highest ask, its last point and the edges of holes.
 */
export function thin(path: PricePath, limit: number): number[] {
  const changes: number[] = [];
  for (let i = 0; i < path.at.length; i++) {
    const same = i > 0 && Object.is(path.bid[i], path.bid[i - 1]);
    const last = i === path.at.length - 1;
    if (!same || !Object.is(path.ask[i], path.ask[i - 1]) || last) changes.push(i);
  }
  if (changes.length <= limit) return changes;
  const stretches = Math.max(1, Math.floor(limit / 3));
  const kept = new Set<number>([changes[0] ?? 0]);
  for (let s = 0; s < stretches; s++) {
    const from = Math.floor((s * changes.length) / stretches);
    const to = Math.floor(((s + 1) * changes.length) / stretches);
    let low = from;
    let high = from;
    for (let i = from; i < to; i++) {
      if (i > 0 && isHole(path, changes, i) !== isHole(path, changes, i - 1)) {
        kept.add(changes[i] ?? 0);
      }
      if (at(path.bid, changes, i) < at(path.bid, changes, low)) low = i;
      if (at(path.ask, changes, i) > at(path.ask, changes, high)) high = i;
    }
    for (const i of [low, high, to - 1]) kept.add(changes[i] ?? 0);
  }
  return [...kept].sort((a, b) => a - b);
}

function isHole(path: PricePath, changes: readonly number[], i: number): boolean {
  return Number.isNaN(at(path.bid, changes, i)) || Number.isNaN(at(path.ask, changes, i));
}

function at(side: ArrayLike<number>, changes: readonly number[], i: number): number {
  return side[changes[i] ?? 0] ?? Number.NaN;
}
