import { sortedReasons, totalOf } from '../folds/orders.ts';
import { count, plural } from '../format.ts';
import { words } from '../names.ts';
import type { Report } from '../report.ts';
import { plain } from './table.ts';

/** Of each kind so many reasons are named. */
const NAMED = 2;

/** What kept a strategy from trading, in a sentence: the most frequent reasons of each kind. */
export function whyNoTrades({ orders, whole }: Report): string {
  const { undecided, open } = whole.excluded;
  const said = [
    reasons('denied by risk', orders.denied),
    reasons('rejected', orders.rejected),
    reasons('decided not to', orders.skipped),
    undecided.trades > 0 ? `${plural(undecided.trades, 'trade')} in undecided markets` : '',
    open.trades > 0 ? `${plural(open.trades, 'trade')} still open` : '',
  ].filter((text) => text !== '');
  return said.length === 0 ? 'It wished for none.' : `${said.join('; ')}.`;
}

/** How many reasons {@link whyNoTrades} does not name. */
export function reasonsUnnamed({ orders: { denied, rejected, skipped } }: Report): number {
  return [denied, rejected, skipped].reduce((all, { size }) => all + Math.max(0, size - NAMED), 0);
}

function reasons(label: string, counts: Report['orders']['denied']): string {
  if (counts.size === 0) return '';
  const named = sortedReasons(counts).slice(0, NAMED);
  const texts = named.map(([code, times]) => `${plain(words(code), 40)} ${count(times)}`);
  const total = totalOf(counts);
  return `${label} ${total === 1 ? 'once' : plural(total, 'time')} (${texts.join(', ')})`;
}
