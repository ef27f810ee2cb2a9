import type { Reason } from '../domain/order.ts';
import type { OrderStatus } from '../domain/order-status.ts';
import type { Provenance } from '../domain/provenance.ts';
import type { KillCause, RiskMode } from '../domain/risk-standing.ts';
import type { Side } from '../domain/side.ts';
import type { KnownValue } from './known-value.ts';

/**
 * All that a screen shows of a desk that runs, as tables of rows by key. Plain JSON: prices, shares
 * and dollars are integers of 1e-6, times µs UTC, parts millionths; `null` says that it is not
 * known. Rows are replaced whole, so that a change is small and cannot be taken in by half.
 */
export type DeskDocument = {
  readonly desk: DeskRow;
  /** By name. */
  readonly strategies: Table<StrategyRow>;
  /** By slug: those that are open, held or waited for; what is over leaves. */
  readonly markets: Table<MarketRow>;
  /** By the desk's own number of the order: all that are not over, and the newest of the others. */
  readonly orders: Table<OrderRow>;
  /** By slug and outcome, e.g. "btc-updown-5m-1776081300/0". */
  readonly positions: Table<PositionRow>;
  /** By code: each limit of the configuration with what is used of it. */
  readonly limits: Table<LimitRow>;
  /** By name: sockets, feeds, loops, stores: whatever may fail by itself. */
  readonly health: Table<HealthRow>;
  /** What happened, oldest first; only the newest {@link NEWS_MOST}. */
  readonly news: readonly NewsRow[];
};

export type Table<Row> = Readonly<Record<string, Row>>;

/** How much of what happened a document keeps; the rest is in the log. */
export const NEWS_MOST = 400;

export type DeskRow = {
  readonly name: string;
  readonly mode: 'demo' | 'paper' | 'live';
  /** What its prices are: on paper they may be live, though none of its orders are. */
  readonly provenance: Provenance;
  readonly software: string;
  readonly startedAt: number;
  /** Of the last change of anything: a heartbeat tells a later one. */
  readonly now: number;
  readonly isTrading: boolean;
  /** What stopped it; null: nothing did. */
  readonly fault: string | null;
  readonly cash: number;
  /** With what is held at the midpoints of now; null: one of them is not known. */
  readonly equity: number | null;
  /** As it was known last; null: it is known now, or never was. */
  readonly lastEquity: KnownValue | null;
  /** Of equity: final, and what rests on fills that the chain may still take back. */
  readonly confirmed: number | null;
  readonly pending: number | null;
  /** What all of it was worth as the run began, at cost. */
  readonly worthAtStart: number;
  /** What it loses if everything open ends worst. */
  readonly exposure: number;
  readonly fills: number;
  readonly decisions: number;
  readonly risk: {
    readonly mode: RiskMode;
    readonly cause: KillCause | null;
    readonly until: number | null;
    readonly highWater: number | null;
    /** Millionths of the highest equity; null: equity was not known yet, so nor is what is lost. */
    readonly drawdown: number | null;
    readonly dayLoss: number | null;
    readonly recoveries: number;
    /** An operator has stopped everything. */
    readonly isStopping: boolean;
  };
  /** Live only; null elsewhere. */
  readonly venue: {
    readonly mode: string;
    readonly heartbeat: string;
    readonly userChannel: string;
    /** When it was heard last: all of this is of then; null: never. */
    readonly heardAt: number | null;
    /** Why nothing new may be sent; null: it may. */
    readonly heldBack: string | null;
    /** What may still be signed today, dollars. */
    readonly dayLeft: number;
  } | null;
};

export type StrategyRow = {
  readonly state: 'running' | 'paused' | 'halted' | 'given_up';
  readonly failures: number;
  readonly lastError: string | null;
  readonly restartAt: number | null;
  readonly parameters: Readonly<Record<string, string | number>>;
  /** Of its limits it may use so much, millionths: an operator has said so. */
  readonly part: number;
  /** Since the run began. Realized: sold or paid out, after fees. */
  readonly realized: number;
  readonly today: number;
  readonly outlay: number;
  readonly exposure: number;
  readonly orders: number;
  readonly denied: number;
  readonly skipped: number;
  readonly fills: number;
  readonly markets: number;
  readonly settled: number;
  readonly won: number;
  /** How much it listens to each of its sources now, together 1; null: it weighs none. */
  readonly weights: Readonly<Record<string, number>> | null;
  /** What it has learned, in words; none: it does not learn. */
  readonly models: readonly string[];
  /** How its forecasts did: Brier scores of decided markets, null while there is none. */
  readonly forecasts: readonly {
    readonly model: string;
    readonly said: number;
    readonly decided: number;
    readonly brier: number | null;
    readonly marketBrier: number | null;
    readonly tenths: readonly {
      readonly from: number;
      readonly count: number;
      readonly forecast: number;
      readonly observed: number;
    }[];
  }[];
};

