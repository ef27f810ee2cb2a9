import { interval, plural, signedDecimal, signedDollars, UNKNOWN } from '../format.ts';
import { html, type Markup } from '../html/markup.ts';
import type { Sweep, SweepAxis, SweepCell } from './sweep.ts';

/** Shades of gain and loss; a cell that made nothing has none. */
const SHADES = 3;

/**
 * The sweep as tables of colored cells: the first axis down, the second across, a table for each
 * combination of the others. Color goes by the dollars that a cell made, against the most that any
 * made or lost.
 */
export function renderHeatmaps(sweep: Sweep): Markup {
  const [, across, ...others] = sweep.axes;
  const size = sweep.axes[0]?.values.length ?? 0;
  const wide = across?.values.length ?? 1;
  const deep = others.reduce((product, { values }) => product * values.length, 1);
  const most = Math.max(...sweep.cells.map((cell) => Math.abs(netOf(cell))));
  const maps = Array.from({ length: deep }, (_, slice) => {
    const rows = Array.from({ length: size }, (_, row) =>
      Array.from(
        { length: wide },
        (_, column) => sweep.cells[(row * wide + column) * deep + slice] as SweepCell,
      ),
    );
    return heatmap(sweep, rows, most);
  });
  return html`${maps}`;
}

function heatmap(sweep: Sweep, rows: readonly SweepCell[][], most: number): Markup {
  const [down, across, ...others] = sweep.axes;
  const { at = [] } = rows[0]?.[0] ?? {};
  const slice = others.map(({ name, values }, i) => `${name} ${values[at[i + 2] as number]}`);
  const corner = across === undefined ? named(down) : `${named(down)} ↓ · ${named(across)} →`;
  const heads = (across?.values ?? ['net']).map((value) => html`<th scope="col">${value}</th>`);
  const body = rows.map(
    (row, i) => html`<tr><th scope="row">${down?.values[i]}</th>${row.map((cell) =>
      heatCell(cell, most, cell === sweep.best?.cell),
    )}</tr>
`,
  );
  const caption = slice.length === 0 ? undefined : html`<caption>${slice.join(', ')}</caption>`;
  const name = ['Heat map', ...slice].join(', ');
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${name}">
<table class="heat">${caption}
<thead><tr><th scope="col">${corner}</th>${heads}</tr></thead>
<tbody>${body}</tbody></table></div>`;
}

/** "size (shares)". */
function named(axis: SweepAxis | undefined): string {
  return axis?.unit === undefined ? (axis?.name ?? '') : `${axis.name} (${axis.unit})`;
}

function heatCell(cell: SweepCell, most: number, isBest: boolean): Markup {
  const { profit, edge } = cell.performance;
  if (profit.trades === 0) return html`<td>${UNKNOWN}<small>no trades</small></td>`;
  const marks = [shadeOf(netOf(cell), most), isBest ? 'best' : ''];
  if (!edge.isReliable) marks.push('thin');
  if (isLuck(edge.meanInterval)) marks.push('luck');
  const range = interval(edge.meanInterval, (x) => signedDecimal(x, 3));
  const counts = `${plural(profit.trades, 'trade')}, ${plural(edge.clusters, 'market')}`;
  return html`<td class="${marks.filter((mark) => mark !== '').join(' ')}">${signedDollars(
    profit.net,
  )}<small>${counts}</small><small>${range}</small></td>`;
}

/** Nothing at all is within the interval: luck explains what was made or lost. */
function isLuck(range: { readonly low: number; readonly high: number } | undefined): boolean {
  return range !== undefined && range.low <= 0 && range.high >= 0;
}

/** "gain-3" for the most that was made; nothing for nothing. */
export function shadeOf(net: number, most: number): string {
  if (net === 0 || most === 0) return '';
  const shade = Math.ceil((SHADES * Math.abs(net)) / most);
  return `${net > 0 ? 'gain' : 'loss'}-${shade}`;
}

function netOf({ performance }: SweepCell): number {
  return performance.profit.net;
}
