import type { ExcludedTrades } from '../folds/excluded.ts';
import {
  count,
  dateTime,
  decimal,
  dollars,
  interval,
  percent,
  plural,
  ratio,
  signedDecimal,
  signedDollars,
  signedPercent,
  UNKNOWN,
} from '../format.ts';
import { renderDocument } from '../html/document.ts';
import { html, type Markup, NOTHING, type Piece } from '../html/markup.ts';
import { empty, left, renderTable, right, section, signed } from '../html/table.ts';
import { boundsOf, renderWhisker } from '../html/whisker.ts';
import { provenanceOf } from '../names.ts';
import type { Performance } from '../report.ts';
import { type Comparison, cautionOf } from './comparison.ts';

/** The comparison as one self-contained HTML file. */
export function renderComparison(comparison: Comparison): string {
  const body = html`${header(comparison)}
<main>
${warning(comparison)}${resultSection(comparison)}
${edgeSection(comparison)}
${runSection(comparison)}
</main>`;
  return renderDocument({
    title: `${comparison.title} · Polydesk`,
    body,
    styles: ['page.css', 'chart.css'],
    scripts: [],
    embedded: undefined,
  });
}

function header({ title, reports }: Comparison): Markup {
  const record = reports[0]?.report.record;
  if (record === undefined) return html`<header><h1>${title}</h1></header>`;
  const { period } = record;
  const provenance = provenanceOf(record);
  const badge = provenance.real ? 'badge' : 'badge warn';
  const datasets = record.sources.map((source) => source.dataset).join(', ') || 'unknown data';
  const when =
    period === undefined ? 'no events' : `${dateTime(period.from)} to ${dateTime(period.to)} UTC`;
  return html`<header>
<p class="brand">Polydesk compare <span class="${badge}">${provenance.text}</span></p>
<h1>${title}</h1>
<p class="sub">${datasets} · ${plural(record.markets.length, 'market')} · ${when}</p>
</header>`;
}

function warning({ sameData }: Comparison): Markup {
  if (sameData) return NOTHING;
  return html`<div class="verdict loses"><strong>Not comparable</strong>
<span>These runs did not see the same data.</span></div>
`;
}

/** A table of the comparison's rows: its label, then what `cells` makes of each. */
function rowsOf(
  { rows }: Comparison,
  cells: (performance: Performance) => readonly Piece[],
): Piece[][] {
  return rows.map(({ label, performance }) => [label, ...cells(performance)]);
}

function resultSection(comparison: Comparison): Markup {
  const headings = ['Trades', 'Wins', 'Win rate %', 'Average entry', 'Gross', 'Fees', 'Net'];
  const columns = [
    left(comparison.varies),
    ...headings.map(right),
    right('Deepest drawdown'),
    right('Unproven %'),
    right('Undecided'),
    right('If lost'),
    right('If won'),
  ];
  const rows = rowsOf(comparison, (performance) => {
    const { profit, edge, equity, evidence, excluded } = performance;
    return [
      count(profit.trades),
      count(profit.wins),
      percent(edge.winRate),
      decimal(edge.averageEntry, 4),
      signedDollars(profit.gross),
      dollars(profit.fees),
      signed(profit.net, signedDollars(profit.net)),
      dollars(equity.maxDrawdown),
      percent(ratio(evidence.unproven.turnover, evidence.all.turnover)),
      count(excluded.undecided.trades),
      ...lostAndWon(excluded.undecided),
    ];
  });
  return section(
    'results',
    'Results',
    'Dollars. Unproven: share of turnover on fills that no recorded size or print proves, ' +
      'inferred or assumed. Undecided: trades left out of every number because nobody knows who ' +
      'won. If lost, if won: their net if every share still held had lost, and if it had won.',
    rows.length === 0 ? empty('No runs.') : renderTable(columns, rows, 'Results'),
  );
}

/** What undecided trades would have made in the worst and the best case. */
function lostAndWon({ trades, netIfLost, netIfWon }: ExcludedTrades): Piece[] {
  if (trades === 0) return [UNKNOWN, UNKNOWN];
  return [netIfLost, netIfWon].map((net) => signed(net, signedDollars(net)));
}

function edgeSection(comparison: Comparison): Markup {
  const edges = comparison.rows.map(({ performance }) => performance.edge);
  const bounds = boundsOf([
    0,
    ...edges.flatMap((edge) => [edge.mean, edge.meanInterval?.low, edge.meanInterval?.high]),
  ]);
  const columns = [
    left(comparison.varies),
    right('Mean per trade'),
    left('95 % interval'),
    left(''),
    right('Return %'),
    left('95 % interval'),
    left('Verdict'),
  ];
  const rows = rowsOf(comparison, ({ edge }) => [
    signed(edge.mean ?? 0, signedDecimal(edge.mean, 4)),
    interval(edge.meanInterval, (x) => signedDecimal(x, 4)),
    edge.mean === undefined
      ? NOTHING
      : renderWhisker({ value: edge.mean, interval: edge.meanInterval, reference: 0, ...bounds }),
    signedPercent(edge.roi, 2),
    interval(edge.roiInterval, (x) => signedPercent(x, 2)),
    edge.verdict.text + (edge.isReliable || edge.trades === 0 ? '' : ', under 30 markets'),
  ]);
  return section(
    'edges',
    'Edge',
    `Net dollars per trade and return on outlay, resampled by market. ${cautionOf(comparison)}`,
    rows.length === 0 ? empty('No runs.') : renderTable(columns, rows, 'Edge'),
  );
}

function runSection({ reports }: Comparison): Markup {
  const runs = reports.map(
    ({ label, report }) => html`<details><summary>${label} · hash
<code>${report.record.hash}</code></summary>
<pre tabindex="0">${JSON.stringify(report.record.configuration, null, 2)}</pre></details>
`,
  );
  return section(
    'runs',
    'Runs',
    'The same configuration on the same data gives the same hash.',
    html`${runs}`,
  );
}
