import type { Timestamp } from '../../domain/units.ts';
import { count, dateTime, decimal, plural, UNKNOWN } from '../format.ts';
import type { ForecastSkill } from '../statistics/forecast-skill.ts';
import { type Board, type BoardRow, type BoardSet, overallRow } from './board.ts';
import {
  FORECAST_COLUMNS,
  forecastRows,
  type Idle,
  idleOn,
  RESULT_COLUMNS,
  resultCells,
  spokenRows,
  type TextColumn,
  tradedRows,
} from './board-table.ts';
import { askedLatency, headlines } from './headlines.ts';
import { sharedText, TAKEN } from './market-pool.ts';
import type { PlayedCell } from './played-cell.ts';
import { sourceClaimOf } from './source-claims.ts';

/**
 * The board as a page of Markdown. The same cells give the same bytes: it holds no time but those
 * of the recordings, and nothing of the machine.
 */
export function boardPage(board: Board): string {
  const parts = [
    `# The claims board`,
    `<!-- Written by "polydesk compare --claims --page": change that, not this page. -->`,
    `Does any of these strategies beat the market's price after fees? Each was played alone over ` +
      `every recorded set, at ${latencyText(board)} from a change at the venue to our order there.`,
    ...headlines(board).map(
      ({ title, text }) => `- **${text === '' ? title : `${title}.`}** ${text}`,
    ),
    `## How it was judged`,
    list([...board.rules, board.judged.note, ...READING]),
    ...assumedPart(board),
    ...togetherPart(board),
    ...forecastPart(board),
    ...board.sets.flatMap((set) => setPart(board, set)),
    `## What the sources claim`,
    claimTable(board),
  ];
  return `${parts.join('\n\n')}\n`;
}

const READING = [
  'Dollars, 10 shares a trade unless a strategy says otherwise. ROI: net over what was paid to ' +
    'enter, fees included. Its interval is a bootstrap of whole windows; that of the wins is ' +
    "Wilson's.",
  'Inferred and assumed: parts of the turnover on fills at rest that no recorded print proves, ' +
    'and on levels of unknown size. Left out: trades in no other figure of the row, for nobody ' +
    'knows who won, or the recording ended before it was settled. A verdict holds only if it ' +
    'would be the same, with the same correction, had all of these lost, and had all won.',
  'Each set, and all sets together, are tests of one family. What makes a verdict: ' +
    '[many results at once](report.md#many-results-at-once). A null result is a result.',
];

function latencyText({ latencies }: Board): string {
  return `${latencies.map((latency) => latency / 1000).join(', ')} ms`;
}

function togetherPart(board: Board): string[] {
  const rows = tradedRows(board.together);
  if (rows.length === 0) return [];
  return [
    '## All sets together',
    `${TAKEN} ${sharedText(board)} Windows that overlap in time are one, whatever the set.`,
    markdownTable(RESULT_COLUMNS, rows.map(resultCells)),
  ];
}

function forecastPart(board: Board): string[] {
  const spoken = spokenRows(board);
  if (spoken.length === 0) {
    return ['## Forecasts beside the market', 'No model that was played made a forecast.'];
  }
  const asked = [...new Set(spoken.map(({ variant }) => variant))].flatMap((variant) => {
    const row = overallRow(board, variant, askedLatency(board));
    return row?.skill === undefined ? [] : reliability(row, row.skill);
  });
  return [
    '## Forecasts beside the market',
    'Scored beside the midpoint of the book at the same moment, in decided markets. Below 0 the ' +
      'model is better. Intervals are resampled by window and not corrected for their number.',
    markdownTable(FORECAST_COLUMNS, forecastRows(board)),
    ...asked,
  ];
}

/** The reliability diagram in numbers; the HTML report draws it. */
function reliability({ variant, set, latency }: BoardRow, { model, mid }: ForecastSkill): string[] {
  const columns: TextColumn[] = [
    'Forecast',
    'Model: n',
    'said',
    'came true',
    'Midpoint: n',
    'said',
    'came true',
  ].map((heading) => ({ heading, align: 'right' }));
  const edges = [...new Set([...model.bins, ...mid.bins].map(({ from }) => from))];
  const half = (bins: typeof model.bins, from: number) => {
    const bin = bins.find((one) => one.from === from);
    if (bin === undefined) return ['0', UNKNOWN, UNKNOWN];
    return [count(bin.count), decimal(bin.forecast, 3), decimal(bin.observed, 3)];
  };
  const rows = edges
    .sort((a, b) => a - b)
    .map((from) => [
      `${from.toFixed(1)} to ${(from + 0.1).toFixed(1)}`,
      ...half(model.bins, from),
      ...half(mid.bins, from),
    ]);
  return [
    `Calibration of ${variant}, ${set}, at ${latency / 1000} ms: how often it came true.`,
    markdownTable(columns, rows),
  ];
}

