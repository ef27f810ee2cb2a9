import { renderDocument } from '../html/document.ts';
import { html, type Markup, NOTHING, type Piece } from '../html/markup.ts';
import { empty, renderTable, section } from '../html/table.ts';
import type { Board, BoardRow, BoardSet } from './board.ts';
import {
  FORECAST_COLUMNS,
  forecastCells,
  idleOn,
  RESULT_COLUMNS,
  resultCells,
  spokenRows,
} from './board-table.ts';
import { headlines } from './headlines.ts';
import { poolText } from './market-pool.ts';
import type { CellName } from './played-cell.ts';
import { UNPLAYED_CLAIMS } from './unplayed-claims.ts';

/** The board as one HTML page; `pageOf` is where the report of a cell lies beside it. */
export function renderBoard(board: Board, pageOf: (cell: CellName) => string): string {
  const body = html`<header>
<p class="brand">Polydesk compare --claims</p>
<h1>The claims board</h1>
</header>
<main>
${headlines(board).map(
  ({ title, text }) => html`<div class="verdict"><strong>${title}</strong>
<span>${text}</span></div>
`,
)}${section('rules', 'How it was judged', board.judged.note, rulesOf(board))}
${section(
  'together',
  'All sets together',
  poolText(board.shared, board.sets),
  results(board.together, pageOf),
)}
${forecasts(board, pageOf)}
${board.sets.map((set) => setSection(board, set, pageOf))}
${unplayed()}
</main>`;
  return renderDocument({
    title: 'The claims board · Polydesk',
    body,
    styles: ['page.css', 'chart.css'],
    scripts: [],
    embedded: undefined,
  });
}

function rulesOf({ rules }: Board): Markup {
  return html`<ul>${rules.map((rule) => html`<li>${rule}</li>`)}</ul>`;
}

function results(rows: readonly BoardRow[], pageOf: (cell: CellName) => string): Markup {
  if (rows.length === 0) return empty('Nothing to show.');
  const cells = rows.map((row): Piece[] => {
    const [name, ...rest] = resultCells(row);
    return [linked(row, name ?? '', pageOf), ...rest];
  });
  return renderTable(RESULT_COLUMNS, cells, 'Results');
}

/** What was played alone has a report of its own. */
function linked(row: BoardRow, name: string, pageOf: (cell: CellName) => string): Piece {
  return row.cell === undefined ? name : html`<a href="${pageOf(row)}">${name}</a>`;
}

function forecasts(board: Board, pageOf: (cell: CellName) => string): Markup {
  const rows = spokenRows(board);
  if (rows.length === 0) return NOTHING;
  const cells = rows.map((row): Piece[] => {
    const [set, name, ...rest] = forecastCells(row) ?? [];
    return [set, linked(row, name ?? '', pageOf), ...rest];
  });
  const note =
    'Scored beside the midpoint of the book at the same moment: below 0 the model is ' +
    `better. ${board.judgedSkills.note} The report of each run draws the reliability diagram.`;
  return section(
    'forecasts',
    'Forecasts beside the market',
    note,
    renderTable(FORECAST_COLUMNS, cells, 'Forecasts'),
  );
}

function setSection(board: Board, set: BoardSet, pageOf: (cell: CellName) => string): Markup {
  const rows = board.rows.filter((row) => row.set === set.name);
  const note = set.isPlayed
    ? [set.doubt ?? [], ...set.standIns, ...set.notes].flat().join(' ')
    : 'Cannot carry any strategy: no order book was recorded in it.';
  const idle = idleOn(board, set.name).map(
    ({ variants, why }) => html`<li>${variants.join('; ')}: ${why}</li>`,
  );
  const body = set.isPlayed
    ? html`${results(rows, pageOf)}${idle.length === 0 ? NOTHING : html`<ul>${idle}</ul>`}`
    : NOTHING;
  return section(`set-${set.name}`, set.name, note, body);
}

function unplayed(): Markup {
  const items = UNPLAYED_CLAIMS.map(
    ({ name, text, at, why }) => html`<li>${name}: ${text} (${at}) ${why}</li>`,
  );
  return section('not-played', 'Claimed, or there, and not played', '', html`<ul>${items}</ul>`);
}
