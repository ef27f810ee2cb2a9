import { describe, expect, test } from 'vitest';
import { inventedRun } from '../../../test/support/invented-run.ts';
import { RunScript } from '../../../test/support/run-script.ts';
import type { MarketIndex, StrategyIndex } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { REMEMBERED_ORDERS } from '../../domain/known-orders.ts';
import { foldReport } from '../report.ts';
import { RunActivity } from './run-activity.ts';

const DOLLAR = 1_000_000;
const ALPHA = 0 as StrategyIndex;

function folded(journal: readonly JournalEntry[], strategies = ['alpha']): RunActivity {
  const activity = new RunActivity(strategies);
  for (const entry of journal) activity.append(entry);
  return activity;
}

/** What the first strategy made in the decided markets. */
function netOf(activity: RunActivity): number {
  let net = 0;
  for (const market of activity.markets.values()) {
    if (market.payout !== undefined) net += market.side(ALPHA)?.net(market.payout) ?? 0;
  }
  return net;
}

describe('money', () => {
  test.each([1, 2, 3])('comes out as the report has it, run %d', (seed) => {
    const record = inventedRun({ markets: 80, strategies: ['alpha'], seed });
    const { profit } = foldReport(record).whole;
    expect(profit.trades).toBeGreaterThan(20);
    expect(netOf(folded(record.journal))).toBe(profit.net);
  });

  test('of splits and merges comes out as the report has it', () => {
    const script = new RunScript();
    script.change('split', 10 * DOLLAR, { price: 300_000, gas: 5_001 });
    script.trade({ token: 0, side: 'sell', price: 350_000, size: 6 * DOLLAR, fee: 100 });
    script.change('merge', 3 * DOLLAR, { gas: 7 });
    script.change('merge', DOLLAR, { code: 'not_enough_shares' });
    script.resolve(0, 1_000_000);
    const activity = folded(script.journal);
    expect(netOf(activity)).toBe(foldReport(script.record()).whole.profit.net);
    expect(activity.strategies[0]?.count('rejected')).toBe(1);
  });

  test('of a fill that the chain took back was never paid', () => {
    const script = new RunScript();
    script.fail(script.trade({ token: 0, price: 500_000, size: 10 * DOLLAR, fee: 5_000 }));
    script.resolve(0, 0);
    const activity = folded(script.journal);
    expect(netOf(activity)).toBe(0);
    expect(activity.markets.get(0 as MarketIndex)?.isTraded).toBe(false);
  });

  test('that shares of an earlier run cost is counted once they pay', () => {
    const script = new RunScript();
    const at = 1 as never;
    const opened = { strategy: ALPHA, token: 1 as never, shares: 10 * DOLLAR, cost: 4 * DOLLAR };
    script.journal.push({ kind: 'PositionOpened', at, ...opened } as never);
    script.resolve(0, 0);
    expect(netOf(folded(script.journal))).toBe(6 * DOLLAR);
  });
});

test('reasons are counted by who gave them, with the latest numbers, most frequent first', () => {
  const script = new RunScript();
  script.skip('no_favorite', 0);
  script.deny('too_large', { token: 2 });
  script.skip('no_favorite', 2);
  const last = script.journal.at(-1) as { at: number };
  const [first, second] = folded(script.journal).strategies[0]?.reasons ?? [];
  expect(first).toEqual({
    kind: 'skipped',
    code: 'no_favorite',
    count: 2,
    latest: { at: last.at, market: 2, message: undefined, numbers: {} },
  });
  expect(second).toMatchObject({ kind: 'denied', count: 1, latest: { message: 'too_large' } });
});

test('codes without end are counted as one, and nothing is lost', () => {
  const script = new RunScript();
  for (let i = 0; i < 1_000; i++) script.skip(`code_${i}`);
  const [alpha] = folded(script.journal).strategies;
  expect(alpha?.reasons.length).toBe(201);
  expect(alpha?.reasons[0]).toMatchObject({ code: 'other_reasons', count: 800 });
  expect(alpha?.count('skipped')).toBe(1_000);
});

describe('forecasts', () => {
  test('are scored beside the market, once their market is decided', () => {
    const script = new RunScript(4);
    script.forecast(0, 0.8, 0.6);
    script.forecast(1, 0.7, 0.4);
    script.forecast(2, 0.5, undefined);
    script.forecast(3, 0.9, 0.9);
    script.resolve(0, 1_000_000);
    script.resolve(1, 1_000_000);
    script.resolve(2, 0);
    const [tally] = folded(script.journal).strategies[0]?.forecasts ?? [];
    expect(tally?.told).toMatchObject({
      model: 'a model',
      said: 4,
      decided: 3,
      compared: 2,
      agreed: 1,
      modelRight: 2,
      marketRight: 1,
      rightAgainstMarket: 1,
    });
    expect(tally?.told.brier).toBeCloseTo((0.04 + 0.09 + 0.25) / 3, 12);
    expect(tally?.told.marketBrier).toBeCloseTo((0.16 + 0.36) / 2, 12);
    expect(
      tally?.told.calibration.map(({ from, count, observed }) => [from, count, observed]),
    ).toEqual([
      [0.5, 1, 0],
      [0.7, 1, 1],
      [0.8, 1, 1],
    ]);
  });

  test('of a market that paid one half are scored against nothing', () => {
    const script = new RunScript(1);
    script.forecast(0, 0.8, 0.6);
    script.resolve(0, 500_000);
    const [tally] = folded(script.journal).strategies[0]?.forecasts ?? [];
    expect(tally?.told).toMatchObject({ said: 1, decided: 0, brier: undefined });
  });
});

test('orders that the engine has forgotten are forgotten: memory does not grow with a run', () => {
  const activity = new RunActivity(['maker']);
  const script = new RunScript(1, ['maker']);
  const order = { token: 0, price: 400_000, size: 5_000_000 };
  const over = () => {
    const id = script.submit(order);
    script.answer({ kind: 'OrderCanceled', order: id, reason: 'requested' } as never);
    return id;
  };
  const take = () => {
    for (const entry of script.journal.splice(0)) activity.append(entry);
  };
  const rejected = { kind: 'OrderRejected', code: 'late', message: 'too late' };
  const first = over();
  take();
  activity.append({ kind: 'Answered', at: 1, event: { ...rejected, order: first } } as never);
  const [maker] = activity.strategies;
  expect(maker?.count('rejected')).toBe(1);
  for (let i = 0; i < REMEMBERED_ORDERS; i++) over();
  take();
  activity.append({ kind: 'Answered', at: 1, event: { ...rejected, order: first } } as never);
  expect(maker?.count('rejected')).toBe(1);
});
