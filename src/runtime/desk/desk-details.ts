import {
  type MarketIndex,
  marketOf,
  outcomeOf,
  type StrategyIndex,
  type TokenIndex,
} from '../../domain/ids.ts';
import type { Order } from '../../domain/order.ts';
import { isClosed } from '../../domain/order-status.ts';
import type { Side } from '../../domain/side.ts';
import type { Price, Shares, Usd } from '../../domain/units.ts';
import { type EngineState, PHASE_CLOSED } from '../../engine/state.ts';
import type { StrategyHealth } from '../../engine/supervisor.ts';
import type { Execution } from '../../ports/execution.ts';
import { midOf } from '../live/worth-now.ts';
import type { Session } from '../session.ts';

type Named = {
  readonly market: string;
  /** Up, Down, Yes, ...; undefined where nobody said. */
  readonly label: string | undefined;
};

/** What is held of one outcome. Units of 1e-6. */
type HeldShares = Named & {
  readonly shares: Shares;
  readonly cost: Usd;
  /** The midpoint of now; undefined: there is no book that can be trusted. */
  readonly mark: Price | undefined;
  /** Its market is over, and nobody has said how it ended: worth is not known, nothing is sold. */
  readonly isAwaiting: boolean;
};

/** An order that is not over. Units of 1e-6. */
type OpenOrder = Named & {
  readonly side: Side;
  readonly price: Price;
  readonly size: Shares;
  readonly filled: Shares;
  readonly status: Order['status'];
  /** µs UTC. */
  readonly submittedAt: number;
};

/** What a desk holds and wants, one by one: for who asks, too long for a line. */
export type DeskDetails = {
  readonly held: readonly HeldShares[];
  readonly orders: readonly OpenOrder[];
  /** Entries of its journal: what it heard of its orders, and what it decided. */
  readonly decisions: number;
  readonly strategies: readonly (StrategyHealth & { readonly name: string })[];
};

type Watched = Pick<Session<Execution>, 'engine' | 'strategies'>;

export function deskDetailsOf({ engine, strategies }: Watched, decisions: number): DeskDetails {
  const { state, supervisor } = engine;
  const held = [...state.account.positions()].filter(([, { traded }]) => traded !== 0);
  const orders = [...state.orders.values()].filter(({ status }) => !isClosed(status));
  return {
    held: held.map(([token, { traded, cost }]) => ({
      ...nameOf(state, token),
      shares: traded,
      cost,
      mark: midOf(state, token),
      isAwaiting: state.phases[marketOf(token)] === PHASE_CLOSED,
    })),
    orders: orders.map(({ token, side, price, size, filled, status, submittedAt }) => ({
      ...nameOf(state, token),
      side,
      price,
      size,
      filled,
      status,
      submittedAt,
    })),
    decisions,
    strategies: strategies.map((name, i) => ({
      name,
      ...supervisor.healthOf(i as StrategyIndex),
    })),
  };
}

function nameOf({ markets }: EngineState, token: TokenIndex): Named {
  const market: MarketIndex = marketOf(token);
  const facts = markets[market];
  return {
    market: facts?.slug ?? `market ${market}`,
    label: facts?.labels[outcomeOf(token)],
  };
}
