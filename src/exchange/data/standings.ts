import { NO_USD, type Usd } from '../../domain/units.ts';
import { unixSeconds } from '../wire/forms.ts';
import { worthAt } from './holding.ts';
import { type Position, realizedOf } from './position-rows.ts';
import type { WalletLists } from './wallet-lists.ts';

const DAY = 86_400;
/** How far back boards look, in seconds. */
export const PERIODS = {
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
  all: Number.POSITIVE_INFINITY,
} as const;

/** How a wallet did. Fees stand apart, as in its positions. */
export type Standing = {
  readonly wallet: string;
  readonly profit: Usd;
  /** What it bought and sold, in shares and in dollars. */
  readonly shares: number;
  readonly dollars: Usd;
};

/** Which board: how far it looks back, in seconds, and a category or "overall". */
export type Board = { readonly back: number; readonly category: string };

/**
 * What the boards of the service rank by (venue docs of GET /v2/leaderboard, read 2026-11): of all
 * time what was realized, of a stretch by how much cash and holdings grew. Undefined where that is
 * not known of somebody, and where trades are forgotten.
 */
export function standings(lists: WalletLists, { back, category }: Board): Standing[] | undefined {
  if (!lists.isWholeSince(0)) return undefined;
  const since = unixSeconds(lists.venue.now()) - back;
  const profitOf = back === PERIODS.all ? realized : (one: Position) => grown(one, since);
  const rows: Standing[] = [];
  for (const wallet of lists.venue.wallets.keys()) {
    const positions = lists.allPositions(wallet).filter(({ holding }) => {
      return category === 'overall' || holding.market.listing.market.category === category;
    });
    if (positions.length === 0) continue;
    const profit = sum(positions, profitOf);
    if (profit === undefined) return undefined;
    const shares = positions.reduce((total, { held }) => total + held.dealt, 0);
    const dollars = positions.reduce((total, { held }) => total + held.dealtFor, 0) as Usd;
    rows.push({ wallet, profit, shares, dollars });
  }
  return rows;
}

/** The best first; who is as good as another has the same rank, and the next ones are passed. */
export function ranked(
  rows: readonly Standing[],
  by: (row: Standing) => number,
): { readonly rank: number; readonly row: Standing }[] {
  let rank = 0;
  let before: number | undefined;
  return [...rows]
    .sort((a, b) => by(b) - by(a))
    .map((row, index) => {
      if (by(row) !== before) rank = index + 1;
      before = by(row);
      return { rank, row };
    });
}

/** Of what a resolution ended, everything; of the rest what was sold. */
function realized(position: Position): Usd {
  return position.holding.payout === undefined ? position.held.realized : realizedOf(position);
}

/**
 * With what is still held, at its price. Undefined where that is not known, and where it was bought
 * before the stretch: nobody keeps what it was worth then.
 */
function grown({ holding, held }: Position, since: number): Usd | undefined {
  const worth = worthAt(held.size, holding.price);
  if (worth === undefined || unixSeconds(holding.firstAt) < since) return undefined;
  return (held.realized + worth - held.cost) as Usd;
}

/** Undefined where any of them is. */
function sum(rows: readonly Position[], of: (row: Position) => Usd | undefined): Usd | undefined {
  let total: number = NO_USD;
  for (const row of rows) {
    const part = of(row);
    if (part === undefined) return undefined;
    total += part;
  }
  return total as Usd;
}
