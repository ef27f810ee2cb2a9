// Markets become known while the engine runs, as they do at the venue.
import { describe, expect, test } from 'vitest';
import { fillEverything, openMarket, stage, terms } from '../../test/support/engine-stage.ts';
import { bookAt, closeAt, listAt, openAt, resolveAt } from '../../test/support/tape-builder.ts';
import type { Market } from '../domain/market.ts';
import type { Strategy } from '../ports/strategy.ts';
import { stateHash } from './state-hash.ts';

const BIDS = [[40, 100]] as const;
const ASKS = [[60, 100]] as const;
const window = (index: number) => openMarket({ slug: `window-${index}` });

/** Writes down what it hears of markets, and how many it knows then. */
function witness(heard: string[]): Strategy {
  const tell = (what: string) => (market: number, view: { markets: readonly Market[] }) => {
    heard.push(`${what} ${market} of ${view.markets.length}`);
  };
  return {
    onStart: (view) => heard.push(`start with ${view.markets.length}`),
    onMarketListed: tell('listed'),
    onMarketOpened: tell('opened'),
    onBook: tell('book'),
    onMarketClosed: tell('closed'),
    onMarketResolved: tell('resolved'),
  };
}

describe('a market that becomes known', () => {
  test('is told before anything else about it; nobody sees it earlier', () => {
    const heard: string[] = [];
    const { play } = stage([witness(heard)], { markets: [window(0), window(1)], knownAhead: 1 });
    play(bookAt(1, BIDS, ASKS), listAt(2, 1), openAt(2, 1));
    play(bookAt(3, BIDS, ASKS, { market: 1 }), closeAt(4, 1), resolveAt(5, 1_000_000, place(1)));
    expect(heard).toEqual([
      'start with 1',
      'listed 0 of 1',
      'book 0 of 1',
      'listed 1 of 2',
      'opened 1 of 2',
      'book 1 of 2',
      'closed 1 of 2',
      'resolved 1 of 2',
    ]);
  });

  test('may have been added to the list of markets while the run went on', () => {
    const markets = [window(0)];
    const heard: string[] = [];
    const { play } = stage([witness(heard)], { markets, knownAhead: 0 });
    play(listAt(1, 0));
    markets.push(window(1));
    play(listAt(2, 1));
    expect(heard).toEqual(['start with 0', 'listed 0 of 1', 'listed 1 of 2']);
  });

  test('stands in the journal with its name, and in the hash', () => {
    const run = (slug: string) => {
      const made = stage([], { markets: [openMarket({ slug })], knownAhead: 0 });
      made.play(listAt(1, 0));
      return made;
    };
    const { journal, engine } = run('a');
    expect(journal).toEqual([{ kind: 'MarketListed', at: 1, market: 0, slug: 'a' }]);
    expect(engine.log.digest()).toBe(run('a').engine.log.digest());
    expect(engine.log.digest()).not.toBe(run('b').engine.log.digest());
  });

  test('leaves the same state as one that was known ahead', () => {
    const play = (knownAhead: number, lists: ReturnType<typeof listAt>[]) => {
      const trader: Strategy = {
        onBook: (market, view, desk) => {
          if (view.openOrders(market).length > 0 || view.position((market * 2) as never) > 0)
            return;
          desk.submit(terms('buy', 10, 60, market * 2), { code: 'test', numbers: {} });
        },
      };
      const markets = Array.from({ length: 40 }, (_, i) => window(i));
      const made = stage([trader], { markets, knownAhead });
      fillEverything(made.exchange);
      made.play(...lists, bookAt(2, BIDS, ASKS, { market: 0 }));
      for (let market = 1; market < 40; market++) {
        made.play(bookAt(2 + market, BIDS, ASKS, { market }));
      }
      made.play(resolveAt(50, 1_000_000, place(39)));
      return stateHash(made.engine.state);
    };
    const lists = Array.from({ length: 40 }, (_, i) => listAt(1, i));
    expect(play(0, lists)).toBe(play(40, []));
  });

  test('out of turn, twice or without facts stops the run', () => {
    const made = () => stage([], { markets: [window(0), window(1)], knownAhead: 1 });
    expect(() => made().play(listAt(1, 0))).toThrow('market 0 is listed when 1 are known');
    expect(() => made().play(listAt(1, 2))).toThrow('market 2 is listed when 1 are known');
    const all = stage([], { markets: [window(0)] });
    expect(() => all.play(listAt(1, 1))).toThrow('nobody knows its facts');
  });
});

function place(market: number) {
  return { market };
}
