import { ok, type Result, refuse } from '../../domain/result.ts';
import { NO_USD, type Timestamp, type Usd } from '../../domain/units.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import { unixSeconds } from '../wire/forms.ts';
import type { Query } from '../wire/query.ts';
import { type Activity, redemption, tradeActivity } from './activity-rows.ts';
import { NOT_KNOWN } from './answers.ts';
import { conditionsAsked } from './asked-markets.ts';
import { isAfter, newestFirst, type Place } from './fill-order.ts';
import { type OwnFill, worthAt } from './holding.ts';
import { compareKeys } from './keyed-page.ts';
import { type Position, positionsOf } from './position-rows.ts';
import { type Most, WalletHistory } from './wallet-history.ts';

/** Which rows both versions of the service choose, by the filters that both have. */
export class WalletLists {
  readonly venue: LocalVenue;
  readonly #history: WalletHistory;

  constructor(venue: LocalVenue, most?: Most) {
    this.venue = venue;
    this.#history = new WalletHistory(venue, most);
  }

  /**
   * Of a wallet, or of everybody; newest first, those after a place. What failed on chain never
   * happened. They are looked for as they are asked for, so that a page costs what it shows.
   */
  fills(
    query: Query,
    takerOnly: boolean,
    after?: Place,
    isLarge: (fill: OwnFill) => boolean = () => true,
  ): Iterable<OwnFill> {
    const user = userOf(query);
    // Of everybody, the service minds no times (venue docs of GET /v2/trades, read 2026-11).
    const isWanted = this.#filter(query, user !== undefined);
    const all =
      user === undefined
        ? newestFirst(this.venue.trades.all.values(), after)
        : only(this.#history.fills(user), (fill) => after === undefined || isAfter(fill, after));
    return only(all, (fill) => {
      const { trade, part, isTaker } = fill;
      if (trade.status === 'failed' || part.order === undefined) return false;
      if ((!isTaker && takerOnly) || !isLarge(fill)) return false;
      const condition = trade.market.listing.market.conditionId;
      return isWanted({ condition, ...part, at: trade.matchedAt });
    });
  }

  /** Of one wallet, newest first. */
  activity(query: Query, user: string): readonly Activity[] {
    const isWanted = this.#filter(query);
    const types = query.texts('type');
    const { ids } = this.venue;
    const trades = [...this.#history.fills(user)]
      .filter(({ trade }) => trade.status !== 'failed')
      .map(tradeActivity);
    const redeemed = this.#history
      .holdings(user)
      .flatMap((holding) => redemption(user, holding, ids) ?? []);
    return [...redeemed, ...trades]
      .sort((a, b) => compareKeys(b.order, a.order))
      .filter((one) => isWanted(one) && (types === undefined || types.includes(one.type)));
  }

  /** Of one wallet, the newest token first. */
  positions(query: Query, user: string): readonly Position[] {
    const isWanted = this.#filter(query);
    return [...this.allPositions(user)].reverse().filter(({ holding: { market } }) => {
      const condition = market.listing.market.conditionId;
      return hasTitle(market, query) && isWanted({ condition, side: undefined, at: undefined });
    });
  }

  /** Of one wallet, whatever is asked for. */
  allPositions(user: string): readonly Position[] {
    return positionsOf(user, this.#history.holdings(user));
  }

  /** Positions of everybody in a market, closed ones too. */
  positionsIn(market: ListedMarket): readonly Position[] {
    return this.#history
      .holdingsIn(market)
      .flatMap(([address, holdings]) => positionsOf(address, holdings));
  }

  /** What its open positions that are asked for are worth. Refuses with not_known. */
  worth(query: Query, user: string): Result<Usd> {
    const open = this.positions(query, user).filter(({ status }) => status === 'open');
    let sum: number = NO_USD;
    for (const { holding, held } of open) {
      const worth = worthAt(held.size, holding.price);
      if (worth === undefined) return refuse(NOT_KNOWN, 'the price of what is held is not known');
      sum += worth;
    }
    return ok(sum as Usd);
  }

  /** Whether nothing was forgotten from a moment on: see the history. */
  isWholeSince(seconds: number, user?: string): boolean {
    return this.#history.isWholeSince(seconds, user);
  }

  /** All positions of a wallet that it ever had. Refuses with not_known once any is forgotten. */
  everyPosition(user: string): Result<readonly Position[]> {
    return this.isWholeSince(0, user)
      ? ok(this.allPositions(user))
      : refuse(NOT_KNOWN, 'the first trades of this wallet are not kept');
  }

  /** The filters of markets, sides and times. */
  #filter(
    query: Query,
    isTimed = true,
  ): (row: {
    readonly condition: string;
    readonly side: 'buy' | 'sell' | undefined;
    readonly at: Timestamp | undefined;
  }) => boolean {
    const conditions = conditionsAsked(this.venue, query);
    const side = query.text('side')?.toLowerCase();
    // Nothing said and 0 are the same.
    const start = isTimed ? query.count('start') : undefined;
    const end = (isTimed ? query.count('end') : undefined) || Number.POSITIVE_INFINITY;
    return ({ condition, side: own, at }) => {
      if (conditions?.has(condition.toLowerCase()) === false) return false;
      if (side !== undefined && own !== side) return false;
      const seconds = at === undefined ? undefined : unixSeconds(at);
      return seconds === undefined || (seconds >= (start ?? 0) && seconds <= end);
    };
  }
}

/** How many markets positions are of. */
export function marketsOf(positions: readonly Position[]): number {
  return new Set(positions.map(({ holding }) => holding.market)).size;
}

/** Whether a question has the words that are looked for. */
export function hasTitle({ listing }: ListedMarket, query: Query): boolean {
  const title = query.words('title').toLowerCase();
  return (listing.market.question ?? '').toLowerCase().includes(title);
}

/** An address in lower case. */
export function userOf(query: Query): string | undefined {
  return query.text('user')?.toLowerCase();
}

function* only<T>(rows: Iterable<T>, isWanted: (row: T) => boolean): Generator<T> {
  for (const row of rows) if (isWanted(row)) yield row;
}
