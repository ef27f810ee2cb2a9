import type { Report } from '../report.ts';
import { renderDocument } from './document.ts';
import { html } from './markup.ts';
import { pathsOf } from './paths.ts';
import { assumptionSection } from './sections/assumptions.ts';
import { calibrationSection } from './sections/calibration.ts';
import { configurationSection } from './sections/configuration.ts';
import { coverageSection } from './sections/coverage.ts';
import { curveOf, equitySection } from './sections/equity.ts';
import { evidenceSection } from './sections/evidence.ts';
import { forecastSection } from './sections/forecasts.ts';
import { header } from './sections/header.ts';
import { headlineSection } from './sections/headline.ts';
import { hourSection } from './sections/hours.ts';
import { makingSection } from './sections/making.ts';
import { marketSection } from './sections/markets.ts';
import { orderSection } from './sections/orders.ts';
import { pathSection } from './sections/price-path.ts';
import { strategySection } from './sections/strategies.ts';
import { tradeSection } from './sections/trades.ts';

/** The report as one self-contained HTML file. */
export function renderReport(report: Report): string {
  const { record } = report;
  const body = html`${header(report)}
<main>
${headlineSection(report)}
${strategySection(report)}
${equitySection(report)}
${pathSection(report)}
<div class="pair">
${hourSection(report)}
${marketSection(report)}
</div>
<div class="pair">
${calibrationSection(report)}
${evidenceSection(report)}
</div>
${makingSection(report)}
${forecastSection(report)}
${coverageSection(report)}
${orderSection(report)}
${tradeSection(report)}
${assumptionSection(report)}
${configurationSection(report)}
</main>`;
  return renderDocument({
    title: `${record.strategies.join(', ') || record.mode} · Polydesk ${record.mode}`,
    body,
    styles: ['uplot', 'page.css', 'chart.css'],
    scripts: ['uplot', 'charts.js', 'equity.js', 'price-path.js', 'trades.js'],
    embedded: { curve: curveOf(report), paths: pathsOf(report) },
  });
}
