import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import { numberOf, type Row, unixSeconds } from '../wire/forms.ts';
import { ownEntry } from '../wire/own-entry.ts';
import type { Query } from '../wire/query.ts';
import { NOT_KNOWN } from './answers.ts';
import { worthAt } from './holding.ts';
import { keyedPage } from './keyed-page.ts';
import { pageAsked } from './page-asked.ts';
import type { Position } from './position-rows.ts';
import { PERIODS } from './standings.ts';
import type { WalletLists } from './wallet-lists.ts';

/** GET /v2/biggest-winners, by its page (venue docs, read 2026-11): of positions, not wallets. */
export function biggestWinners(lists: WalletLists, query: Query): Result<Row> {
  const asked = pageAsked(query, 'winners', { time_period: 'day', category: 'overall' });
  if (!asked.ok) return asked;
  const { time_period = '', category = '' } = asked.value.bound;
  // How long ago its market may have been decided.
  const back = ownEntry(PERIODS, time_period);
  if (back === undefined) return refuse('invalid_query', 'time_period is invalid');
  const { venue } = lists;
  const since = unixSeconds(venue.now()) - back;
  if (!lists.isWholeSince(since)) return refuse(NOT_KNOWN, 'wins of the period are not kept');
  const wins = [...venue.wallets.keys()]
    .flatMap((user) => lists.allPositions(user).flatMap((one) => winOf(one) ?? []))
    .filter(({ position, resolvedAt }) => {
      const own = position.holding.market.listing.market.category;
      return (category === 'overall' || category === own) && unixSeconds(resolvedAt) >= since;
    });
  return ok(
    keyedPage(wins, asked.value, {
      keyOf: ({ profit, position: { wallet, holding } }) => {
        return [profit, wallet, holding.market.index, holding.outcome];
      },
      rowOf: (win, place) => ({ win_rank: place + 1, ...winRow(win) }),
    }),
  );
}

type Win = {
  readonly position: Position;
  readonly paid: number;
  readonly profit: number;
  readonly resolvedAt: Timestamp;
};

/** Of what was held to the end; undefined for what paid no more than it cost. */
function winOf(position: Position): Win | undefined {
  const { holding, held } = position;
  const { resolvedAt } = holding.market;
  const paid = holding.payout === undefined ? undefined : worthAt(held.size, holding.payout);
  if (paid === undefined || resolvedAt === undefined || paid <= held.cost) return undefined;
  return { position, paid, profit: paid - held.cost, resolvedAt };
}

function winRow({ position, paid, profit, resolvedAt }: Win): Row {
  const { holding, held, wallet } = position;
  const { market, event } = holding.market.listing;
  return {
    kind: 'market',
    user_id: wallet,
    pnl: numberOf(profit),
    initial_value: numberOf(held.cost),
    final_value: numberOf(paid),
    resolved_at: unixSeconds(resolvedAt),
    condition_id: market.conditionId,
    position_id: market.tokens[holding.outcome],
    event_id: Number(event.id),
    event_slug: event.slug,
    event_title: event.title,
    user_name: '',
    profile_image: '',
  };
}
