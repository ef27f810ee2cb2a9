import { expect, test } from 'vitest';
import type { CatalogueNews } from '../../polymarket/catalog/catalogue-news.ts';
import { LabelCount } from './label-count.ts';

function news(kind: string, slug: string): CatalogueNews {
  return { kind, market: { listed: { facts: { slug } } } } as unknown as CatalogueNews;
}

function counted(...told: readonly (readonly [kind: string, slug: string])[]): LabelCount {
  const count = new LabelCount();
  for (const [kind, slug] of told) count.hear(news(kind, slug));
  return count;
}

test('a market is open, then owed, then labeled', () => {
  const count = counted(['accepting', 'a'], ['accepting', 'b'], ['opened', 'a']);
  expect(count.counts).toEqual({ markets: 2, closed: 0, labeled: 0 });
  count.hear(news('closed', 'a'));
  expect(count.counts).toEqual({ markets: 2, closed: 1, labeled: 0 });
  expect([...count.owed]).toEqual(['a']);
  count.hear(news('resolved', 'a'));
  expect(count.counts).toEqual({ markets: 2, closed: 1, labeled: 1 });
  expect(count.owed.size).toBe(0);
});

test('one that was over before is none of this recording; what is told twice counts once', () => {
  const count = counted(
    ['resolved', 'old'],
    ['accepting', 'a'],
    ['accepting', 'a'],
    ['resolved', 'a'],
    ['resolved', 'a'],
    ['closed', 'a'],
  );
  expect(count.counts).toEqual({ markets: 1, closed: 1, labeled: 1 });
});

test('what is not about a market is passed over', () => {
  const count = new LabelCount();
  count.hear({ kind: 'skipped' } as unknown as CatalogueNews);
  expect(count.counts).toEqual({ markets: 0, closed: 0, labeled: 0 });
});
