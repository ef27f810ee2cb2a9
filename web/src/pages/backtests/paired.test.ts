import { expect, test } from 'vitest';
import type { SummaryJson } from '../../../../src/report/json/summary.ts';
import { pairedOf, pairedText } from './paired.ts';

/** What was made in each market, dollars. */
function made(nets: readonly number[], marketsTraded = nets.length): SummaryJson {
  const byMarket = nets.map((net, i) => ({ market: `m-${i}`, trades: 1, net: String(net) }));
  return { schema: 'polydesk.summary', byMarket, marketsTraded } as unknown as SummaryJson;
}

const swings = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 10 : -10));

test('what happens to both alike hides no difference between them', () => {
  const better = made(swings.map((net, i) => net + (i % 4 === 0 ? 0.2 : 0.1)));
  const found = pairedOf(made(swings), better);
  expect(found?.more).toBe(5_000_000);
  expect(found?.low).toBeGreaterThan(4_400_000);
  expect(pairedText(found!)).toContain('more than luck explains');
  expect(pairedText(pairedOf(better, made(swings))!)).toMatch(/−\$5\.00 more.*more than luck/);
});

test('a difference that swings is explained by luck', () => {
  const other = made(swings.map((net) => net * 1.5 + 0.1));
  expect(pairedText(pairedOf(made(swings), other)!)).toContain('luck explains it');
});

test('where one has not traded it made nothing', () => {
  const found = pairedOf(made(swings), made([...swings, 7]));
  expect(found).toMatchObject({ more: 7_000_000, markets: 41 });
});

test.each([
  ['few markets', made(swings.slice(0, 20)), made(swings.slice(0, 20))],
  ['markets that are not all told', made(swings, 900), made(swings)],
])('of %s nothing is said', (_, one, other) => {
  expect(pairedOf(one, other)).toBeUndefined();
});
