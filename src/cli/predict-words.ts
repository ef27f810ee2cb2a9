import { MICROS_PER_SECOND, type Timestamp } from '../domain/units.ts';
import { dateTime, decimal, duration, price, UNKNOWN } from '../report/format.ts';
import { exact } from '../report/json/decimal.ts';
import { words } from '../report/names.ts';
import type { Paint } from '../report/text/paint.ts';
import { type Column, plain, table } from '../report/text/table.ts';
import type { WindowOpinions } from '../runtime/predict/window-opinions.ts';
import { numbersInWords } from './decision-words.ts';

type Answer = {
  readonly source: 'venue' | 'exchange' | 'archive';
  readonly at: Timestamp;
  readonly windows: readonly WindowOpinions[];
};

type Thought = WindowOpinions['thoughts'][number];
type Numbers = NonNullable<Thought['opinion']>['numbers'];

const COLUMNS: readonly Column[] = [
  { heading: 'Window', align: 'left' },
  { heading: 'Left', align: 'right' },
  { heading: 'Bid', align: 'right' },
  { heading: 'Ask', align: 'right' },
  { heading: 'Strategy', align: 'left' },
  { heading: 'Would buy', align: 'left' },
  { heading: 'Chance', align: 'right' },
  { heading: 'Why', align: 'left' },
];

const SOURCES = {
  venue: 'at the venue',
  exchange: 'SIMULATED, at an exchange on this machine',
  archive: 'recorded; nothing that came later was looked at',
} as const;

/** For people: a line for each strategy in each window. */
export function opinionLines(
  { source, at, windows }: Answer,
  isVerbose: boolean,
  paint: Paint,
): string[] {
  const rows = windows.flatMap((window) =>
    window.thoughts.map((thought, i) => [
      ...(i === 0 ? windowCells(window) : ['', '', '', '']),
      thought.strategy,
      thought.label ?? UNKNOWN,
      decimal(chanceOf(thought, window), 3),
      whyOf(thought, isVerbose),
    ]),
  );
  return [
    paint.strong(`${dateTime(at)} UTC, ${SOURCES[source]}. Nothing is traded.`),
    ...table(COLUMNS, rows),
    'Bid, ask and chance are of Up; of the first outcome where none is called so.',
  ];
}

function windowCells({ market, secondsLeft, bid, ask, isTrusted }: WindowOpinions): string[] {
  const left = secondsLeft === undefined ? UNKNOWN : duration(secondsLeft * MICROS_PER_SECOND);
  const told = (value: typeof bid) => (isTrusted ? price(value) : UNKNOWN);
  return [plain(market.slug), left, told(bid), told(ask)];
}

/** Of the outcome that is shown. */
function chanceOf({ opinion }: Thought, { shown }: WindowOpinions): number | undefined {
  const first = opinion?.probability;
  return first === undefined || shown === 0 ? first : 1 - first;
}

function whyOf({ opinion, failure }: Thought, isVerbose: boolean): string {
  if (failure !== undefined) return plain(`it failed: ${failure}`);
  if (opinion === undefined) return 'nothing to say';
  const numbers = isVerbose ? numbersInWords(opinion.numbers) : '';
  return `${words(opinion.code)}${whenOf(opinion.numbers)}${numbers}`;
}

/** Where a buyer with a window stands to it. */
function whenOf({ secondsUntilWindow, secondsIntoWindow, secondsAfterWindow }: Numbers): string {
  if (secondsUntilWindow !== undefined) {
    return `; its window in ${duration(secondsUntilWindow * MICROS_PER_SECOND)}`;
  }
  if (secondsIntoWindow !== undefined) return '; its window is now';
  return secondsAfterWindow === undefined ? '' : '; its window is over';
}

/** Times in µs UTC, prices as decimal text, null for what is unknown. */
export function opinionsJson({ source, at, windows }: Answer) {
  return {
    schema: 'polydesk.opinions',
    schemaVersion: 1,
    source,
    at,
    windows: windows.map(({ market, secondsLeft, shown, bid, ask, isTrusted, thoughts }) => ({
      market: market.slug,
      question: market.question ?? null,
      asset: market.asset ?? null,
      opensAt: market.opensAt ?? null,
      closesAt: market.closesAt ?? null,
      secondsLeft: secondsLeft ?? null,
      outcomes: market.labels.map((label) => label ?? null),
      quoted: { outcome: shown, bid: exact(bid), ask: exact(ask), isTrusted },
      opinions: thoughts.map(({ strategy, opinion, label, failure }) => ({
        strategy,
        code: opinion?.code ?? null,
        wouldBuy: label ?? null,
        probability: opinion?.probability ?? null,
        numbers: opinion?.numbers ?? {},
        failure: failure ?? null,
      })),
    })),
  };
}
