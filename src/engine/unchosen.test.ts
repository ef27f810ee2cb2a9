import { expect, test } from 'vitest';
import {
  BECAUSE,
  fillEverything,
  openMarket,
  stage,
  terms,
} from '../../test/support/engine-stage.ts';
import { bookAt } from '../../test/support/tape-builder.ts';
import type { StrategyIndex, TokenId } from '../domain/ids.ts';
import type { Shares, Usd } from '../domain/units.ts';
import type { Strategy } from '../ports/strategy.ts';

const markets = [
  openMarket(),
  openMarket({ slug: 'other', tokens: ['1' as TokenId, '2' as TokenId] }),
];
const held = {
  token: '1' as TokenId,
  strategy: 0 as StrategyIndex,
  shares: 5_000_000 as Shares,
  cost: 2_000_000 as Usd,
};

test('where nobody chose a market nothing is bought, what is held there can be sold', () => {
  const told: unknown[] = [];
  const trader: Strategy = {
    onBook: (market, _view, desk) => {
      desk.submit(terms('buy', 5, 50, market * 2), BECAUSE);
      desk.submit(terms('sell', 5, 40, market * 2), BECAUSE);
    },
    onOrder: (event) => told.push(event.kind),
  };
  const { play, journal, exchange } = stage([trader], {
    markets,
    unchosen: ['other'],
    opening: { positions: [held] },
  });
  fillEverything(exchange);
  const quotes = [[[45, 100]], [[50, 100]]] as const;
  play(bookAt(10, ...quotes), bookAt(20, ...quotes, { market: 1 }));
  const submitted = journal.flatMap((entry) =>
    entry.kind === 'Submitted' ? [[entry.command.terms.side, entry.command.terms.token]] : [],
  );
  expect(submitted).toEqual([
    ['buy', 0],
    ['sell', 2],
  ]);
  expect(journal.filter(({ kind }) => kind === 'Denied')).toMatchObject([
    { code: 'not_enough_shares', command: { terms: { side: 'sell', token: 0 } } },
    { code: 'not_chosen', command: { terms: { side: 'buy', token: 2 } } },
  ]);
  expect(told).toContain('OrderDenied');
});
