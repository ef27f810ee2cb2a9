// Fills of a backtest against those of an exchange: each difference has its rule, or none.
import type { ClientOrderId } from '../../src/domain/ids.ts';
import type { JournalEntry } from '../../src/domain/journal-entry.ts';
import type { Price, Shares, Timestamp } from '../../src/domain/units.ts';

export type DayFill = {
  readonly order: ClientOrderId;
  readonly at: Timestamp;
  readonly price: Price;
  readonly size: Shares;
};

/** How matching refuses who has not got enough. */
const UNSETTLED = 'not_enough_shares';

/** Codes of what the backtest refused, by order. */
export function backtestRefusals(journal: readonly JournalEntry[]): Map<ClientOrderId, string> {
  const refused = new Map<ClientOrderId, string>();
  for (const entry of journal) {
    if (entry.kind !== 'Answered' || entry.event.kind !== 'OrderRejected') continue;
    refused.set(entry.event.order, entry.event.code);
  }
  return refused;
}

/** The fills of a backtest at the time of the match, not of the answer. */
export function backtestFills(journal: readonly JournalEntry[]): DayFill[] {
  return journal.flatMap((entry) => {
    if (entry.kind !== 'Answered' || entry.event.kind !== 'OrderFilled') return [];
    const { order, fill, tsEvent: at } = entry.event;
    return { order, at, price: fill.price, size: fill.size };
  });
}

/** Why an exchange whose trades take time to settle has not what a backtest has. */
type Rule = 'not_settled_yet';

export type FillDifference = {
  readonly what: string;
  /** Undefined: nobody knows. */
  readonly rule: Rule | undefined;
};

/**
 * What one side has and the other has not. An exchange tells what an order got at one moment and
 * price as one trade: that is no difference.
 */
export function fillDifferences(
  backtest: readonly DayFill[],
  exchange: readonly DayFill[],
  refused: ReadonlyMap<ClientOrderId, string>,
): FillDifference[] {
  const [ours, theirs] = [summed(backtest), summed(exchange)];
  const differences: FillDifference[] = [];
  for (const [what, { order }] of ours) {
    if (theirs.has(what)) continue;
    // A backtest settles at once: there, what was bought a moment ago can be sold.
    const rule = refused.get(order) === UNSETTLED ? 'not_settled_yet' : undefined;
    differences.push({ what: `backtest only: ${what}`, rule });
  }
  for (const [what] of theirs) {
    if (!ours.has(what)) differences.push({ what: `exchange only: ${what}`, rule: undefined });
  }
  return differences;
}

function summed(fills: readonly DayFill[]): Map<string, DayFill> {
  const sums = new Map<string, DayFill>();
  for (const fill of fills) {
    const { order, at, price } = fill;
    const name = `${order} at ${at} for ${price}`;
    const size = ((sums.get(name)?.size ?? 0) + fill.size) as Shares;
    sums.set(name, { ...fill, size });
  }
  return new Map([...sums].map(([name, fill]) => [`order ${name}: ${fill.size}`, fill]));
}
