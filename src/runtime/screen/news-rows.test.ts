import { expect, test } from 'vitest';
import {
  BECAUSE,
  fillEverything,
  openMarket,
  stage,
  terms,
} from '../../../test/support/engine-stage.ts';
import { levelAt } from '../../../test/support/tape-builder.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { BID } from '../../domain/side.ts';
import { NEWS_MOST } from '../../screen/desk-document.ts';
import { NewsRows } from './news-rows.ts';

function watched(strategy: Parameters<typeof stage>[0][number]) {
  const market = openMarket({ slug: 'one', labels: ['Up', 'Down'] });
  const played = stage([strategy], { markets: [market] });
  const news = new NewsRows({ state: played.engine.state, strategies: ['alpha'] });
  let taken = 0;
  const rows = () => {
    news.append(played.journal.slice(taken));
    taken = played.journal.length;
    return news.rows;
  };
  return { ...played, news, rows };
}

test('a fill and its order name the strategy, the market and the outcome, with the numbers', () => {
  const { play, exchange, rows } = watched({
    onStart: (_view, desk) =>
      void desk.submit(terms('buy', 10, 50), { code: 'cheap', numbers: { edge: 7 } }),
  });
  fillEverything(exchange);
  play(levelAt(10, BID, [40, 5]));
  const [order, fill] = rows();
  const about = { strategy: 'alpha', market: 'one', label: 'Up', order: 1 };
  expect(order).toMatchObject({ entry: 1, kind: 'order', code: 'cheap', ...about });
  expect(order?.numbers).toEqual({ edge: 7, price: 500_000, size: 10_000_000 });
  expect(fill).toMatchObject({ entry: 2, kind: 'fill', message: 'buy', ...about });
});

test('a strategy that skips a market for the same reason is told of once a minute', () => {
  const { play, rows } = watched({
    onBook: (market, view, desk) =>
      desk.skip(market, { code: view.now < 30_000_000 ? 'dear' : 'late', numbers: {} }),
  });
  for (let second = 1; second <= 100; second++) {
    play(levelAt(second * 1_000_000, BID, [40, 5]));
  }
  expect(rows().map(({ code, at }) => [code, at / 1_000_000])).toEqual([
    ['dear', 1],
    ['late', 30],
    ['late', 90],
  ]);
});

test('a strategy that is denied over and over for the same reason is told of once a minute', () => {
  const { news } = watched({});
  const denied = (second: number, code: string) =>
    ({
      ...{ kind: 'Denied', at: second * 1_000_000, code, message: code },
      command: { id: second, strategy: 0, terms: terms('buy', 10, 50), reason: BECAUSE },
    }) as unknown as JournalEntry;
  for (let second = 1; second <= 100; second++) news.append([denied(second, 'killed')]);
  news.append([denied(100, 'paused')]);
  expect(news.rows.map(({ code, at }) => [code, at / 1_000_000])).toEqual([
    ['killed', 1],
    ['killed', 61],
    ['paused', 100],
  ]);
});

test('only the newest are kept, and each has a number above that of the one before', () => {
  const { news } = watched({});
  for (let at = 0; at < 2 * NEWS_MOST; at++) news.notice([{ at, code: 'said', message: 'so' }]);
  const entries = news.rows.map(({ entry }) => entry);
  expect(entries).toEqual(Array.from({ length: NEWS_MOST }, (_, i) => NEWS_MOST + 1 + i));
  expect(news.rows[0]).toMatchObject({ kind: 'notice', level: 'warning', message: 'so' });
});

test('what nobody needs to hear of is no news', () => {
  const { play, exchange, rows } = watched({
    onBook: (market, _view, desk) => desk.forecast(market, FORECAST),
    onStart: (_view, desk) => void desk.submit(terms('buy', 1, 50), BECAUSE),
  });
  exchange.onRequest = ({ at }) => exchange.say(at, { kind: 'OrderAccepted', order: 1 as never });
  play(levelAt(10, BID, [40, 5]));
  expect(rows().map(({ kind }) => kind)).toEqual(['order']);
});

const FORECAST = { probability: 0.5, mid: undefined, model: 'm' };
