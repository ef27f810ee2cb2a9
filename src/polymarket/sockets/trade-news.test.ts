import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Timestamp } from '../../domain/units.ts';
import { TradeNews, type TradeUpdate } from './trade-news.ts';

const RANKS = { MATCHED: 1, RETRYING: 2, MINED: 3, CONFIRMED: 4, FAILED: 5 } as const;
type Status = keyof typeof RANKS;

function update(status: Status, at: number, trade = 't1', order = 'o1'): TradeUpdate {
  const isFinal = status === 'CONFIRMED' || status === 'FAILED';
  return { trade, order, rank: RANKS[status], at: at as Timestamp, isFinal };
}

function verdicts(...updates: readonly TradeUpdate[]): string[] {
  const news = new TradeNews(100);
  return updates.map((one) => news.judge(one));
}

describe('updates of a trade', () => {
  test.each<[string, TradeUpdate[], string[]]>([
    [
      'in order are news, each once',
      [update('MATCHED', 1), update('MATCHED', 1), update('MINED', 2), update('CONFIRMED', 3)],
      ['news', 'repeat', 'news', 'news'],
    ],
    [
      'that were overtaken are late',
      [update('MINED', 2), update('MATCHED', 1), update('CONFIRMED', 3), update('MINED', 2)],
      ['news', 'late', 'news', 'late'],
    ],
    [
      'of one second go by their rank',
      [update('MINED', 1), update('MATCHED', 1)],
      ['news', 'late'],
    ],
    [
      'may go back and try again',
      [update('MINED', 1), update('RETRYING', 2), update('MINED', 3), update('FAILED', 4)],
      ['news', 'news', 'news', 'news'],
    ],
    [
      'end whatever their time says',
      [update('MINED', 5), update('CONFIRMED', 4), update('CONFIRMED', 4)],
      ['news', 'news', 'repeat'],
    ],
    [
      'that end twice and differently contradict each other',
      [update('CONFIRMED', 3), update('FAILED', 4)],
      ['news', 'contradiction'],
    ],
    [
      'of other orders or trades are their own',
      [update('MATCHED', 1), update('MATCHED', 1, 't1', 'o2'), update('MATCHED', 1, 't2')],
      ['news', 'news', 'news'],
    ],
  ])('%s', (_name, updates, expected) => {
    expect(verdicts(...updates)).toEqual(expected);
  });

  test('in any order and any number end where they should, each end told once', () => {
    const stages: readonly Status[] = ['MATCHED', 'MINED', 'CONFIRMED'];
    const some = fc.constantFrom(...stages);
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 12 }), (statuses) => {
        const told = statuses.map((status) => update(status, RANKS[status]));
        const news = verdicts(...told).flatMap((verdict, i) =>
          verdict === 'news' ? RANKS[statuses[i] as Status] : [],
        );
        expect(news).toEqual([...new Set(news)].sort((a, b) => a - b));
        expect(news.at(-1)).toBe(Math.max(...statuses.map((status) => RANKS[status])));
      }),
    );
  });

  test('are forgotten when there are too many, ended ones first', () => {
    const news = new TradeNews(2);
    news.judge(update('MATCHED', 1, 'open'));
    news.judge(update('CONFIRMED', 1, 'ended'));
    news.judge(update('MATCHED', 1, 'third'));
    expect(news.judge(update('MATCHED', 1, 'open'))).toBe('repeat');
    news.judge(update('MATCHED', 1, 'fourth'));
    expect(news.judge(update('MATCHED', 1, 'third'))).toBe('repeat');
    expect(news.judge(update('MATCHED', 1, 'open'))).toBe('news');
  });
});
