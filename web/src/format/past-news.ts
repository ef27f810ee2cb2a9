import type { NewsRow } from '../../../src/screen/desk-document.ts';
import type { PastDecision, PastFill } from '../../../src/server/dashboard/history.ts';

type Told = readonly NewsRow[];
type Asked = { readonly strategy?: string; readonly market?: string; readonly most: number };

/**
 * Where the archive tells what is of before in a run. Others of the archive may have traded other
 * money: among what the desk does now nothing would tell theirs apart.
 */
export function pastPath(what: 'decisions' | 'fills', run: string, asked: Asked): string {
  const words = Object.entries({ run, ...asked }).map(([name, value]) => [name, String(value)]);
  return `/api/${what}?${new URLSearchParams(words)}`;
}

/**
 * What the desk still tells of, and before it what was decided by the archive: a busy desk tells of
 * its last minutes only. Oldest first. `since`: of the oldest that it tells of, whatever of.
 */
export function withPast(
  told: Told,
  past: readonly PastDecision[],
  since: number | undefined,
): Told {
  return before(past, since, newsOf).concat(told);
}

/** The same of fills. */
export function withPastFills(
  told: Told,
  past: readonly PastFill[],
  since: number | undefined,
): Told {
  return before(past, since, newsOfFill).concat(told);
}

/** Newest first as the archive has them; given oldest first. */
function before<Row extends { readonly time: number }>(
  past: readonly Row[],
  since: number | undefined,
  told: (row: Row, entry: number) => NewsRow,
): NewsRow[] {
  const earlier = past.filter(({ time }) => since === undefined || time < since);
  // Numbers of the desk's own news begin at 1.
  return earlier.map((row, i) => told(row, -1 - i)).reverse();
}

function newsOfFill(row: PastFill, entry: number): NewsRow {
  const { time: at, strategy, market, label, order_id: order, price, size, amount, fee } = row;
  return {
    ...{ entry, at, strategy, market, label, order },
    kind: 'fill',
    level: row.settlement === 'failed' ? 'warning' : 'info',
    code: row.liquidity ?? 'fill',
    message: row.side ?? '',
    numbers: numbersOf({ price, size, amount, fee }),
  };
}

function newsOf(row: PastDecision, entry: number): NewsRow {
  const { time: at, strategy, market, label, order_id: order } = row;
  const isDenied = row.status === 'denied';
  const code = (isDenied ? row.code : undefined) ?? row.reason ?? row.kind;
  const numbers = { ...numbersOf(row.numbers), ...numbersOf({ price: row.price, size: row.size }) };
  return {
    entry,
    at,
    kind: kindOf(row),
    level: isDenied ? 'warning' : 'info',
    ...{ strategy, market, label, order, code, numbers },
    message: (isDenied ? row.message : row.kind === 'order' ? row.side : undefined) ?? '',
  };
}

function kindOf({ kind, status }: PastDecision): NewsRow['kind'] {
  if (status === 'denied') return 'denied';
  return kind === 'cancel' ? 'canceled' : kind === 'skip' ? 'skipped' : 'order';
}

/** What was no number is left out: it can be read in the log. */
function numbersOf(told: Readonly<Record<string, number | string | null>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(told).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
}
