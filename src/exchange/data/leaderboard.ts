import { ok, type Result, refuse } from '../../domain/result.ts';
import { numberOf, type Row } from '../wire/forms.ts';
import { ownEntry } from '../wire/own-entry.ts';
import type { Query } from '../wire/query.ts';
import { NOT_KNOWN } from './answers.ts';
import { keyedPage } from './keyed-page.ts';
import { pageAsked } from './page-asked.ts';
import { PERIODS, ranked, type Standing, standings } from './standings.ts';
import { userOf, type WalletLists } from './wallet-lists.ts';

const FIRST_USUAL = 25;
const FIRST_MOST = 50;
const FIRST_OFFSET_MOST = 1_000;

/** GET /v1/leaderboard: a bare list, volume in dollars. */
export function firstLeaderboard(lists: WalletLists, query: Query): Result<readonly Row[]> {
  const period = (query.text('timePeriod') ?? 'DAY').toLowerCase();
  const category = (query.text('category') ?? 'OVERALL').toLowerCase();
  const order = query.word('orderBy', ['PNL', 'VOL']);
  const offset = query.count('offset') ?? 0;
  const limit = Math.min(query.count('limit') ?? FIRST_USUAL, FIRST_MOST);
  const user = userOf(query);
  if (query.problem !== undefined) return refuse('invalid_query', query.problem);
  if (offset > FIRST_OFFSET_MOST) return refuse('invalid_query', 'offset is invalid');
  const rows = boardOf(lists, { period, category }, 'timePeriod');
  if (!rows.ok) return rows;
  const board = ranked(rows.value, order === 'PNL' ? byProfit : byDollars)
    // Nobody has a name.
    .filter(({ row }) => (user ?? row.wallet) === row.wallet && !query.has('userName'))
    .slice(offset, offset + limit);
  return ok(
    board.map(({ rank, row }) => ({
      rank: String(rank),
      proxyWallet: row.wallet,
      userName: '',
      xUsername: '',
      verifiedBadge: false,
      vol: numberOf(row.dollars),
      pnl: numberOf(row.profit),
      profileImage: '',
    })),
  );
}

/** GET /v2/leaderboard: a page, or with `user` how one wallet stands on both boards. */
export function secondLeaderboard(lists: WalletLists, query: Query): Result<Row> {
  const user = userOf(query);
  if (user !== undefined) return standingOf(lists, query, user);
  const usual = { time_period: 'day', category: 'overall', sort_by: 'PNL' };
  const asked = pageAsked(query, 'leaders', usual);
  if (!asked.ok) return asked;
  const { time_period = '', category = '', sort_by = '' } = asked.value.bound;
  const by = ownEntry({ PNL: byProfit, VOLUME: byShares }, sort_by);
  if (by === undefined) return refuse('invalid_query', 'sort_by is invalid');
  const rows = boardOf(lists, { period: time_period, category }, 'time_period');
  if (!rows.ok) return rows;
  return ok(
    keyedPage(ranked(rows.value, by), asked.value, {
      keyOf: ({ row }) => [by(row), row.wallet],
      rowOf: ({ rank, row }) => ({ rank, ...secondRow(row) }),
    }),
  );
}

function standingOf(lists: WalletLists, query: Query, user: string): Result<Row> {
  const period = query.text('time_period') ?? 'day';
  const category = query.text('category') ?? 'overall';
  const rows = boardOf(lists, { period, category }, 'time_period');
  if (!rows.ok) return rows;
  const own = rows.value.find(({ wallet }) => wallet === user);
  if (own === undefined) return ok({ data: null });
  const rankBy = (by: (row: Standing) => number) =>
    1 + rows.value.filter((row) => by(row) > by(own)).length;
  const ranks = { rank_pnl: rankBy(byProfit), rank_volume: rankBy(byShares) };
  return ok({ data: { ...secondRow(own), ...ranks } });
}

/** `name`: what the version calls the period. */
function boardOf(
  lists: WalletLists,
  { period, category }: { readonly period: string; readonly category: string },
  name: string,
): Result<readonly Standing[]> {
  const back = ownEntry(PERIODS, period);
  if (back === undefined) return refuse('invalid_query', `${name} is invalid`);
  const rows = standings(lists, { back, category });
  return rows === undefined
    ? refuse(
        NOT_KNOWN,
        'what was held at the beginning of the period, or is worth now, is not known',
      )
    : ok(rows);
}

function secondRow({ wallet, profit, shares }: Standing): Row {
  return {
    user_id: wallet,
    pnl: numberOf(profit),
    volume: numberOf(shares),
    user_name: '',
    profile_image: '',
    x_username: '',
    verified: false,
  };
}

const byProfit = ({ profit }: Standing) => profit;
const byShares = ({ shares }: Standing) => shares;
const byDollars = ({ dollars }: Standing) => dollars;
