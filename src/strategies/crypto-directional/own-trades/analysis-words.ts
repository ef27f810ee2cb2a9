import { dateOfMs } from '../../../domain/civil-date.ts';
import type { Interval } from '../../../domain/interval.ts';
import { MICROS_PER_MS, SCALE, type Timestamp } from '../../../domain/units.ts';
import { type BiasFlags, type FlagVerdict, LEAST_TRADES } from './bias-flags.ts';
import { type ClosedTrade, netOf } from './own-trade.ts';
import type { EdgeBin, OwnTradeAnalysis } from './own-trade-analysis.ts';

/** For people, a line for each of what it tells. */
export function analysisInLines(analysis: OwnTradeAnalysis, at: Timestamp): string[] {
  const { trades, won, wonInterval, paid, net, streak, best, worst, decided } = analysis;
  const rate = `${percent(won / trades)} % ${interval(wonInterval, percent)}`;
  const many = trades === 1 ? 'the only trade closed' : `the last ${trades} closed trades`;
  const run = `${streak.trades} ${streak.isWon ? 'won' : 'not won'} in a row`;
  const came = `${signed(net / SCALE)} of ${fixed(paid / SCALE)} dollars staked`;
  const lines = [
    `${moment(at)} UTC, ${many}: ${won} won (${rate}), ` +
      `${came} (${signed(percentOf(net / paid), 1)} %)`,
    `${run}; best ${named(best)}, worst ${named(worst)}`,
  ];
  if (decided > 0) lines.push(...decidedInLines(analysis));
  return [...lines, ...flagsInLines(analysis.flags)];
}

function decidedInLines({ decided, bins, edges, sales }: OwnTradeAnalysis): string[] {
  const said = bins.map(({ forecast, observed, interval: of, count }) => {
    return `${fixed(forecast)} came ${fixed(observed)} ${interval(of, fixed)} (${count})`;
  });
  const lines = [
    `of ${decided} decided it had said: ${said.join(', ')}`,
    `edges, dollars a share: ${edges.map(edgeInWords).join(', ')}`,
  ];
  if (sales.trades === 0) return lines;
  const gain = `${signed(sales.gain / SCALE)} dollars beside holding them`;
  return [...lines, `${sales.trades} of them sold before the end: ${gain}`];
}

function edgeInWords({ seen, came, trades }: EdgeBin): string {
  return `${signed(seen, 3)} seen came ${signed(came, 3)} (${trades})`;
}

function flagsInLines({ overconfidence, yesBias, edgeIllusion }: BiasFlags): string[] {
  const { said, came, interval: of, trades } = overconfidence;
  const { larger, smaller } = edgeIllusion;
  const short = `${signed(larger.mean, 3)} and ${signed(smaller.mean, 3)} dollars a share short`;
  const both = `${larger.trades} and ${smaller.trades}`;
  return [
    flagInLine('overconfidence', overconfidence.verdict, {
      told: `said ${fixed(said)}, came ${fixed(came)} ${interval(of, fixed)} (${trades})`,
      lacking: `${trades} decided, ${LEAST_TRADES} are needed`,
    }),
    flagInLine('Yes bias', yesBias.verdict, {
      told: `${yesBias.yes} on Yes, ${yesBias.no} on No`,
      lacking: `${yesBias.yes} on Yes, ${yesBias.no} on No, ${2 * LEAST_TRADES} are needed`,
    }),
    flagInLine('edge illusion', edgeIllusion.verdict, {
      told: `larger and smaller edges were ${short} (${both})`,
      lacking: `${both} decided with larger and smaller edges, ${LEAST_TRADES} each are needed`,
    }),
  ];
}

type FlagWords = { readonly told: string; readonly lacking: string };

function flagInLine(name: string, verdict: FlagVerdict, { told, lacking }: FlagWords): string {
  if (verdict === 'too_few') return `${name}: too few to say: ${lacking}`;
  return `${name} ${verdict === 'shown' ? 'SHOWN' : 'not shown'}: ${told}`;
}

function named(trade: ClosedTrade): string {
  return `${signed(netOf(trade) / SCALE)} (${trade.isYes ? 'Yes' : 'No'} in ${trade.market})`;
}

/** "2026-04-13 18:00". */
function moment(at: Timestamp): string {
  const minutes = Math.floor(at / MICROS_PER_MS / 60_000);
  const { year, month, day } = dateOfMs(minutes * 60_000);
  const clock = [Math.floor(minutes / 60) % 24, minutes % 60].map(twoDigits).join(':');
  return `${year}-${twoDigits(month)}-${twoDigits(day)} ${clock}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

function interval(value: Interval | undefined, inWords: (end: number) => string): string {
  return value === undefined ? '' : `[${inWords(value.low)}, ${inWords(value.high)}]`;
}

function percent(share: number): string {
  return fixed(percentOf(share), 1);
}

function percentOf(share: number): number {
  return 100 * share;
}

function fixed(value: number, decimals = 2): string {
  return value.toFixed(decimals);
}

/** With a plus before gains; what rounds to nothing has no sign. */
function signed(value: number, decimals = 2): string {
  const text = value.toFixed(decimals);
  if (!/[1-9]/.test(text)) return text.replace('-', '');
  return value > 0 ? `+${text}` : text;
}
