import { parseDecimal } from '../../domain/units.ts';
import type { DeskDocument } from '../../screen/desk-document.ts';
import type { DeskWord } from '../desk-line.ts';
import { type Asked, type Command, type CommandEnd, text } from './command.ts';
import { saidWord } from './said-word.ts';

/** All of its limits, in millionths. */
const PART_MOST = 1_000_000;
const PERCENT = 100;

/** Commands that say something to the desk: what lowers risk is done at once. */
export const WORD_COMMANDS: readonly Command[] = [
  {
    ...{ name: 'pause', usage: '[strategy]', does: 'word' },
    summary: 'no new orders, of one or of all',
    run: (asked) => aboutOne(asked, (strategy) => said(asked, { kind: 'pause', strategy })),
  },
  {
    ...{ name: 'resume', usage: '[strategy]', does: 'word' },
    summary: 'lets it trade again; asks for a code',
    run: (asked) =>
      aboutOne(asked, (strategy) => ({
        ...{ kind: 'confirm', word: { kind: 'resume', strategy } },
        what: strategy === undefined ? 'let all strategies trade' : `let ${strategy} trade`,
      })),
  },
  {
    ...{ name: 'size', usage: '<strategy> <part>', does: 'word' },
    summary: 'use that part of its limits, e.g. 50%; more than now asks for a code',
    run: size,
  },
  {
    ...{ name: 'reload', usage: '', does: 'word' },
    summary: 'read the configuration anew, as far as that goes',
    run: async ({ line }) => {
      const told = await line.reload();
      return text(told.ok ? told.value : `Not done: ${told.message}`);
    },
  },
  {
    ...{ name: 'stop', usage: '', does: 'exit', summary: 'end the desk calmly' },
    run: (asked) => said(asked, { kind: 'stop' }),
  },
  {
    ...{ name: 'kill', usage: '', does: 'exit' },
    summary: 'cancel everything now and prove it; asks nothing',
    run: (asked) => said(asked, { kind: 'kill' }),
  },
];

const said = ({ line }: Asked, word: DeskWord): Promise<CommandEnd> => saidWord(line, word);

/** Of one strategy that there is, or of all. */
function aboutOne(
  { args: [name], line }: Asked,
  then: (strategy: string | undefined) => Promise<CommandEnd> | CommandEnd,
): Promise<CommandEnd> | CommandEnd {
  const fault = name === undefined ? undefined : unknownIn(line.heard().document, name);
  return fault === undefined ? then(name) : text(fault);
}

/** What a desk that is not heard knows cannot be said: it will say so itself. */
function unknownIn(document: DeskDocument | undefined, name: string): string | undefined {
  if (document === undefined || Object.hasOwn(document.strategies, name)) return undefined;
  const names = Object.keys(document.strategies).join(', ');
  return `There is no strategy of that name. There are: ${names}.`;
}

function size(asked: Asked): Promise<CommandEnd> | CommandEnd {
  const [name, given] = asked.args;
  if (name === undefined || given === undefined) return text('Say /size <strategy> <part>.');
  const { document, isHeard } = asked.line.heard();
  const fault = unknownIn(document, name);
  if (fault !== undefined) return text(fault);
  const part = partIn(given);
  if (part === undefined) return text('Which part of its limits? 0.5, or 50%; at most all.');
  const word = { kind: 'size', strategy: name, part } as const;
  const before = document?.strategies[name]?.part;
  // Where nobody knows the part of now, any may be more.
  if (isHeard && before !== undefined && part <= before) {
    return said(asked, { ...word, only: 'lower' });
  }
  return { kind: 'confirm', word, what: `let ${name} use ${part / 10_000} % of its limits` };
}

/** In millionths; undefined: it is none. */
function partIn(given: string): number | undefined {
  const isPercent = given.endsWith('%');
  const number = parseDecimal(isPercent ? given.slice(0, -1) : given);
  if (!number.ok) return undefined;
  const part = isPercent ? number.value / PERCENT : number.value;
  return Number.isInteger(part) && part >= 0 && part <= PART_MOST ? part : undefined;
}
