import {
  type MarketIndex,
  type Outcome,
  type TokenIndex,
  tokenIndex,
} from '../../src/domain/ids.ts';
import type { Market } from '../../src/domain/market.ts';
import { ASK, BID } from '../../src/domain/side.ts';
import { type Price, type Shares, UNKNOWN_SIZE } from '../../src/domain/units.ts';
import { FeatureSet } from '../../src/signals/features/feature-set.ts';
import { FEATURE_NAMES, type FeatureName } from '../../src/signals/features/feature-table.ts';
import { MarketFeatures } from '../../src/signals/features/market-features.ts';
import { PriceFeeds } from '../../src/signals/features/price-feeds.ts';
import { aMarket, at } from './a-market.ts';
import { ScriptedView } from './scripted-view.ts';

/** Levels of one side as text: price, size. */
type Levels = Parameters<ScriptedView['setBook']>[1];

export const ALL = new FeatureSet(FEATURE_NAMES);
export const RULE_FEED = 'chainlink/btcusd';
export const SPOT_FEED = 'binance/btcusdt';

/** An up/down market of five minutes from noon on the last price, whose first outcome is Up. */
export function upDown(changes: Partial<Market> = {}): Market {
  const value = { kind: 'spot_close_vs_open', feed: RULE_FEED, tie: 'first' } as const;
  return aMarket({ labels: ['Up', 'Down'], rule: { value, source: 'test' }, ...changes });
}

/** The same on averages of so many seconds. */
export function averaged(lookbackSeconds: number): Market {
  const rule = {
    kind: 'twap_close_vs_open',
    feed: RULE_FEED,
    lookbackSeconds,
    tie: 'first',
  } as const;
  return upDown({ rule: { value: rule, source: 'test' } });
}

/** All features of one market, to which a test tells what happens; times are seconds after noon. */
export class FeatureStage {
  readonly view: ScriptedView;
  readonly features: MarketFeatures;

  constructor(market: Market = upDown(), startsAt = -400) {
    this.view = new ScriptedView([market]);
    this.view.now = at(startsAt);
    this.features = new MarketFeatures(ALL, 0 as MarketIndex, this.view, new PriceFeeds());
  }

  /** A whole book of Up. */
  book(seconds: number, bids: Levels, asks: Levels, outcome: Outcome = 0): void {
    this.view.now = at(seconds);
    this.view.setBook(tokenIndex(0 as MarketIndex, outcome), bids, asks);
    this.features.onBook(this.view);
  }

  /** One bid and one ask of a hundred shares. */
  quote(seconds: number, bid: string, ask: string, outcome: Outcome = 0): void {
    this.book(seconds, [[bid, '100']], [[ask, '100']], outcome);
  }

  /** The recording does not say how much an ask holds. */
  forgetSize(ask: string): void {
    const price = Math.round(Number(ask) * 1e6) as Price;
    this.view.book(0 as MarketIndex).setLevel(ASK, price, UNKNOWN_SIZE);
  }

  /** The recording breaks off. */
  distrust(seconds: number): void {
    this.view.now = at(seconds);
    this.view.book(0 as MarketIndex).distrust(this.view.now, 'recording_gap');
    this.features.onBook(this.view);
  }

  /** A taker buys or sells shares of an outcome. */
  print(
    seconds: number,
    outcome: Outcome,
    does: 'buys' | 'sells',
    price: number,
    size: number,
  ): void {
    this.view.now = at(seconds);
    const hit = does === 'buys' ? ASK : BID;
    const [units, shares] = [Math.round(price * 1e6), Math.round(size * 1e6)];
    this.features.onTrade(outcome, hit, units as Price, shares as Shares, this.view);
  }

  hear(seconds: number, price: number, feed = RULE_FEED): void {
    this.view.now = at(seconds);
    this.features.onReference(feed, Math.round(price * 1e6), this.view);
  }

  hold(outcome: Outcome, size: number): void {
    this.view.positions.set(outcome as number as TokenIndex, (size * 1e6) as Shares);
  }

  row(seconds: number): Float64Array {
    this.view.now = at(seconds);
    const row = new Float64Array(ALL.length);
    this.features.write(this.view, row);
    return row;
  }

  /** Those features, as of that moment. */
  read<N extends FeatureName>(seconds: number, ...names: N[]): Record<N, number> {
    const row = this.row(seconds);
    return Object.fromEntries(names.map((name) => [name, row[ALL.names.indexOf(name)]])) as Record<
      N,
      number
    >;
  }
}
