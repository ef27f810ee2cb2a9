import { SCALE } from '../../../domain/units.ts';
import { dateTime, dollars } from '../../format.ts';
import type { Report } from '../../report.ts';
import { html, type Markup } from '../markup.ts';
import { empty, section } from '../table.ts';

/** Seconds and dollars, for the chart. */
export type Curve = {
  readonly at: readonly number[];
  readonly equity: readonly number[];
  readonly drawdown: readonly number[];
};

/** Points of the chart: beyond this many, evenly chosen ones and always the last. */
const POINTS = 4_000;

export function curveOf({ whole, record }: Report): Curve {
  const { points } = whole.equity;
  const every = Math.max(1, Math.ceil(points.length / POINTS));
  const kept = points.filter((_, i) => i % every === every - 1 || i === points.length - 1);
  const { period } = record;
  const start =
    period === undefined ? [] : [{ at: period.from, equity: record.startingCash, drawdown: 0 }];
  const all = [...start, ...kept];
  return {
    at: all.map((point) => point.at / 1e6),
    equity: all.map((point) => point.equity / SCALE),
    drawdown: all.map((point) => -point.drawdown / SCALE),
  };
}

export function equitySection({ whole }: Report): Markup {
  const { points, maxDrawdown, deepestAt } = whole.equity;
  const deepest =
    deepestAt === undefined
      ? 'There was no drawdown.'
      : `The deepest drawdown is ${dollars(maxDrawdown)} dollars, at ${dateTime(deepestAt)} UTC.`;
  return section(
    'equity',
    'Equity and drawdown',
    'Cash plus open positions at what they cost, in dollars: moves when shares are sold or ' +
      `settled. Undecided markets are left out. ${deepest}`,
    points.length === 0
      ? empty('Nothing was realized: the curve is flat.')
      : html`<div id="equity-chart" class="chart"></div>
<div id="drawdown-chart" class="chart"></div>`,
  );
}
