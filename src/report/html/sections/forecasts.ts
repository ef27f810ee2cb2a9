import { count, decimal, interval, plural, signedDecimal } from '../../format.ts';
import type { Report } from '../../report.ts';
import type { Difference, ForecastSkill } from '../../statistics/forecast-skill.ts';
import { html, type Markup, NOTHING } from '../markup.ts';
import { reliabilityDiagram } from '../reliability.ts';
import { left, renderTable, right, section } from '../table.ts';

/** Models against the market's own midpoint; nothing where no model spoke. */
export function forecastSection({ forecasts }: Report): Markup {
  if (forecasts === undefined) return NOTHING;
  const { all, models } = forecasts;
  const counted = `${plural(all.forecasts, 'forecast')} in ${plural(all.windows, 'window')}`;
  const note =
    `${counted} of decided markets, scored beside the midpoint of the book at the same moment. ` +
    'Lower scores are better; below 0 the model is. Intervals are 95 %, resampled by window; ' +
    'those of the plot are Wilson and take forecasts as independent, which those of one market ' +
    `are not. ${withoutMid(all)}`;
  return section(
    'forecasts',
    'Forecasts beside the market',
    note,
    html`${diagram(all)}
${renderTable(
  COLUMNS,
  [row('all', all), ...models.map(({ name, skill }) => row(name, skill))],
  'Forecasts beside the market',
)}`,
  );
}

function withoutMid({ withoutMid: without }: ForecastSkill): string {
  return without === 0 ? '' : `Left out, for the book had no two sides: ${count(without)}.`;
}

function diagram({ model, mid }: ForecastSkill): Markup {
  const drawn = reliabilityDiagram('Reliability diagram', 'forecast', [
    { of: 'Midpoints', bins: mid.bins, style: 'other-point' },
    { of: 'Forecasts', bins: model.bins, style: 'point' },
  ]);
  return html`${drawn}
<p class="legend"><span class="key model"></span>model
<span class="key midpoint"></span>midpoint</p>`;
}

const COLUMNS = [
  left('Model'),
  right('Forecasts'),
  right('Windows'),
  right('Brier'),
  right('of the midpoint'),
  right('difference'),
  left('95 %'),
  right('Log loss'),
  right('of the midpoint'),
  right('difference'),
  left('95 %'),
];

function row(name: string, { forecasts, windows, model, mid, brier, logLoss }: ForecastSkill) {
  return [
    name,
    count(forecasts),
    count(windows),
    decimal(model.score.brier, 4),
    decimal(mid.score.brier, 4),
    ...differenceCells(brier),
    decimal(model.score.logLoss, 4),
    decimal(mid.score.logLoss, 4),
    ...differenceCells(logLoss),
  ];
}

function differenceCells({ mean, interval: bounds }: Difference): string[] {
  return [signedDecimal(mean, 4), interval(bounds, (end) => signedDecimal(end, 4))];
}
