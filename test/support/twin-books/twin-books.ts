import type { Account } from '../../../src/domain/account.ts';
import type { TokenIndex, VenueOrderId } from '../../../src/domain/ids.ts';
import type { Timestamp } from '../../../src/domain/units.ts';
import type { OrderRecord as VenueRecord } from '../../../src/exchange/venue/order-record.ts';
import type { OrderRecord } from '../../../src/polymarket/execution/order-record.ts';
import type { TwinWorld } from './twin-world.ts';

/** How an order stands: what it traded, all in all, and how it ended; amounts in 1e-6. */
type OrderBook = {
  readonly id: VenueOrderId;
  /** Undefined: it is open. */
  readonly end: string | undefined;
  readonly filled: number;
  readonly amount: number;
  /** Undefined: nobody knows the fee of the fills of an earlier life's order. */
  readonly fee: number | undefined;
  readonly trades: readonly string[];
};

/** Of one outcome: all, what the chain has confirmed, and of that what no open order holds. */
type SharesBook = { readonly traded: number; readonly settled: number; readonly free: number };

/** What desk and exchange have to agree on, to the millionth. */
export type TwinBooks = {
  readonly cash: number;
  readonly shares: readonly SharesBook[];
  readonly orders: readonly OrderBook[];
};

export function booksOfDesk({ desk }: TwinWorld): TwinBooks {
  const { records, state } = desk;
  const intents = records.filter((record) => record.kind === 'OrderIntended');
  return {
    cash: state?.account.cash ?? Number.NaN,
    shares: sharesOf(state?.account),
    orders: intents.map(({ id }) => writtenOf(records, id)),
  };
}

/** `like`: orders that the desk knows, and fees that it can know. */
export function booksOfExchange(world: TwinWorld, like: TwinBooks): TwinBooks {
  const { account } = world.trader.wallet;
  return {
    cash: account.cash,
    shares: sharesOf(account),
    orders: like.orders.map(({ id, fee }) => {
      const order = toldOf(world, id);
      return fee === undefined ? { ...order, fee } : order;
    }),
  };
}

function sharesOf(account: Account | undefined): readonly SharesBook[] {
  return ([0, 1] as TokenIndex[]).map((token) => {
    const { traded = 0, settled = 0 } = account?.position(token) ?? {};
    return { traded, settled, free: account?.sellable(token) ?? 0 };
  });
}

/**
 * Dollars that open orders hold back at the exchange, less those at the desk. Both give back a part
 * with each fill, rounded, and the exchange may tell several of its fills as one.
 */
export function holdsApart({ desk, trader }: TwinWorld): number {
  return trader.wallet.account.reserved - (desk.state?.account.reserved ?? 0);
}

/** By the journal of all lives. */
function writtenOf(records: readonly OrderRecord[], id: VenueOrderId): OrderBook {
  const own = records.filter((record) => 'id' in record && record.id === id);
  const fills = own.filter((record) => record.kind === 'OrderFilled');
  const [end] = own.filter((record) => record.kind === 'OrderEnded');
  const isFeeKnown = fills.every(({ fee }) => fee !== undefined);
  return {
    id,
    end: end?.how,
    filled: fills.reduce((sum, { size }) => sum + size, 0),
    amount: fills.reduce((sum, { amount }) => sum + amount, 0),
    fee: isFeeKnown ? fills.reduce((sum, { fee = 0 }) => sum + fee, 0) : undefined,
    trades: fills.map(({ trade }) => trade as string).sort(),
  };
}

/** By the exchange's record of it. */
function toldOf({ venue, endedAt }: TwinWorld, id: VenueOrderId): OrderBook {
  const record = venue.find(id);
  const trades = record?.trades ?? [];
  const parts = trades.flatMap((trade) => {
    const { taker, makers = [] } = venue.trades.all.get(trade) ?? {};
    return [taker, ...makers].filter((part) => part !== undefined && part.order === record);
  });
  return {
    id,
    end: endOf(record, endedAt),
    filled: record?.matched ?? 0,
    amount: record?.matchedUsd ?? 0,
    fee: parts.reduce((sum, part) => sum + (part?.fee ?? 0), 0),
    trades: [...trades].sort(),
  };
}

/** As the desk's journal calls it. */
function endOf(
  record: VenueRecord | undefined,
  endedAt: ReadonlyMap<VenueRecord, Timestamp>,
): string | undefined {
  if (record === undefined) return 'rejected';
  const { decision, isOpen, rest, facts } = record;
  if (isOpen) return undefined;
  if (decision?.kind === 'refused') return decision.code === 'fok_killed' ? 'canceled' : 'rejected';
  if (rest === 0) return 'filled';
  const { expiresAt } = facts.terms;
  const isExpired = expiresAt !== undefined && (endedAt.get(record) ?? 0) >= expiresAt;
  return isExpired ? 'expired' : 'canceled';
}