function setPart(board: Board, set: BoardSet): string[] {
  const heading = `## ${set.name}`;
  const rows = board.rows.filter((row) => row.set === set.name);
  const cells = rows.flatMap(({ cell }) => cell ?? []);
  const [some] = cells;
  if (!set.isPlayed || some === undefined) {
    return [heading, 'Cannot carry any strategy: no order book was recorded in it.'];
  }
  const traded = tradedRows(rows);
  const idle = idleOn(board, set.name);
  return [
    heading,
    list(factsOf(set, some, cells, new Set(assumedEverywhere(board)))),
    ...(traded.length === 0 ? [] : [markdownTable(RESULT_COLUMNS, traded.map(resultCells))]),
    ...(idle.length === 0 ? [] : ['Not traded, and what stood in the way:']),
    ...(idle.length === 0 ? [] : [list(idle.map(idleText))]),
  ];
}

function idleText({ variants, latencies, why }: Idle): string {
  const when = latencies?.map((latency) => latency / 1000).join(', ');
  return `${variants.join('; ')}${when === undefined ? '' : ` at ${when} ms`}: ${why}`;
}

function assumedPart(board: Board): string[] {
  const all = assumedEverywhere(board);
  return all.length === 0 ? [] : ['Assumed in every run:', list(all)];
}

function assumedEverywhere(board: Board): string[] {
  return assumedInAll(board.rows.flatMap(({ cell }) => cell ?? []));
}

/** In the order of the first. */
function assumedInAll([first, ...others]: readonly PlayedCell[]): string[] {
  const rest = others.map(({ run }) => new Set(run.assumptions));
  return (first?.run.assumptions ?? []).filter((text) => rest.every((one) => one.has(text)));
}

/** What is known of a set, and what all of its runs assumed. */
function factsOf(
  set: BoardSet,
  { run, markets }: PlayedCell,
  cells: readonly PlayedCell[],
  everywhere: ReadonlySet<string>,
): string[] {
  const sources = run.sources.map(
    ({ dataset, provenance, rows, hash, origin, license }) =>
      `${dataset}: ${provenance}, ${plural(rows, 'row')}, hash \`${hash ?? 'unknown'}\`, ` +
      `from ${origin ?? 'unknown'}; license ${license ?? 'unknown'}.`,
  );
  const { period } = run;
  const undecided = markets.filter(({ winner }) => winner === undefined).length;
  const when =
    period === undefined
      ? ''
      : `, ${dateTime(period.from as Timestamp)} to ${dateTime(period.to as Timestamp)} UTC`;
  const common = assumedInAll(cells);
  const feeds = set.feeds.length === 0 ? 'none' : set.feeds.join(', ');
  const short = cells.filter(({ isCashShort }) => isCashShort).map(({ variant }) => variant);
  return [
    ...sources,
    `${plural(markets.length, 'market')}, ${count(undecided)} undecided${when}. ` +
      `Reference feeds: ${feeds}.`,
    ...set.standIns,
    ...common.filter((text) => !everywhere.has(text)),
    ...(short.length === 0 ? [] : [`Out of cash: ${[...new Set(short)].join(', ')}.`]),
  ];
}

function claimTable(board: Board): string {
  const strategies = [...new Set(board.rows.map(({ strategy }) => strategy))];
  const rows = strategies.map((strategy) => {
    const claim = sourceClaimOf(strategy);
    return [strategy, claim?.text ?? 'Nothing: a control, or our own.', claim?.at ?? UNKNOWN];
  });
  const columns = ['Strategy', 'Claim', 'Where'].map(
    (heading): TextColumn => ({ heading, align: 'left' }),
  );
  return markdownTable(columns, rows);
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${escapeMarkdown(item, '')}`).join('\n');
}

function markdownTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ heading }) => heading)),
    `|${columns.map(({ align }) => (align === 'right' ? '---:' : '---')).join('|')}|`,
    ...rows.map((row) => line(row.map((cell) => escapeMarkdown(cell, '|')))),
  ].join('\n');
}

/** Names come from others: none may end a line, a cell, or begin a tag. */
function escapeMarkdown(text: string, more: string): string {
  const flat = text.replaceAll(/\s+/g, ' ').replaceAll('<', '&lt;');
  return more === '' ? flat : flat.replaceAll(more, `\\${more}`);
}
