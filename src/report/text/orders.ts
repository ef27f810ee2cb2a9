import { formatDecimal } from '../../domain/units.ts';
import { type Reasons, sortedReasons, totalOf } from '../folds/orders.ts';
import type { SetTotals } from '../folds/sets.ts';
import { count, plural, shares } from '../format.ts';
import { words } from '../names.ts';
import type { Report } from '../report.ts';
import type { Paint } from './paint.ts';
import { facts, LABELS, plain } from './table.ts';

/** What became of the orders, and why some never were. */
export function orderLines(
  { orders, sets }: Pick<Report, 'orders' | 'sets'>,
  paint: Paint,
): string[] {
  const ends = [
    `${count(orders.filled)} filled`,
    `${count(orders.partlyFilled)} partly filled`,
    `${count(orders.canceled)} canceled`,
    `${count(orders.expired)} expired`,
    `${count(totalOf(orders.rejected))} rejected`,
  ];
  if (orders.unfinished > 0) ends.push(`${count(orders.unfinished)} without an end`);
  const rows: [string, string][] = [
    ['Orders', `${count(orders.submitted)} submitted: ${ends.join(', ')}`],
  ];
  addReasons(rows, 'Denied by risk', orders.denied);
  addReasons(rows, 'Rejected', orders.rejected);
  addReasons(rows, 'Canceled', orders.cancelReasons);
  addReasons(rows, 'Decided not to trade', orders.skipped);
  if (sets !== undefined) {
    addSets(rows, 'Splits', sets.split);
    addSets(rows, 'Merges', sets.merge);
  }
  return [paint.strong('Orders and refusals'), ...facts(rows, LABELS)];
}

function addSets(rows: [string, string][], label: string, totals: SetTotals): void {
  const { requested, done, sets, gas, denied, refused } = totals;
  if (requested + totalOf(denied) === 0) return;
  const what = `${count(done)} of ${count(requested)} done: ${shares(sets)} sets`;
  rows.push([label, `${what}, gas ${formatDecimal(gas)}`]);
  addReasons(rows, `${label} denied`, denied);
  addReasons(rows, `${label} refused`, refused);
}

const SHOWN = 3;

function addReasons(rows: [string, string][], label: string, reasons: Reasons): void {
  const total = totalOf(reasons);
  if (total === 0) return;
  const sorted = sortedReasons(reasons);
  const named = sorted
    .slice(0, SHOWN)
    .map(([code, times]) => `${plain(words(code), 24)} ${count(times)}`);
  const more = sorted.length > SHOWN ? `, ${plural(sorted.length - SHOWN, 'more reason')}` : '';
  rows.push([label, `${count(total)}: ${named.join(', ')}${more}`]);
}
