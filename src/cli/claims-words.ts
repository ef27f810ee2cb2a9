import { type Board, overallRow } from '../report/claims/board.ts';
import { RESULT_COLUMNS, resultCells } from '../report/claims/board-table.ts';
import { askedLatency, headlines } from '../report/claims/headlines.ts';
import { plain, table, wrap } from '../report/text/table.ts';
import type { Output } from './output/output.ts';
import { WIDTH } from './output/run-remarks.ts';

/** The last columns are sentences: in the page, too wide for a terminal. */
const SHOWN = RESULT_COLUMNS.length - 2;

/** The answers, and what each variant came to over all sets at the latency asked about. */
export function sayBoard(board: Board, { say, paint }: Output): void {
  for (const { title, text } of headlines(board)) {
    say([paint.strong(title), ...wrap(plain(text, 1_000), WIDTH)].join('\n'));
  }
  const latency = askedLatency(board);
  const variants = [...new Set(board.rows.map(({ variant }) => variant))];
  const rows = variants.flatMap((variant) => {
    const row = overallRow(board, variant, latency);
    return row === undefined ? [] : [resultCells(row).slice(0, SHOWN)];
  });
  const idle = variants.filter((variant) => overallRow(board, variant, latency) === undefined);
  say(`\n${table(RESULT_COLUMNS.slice(0, SHOWN), rows).join('\n')}`);
  if (idle.length > 0) say(wrap(`Traded nowhere: ${idle.join('; ')}.`, WIDTH).join('\n'));
  say(`\n${wrap(board.judged.note, WIDTH).join('\n')}`);
}
