import { type Price, SCALE, type Shares, type Usd } from '../../src/domain/units.ts';
import type { ClosedTrade } from '../../src/strategies/crypto-directional/own-trades/own-trade.ts';
import { at } from './a-market.ts';

type MadeTrade = {
  readonly market: string;
  readonly isYes: boolean;
  readonly probability: number;
  /** Cents a share, for ten shares. */
  readonly cost: number;
  /** What a share brought: by a sale, or by the market. */
  readonly brought: number;
  /** Undefined: nobody knows. */
  readonly cameTrue: boolean | undefined;
  readonly seconds: number;
};

/** A closed trade of ten shares, held to the end unless told otherwise, whose edge is as it was. */
export function aTrade(changes: Partial<MadeTrade> = {}): ClosedTrade {
  const { cameTrue = true } = changes;
  const isKnown = !('cameTrue' in changes) || changes.cameTrue !== undefined;
  const made = {
    market: 'above-100k',
    isYes: true,
    probability: 0.6,
    cost: 50,
    brought: cameTrue ? 100 : 0,
    seconds: 0,
    ...changes,
  };
  const dollars = (cents: number) => Math.round((10 * cents * SCALE) / 100) as Usd;
  const isSold = made.brought !== 0 && made.brought !== 100;
  return {
    market: made.market,
    outcome: made.isYes ? 0 : 1,
    isYes: made.isYes,
    probability: made.probability,
    edge: Math.round(made.probability * 1e6 - made.cost * 1e4) / 1e6,
    bought: (10 * SCALE) as Shares,
    sold: (isSold ? 10 * SCALE : 0) as Shares,
    paid: dollars(made.cost),
    received: dollars(made.brought),
    closedAt: at(made.seconds),
    payout: isKnown ? ((cameTrue ? SCALE : 0) as Price) : undefined,
  };
}

/** So many trades that are alike, a minute apart, of which the first `trueOnes` came true. */
export function manyTrades(
  count: number,
  trueOnes: number,
  changes: Partial<MadeTrade> = {},
): ClosedTrade[] {
  return Array.from({ length: count }, (_, i) =>
    aTrade({ market: `m${i}`, cameTrue: i < trueOnes, seconds: 60 * i, ...changes }),
  );
}
