import { expect, test } from 'vitest';
import { inventedRun } from '../../../test/support/invented-run.ts';
import { foldReport } from '../report.ts';
import { reportJson } from './report.ts';
import type { ReportJson } from './schema.ts';
import { summaryJson } from './summary.ts';

const report = reportJson(foldReport(inventedRun({ markets: 60, strategies: ['one'] })));

/** A report of a run that traded in so many markets, and as often. */
function large(count: number): ReportJson {
  const markets = Array.from({ length: count }, (_, i) => i);
  return {
    ...report,
    byMarket: markets.map((i) => ({ market: `m-${i}`, trades: 1, net: String((i * 7) % count) })),
    equity: markets.map((at) => {
      const equity = at === 31_337 ? -5 : at === 31_400 ? 9_999 : Math.sin(at / 900);
      return { at, equity: String(equity), drawdown: '0' };
    }),
    trades: markets.map((id) => ({ ...(report.trades[0] as ReportJson['trades'][number]), id })),
  };
}

test('a summary has the figures of the report', () => {
  const { run, result, orders, byMarket, equity } = summaryJson(report);
  expect({ run, result, orders, equity }).toEqual({
    run: report.run,
    result: report.result,
    orders: report.orders,
    equity: report.equity,
  });
  const nets = byMarket.map(({ net }) => Number(net));
  expect(nets).toEqual(nets.toSorted((one, other) => one - other));
  expect(nets).toHaveLength(report.byMarket.length);
});

test('that of a huge run is small, and keeps its extremes', () => {
  const summary = summaryJson(large(100_000));
  expect(JSON.stringify(summary).length).toBeLessThan(250_000);
  const values = summary.equity.map(({ equity }) => Number(equity));
  expect([Math.min(...values), Math.max(...values)]).toEqual([-5, 9_999]);
  expect([summary.equity[0]?.at, summary.equity.at(-1)?.at]).toEqual([0, 99_999]);
  expect([summary.equityPoints, summary.marketsTraded]).toEqual([100_000, 100_000]);
  const nets = summary.byMarket.map(({ net }) => Number(net));
  expect(nets).toHaveLength(1_000);
  expect([nets[0], nets[499], nets[500], nets[999]]).toEqual([0, 499, 99_500, 99_999]);
});
