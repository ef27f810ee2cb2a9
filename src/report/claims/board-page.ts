import { count, decimal, UNKNOWN } from '../format.ts';
import type { ForecastSkill } from '../statistics/forecast-skill.ts';
import { type Board, type BoardRow, overallRow } from './board.ts';
import {
  FORECAST_COLUMNS,
  forecastRows,
  RESULT_COLUMNS,
  resultCells,
  spokenRows,
  type TextColumn,
  tradedRows,
} from './board-table.ts';
import { askedLatency, headlines } from './headlines.ts';
import { list, markdownTable } from './markdown.ts';
import { poolText } from './market-pool.ts';
import { assumedPart, setPart } from './set-part.ts';
import { sourceClaimOf } from './source-claims.ts';
import { UNPLAYED_CLAIMS } from './unplayed-claims.ts';

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
    'Claimed, or there, and not played:',
    unplayedTable(),
  ];
  return `${parts.join('\n\n')}\n`;
}

const READING = [
  'Dollars, 10 shares a trade unless a strategy says otherwise. ROI: net over what was paid to ' +
    'enter, fees included. Its interval is a bootstrap of whole windows; that of the wins is ' +
    "Wilson's.",
  'Inferred and assumed: parts of the turnover on fills at rest that no recorded print proves, ' +
    'and on levels of unknown size. Proxy: part of the windows with a winner that neither the ' +
    'venue nor the market’s own rule tells, but another feed or the last price.',
  'Left out: trades in no other figure of the row, for nobody knows who won, or the recording ' +
    'ended before it was settled. A verdict holds only if it would be the same, with the same ' +
    'correction, had all of these lost, and had all won.',
  'A row again, e.g.: `npx polydesk compare --claims late-favourite --data archive --dataset ' +
    'btc-5m-books-2026-04 --latencies 250 --report pages --json rows.json` plays it with the ' +
    'same hash and writes each of its trades, as a page and as JSON; only what is corrected ' +
    'differs. A row over all sets is made of the trades of all that are not in doubt.',
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
    poolText(board.shared, board.sets),
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
      'model is better. Intervals are resampled by window, each of one difference alone. ' +
      board.judgedSkills.note,
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

function claimTable(board: Board): string {
  const strategies = [...new Set(board.rows.map(({ strategy }) => strategy))];
  const rows = strategies.map((strategy) => {
    const claim = sourceClaimOf(strategy);
    return [strategy, claim?.text ?? 'Nothing: a control, or our own.', claim?.at ?? UNKNOWN];
  });
  return markdownTable(CLAIM_COLUMNS, rows);
}

const CLAIM_COLUMNS = ['Strategy', 'Claim', 'Where'].map(
  (heading): TextColumn => ({ heading, align: 'left' }),
);

function unplayedTable(): string {
  const columns: TextColumn[] = [...CLAIM_COLUMNS, { heading: 'Why not', align: 'left' }];
  const rows = UNPLAYED_CLAIMS.map(({ name, text, at, why }) => [name, text, at, why]);
  return markdownTable(columns, rows);
}
