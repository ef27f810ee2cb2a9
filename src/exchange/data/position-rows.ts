import { NO_USD, ONE, type Usd } from '../../domain/units.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import { isoDay, numberOf, type Row, unixSeconds } from '../wire/forms.ts';
import { oppositeRow, secondVersion, tokenRow } from './data-rows.ts';
import { averageOf, type Holding, type HoldingStatus, worthAt } from './holding.ts';
import type { Held } from './running-sums.ts';

/** A holding with its sums, as of one moment. */
export type Position = {
  readonly wallet: string;
  readonly holding: Holding;
  readonly held: Held;
  readonly status: HoldingStatus;
  /** Both outcomes are held: a pair can be given back for a dollar. */
  readonly mergeable: boolean;
};

/** All positions of a wallet, closed ones too; not those whose every trade failed on chain. */
export function positionsOf(wallet: string, holdings: readonly Holding[]): readonly Position[] {
  const positions = holdings
    .map((holding) => {
      const held = holding.held();
      return { wallet, holding, held, status: holding.status(held) };
    })
    .filter(({ held }) => held.bought > 0);
  const open = positions.filter(({ status }) => status === 'open');
  const seen = new Set<ListedMarket>();
  const pairs = new Set<ListedMarket>();
  for (const { holding } of open) (seen.has(holding.market) ? pairs : seen).add(holding.market);
  return positions.map((one) => ({ ...one, mergeable: pairs.has(one.holding.market) }));
}

/** A row of GET /positions. Fields of an unknown price are left out. */
export function positionRow(position: Position): Row {
  const { holding, held } = position;
  const { market, outcome, price } = holding;
  const value = worthAt(held.size, price);
  const boughtFor = worthAt(held.bought, averageOf(held.cost, held.size)) ?? NO_USD;
  return {
    proxyWallet: position.wallet,
    ...tokenRow(market, outcome),
    size: numberOf(held.size),
    avgPrice: numberOf(averageOf(held.cost, held.size) ?? 0),
    initialValue: numberOf(held.cost),
    ...(value === undefined ? {} : worthOf(value, held.cost, boughtFor)),
    totalBought: numberOf(held.bought),
    realizedPnl: numberOf(held.realized),
    ...(price === undefined ? {} : { curPrice: numberOf(price) }),
    redeemable: position.status === 'lost',
    mergeable: position.mergeable,
    eventId: market.listing.event.id,
    ...oppositeRow(market, outcome),
    ...endOf(holding),
    negativeRisk: market.listing.market.negativeRisk === true,
  };
}

/** A row within GET /v1/market-positions, which has names of its own. */
export function marketPositionRow(position: Position): Row {
  const row = standRow(position);
  return { ...row, currPrice: row.curPrice, name: '', profileImage: '', verified: false };
}

/** A row of GET /closed-positions: sold out, or paid by the resolution. */
export function closedRow(position: Position): Row {
  const { holding, held } = position;
  const { market, outcome } = holding;
  return {
    proxyWallet: position.wallet,
    ...tokenRow(market, outcome),
    avgPrice: numberOf(averageOf(held.boughtFor, held.bought) ?? 0),
    totalBought: numberOf(held.bought),
    realizedPnl: numberOf(realizedOf(position)),
    ...(holding.price === undefined ? {} : { curPrice: numberOf(holding.price) }),
    timestamp: unixSeconds(holding.lastAt),
    ...oppositeRow(market, outcome),
    ...endOf(holding),
  };
}

const SECOND_NAMES = {
  size: 'current_size',
  initialValue: 'entry_cost_usdc',
  curPrice: 'current_price',
  cashPnl: 'unrealized_pnl',
  totalBought: 'total_size',
} as const;
/** What a row says; a lost one is redeemable for nothing. Filters tell it apart (see hasStatus). */
const STATUS = { open: 'OPEN', lost: 'REDEEMABLE', closed: 'CLOSED' } as const;

/**
 * A row of GET /v2/positions, with all fields that the venue's official client for Python (0.14.0)
 * demands. Cost and profits are without fees, but for the total cost.
 */
export function secondPositionRow(position: Position): Row {
  const { holding, held, status } = position;
  const { timestamp: _none, ...told } = standRow(position) as Row & { timestamp?: number };
  const cost = status === 'closed' ? NO_USD : held.cost;
  return {
    ...secondVersion(told, SECOND_NAMES),
    entry_fees_usdc: numberOf(held.buyFees),
    total_cost_usdc: numberOf(cost + held.buyFees),
    status: STATUS[status],
    redeemable: status === 'lost',
    mergeable: position.mergeable,
    negative_risk: holding.market.listing.market.negativeRisk === true,
    event_id: holding.market.listing.event.id,
    first_entry_at: unixSeconds(holding.firstAt),
    last_event_at: unixSeconds(holding.lastAt),
    archived: false,
    verified: false,
    name: '',
    profile_image: '',
  };
}

/** How it stands, open or closed, in version 1's words: what a resolution paid is held no more. */
function standRow(position: Position): Row {
  const { holding, held, status } = position;
  if (status === 'closed') {
    const none = { size: 0, initialValue: 0, ...worthOf(NO_USD, NO_USD, held.boughtFor) };
    return { ...closedRow(position), ...none, totalPnl: numberOf(realizedOf(position)) };
  }
  const worth = worthAt(held.size, holding.price);
  const total = worth === undefined ? undefined : held.realized + worth - held.cost;
  return {
    ...positionRow(position),
    ...(total === undefined ? {} : { totalPnl: numberOf(total) }),
  };
}

/**
 * Whether a status that is asked for fits. OPEN is all that is held, REDEEMABLE what a resolution
 * ended, MERGEABLE a part of what is open.
 */
export function hasStatus({ status, mergeable }: Position, wanted: string): boolean {
  return wanted === 'MERGEABLE' ? mergeable : FITS[status].some((one) => one === wanted);
}

const FITS = {
  open: ['OPEN'],
  lost: ['OPEN', 'REDEEMABLE', 'REDEEMABLE_LOST'],
  closed: ['CLOSED'],
} as const;

/** Profit of what was sold, and of what the resolution paid for. */
export function realizedOf({ holding, held }: Position): Usd {
  const paid = worthAt(held.size, holding.payout) ?? 0;
  return (held.realized + paid - held.cost) as Usd;
}

/**
 * The share that is called realized is that of the worth in all that was ever bought, at the
 * average: rows of the venue with nothing sold have it as well (2026-06).
 */
function worthOf(value: Usd, cost: Usd, boughtFor: Usd): Row {
  const profit = value - cost;
  return {
    currentValue: numberOf(value),
    cashPnl: numberOf(profit),
    percentPnl: percent(profit, cost),
    percentRealizedPnl: percent(value - boughtFor, boughtFor),
  };
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * ONE) / 10_000;
}

function endOf({ market }: Holding): Row {
  const { closesAt } = market.listing.market;
  return closesAt === undefined ? {} : { endDate: isoDay(closesAt) };
}
