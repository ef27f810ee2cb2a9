import { NO_USD, type Usd } from '../../domain/units.ts';
import { unixSeconds } from '../wire/forms.ts';
import { ownEntry } from '../wire/own-entry.ts';
import { worthAt } from './holding.ts';
import { type Position, realizedOf } from './position-rows.ts';
import type { WalletLists } from './wallet-lists.ts';

const DAY = 86_400;
/** How far back boards look, in seconds. */
export const PERIODS: Readonly<Record<string, number>> = {
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
  all: Number.POSITIVE_INFINITY,
};

/** How a wallet did. Fees stand apart, as in its positions. */
export type Standing = {
  readonly wallet: string;
  readonly profit: Usd;
  /** What it bought and sold, in shares and in dollars. */
  readonly shares: number;
  readonly dollars: Usd;
};

/** Which board: a stretch of time, and a category or "overall". */
export type Board = { readonly period: string; readonly category: string };

/**
 * What the boards of the service rank by (venue docs of GET /v2/leaderboard, read 2026-11): of all
 * time what was realized, of a stretch by how much cash and holdings grew. Undefined where somebody
 * traded before the stretch, as nobody keeps what holdings were worth then, and where trades are
 * forgotten.
 */
export function standings(lists: WalletLists, { period, category }: Board): Standing[] | undefined {
  if (!lists.isWholeSince(0)) return undefined;
  const isAllTime = period === 'all';
  const since = unixSeconds(lists.venue.now()) - (ownEntry(PERIODS, period) ?? 0);
  const traded = [...lists.venue.wallets.keys()].map((wallet) => ({
    wallet,
    positions: lists.allPositions(wallet).filter(({ holding }) => {
      return category === 'overall' || holding.market.listing.market.category === category;
    }),
  }));
  const isKept = traded.every(({ positions }) =>
    positions.every(({ holding }) => unixSeconds(holding.firstAt) >= since),
  );
  if (!isKept) return undefined;
  return traded
    .filter(({ positions }) => positions.length > 0)
    .map(({ wallet, positions }) => ({
      wallet,
      profit: sum(positions, isAllTime ? realized : grown),
      shares: sum(positions, ({ held }) => held.dealt),
      dollars: sum(positions, ({ held }) => held.dealtFor),
    }));
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

/** With what is still held, at its price. */
function grown(position: Position): Usd {
  const { holding, held } = position;
  const worth = worthAt(held.size, holding.price) ?? held.cost;
  return (held.realized + worth - held.cost) as Usd;
}

function sum(rows: readonly Position[], of: (row: Position) => number): Usd {
  return rows.reduce<number>((total, row) => total + of(row), NO_USD) as Usd;
}
