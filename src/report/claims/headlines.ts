import {
  count,
  interval,
  percent,
  plural,
  probability,
  signedDecimal,
  signedDollars,
  signedPercent,
} from '../format.ts';
import { type Board, type BoardRow, overallRow } from './board.ts';
import type { Claim, ClaimVerdict } from './claim.ts';
import type { ForecastVerdict, JudgedSkill } from './judge-forecasts.ts';
import { leftOutOf, leftOutText } from './left-out.ts';
import { ALL_SETS } from './over-all-sets.ts';

/** What the board says of one of the strategies that it was made for. */
export type Headline = {
  readonly strategy: string;
  /** The verdict in words, e.g. "Fusion: too thin to judge". */
  readonly title: string;
  readonly text: string;
};

/** Asked of each: does it beat the market's price after fees? */
const QUESTIONS: readonly (readonly [strategy: string, title: string])[] = [
  ['late-favourite', 'Late-favourite'],
  ['fusion', 'Fusion'],
  ['ml', 'The learned model'],
];

/** µs: what a desk has to reckon with unless it measured better. */
const USUAL_LATENCY = 250_000;

/**
 * Answers from the numbers: the first variant of each strategy, over all sets together, at one
 * latency. Which one that is was decided before anything was played, so no best of many is told.
 */
export function headlines(board: Board): Headline[] {
  return QUESTIONS.map(([strategy, title]) => {
    const own = board.rows.filter((row) => row.strategy === strategy);
    const [first] = own;
    if (first === undefined) {
      const text = 'No strategy of that name was played.';
      return { strategy, title: `${title}: not judged`, text };
    }
    const latency = askedLatency(board);
    const row = overallRow(board, first.variant, latency);
    const rest = tallyText([...own, ...board.together.filter((one) => one.strategy === strategy)]);
    if (row === undefined) {
      const text = `At ${latency / 1000} ms it traded nowhere. ${rest}`;
      return { strategy, title: `${title}: too thin to judge`, text };
    }
    const text = [resultText(row), forecastText(row.skill), rest].filter((one) => one !== '');
    return { strategy, title: `${title}: ${answerOf(row)}`, text: text.join(' ') };
  });
}

/** The latency of the answers. */
export function askedLatency({ latencies }: Pick<Board, 'latencies'>): number {
  return latencies.includes(USUAL_LATENCY) ? USUAL_LATENCY : (latencies[0] ?? USUAL_LATENCY);
}

const ANSWERS: Readonly<Record<ClaimVerdict, string>> = {
  earns: "beats the market's price after fees",
  loses: "does not beat the market's price after fees: it loses",
  not_shown: "no edge over the market's price is shown after fees",
  too_thin: 'too thin to judge',
  in_doubt: 'not judged, for the recording is in doubt',
};

/** By its trades, and by its forecasts where they tell something. */
function answerOf({ judged, skill }: BoardRow): string {
  const answer = ANSWERS[judged.verdict];
  if (skill === undefined || skill.corrected === undefined) return answer;
  return `${answer}; ${FOUND[skill.verdict]} the market's midpoint`;
}

/** Verdicts as they stand in tables. */
export const VERDICTS: Readonly<Record<ClaimVerdict, string>> = {
  earns: 'earns',
  loses: 'loses',
  not_shown: 'no edge shown',
  too_thin: 'too thin',
  in_doubt: 'in doubt',
};

export const FORECAST_VERDICTS: Readonly<Record<ForecastVerdict, string>> = {
  better: 'better',
  worse: 'worse',
  not_told_apart: 'not told apart',
  too_thin: 'too thin',
  in_doubt: 'in doubt',
};

function resultText({ variant, set, latency, judged, profit }: BoardRow): string {
  const { edge, corrected, why } = judged;
  const where = set === ALL_SETS ? 'over all sets' : `on ${set}, the only set it acted on`;
  const when = `${variant} at ${latency / 1000} ms, ${where}`;
  if (edge.trades === 0) return `${when}: nothing traded.`;
  const needed =
    edge.breakEvenWinRate === undefined
      ? ''
      : ` where ${percent(edge.breakEvenWinRate)} % are needed`;
  const isSaid = corrected === undefined || why.startsWith('Corrected p');
  const p = isSaid ? '' : `, corrected p ${probability(corrected)}`;
  return (
    `${when}: ${plural(edge.trades, 'trade')} in ${plural(edge.clusters, 'window')}, ` +
    `${percent(edge.winRate)} % won${needed}, ROI ${signedPercent(edge.roi)} % ` +
    `${interval(edge.roiInterval, (end) => signedPercent(end))} after fees${p}. ${why}` +
    boundsText(judged.claim, profit)
  );
}

/** Markets that end near the middle stay undecided more often, so what is left out is no sample. */
function boundsText(claim: Claim, { net }: BoardRow['profit']): string {
  const { trades, netIfLost, netIfWon } = leftOutOf(claim);
  if (trades === 0) return '';
  const [worst, best] = [netIfLost, netIfWon].map((more) => signedDollars(net + more));
  return (
    ` Left out: ${leftOutText(claim)}; with ${trades === 1 ? 'it' : 'them'} the net of ` +
    `${signedDollars(net)} is between ${worst} and ${best}.`
  );
}

const FOUND: Readonly<Record<ForecastVerdict, string>> = {
  too_thin: 'too few windows tell its forecasts from',
  in_doubt: 'a recording in doubt does not tell its forecasts from',
  worse: 'its forecasts are worse than',
  better: 'its forecasts are better than',
  not_told_apart: 'its forecasts are not told from',
};

function forecastText(skill: JudgedSkill | undefined): string {
  if (skill === undefined) return '';
  const { windows, brier, model, mid, verdict, corrected } = skill;
  const numbers = [model.score.brier, mid.score.brier].map((score) => score.toFixed(4));
  return (
    `By Brier score ${FOUND[verdict]} the market's midpoint: ${numbers.join(' against ')}, ` +
    `difference ${signedDecimal(brier.mean, 5)} ` +
    `${interval(brier.interval, (end) => signedDecimal(end, 5))} over ` +
    `${plural(skill.forecasts, 'forecast')} in ${plural(windows, 'window')}, ` +
    `corrected p ${probability(corrected)} (the interval is of this difference alone).`
  );
}

function tallyText(rows: readonly BoardRow[]): string {
  const traded = rows.filter(({ profit }) => profit.trades > 0);
  const many = (verdict: ClaimVerdict) =>
    count(traded.filter(({ judged }) => judged.verdict === verdict).length);
  const doubted = many('in_doubt') === '0' ? '' : `, ${many('in_doubt')} in doubt`;
  return (
    `Of all its results with trades (variants, sets, latencies) ${many('earns')} earn, ` +
    `${many('loses')} lose, ${many('not_shown')} show no edge, ${many('too_thin')} are too ` +
    `thin${doubted}.`
  );
}
