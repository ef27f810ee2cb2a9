import type { EvidenceShare } from '../folds/evidence.ts';
import {
  count,
  decimal,
  dollars,
  interval,
  percent,
  probability,
  ratio,
  signedDecimal,
  signedDollars,
  signedPercent,
  UNKNOWN,
} from '../format.ts';
import type { Difference } from '../statistics/forecast-skill.ts';
import type { Board, BoardRow } from './board.ts';
import { FORECAST_VERDICTS, VERDICTS } from './headlines.ts';
import { leftOutOf } from './left-out.ts';
import { sourceClaimOf } from './source-claims.ts';
import { proxyShare } from './winners.ts';

export type TextColumn = { readonly heading: string; readonly align: 'left' | 'right' };

export const left = (heading: string): TextColumn => ({ heading, align: 'left' });
export const right = (heading: string): TextColumn => ({ heading, align: 'right' });

export const RESULT_COLUMNS: readonly TextColumn[] = [
  left('Strategy'),
  right('ms'),
  right('Windows'),
  right('Trades'),
  right('Wins % [95 %]'),
  right('Entry'),
  right('Gross'),
  right('Fees'),
  right('Net'),
  right('ROI % [95 %]'),
  right('Inferred %'),
  right('Proxy %'),
  right('Assumed %'),
  right('Left out'),
  right('p'),
  right('Corrected'),
  left('Verdict'),
  left('Why'),
  left('Source claims'),
];

/** In the order of {@link RESULT_COLUMNS}. */
export function resultCells(row: BoardRow): string[] {
  const { strategy, variant, latency, judged, profit, evidence, winners } = row;
  const { edge, p, corrected, verdict, why, claim } = judged;
  const part = (share: EvidenceShare) => percent(ratio(share.turnover, evidence.all.turnover));
  return [
    variant,
    `${latency / 1000}`,
    count(edge.clusters),
    count(edge.trades),
    `${percent(edge.winRate)} ${interval(edge.winRateInterval, (end) => percent(end))}`,
    decimal(edge.averageEntry, 4),
    signedDollars(profit.gross),
    dollars(profit.fees),
    signedDollars(profit.net),
    `${signedPercent(edge.roi)} ${interval(edge.roiInterval, (end) => signedPercent(end))}`,
    part(evidence.inferred),
    percent(proxyShare(winners)),
    part(evidence.assumed),
    count(leftOutOf(claim).trades),
    probability(p?.value),
    probability(corrected),
    VERDICTS[verdict],
    why,
    sourceClaimOf(strategy)?.short ?? UNKNOWN,
  ];
}

export const FORECAST_COLUMNS: readonly TextColumn[] = [
  left('Set'),
  left('Strategy'),
  right('ms'),
  right('Windows'),
  right('Forecasts'),
  right('Brier'),
  right('of the midpoint'),
  right('difference [95 %]'),
  right('p'),
  right('Corrected'),
  left('Verdict'),
  right('Log loss'),
  right('of the midpoint'),
  right('difference [95 %]'),
];

/** In the order of {@link FORECAST_COLUMNS}; undefined where no model spoke. */
export function forecastCells({ set, variant, latency, skill }: BoardRow): string[] | undefined {
  if (skill === undefined) return undefined;
  const { windows, forecasts, model, mid, brier, logLoss, corrected, verdict } = skill;
  const difference = ({ mean, interval: bounds }: Difference) =>
    `${signedDecimal(mean, 4)} ${interval(bounds, (end) => signedDecimal(end, 4))}`;
  return [
    set,
    variant,
    `${latency / 1000}`,
    count(windows),
    count(forecasts),
    decimal(model.score.brier, 4),
    decimal(mid.score.brier, 4),
    difference(brier),
    probability(brier.test?.p.value),
    probability(corrected),
    FORECAST_VERDICTS[verdict],
    decimal(model.score.logLoss, 4),
    decimal(mid.score.logLoss, 4),
    difference(logLoss),
  ];
}

/** Rows with trades, in the order played. */
export function tradedRows(rows: readonly BoardRow[]): BoardRow[] {
  return rows.filter(({ profit }) => profit.trades > 0);
}

/** Variants that did nothing on a set, and why; what is alike is told once. */
export type Idle = {
  readonly variants: readonly string[];
  /** µs; undefined: at all of the board. */
  readonly latencies: readonly number[] | undefined;
  readonly why: string;
};

export function idleOn(board: Board, set: string): Idle[] {
  const idle = board.rows.filter((row) => row.set === set && row.profit.trades === 0);
  const alone = [
    ...Map.groupBy(idle, ({ variant, cell }) => `${variant}\n${cell?.obstacles}`).values(),
  ].flatMap((group): Idle[] => {
    const [first] = group;
    if (first?.cell === undefined) return [];
    const all = group.length === board.latencies.length;
    const latencies = all ? undefined : group.map(({ latency }) => latency);
    return [{ variants: [first.variant], latencies, why: first.cell.obstacles }];
  });
  const alike = Map.groupBy(alone, ({ latencies, why }) => `${latencies}\n${why}`);
  return [...alike.values()].map((group) => ({
    ...(group[0] as Idle),
    variants: group.flatMap(({ variants }) => variants),
  }));
}

/** Rows with forecasts, those over all sets first. */
export function spokenRows(board: Board): BoardRow[] {
  return [...board.together, ...board.rows].filter((row) => row.skill !== undefined);
}

/**
 * The rows of forecasts as cells. Variants that differ in what they buy alone say the same, and so
 * does one at latencies between two rows of a slow recording: equal rows are one.
 */
export function forecastRows(board: Board): string[][] {
  const rows = spokenRows(board).flatMap((row) => [forecastCells(row) ?? []]);
  return joinAlike(joinAlike(rows, 1, '; '), 2, ', ');
}

/** Rows that differ in one cell alone are one, with all that stood in that cell. */
function joinAlike(rows: readonly (readonly string[])[], at: number, by: string): string[][] {
  const groups = Map.groupBy(rows, (row) => row.toSpliced(at, 1).join('\n'));
  return [...groups.values()].map((group) =>
    (group[0] ?? []).with(at, group.map((row) => row[at]).join(by)),
  );
}