export type MarketRow = {
  /** Foreign text: shown as text and never as anything else. */
  readonly question: string | null;
  readonly category: string | null;
  readonly asset: string | null;
  /** 5m, 15m, ...; null where the slug does not tell. */
  readonly frame: string | null;
  readonly labels: readonly [string | null, string | null];
  readonly phase: 'waiting' | 'trading' | 'closed' | 'resolved';
  readonly opensAt: number | null;
  readonly closesAt: number | null;
  /** A share of the first outcome pays; null: not decided. */
  readonly payout: number | null;
  readonly isTrusted: boolean;
  readonly bid: number | null;
  readonly ask: number | null;
  /** Of the first outcome; the midpoint, null where a side is empty or the book not trusted. */
  readonly probability: number | null;
  /** How far that moved in the last minute; null: not known for so long. */
  readonly velocity: number | null;
  readonly bookAt: number | null;
  readonly tick: number;
  readonly reference: ReferenceRow | null;
  /** Shares of the two outcomes. */
  readonly held: readonly [number, number];
  readonly openOrders: number;
  /** Nothing is bought here, and why; null: it is. */
  readonly pausedFor: string | null;
};

/** The price that decides a market, and what it is held against. */
export type ReferenceRow = {
  readonly feed: string;
  readonly price: number | null;
  readonly at: number | null;
  readonly strike: number | null;
};

export type OrderRow = {
  readonly strategy: string;
  readonly market: string;
  readonly outcome: 0 | 1;
  readonly label: string | null;
  readonly side: Side;
  readonly price: number;
  readonly size: number;
  readonly filled: number;
  readonly status: OrderStatus;
  readonly timeInForce: string;
  readonly postOnly: boolean;
  readonly submittedAt: number;
  readonly changedAt: number;
  /** At the venue; null: none, or not told yet. */
  readonly venueId: string | null;
  /** Nobody knows whether the venue has it: a query has to tell. */
  readonly isUnknown: boolean;
  readonly reason: Reason;
  /** Of its fills on the way to the chain: matched, mined, confirmed, failed; with counts. */
  readonly settlement: Readonly<Record<string, number>>;
};

export type PositionRow = {
  readonly market: string;
  /** null: of a market that this run has not heard of yet. */
  readonly outcome: 0 | 1 | null;
  readonly label: string | null;
  readonly shares: number;
  /** Of these, final on the chain. */
  readonly settled: number;
  readonly cost: number;
  readonly mark: number | null;
  /** Its market is over, and nobody has said how it ended. */
  readonly isAwaiting: boolean;
};

export type LimitRow = {
  readonly scope: 'order' | 'market' | 'group' | 'asset' | 'strategy' | 'account';
  readonly unit: 'usd' | 'shares' | 'price' | 'count' | 'part' | 'duration';
  /** null: unlimited, because somebody said so. */
  readonly most: number | null;
  /** The fullest use of it now; null: not known, or it is of single orders that use nothing up. */
  readonly used: number | null;
  /** Where that is: the market, group, asset or strategy. */
  readonly where: string | null;
};

export type HealthRow = {
  readonly kind: 'socket' | 'feed' | 'loop' | 'recorder' | 'store';
  readonly isWell: boolean;
  /** What it is doing, or why it is not well. */
  readonly state: string;
  /** When it was last heard of; null: never. */
  readonly lastAt: number | null;
  readonly failures: number;
  readonly gaps: number;
};

/** One thing that happened, with the numbers that were compared. */
export type NewsRow = {
  /** Rises by one within a run. */
  readonly entry: number;
  readonly at: number;
  readonly kind:
    | 'order'
    | 'denied'
    | 'skipped'
    | 'canceled'
    | 'fill'
    | 'market'
    | 'risk'
    | 'notice';
  readonly level: 'info' | 'warning' | 'error';
  readonly strategy: string | null;
  readonly market: string | null;
  readonly label: string | null;
  /** The desk's number of the order it is about. */
  readonly order: number | null;
  /** A stable code: the reason, or what was said. */
  readonly code: string;
  readonly message: string;
  /** What was compared, units of 1e-6 where they are prices, shares or dollars. */
  readonly numbers: Readonly<Record<string, number>>;
};
