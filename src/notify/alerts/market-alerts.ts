import { SCALE, type Timestamp } from '../../domain/units.ts';
import { dollars, price, shares, signedDollars } from '../../report/format.ts';
import type { DeskDocument, MarketRow, OrderRow } from '../../screen/desk-document.ts';
import type { Draft } from './draft.ts';

/** Markets that are paused, and what their ends and the chain did with what is ours. */
export function marketAlerts(
  before: DeskDocument | undefined,
  after: DeskDocument,
): readonly Draft[] {
  const at = after.desk.now as Timestamp;
  return [
    ...rowsOf(before?.markets, after.markets).flatMap(([slug, was, row]) => pauses(slug, was, row)),
    ...(before === undefined ? [] : payouts(before, after)),
    ...rowsOf(before?.orders, after.orders).flatMap(([, was, row]) => failures(was, row)),
  ].map((said) => ({ at, ...said }));
}

type Said = Omit<Draft, 'at'>;

/** Rows that are not the same as before, with what they were. */
function rowsOf<Row>(
  before: Readonly<Record<string, Row>> | undefined,
  after: Readonly<Record<string, Row>>,
): readonly [string, Row | undefined, Row][] {
  if (before === after) return [];
  return Object.entries(after).flatMap(([key, row]): [string, Row | undefined, Row][] =>
    before?.[key] === row ? [] : [[key, before?.[key], row]],
  );
}

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

/** Of markets in which something was held when their outcome came. */
function payouts(before: DeskDocument, after: DeskDocument): readonly Said[] {
  return rowsOf(before.markets, after.markets).flatMap(([slug, was, row]) => {
    const { payout } = row;
    if (was === undefined || was.payout !== null || payout === null) return [];
    const held = [0, 1].map((outcome) => before.positions[`${slug}/${outcome}`]);
    const sides = held.map((position) => position?.shares ?? 0);
    if (sides.every((one) => one === 0)) return [];
    const cost = held.reduce((sum, position) => sum + (position?.cost ?? 0), 0);
    const [first = 0, second = 0] = sides;
    const paid = Math.floor((first * payout + second * (SCALE - payout)) / SCALE);
    const what = sides
      .map((amount, i) => (amount === 0 ? '' : `${shares(amount)} ${row.labels[i] ?? `#${i + 1}`}`))
      .filter((text) => text !== '')
      .join(' and ');
    const gain = signedDollars(paid - cost);
    const became = `${what} became ${dollars(paid)} dollars (${gain}).`;
    const text = `${nameOf(slug, row)} is decided: ${became}`;
    const numbers = { payout, paid, cost };
    return [
      { kind: 'settlement', level: 'info', code: 'market_resolved', subject: slug, text, numbers },
    ];
  });
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
