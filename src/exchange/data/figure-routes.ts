import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Shares, Usd } from '../../domain/units.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import { numberOf, type Row } from '../wire/forms.ts';
import type { Query } from '../wire/query.ts';
import { NO_USER, NOT_KNOWN } from './answers.ts';
import { approvals } from './approval-rows.ts';
import { NOBODY, secondVersion } from './data-rows.ts';
import { interests } from './open-interest.ts';
import { type Position, realizedOf } from './position-rows.ts';
import { amountOf } from './running-sums.ts';
import { marketsOf, userOf, type WalletLists } from './wallet-lists.ts';

/** Wins up to so much are not told (venue docs of GET /v2/user-stats, read 2026-11). */
const WIN_LEAST = 1_000_000;

export type FigureRoute = (query: Query) => Result<unknown>;

/**
 * Figures of version 2 that are one row or few, by their path. What the service does not know is
 * null in its own words.
 */
export function figureRoutes(lists: WalletLists): Readonly<Record<string, FigureRoute>> {
  const { venue } = lists;
  const ofUser = (tell: (user: string, query: Query) => Result<unknown>): FigureRoute => {
    return (query) => {
      const user = userOf(query);
      if (user === undefined) return refuse('no_user', NO_USER);
      const data = tell(user, query);
      return data.ok ? ok({ data: data.value }) : data;
    };
  };
  return {
    '/user-stats': ofUser((user) => userStats(lists, user)),
    '/user-volume': ofUser((user, query) => userVolume(lists, query, user)),
    '/approvals': ofUser((user) => ok(approvals(user, venue.now()))),
    '/oi': (query) => interestRows(venue, query),
    '/live-volume': (query) => {
      const events = query.texts('event_id');
      if (events === undefined)
        return refuse('no_event', "required query param 'event_id' missing");
      return ok({ data: liveVolume(venue, events) });
    },
  };
}

/** INVENTED: version 2's answer has not been seen; that of version 1 in its words. */
export function profileOf({ wallets }: LocalVenue, address: string): Row | null {
  const wallet = wallets.get(address.toLowerCase());
  return wallet === undefined ? null : secondVersion({ proxyWallet: wallet.address, ...NOBODY });
}

/** Null for a wallet that is not known. Nobody looks at profiles here; nobody joined. */
function userStats(lists: WalletLists, user: string): Result<Row | null> {
  if (!lists.venue.wallets.has(user)) return ok(null);
  const every = lists.everyPosition(user);
  if (!every.ok) return every;
  return ok({
    proxy_wallet: user,
    // Of markets: see the page of GET /v2/user-stats (venue docs, read 2026-11).
    trades: marketsOf(every.value),
    biggest_win: numberOf(biggestWin(every.value)),
    views: 0,
    join_date: null,
    // As where the venue has not published one yet: see /user-pnl in docs/exchange.md.
    all_time_pnl: null,
  });
}

function biggestWin(positions: readonly Position[]): number {
  const wins = positions.filter(({ holding }) => holding.payout !== undefined).map(realizedOf);
  const most = Math.max(0, ...wins);
  return most > WIN_LEAST ? most : 0;
}

/** Of its own fills, as taker and as maker, within the stretch that is asked for. */
function userVolume(lists: WalletLists, query: Query, user: string): Result<Row> {
  if (!lists.isWholeSince(query.count('start') ?? 0, user)) {
    return refuse(NOT_KNOWN, 'trades of that time are not kept');
  }
  let [count, shares, dollars] = [0, 0, 0];
  for (const { part } of lists.fills(query, false)) {
    count += 1;
    shares += part.size;
    dollars += amountOf(part);
  }
  return ok({
    volume: numberOf(shares as Shares),
    volume_usdc: numberOf(dollars as Usd),
    trade_count: count,
  });
}

function interestRows(venue: LocalVenue, query: Query): Result<Row> {
  const told = interests(venue, query);
  if (!told.ok) return told;
  return ok({ data: told.value.map(({ name, value }) => ({ condition_id: name, value })) });
}

/** What takers took, in shares; the busiest market first. */
function liveVolume({ markets }: LocalVenue, events: readonly string[]): Row {
  const chosen = markets.all
    .filter(({ listing }) => events.includes(listing.event.id))
    .sort((a, b) => b.volumeShares - a.volumeShares);
  const total = chosen.reduce((sum, { volumeShares }) => sum + volumeShares, 0);
  return {
    taker_volume_total: numberOf(total),
    conditions: chosen.map(({ listing, volumeShares }) => ({
      condition_id: listing.market.conditionId,
      taker_volume: numberOf(volumeShares),
    })),
  };
}
