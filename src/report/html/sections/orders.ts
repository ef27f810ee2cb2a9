import { formatDecimal } from '../../../domain/units.ts';
import { type Reasons, sortedReasons, totalOf } from '../../folds/orders.ts';
import type { Sets } from '../../folds/sets.ts';
import { count, shares } from '../../format.ts';
import { words } from '../../names.ts';
import type { Report } from '../../report.ts';
import { html, type Markup } from '../markup.ts';
import { empty, left, renderTable, right, section } from '../table.ts';

/** What became of the orders, and each refusal by its reason. */
export function orderSection({ orders, sets }: Report): Markup {
  const ends: [string, number][] = [
    ['Submitted', orders.submitted],
    ['Filled whole', orders.filled],
    ['Filled in part', orders.partlyFilled],
    ['Canceled unfilled', orders.canceled],
    ['Expired unfilled', orders.expired],
    ['Rejected by the venue', totalOf(orders.rejected)],
    ['Without an end', orders.unfinished],
    ['Denied by risk, never sent', totalOf(orders.denied)],
  ];
  const reasons = [
    ...rows('denied by risk', orders.denied),
    ...rows('rejected', orders.rejected),
    ...rows('canceled', orders.cancelReasons),
    ...rows('decided not to trade', orders.skipped),
    ...rows('split denied by risk', sets?.split.denied ?? NO_REASONS),
    ...rows('split refused', sets?.split.refused ?? NO_REASONS),
    ...rows('merge denied by risk', sets?.merge.denied ?? NO_REASONS),
    ...rows('merge refused', sets?.merge.refused ?? NO_REASONS),
  ];
  return section(
    'orders',
    'Orders and refusals',
    'Each submitted order has exactly one end. Refusals to trade are decisions too.',
    html`<div class="pair">
${renderTable(
  [left('Orders'), right('Count')],
  ends.map(([label, value]) => [label, count(value)]),
  'Orders',
)}
${
  reasons.length === 0
    ? empty('No refusal and no cancel.')
    : renderTable([left('What'), left('Reason'), right('Count')], reasons, 'Reasons')
}
</div>
${sets === undefined ? '' : setTable(sets)}`,
  );
}

const NO_REASONS: Reasons = new Map();

function setTable({ split, merge }: Sets): Markup {
  const rowOf = (label: string, { requested, done, sets, gas }: Sets['split']) => [
    label,
    count(requested),
    count(done),
    shares(sets),
    formatDecimal(gas),
  ];
  return renderTable(
    [left('Complete sets'), right('Sent'), right('Done'), right('Sets'), right('Gas')],
    [rowOf('Split', split), rowOf('Merged', merge)],
    'Splits and merges',
  );
}

function rows(what: string, reasons: Reasons): string[][] {
  return sortedReasons(reasons).map(([code, times]) => [what, words(code), count(times)]);
}
