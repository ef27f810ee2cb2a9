import { decimal, plural } from '../../format.ts';
import type { Report } from '../../report.ts';
import { html, type Markup } from '../markup.ts';
import { reliabilityDiagram } from '../reliability.ts';
import { empty, section } from '../table.ts';

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
      : html`${reliabilityDiagram('Calibration plot', 'entry price, dollars', [
          { of: 'entries', bins: calibration.bins, style: 'point' },
        ])}${scores(calibration)}`,
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
