import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NOON, RunScript } from '../../test/support/run-script.ts';
import { foldReport, type Report } from './report.ts';

const MARKETS = 4;

/** A few hundred random steps: buy, sell part or all, settle; some markets never settle. */
const scripts = fc
  .array(
    fc.record({
      kind: fc.constantFrom('buy', 'buy', 'sell', 'resolve'),
      strategy: fc.integer({ min: 0, max: 1 }),
      token: fc.integer({ min: 0, max: 2 * MARKETS - 1 }),
      price: fc.integer({ min: 1, max: 99 }).map((cents) => cents * 10_000),
      size: fc.integer({ min: 1, max: 30_000_000 }),
      fee: fc.integer({ min: 0, max: 50_000 }),
      gap: fc.integer({ min: 0, max: 3_600_000_000 }),
      payout: fc.constantFrom(0 as const, 500_000 as const, 1_000_000 as const),
      evidence: fc.constantFrom('book' as const, 'inferred' as const, 'assumed' as const),
    }),
    { maxLength: 120 },
  )
  .map((steps) => {
    const script = new RunScript(MARKETS, ['alpha', 'beta']);
    const held = new Map<string, number>();
    let at = NOON;
    for (const step of steps) {
      at += step.gap;
      const market = step.token >> 1;
      if (script.resolutions[market] !== undefined) continue;
      const key = `${step.strategy}:${step.token}`;
      const own = held.get(key) ?? 0;
      if (step.kind === 'buy') {
        script.trade({ ...step, side: 'buy', at });
        held.set(key, own + step.size);
      } else if (step.kind === 'sell' && own > 0) {
        const size = Math.min(own, step.size);
        script.trade({ ...step, side: 'sell', size, at });
        held.set(key, own - size);
      } else if (step.kind === 'resolve' && market > 0) {
        script.resolve(market, step.payout, 'venue', at);
      }
    }
    return script;
  });

test('every way of adding up gives the same profit, and it is the cash', () => {
  fc.assert(
    fc.property(scripts, (script) => {
      const report = foldReport(script.record());
      const { net } = report.whole.profit;
      const sum = (parts: readonly { readonly net: number }[]) =>
        parts.reduce((total, part) => total + part.net, 0);
      const counted = report.trades.filter((trade) => trade.state === 'counted');
      expect(sum(counted)).toBe(net);
      expect(sum(report.byMarket)).toBe(net);
      expect(sum(report.byHour)).toBe(net);
      expect(sum(report.strategies.map(({ profit }) => profit))).toBe(net);
      expect(report.whole.equity.final - report.ledger.startingCash).toBe(net);
      for (const { profit, equity } of report.strategies) expect(equity.final).toBe(profit.net);
      expect(report.ledger.unexplained).toBe(0);
      for (const trade of report.trades) {
        expect(trade.gross - trade.fees).toBe(trade.net);
        expect(trade.realizations.reduce((total, r) => total + r.net, 0)).toBe(trade.net);
      }
    }),
    { numRuns: 150 },
  );
});

test('the equity curve rises in time and its drawdown is never negative', () => {
  fc.assert(
    fc.property(scripts, (script) => {
      const { points, maxDrawdown } = foldReport(script.record()).whole.equity;
      points.forEach((point, i) => {
        if (i > 0) expect(point.at).toBeGreaterThan(points[i - 1]!.at);
        expect(point.drawdown).toBeGreaterThanOrEqual(0);
        expect(point.drawdown).toBeLessThanOrEqual(maxDrawdown);
      });
    }),
    { numRuns: 100 },
  );
});

test('no number is ever NaN', () => {
  fc.assert(
    fc.property(scripts, (script) => expectNoNaN(foldReport(script.record()))),
    { numRuns: 60 },
  );
});

test('a run without trades says so, without a single invented number', () => {
  const report = foldReport(new RunScript(2).record());
  expectNoNaN(report);
  expect(report.whole.edge).toMatchObject({
    trades: 0,
    winRate: undefined,
    mean: undefined,
    meanInterval: undefined,
    roi: undefined,
    breakEvenWinRate: undefined,
    verdict: { code: 'no_trades' },
  });
  expect(report.whole.equity).toEqual({
    points: [],
    final: 1_000_000_000,
    maxDrawdown: 0,
    deepestAt: undefined,
  });
});

test('a run without markets and strategies folds too', () => {
  expectNoNaN(foldReport(new RunScript(0, []).record()));
});

test('the same run folds to the same intervals', () => {
  const script = new RunScript(12);
  for (let market = 0; market < 12; market++) {
    script.trade({ token: 2 * market, price: 600_000, size: 5_000_000 });
    script.resolve(market, market % 3 === 0 ? 0 : 1_000_000);
  }
  const [a, b] = [foldReport(script.record()), foldReport(script.record())];
  expect(a.whole.edge).toEqual(b.whole.edge);
  expect(a.whole.edge.meanInterval).toBeDefined();
});

function expectNoNaN(report: Report): void {
  const visit = (value: unknown, path: string): void => {
    if (typeof value === 'number') expect(value, path).not.toBeNaN();
    else if (value instanceof Map) for (const [k, v] of value) visit(v, `${path}.${String(k)}`);
    else if (typeof value === 'object' && value !== null) {
      for (const [k, v] of Object.entries(value)) visit(v, `${path}.${k}`);
    }
  };
  visit(report, 'report');
}
