import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import type { DeskDocument } from '../../screen/desk-document.ts';
import type { DeskLine } from '../desk-line.ts';
import { statusLines } from './answers/status-answer.ts';
import {
  logLines,
  orderLines,
  positionLines,
  profitLines,
  strategyLines,
} from './answers/table-answers.ts';
import { SIMULATED } from './badge.ts';
import { type Asked, type Command, type CommandEnd, lines, text } from './command.ts';

const DAY = 86_400 * MICROS_PER_SECOND;
const FEW = 10;
const MOST = 50;

/** Commands that only look. */
export const LOOK_COMMANDS: readonly Command[] = [
  {
    ...{ name: 'status', usage: '', does: 'look', summary: 'how the desk is doing' },
    run: (asked) => shown(asked, statusLines),
  },
  {
    ...{ name: 'profit', usage: '[today|7d|30d|all]', does: 'look' },
    summary: 'what ended since then, by strategy',
    run: profit,
  },
  {
    ...{ name: 'positions', usage: '', does: 'look', summary: 'what is held' },
    run: (asked) => shown(asked, positionLines),
  },
  {
    ...{ name: 'orders', usage: '', does: 'look', summary: 'what is open' },
    run: (asked) => shown(asked, orderLines),
  },
  {
    ...{ name: 'trades', usage: '[n]', does: 'look', summary: 'the newest fills' },
    run: async ({ args, line }) => {
      const most = countIn(args);
      if (most === undefined) return text(COUNT);
      const told = await line.trades(most);
      if (!told.ok) return text(told.message);
      return lines(told.value.length === 0 ? ['No fills yet.'] : told.value);
    },
  },
  {
    ...{ name: 'strategies', usage: '', does: 'look', summary: 'their states and results' },
    run: (asked) => shown(asked, strategyLines),
  },
  {
    ...{ name: 'logs', usage: '[n]', does: 'look', summary: 'what happened last' },
    run: (asked) => {
      const most = countIn(asked.args);
      return most === undefined
        ? text(COUNT)
        : shown(asked, (document) => logLines(document, most));
    },
  },
];

const COUNT = `How many? A number from 1 to ${MOST}.`;

function countIn([given]: readonly string[]): number | undefined {
  if (given === undefined) return FEW;
  const count = Number(given);
  return Number.isInteger(count) && count >= 1 && count <= MOST ? count : undefined;
}

function shown(
  { line }: Asked,
  show: (document: DeskDocument, isHeard: boolean) => readonly string[],
): CommandEnd {
  const { document, isHeard } = line.heard();
  if (document === undefined) return text('The desk has not been heard yet.');
  const told = show(document, isHeard);
  // It says both by itself.
  if (show === statusLines) return lines(told);
  return lines([...badge(line), ...(isHeard ? [] : ['(as it was last told)']), ...told]);
}

async function profit({ args: [period = 'today'], line, now }: Asked): Promise<CommandEnd> {
  const since = sinceOf(period, now);
  if (since === null) return text('Since when? today, 7d, 30d or all.');
  const told = await line.profit(since);
  if (!told.ok) return text(told.message);
  return lines([...badge(line), `${period}:`, ...profitLines(told.value)]);
}

function badge(line: DeskLine): readonly string[] {
  return line.isSimulated() === true ? [SIMULATED] : [];
}

/** undefined: of all time; null: no such period. */
function sinceOf(period: string, now: Timestamp): Timestamp | undefined | null {
  switch (period) {
    case 'today':
      return (Math.floor(now / DAY) * DAY) as Timestamp;
    case '7d':
      return (now - 7 * DAY) as Timestamp;
    case '30d':
      return (now - 30 * DAY) as Timestamp;
    case 'all':
      return undefined;
    default:
      return null;
  }
}
