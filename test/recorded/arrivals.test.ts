// What the one recording with books and prints says of arrivals, and how much of it rests on which
// prints are taken to be of one taker.
import { expect } from 'vitest';
import { type MarketIndex, marketOf, outcomeOf, type TokenIndex } from '../../src/domain/ids.ts';
import { type BookSide, opposite } from '../../src/domain/side.ts';
import { type Price, SCALE, type Shares, type Timestamp } from '../../src/domain/units.ts';
import {
  type ArrivalEstimate,
  unknownArrivals,
} from '../../src/models/arrivals/arrival-estimate.ts';
import { MarketArrivals } from '../../src/models/arrivals/market-arrivals.ts';
import type { Desk } from '../../src/ports/desk.ts';
import type { Strategy } from '../../src/ports/strategy.ts';
import type { View } from '../../src/ports/view.ts';
import { backtest } from '../../src/runtime/backtest.ts';
import { strategyRun } from '../support/backtest-options.ts';
import { importFolder } from '../support/imported.ts';
import { recording, testRecorded } from '../support/recorded.ts';

class Listening implements Strategy {
  readonly estimates: (ArrivalEstimate | string)[] = [];
  readonly slugs: string[] = [];
  /** Pairs of prints of a token's side that arrived within 1 ms, and those also made within it. */
  readonly pairs = { arrived: 0, made: 0 };
  readonly #last = new Map<TokenIndex, { hit: BookSide; now: number; madeAt: number }>();
  readonly #arrivals: MarketArrivals[] = [];
  readonly #mergeMicros: number;

  constructor(mergeMicros: number) {
    this.#mergeMicros = mergeMicros;
  }

  onMarketListed(market: MarketIndex, view: View): void {
    this.slugs[market] = view.markets[market]?.slug ?? '';
    this.#arrivals[market] = new MarketArrivals({
      tick: 0.01,
      halfLife: Number.POSITIVE_INFINITY,
      leastEvents: 30,
      mergeMicros: this.#mergeMicros,
    });
  }

  onBook(market: MarketIndex, view: View): void {
    const first = (market * 2) as TokenIndex;
    const isKnown = view.isTrusted(market);
    const [bid, ask] = isKnown ? [view.bestBid(first), view.bestAsk(first)] : [];
    const arrivals = this.#arrivals[market];
    arrivals?.hearBook(view.now, (bid ?? Number.NaN) / SCALE, (ask ?? Number.NaN) / SCALE);
    const out = unknownArrivals();
    this.estimates[market] = arrivals?.estimate(view.now, out) ?? out;
  }

  onTrade(
    token: TokenIndex,
    hit: BookSide,
    price: Price,
    _size: Shares,
    view: View,
    _desk: Desk,
    madeAt: Timestamp,
  ): void {
    this.#pair(token, { hit, now: view.now, madeAt });
    const isFirst = outcomeOf(token) === 0;
    const inFirst = isFirst ? price : SCALE - price;
    const taken = isFirst ? hit : opposite(hit);
    this.#arrivals[marketOf(token)]?.hearPrint(view.now, madeAt, taken, inFirst / SCALE);
  }

  #pair(token: TokenIndex, print: { hit: BookSide; now: number; madeAt: number }): void {
    const last = this.#last.get(token);
    this.#last.set(token, print);
    if (last?.hit !== print.hit || print.now - last.now > 1_000) return;
    this.pairs.arrived++;
    if (Math.abs(print.madeAt - last.madeAt) <= 1_000) this.pairs.made++;
  }
}

/** k of each window, or why there is none, where a taker's prints are at most so many ms apart. */
async function decaysOver(root: string, mergeMs: number) {
  const { estimates, slugs } = await listen(root, mergeMs);
  const of = (estimate: ArrivalEstimate | string) =>
    typeof estimate === 'string' ? estimate : Math.round(estimate.decay);
  const heard = slugs.flatMap((slug, market) => {
    const estimate = estimates[market];
    return estimate === undefined ? [] : [[slug, of(estimate)] as const];
  });
  return Object.fromEntries(heard);
}

async function listen(root: string, mergeMs: number): Promise<Listening> {
  const listening = new Listening(mergeMs * 1_000);
  const { data, ...run } = strategyRun(root, 'do-nothing');
  const definition = { name: 'listen', summary: '', parameters: {}, create: () => listening };
  const strategies = [{ name: 'listen', definition, parameters: {} }];
  await backtest({ ...run, data: { ...data, completeOnly: false }, strategies });
  return listening;
}

testRecorded(
  'fills become rarer by k = 300 to 570 a dollar, by which prints are taken to be of one taker',
  recording('multi-asset-books-trades-2025-12'),
  async (path) => {
    const { root } = await importFolder(path);
    expect((await listen(root, 1)).pairs).toEqual({ arrived: 281, made: 66 });
    const assets = ['btc-updown-1h', 'eth-updown-1h', 'sol-updown-15m'];
    const decays = async (mergeMs: number) => {
      const found = await decaysOver(root, mergeMs);
      return assets.map((asset) => found[`${asset}-1765450800`]);
    };
    expect(await decays(0)).toEqual(['one_depth', 'one_depth', 'one_depth']);
    expect(await decays(1)).toEqual([568, 'one_depth', 'one_depth']);
    expect(await decays(10)).toEqual([451, 'one_depth', 478]);
    expect(await decays(100)).toEqual([355, 385, 297]);
  },
);
