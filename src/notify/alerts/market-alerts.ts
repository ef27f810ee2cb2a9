import { SCALE, type Timestamp } from '../../domain/units.ts';
import { dollars, price, shares, signedDollars } from '../../report/format.ts';
import type { DeskDocument, MarketRow, OrderRow } from '../../screen/desk-document.ts';
import type { Making } from './alert-making.ts';
import { rowsOf } from './changed-rows.ts';
import type { Draft } from './draft.ts';

/** Markets that are paused, and what their ends and the chain did with what is ours. */
export function marketAlerts(
  before: DeskDocument | undefined,
  after: DeskDocument,
): readonly Making[] {
  const at = after.desk.now as Timestamp;
  const making = (what: string, say: () => readonly Said[]): Making => ({
    what,
    make: () => say().map((said) => ({ at, ...said })),
  });
  const markets = rowsOf(before?.markets, after.markets);
  return [
    ...markets.map(([slug, was, row]) => making(slug, () => pauses(slug, was, row))),
    ...(before === undefined
      ? []
      : markets.map(([slug, was, row]) => making(slug, () => payout(slug, was, row, before)))),
    ...rowsOf(before?.orders, after.orders).map(([id, was, row]) =>
      making(`order ${id}`, () => failures(was, row)),
    ),
  ];
}

type Said = Omit<Draft, 'at'>;

function pauses(slug: string, before: MarketRow | undefined, row: MarketRow): readonly Said[] {
  const was = before?.pausedFor ?? null;
  // That one is of a feed and all its markets: the desk says it once, by a notice.
  if (row.pausedFor === was || row.pausedFor === 'outcome_differs') return [];
  const about = { subject: slug, numbers: {} };
  if (row.pausedFor !== null) {
    const text = `Nothing is bought in ${nameOf(slug, row)}: ${row.pausedFor}`;
    return [{ kind: 'breaker', level: 'warning', code: 'market_paused', text, ...about }];
  }
  const text = `${nameOf(slug, row)} may be bought in again.`;
  return [{ kind: 'recovery', level: 'info', code: 'market_resumed', text, ...about }];
}

/** Of a market in which something was held when its outcome came. */
function payout(
  slug: string,
  was: MarketRow | undefined,
  row: MarketRow,
  { positions }: DeskDocument,
): readonly Said[] {
  if (was === undefined || was.payout !== null || row.payout === null) return [];
  const held = [0, 1].map((outcome) => positions[`${slug}/${outcome}`]);
  const sides = held.map((position) => position?.shares ?? 0);
  if (sides.every((one) => one === 0)) return [];
  const cost = held.reduce((sum, position) => sum + (position?.cost ?? 0), 0);
  const [first = 0, second = 0] = sides;
  const paid = Math.floor((first * row.payout + second * (SCALE - row.payout)) / SCALE);
  const what = sides
    .map((amount, i) => (amount === 0 ? '' : `${shares(amount)} ${row.labels[i] ?? `#${i + 1}`}`))
    .filter((text) => text !== '')
    .join(' and ');
  const gain = signedDollars(paid - cost);
  const became = `${what} became ${dollars(paid)} dollars (${gain}).`;
  const text = `${nameOf(slug, row)} is decided: ${became}`;
  const numbers = { payout: row.payout, paid, cost };
  return [
    { kind: 'settlement', level: 'info', code: 'market_resolved', subject: slug, text, numbers },
  ];
}

/** The chain has taken a fill back. */
function failures(before: OrderRow | undefined, row: OrderRow): readonly Said[] {
  const failed = row.settlement.failed ?? 0;
  if (failed <= (before?.settlement.failed ?? 0)) return [];
  const what = `${row.side} ${shares(row.size)} ${row.label ?? ''} at ${price(row.price)}`;
  const text = `The chain has not settled a fill of ${row.strategy}: ${what} in ${row.market}.`;
  return [
    {
      ...{ kind: 'settlement', level: 'warning', code: 'settlement_failed' },
      ...{ subject: row.market, text, numbers: { failed } },
    },
  ];
}

function nameOf(slug: string, { question }: MarketRow): string {
  return question === null ? slug : `${slug} (${question})`;
}
