import type { Fill } from '../../src/domain/fill.ts';
import type { ClientOrderId, TokenIndex } from '../../src/domain/ids.ts';
import {
  NO_USD,
  notional,
  type Price,
  SCALE,
  type Shares,
  type Timestamp,
  type Usd,
} from '../../src/domain/units.ts';

export type FillSketch = {
  readonly id: number;
  readonly side?: Fill['side'];
  /** Whole shares and dollars; exact for up to six decimals. */
  readonly shares: number;
  readonly dollars: number;
  readonly fee?: number;
  readonly token?: number;
  readonly order?: number;
  readonly settlement?: Fill['settlement'];
};

/** A taker fill of an order of ours, cost rounded up and proceeds down; order 1 of token 0. */
export function aFill(sketch: FillSketch): Fill {
  const side = sketch.side ?? 'buy';
  const price = Math.round(sketch.dollars * SCALE) as Price;
  const size = Math.round(sketch.shares * SCALE) as Shares;
  return {
    id: sketch.id,
    order: (sketch.order ?? 1) as ClientOrderId,
    token: (sketch.token ?? 0) as TokenIndex,
    side,
    price,
    size,
    amount: notional(size, price, side === 'buy' ? 'up' : 'down'),
    fee: Math.round((sketch.fee ?? 0) * SCALE) as Usd,
    rebate: NO_USD,
    liquidity: 'taker',
    match: 'complementary',
    evidence: 'book',
    tsEvent: 0 as Timestamp,
    settlement: sketch.settlement ?? 'matched',
  };
}
