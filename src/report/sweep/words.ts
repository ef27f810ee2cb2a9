import { SCALE } from '../../domain/units.ts';
import { count, percent, plural, signedDecimal } from '../format.ts';
import type { Best, Sweep, SweepCell } from './sweep.ts';

/** The values of a cell, e.g. "threshold 0.70, latency 250 ms". */
export function cellName({ axes }: Pick<Sweep, 'axes'>, { at }: Pick<SweepCell, 'at'>): string {
  return axes.map(({ name, values }, i) => `${name} ${values[at[i] as number]}`).join(', ');
}

/** What a reader must know before believing the best of a sweep; sentences. */
export function bestInWords(sweep: Sweep): string[] {
  const { best } = sweep;
  if (best === undefined) return ['No cell traded.'];
  const net = signedDecimal(best.cell.performance.profit.net / SCALE, 2);
  const edge = best.cell.performance.edge;
  const thin = edge.isReliable ? '' : ` on ${plural(edge.clusters, 'market')} alone`;
  return [
    `Best: ${cellName(sweep, best.cell)}, ${net} dollars${thin}.`,
    besideInWords(best),
    ...chanceInWords(best),
    ...apartInWords(sweep),
  ];
}

/** The share of intervals of 95 % that leave out a true nothing on one of its sides. */
const BY_LUCK = 0.025;

/** How many cells stand apart from nothing, against how many would by luck. */
function apartInWords(sweep: Sweep): string[] {
  const ranges = sweep.cells.flatMap(({ performance: { edge } }) => edge.meanInterval ?? []);
  if (ranges.length < 2) return [];
  const gains = ranges.filter(({ low }) => low > 0).length;
  const losses = ranges.filter(({ high }) => high < 0).length;
  const luck = signedDecimal(BY_LUCK * ranges.length, 1).replace('+', '');
  const cells = plural(ranges.length, 'cell');
  return [
    `Of ${cells} with an interval, ${gains} made and ${losses} lost money in all of it; the ` +
      `others luck explains. Without any edge it would be about ${luck} of each, and more at ` +
      'once, for the cells share their data.',
  ];
}

function besideInWords({ beside, cell }: Best): string {
  if (beside === undefined) return 'It has no cell beside it: nothing tells a plateau from a peak.';
  const own = cell.performance.profit.net / SCALE;
  const lonely = own > 0 && beside <= 0 ? ': a peak, not a plateau' : '';
  return `The cells beside it made ${signedDecimal(beside, 2)} on average${lonely}.`;
}

function chanceInWords({ chance }: Best): string[] {
  const { tries, markets, real, overfit } = chance;
  const from = `It is the best of ${plural(tries, 'cell')} that traded`;
  if (real === undefined || overfit === undefined) {
    return [`${from}, on ${plural(markets, 'market')}: too little to tell skill from luck.`];
  }
  return [
    `${from}: that it is better than the luckiest of so many has a probability of ` +
      `${percent(real)} % (deflated Sharpe ratio, ${count(markets)} markets).`,
    `The best of one half of the markets was no better than the middle of the cells in the other ` +
      `half in ${percent(overfit)} % of all ways to halve them.`,
  ];
}
