import type { TextColumn } from '../claims/board-table.ts';
import { list, markdownTable } from '../claims/markdown.ts';
import { pausesText } from '../folds/pauses.ts';
import { count, plural, signedDollars } from '../format.ts';
import { RELIABLE_CLUSTERS } from '../statistics/bootstrap.ts';
import type { AlikeMaker, MakerRow, MakerSet, MakersBoard } from './makers-board.ts';
import { FILL_COLUMNS, fillCells, PROFIT_COLUMNS, profitCells } from './makers-table.ts';

/**
 * The board as a page of Markdown. The same runs give the same bytes: it holds no time and nothing
 * of the machine.
 */
export function makersPage(board: MakersBoard): string {
  const parts = [
    '# The makers’ board',
    '<!-- Written by "polydesk compare --makers --page": change that, not this page. -->',
    'Does resting quotes on both sides earn? Every pricing engine and two controls were played ' +
      'alone over each set, by several rules of who is filled and at several latencies.',
    list(answers(board)),
    '## How it was judged',
    list([...board.rules, board.judged.note, ...READING]),
    ...board.sets.flatMap((set) => setPart(board, set)),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Fills that only a book which moved through the price proves; all other rules move a queue. */
const THROUGH = 'through';

/** What every answer of the board rests on. */
export const WHO_IS_FILLED =
  'Who is filled decides the answer, and no recording here tells it. Filled only when the market ' +
  'has come through the price, a maker meets nobody but those who knew: the worst kind of fill, ' +
  'though more fills of a better kind can lose more. By a queue that half of all decreases at ' +
  'the price are assumed to move, it also meets those who did not: nobody knows whether so much ' +
  'was traded, so what earns there earns if it was.';

const READING = [
  WHO_IS_FILLED,
  'Runs that send the same orders at the same moments are one: they are told with the set, and ' +
    'stand in no other count.',
  'Trading P&L is of trades in decided markets, fees off, without rebates and rewards. Left out: ' +
    'trades in markets of which nobody knows who won, and what all of them would have come to ' +
    'had every share still held lost, and won.',
  'Markouts: what the fills were worth at the midpoint of the moment and later, in hundredths of ' +
    'a percent of the dollars traded. At the fill it is the spread that was earned; what is gone ' +
    'of it later, others knew.',
  `Intervals of 95 % are resampled by market: of fewer than ${RELIABLE_CLUSTERS} they are too ` +
    'narrow.',
  'Won: of the shares that quotes would have had us hold, how many paid a dollar, where they ' +
    'were filled, where they were not, and of all that was quoted, in decided markets; beside it ' +
    'their average price. Difference: win rate less price, filled less unfilled: below 0 the ' +
    'fills were the worse quotes.',
  'Round trips: inventory that one fill took on and another gave back. Turns: shares traded over ' +
    'those held on average while a market could be traded.',
  'Verdicts are those of [many results at once](report.md#many-results-at-once). A null result ' +
    'is a result.',
];

/** From the numbers alone: for each set, and each kind of rule of who is filled. */
function answers(board: MakersBoard): string[] {
  return board.sets.flatMap((set) => {
    const filled = rowsOf(board, set).filter(({ making }) => making !== undefined);
    if (filled.length === 0) return [`${set.name}: nothing was filled.`];
    const groups = [
      [THROUGH, filled.filter(({ fills }) => fills === THROUGH)] as const,
      [
        'a queue that assumed trades move',
        filled.filter(({ fills }) => fills !== THROUGH),
      ] as const,
    ];
    return groups
      .filter(([, rows]) => rows.length > 0)
      .map(
        ([rule, rows]) =>
          `${set.name}, fills by ${rule}: ` +
          [profitText(rows), ...selectionTexts(rows), laterText(rows)].join(' '),
      );
  });
}

function profitText(rows: readonly MakerRow[]): string {
  const counted = rows.filter(({ profit }) => profit.trades > 0);
  const nets = counted.map(({ profit }) => profit.net).sort((a, b) => a - b);
  const [worst, best] = [nets[0], nets.at(-1)];
  if (worst === undefined || best === undefined) {
    return 'nobody knows who won, so no profit is known.';
  }
  const losing = nets.filter((net) => net < 0).length;
  const timesOf = (verdict: MakerRow['judged']['verdict']) =>
    counted.filter(({ judged }) => judged.verdict === verdict).length;
  return (
    `${count(losing)} of ${plural(counted.length, 'run')} lose money (${signedDollars(worst)} to ` +
    `${signedDollars(best)} dollars); after the correction ${count(timesOf('earns'))} earn and ` +
    `${count(timesOf('loses'))} lose.`
  );
}

/** Where somebody knows who won: the meter of adverse selection. */
function selectionTexts(rows: readonly MakerRow[]): string[] {
  const told = rows.flatMap(({ making }) => making?.selection?.difference ?? []);
  if (told.length === 0) return [];
  const worse = told.filter((difference) => difference < 0).length;
  return [
    `Filled quotes did worse than unfilled ones in ${count(worse)} of ` +
      `${plural(told.length, 'run')}.`,
  ];
}

function laterText(rows: readonly MakerRow[]): string {
  const later = rows.flatMap(({ making }) => making?.markouts.at(-1)?.bps ?? []);
  const against = later.filter((bps) => bps < 0).length;
  return (
    `Two minutes after the fill the market stands against ${count(against)} of ` +
    `${plural(later.length, 'run')}.`
  );
}

function rowsOf({ rows }: MakersBoard, { name }: MakerSet): MakerRow[] {
  return rows.filter(({ set }) => set === name);
}

function setPart(board: MakersBoard, set: MakerSet): string[] {
  const rows = rowsOf(board, set);
  const active = rows.filter(({ submitted }) => submitted > 0);
  const idle = rows.filter(({ submitted }) => submitted === 0);
  const filled = active.map(fillCells).filter((cells) => cells !== undefined);
  const facts = [
    ...(rows[0] === undefined ? [] : [`${plural(rows[0].markets, 'market')}.`]),
    ...(set.doubt === undefined ? [] : [`In doubt: ${set.doubt}`]),
    ...set.standIns,
    ...board.alike.filter((one) => one.set === set.name).map(alikeText),
    ...pausesText(rows),
    ...sharedBy(rows),
  ];
  return [
    `## ${set.name}`,
    list(facts),
    ...part([], PROFIT_COLUMNS, active.map(profitCells)),
    ...part(['What became of the fills:'], FILL_COLUMNS, filled),
    ...(idle.length === 0 ? [] : ['Quoted nothing, and why:', list(idleTexts(idle))]),
  ];
}

/** Whose runs are told once, under the first name. */
export function alikeText({ variant, as, runs, of }: AlikeMaker): string {
  return `${variant} sends the same orders as ${as} in ${count(runs)} of ${plural(of, 'run')}.`;
}

function part(
  heading: readonly string[],
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
): string[] {
  return rows.length === 0 ? [] : [...heading, markdownTable(columns, rows)];
}

/** What all runs of a set assumed. */
function sharedBy(rows: readonly MakerRow[]): string[] {
  const [first, ...others] = rows;
  const rest = others.map(({ assumptions }) => new Set(assumptions));
  return (first?.assumptions ?? []).filter((text) => rest.every((one) => one.has(text)));
}

function idleTexts(rows: readonly MakerRow[]): string[] {
  const groups = Map.groupBy(rows, ({ variant, obstacles }) => `${variant}: ${obstacles}`);
  return [...groups.keys()];
}
