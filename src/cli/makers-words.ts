import type { MakersBoard } from '../report/makers/makers-board.ts';
import { alikeText, WHO_IS_FILLED } from '../report/makers/makers-page.ts';
import {
  FILL_COLUMNS,
  fillCells,
  PROFIT_COLUMNS,
  profitCells,
} from '../report/makers/makers-table.ts';
import { table, wrap } from '../report/text/table.ts';
import type { Output } from './output/output.ts';
import { WIDTH } from './output/run-remarks.ts';

/** Of each set what was earned, and what became of the fills. */
export function sayMakers(
  { sets, rows, rules, alike, judged }: MakersBoard,
  { say, paint }: Output,
): void {
  for (const { name } of sets) {
    const own = rows.filter(({ set, submitted }) => set === name && submitted > 0);
    const filled = own.map(fillCells).filter((cells) => cells !== undefined);
    say(paint.strong(name));
    if (own.length === 0) say('Nothing was quoted.');
    else say(table(PROFIT_COLUMNS, own.map(profitCells)).join('\n'));
    if (filled.length > 0) say(`\n${table(FILL_COLUMNS, filled).join('\n')}`);
    for (const one of alike) if (one.set === name) say(alikeText(one));
    say('');
  }
  for (const text of [...rules, WHO_IS_FILLED, judged.note]) say(wrap(text, WIDTH).join('\n'));
}
