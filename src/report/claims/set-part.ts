import type { Timestamp } from '../../domain/units.ts';
import { pausesText } from '../folds/pauses.ts';
import { count, dateTime, plural } from '../format.ts';
import type { Board, BoardSet } from './board.ts';
import { type Idle, idleOn, RESULT_COLUMNS, resultCells, tradedRows } from './board-table.ts';
import { list, markdownTable } from './markdown.ts';
import type { PlayedCell, RecordedMarket } from './played-cell.ts';
import { SOURCES } from './winners.ts';

/** A set on the page: what is known of it, its rows, and what stood in the way of the others. */
export function setPart(board: Board, set: BoardSet): string[] {
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

/** What no run does without. */
export function assumedPart(board: Board): string[] {
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

const HOW_KNOWN: Readonly<Record<(typeof SOURCES)[number], string>> = {
  venue: 'the venue’s word',
  reference: 'the market’s rule',
  other_feed: 'another feed',
  final_price: 'the last price',
};

/** "132 won by the last price, 29 undecided". */
function winnersText(markets: PlayedCell['markets']): string {
  const timesOf = (source: RecordedMarket['winner']) =>
    markets.filter(({ winner }) => winner === source).length;
  const known = SOURCES.filter((source) => timesOf(source) > 0).map(
    (source) => `${count(timesOf(source))} won by ${HOW_KNOWN[source]}`,
  );
  return [...known, `${count(timesOf(undefined))} undecided`].join(', ');
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
  const when =
    period === undefined
      ? ''
      : `, ${dateTime(period.from as Timestamp)} to ${dateTime(period.to as Timestamp)} UTC`;
  const common = assumedInAll(cells);
  const feeds = set.feeds.length === 0 ? 'none' : set.feeds.join(', ');
  const short = cells.filter(({ isCashShort }) => isCashShort).map(({ variant }) => variant);
  return [
    ...sources,
    `${plural(markets.length, 'market')}${when}: ${winnersText(markets)}. ` +
      `Reference feeds: ${feeds}.`,
    ...(set.doubt === undefined ? [] : [`In doubt, and in no sum: ${set.doubt}`]),
    ...set.standIns,
    ...set.notes,
    ...common.filter((text) => !everywhere.has(text)),
    ...pausesText(cells),
    ...(short.length === 0 ? [] : [`Out of cash: ${[...new Set(short)].join(', ')}.`]),
  ];
}
