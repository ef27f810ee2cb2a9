import { dateTime, plural } from '../format.ts';
import { renderDocument } from '../html/document.ts';
import { html, type Markup } from '../html/markup.ts';
import { empty, section } from '../html/table.ts';
import { provenanceOf } from '../names.ts';
import { renderHeatmaps } from './heatmap.ts';
import type { Sweep } from './sweep.ts';
import { bestInWords, cellName } from './words.ts';

/** The sweep as one self-contained HTML file. */
export function renderSweep(sweep: Sweep): string {
  const title = `${sweep.strategy} by ${sweep.axes.map(({ name }) => name).join(' and ')}`;
  const body = html`${header(title, sweep)}
<main>
${bestSection(sweep)}
${section(
  'cells',
  'Cells',
  'Dollars made, trades, and what is made of a trade (95 %, resampled by market). In italics: ' +
    'under 30 markets, where intervals are not to be relied on. Hatched: zero lies in the ' +
    'interval, so luck explains it. Outlined: the best.',
  html`${renderHeatmaps(sweep)}${axisList(sweep)}`,
)}
${assumptionSection(sweep)}
${runSection(sweep)}
</main>`;
  return renderDocument({
    title: `${title} · Polydesk`,
    body,
    styles: ['page.css', 'heatmap.css'],
    scripts: [],
    embedded: undefined,
  });
}

function header(title: string, { data }: Sweep): Markup {
  const provenance = provenanceOf(data);
  const badge = provenance.real ? 'badge' : 'badge warn';
  const datasets = data.sources.map(({ dataset }) => dataset).join(', ') || 'unknown data';
  const { period } = data;
  const when =
    period === undefined ? 'no events' : `${dateTime(period.from)} to ${dateTime(period.to)} UTC`;
  return html`<header>
<p class="brand">Polydesk sweep <span class="${badge}">${provenance.text}</span></p>
<h1>${title}</h1>
<p class="sub">${datasets} · ${plural(data.markets, 'market')} · ${when}</p>
</header>`;
}

function bestSection(sweep: Sweep): Markup {
  const lines = bestInWords(sweep).map((line) => html`<li>${line}</li>`);
  return section(
    'best',
    'The best, and whether to believe it',
    'Whoever tries many settings finds a good one by luck. These numbers say how much of it.',
    html`<ul>${lines}</ul>`,
  );
}

/** What each axis does. */
function axisList({ axes }: Sweep): Markup {
  const told = axes.filter(({ summary }) => summary !== undefined);
  const items = told.map(({ name, summary }) => html`<li>${name}: ${summary}</li>`);
  return items.length === 0 ? html`` : html`<ul>${items}</ul>`;
}

/** Each once, however many cells rest on it. */
function assumptionSection({ cells }: Sweep): Markup {
  const texts = new Map(cells.flatMap(({ assumptions }) => assumptions).map((a) => [a.code, a]));
  const items = [...texts.values()].map(
    ({ code, text }) => html`<dt><code>${code}</code></dt><dd>${text}</dd>
`,
  );
  return section(
    'assumptions',
    'Assumptions',
    'Rules that stood in for facts the data does not hold, in one cell at least.',
    items.length === 0 ? empty('None.') : html`<dl class="assumptions">${items}</dl>`,
  );
}

function runSection(sweep: Sweep): Markup {
  const runs = sweep.cells.map(
    (cell) => html`<details><summary>${cellName(sweep, cell)} · hash
<code>${cell.hash}</code></summary>
<pre tabindex="0">${JSON.stringify(cell.configuration, null, 2)}</pre></details>
`,
  );
  return section('runs', 'Runs', 'The same on the same data gives the same hash.', html`${runs}`);
}
