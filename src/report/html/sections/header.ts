import { dateTime, duration } from '../../format.ts';
import { provenanceOf } from '../../names.ts';
import type { Report } from '../../report.ts';
import { html, type Markup } from '../markup.ts';

/** Who ran, on what data: the first thing to know of any result. */
export function header({ record }: Report): Markup {
  const provenance = provenanceOf(record);
  const { period } = record;
  const when =
    period === undefined ? 'no events' : `${dateTime(period.from)} to ${dateTime(period.to)} UTC`;
  const length = period === undefined ? '' : `, ${duration(period.to - period.from)}`;
  const datasets = record.sources.map((source) => source.dataset).join(', ') || 'unknown data';
  const badge = provenance.real ? 'badge' : 'badge warn';
  return html`<header>
<p class="brand">Polydesk ${record.mode} <span class="${badge}">${provenance.text}</span></p>
<h1>${record.strategies.join(', ') || 'No strategy'}</h1>
<p class="sub">${datasets} · ${when}${length} · hash <code>${record.hash}</code></p>
</header>`;
}
