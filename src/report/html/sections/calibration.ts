import { count, decimal, plural } from '../../format.ts';
import type { Report } from '../../report.ts';
import type { CalibrationBin } from '../../statistics/calibration.ts';
import { html, type Markup } from '../markup.ts';
import { downFrom, percentOf } from '../scale.ts';
import { axis, dot, figure, label, level, line, plot, upright } from '../svg.ts';
import { empty, section } from '../table.ts';

const HEIGHT = 260;
const AXIS = 40;
const GRID = [0, 0.25, 0.5, 0.75, 1];

/** Entry price against outcome: on the diagonal, tokens paid as often as their price said. */
export function calibrationSection({ calibration, whole }: Report): Markup {
  const entries = plural(calibration.forecasts, 'entry', 'entries');
  const dependent = whole.edge.clusters < calibration.forecasts;
  const note =
    'How often tokens paid out, by entry price, with 95 % Wilson intervals. Above the diagonal ' +
    `they paid more often than their price said. ${entries}` +
    (dependent
      ? ` in ${plural(whole.edge.clusters, 'market')}: entries of one market are not independent.`
      : '.');
  return section(
    'calibration',
    'Calibration of entry prices',
    note,
    calibration.bins.length === 0
      ? empty('No entry in a decided market.')
      : html`${drawBins(calibration.bins)}${scores(calibration)}`,
  );
}

function drawBins(bins: readonly CalibrationBin[]): Markup {
  const y = (value: number) => downFrom(value, 0, 1, HEIGHT) + 6;
  const x = (value: number) => percentOf(value, 0, 1);
  const grid = GRID.flatMap((value) => [
    level(y(value), 'grid'),
    label(x(value), HEIGHT + 22, 'mid', value.toFixed(2)),
  ]);
  const marks = bins.map((bin) => {
    const { forecast, observed, interval } = bin;
    const whisker = upright(x(forecast), y(interval.low), y(interval.high), 'whisker');
    const point = dot(x(forecast), y(observed), 4.5);
    return html`<g><title>${binText(bin)}</title>${whisker}${point}</g>`;
  });
  const diagonal = line('0', '100%', y(0), y(1), 'diagonal');
  const caption = label('50%', HEIGHT + 40, 'mid', 'entry price, dollars');
  const height = HEIGHT + 44;
  return figure('Calibration plot', [
    axis(
      AXIS,
      height,
      GRID.map((value) => label(AXIS - 8, y(value) + 4, 'end', value.toFixed(2))),
    ),
    plot(height, [...grid, diagonal, ...marks, caption], 'plot inset'),
  ]);
}

function binText(bin: CalibrationBin): string {
  return (
    `Entries from ${bin.from.toFixed(2)} to ${bin.to.toFixed(2)}: ${count(bin.hits)} of ` +
    `${count(bin.count)} paid; average price ${bin.forecast.toFixed(3)}`
  );
}

function scores({ score }: Report['calibration']): Markup {
  if (score === undefined) return html``;
  const rows: [string, number][] = [
    ['Brier score', score.brier],
    ['reliability', score.reliability],
    ['resolution', score.resolution],
    ['uncertainty', score.uncertainty],
    ['log-loss', score.logLoss],
    ['calibration error', score.calibrationError],
    ['expected by chance', score.calibrationErrorByChance],
  ];
  return html`<dl class="scores">${rows.map(
    ([label, value]) => html`<div><dt>${label}</dt><dd>${decimal(value, 4)}</dd></div>`,
  )}</dl>`;
}
