import { describe, expect, test } from 'vitest';
import { NOON, RunScript, SECOND, scriptedMarket } from '../../../test/support/run-script.ts';
import type { Market } from '../../domain/market.ts';
import { renderReport } from '../html/report.ts';
import { reportJson } from '../json/report.ts';
import { foldReport } from '../report.ts';
import { summarize } from '../text/summary.ts';

const SHARE = 1_000_000;
const DAY = 86_400 * SECOND;

/** Cents and whole shares, at rest. */
function maker(
  script: RunScript,
  token: number,
  side: 'buy' | 'sell',
  cents: number,
  shares: number,
  more: { at?: number; fee?: number; rebate?: number } = {},
) {
  const order = { token, side, price: cents * 10_000, size: shares * SHARE, rebate: 0, ...more };
  return script.fill(script.quote({ token, side, price: order.price, size: order.size }), order);
}

const makingOf = (script: RunScript) => {
  const { making } = foldReport(script.record());
  if (making === undefined) throw new Error('nothing was filled at rest');
  return making;
};

const text = (script: RunScript) => summarize(foldReport(script.record()), { color: false });

describe('markouts', () => {
  test('are what fills at rest are worth at the midpoint of each moment', () => {
    const script = new RunScript(2);
    const bought = maker(script, 0, 'buy', 48, 10);
    script.follow(bought, {
      atFill: 500_000 as never,
      after1: 490_000 as never,
      after30: 450_000 as never,
    });
    const sold = maker(script, 0, 'sell', 52, 10);
    script.follow(sold, { atFill: 500_000 as never, after1: 510_000 as never });
    const { markouts } = makingOf(script);
    expect(markouts.map(({ name, known, dollars }) => [name, known, dollars])).toEqual([
      ['atFill', 2, 400_000],
      ['after1', 2, 200_000],
      ['after30', 1, -300_000],
      ['after120', 0, 0],
    ]);
    // 0.40 of 10 dollars traded are 400 hundredths of a percent.
    expect(markouts[0]).toMatchObject({ mean: 0.2, meanInterval: undefined });
    expect(markouts[0]?.bps).toBeCloseTo(400, 9);
    expect(markouts[3]).toMatchObject({ mean: undefined, bps: undefined });
  });

  test('have intervals by market: one market gives none', () => {
    const script = new RunScript(20);
    for (let market = 0; market < 20; market++) {
      for (let i = 0; i < 3; i++) {
        const fill = maker(script, 2 * market, 'buy', 50, 5);
        script.follow(fill, { after30: (500_000 + (market % 2 ? 20_000 : -20_000)) as never });
      }
    }
    const after = makingOf(script).markouts[2];
    expect(after?.mean).toBeCloseTo(0, 9);
    // Ten markets of +0.1 and ten of -0.1: the mean of twenty has a deviation of 0.022.
    expect(after?.meanInterval?.low).toBeLessThan(-0.03);
    expect(after?.meanInterval?.high).toBeGreaterThan(0.03);
  });

  test('leave out takers, and fills that the chain took back', () => {
    const script = new RunScript(1);
    script.trade({ token: 0, price: 500_000, size: SHARE });
    const failed = maker(script, 0, 'buy', 40, 10);
    script.fail(failed);
    script.follow(failed, { atFill: 500_000 as never });
    expect(foldReport(script.record()).making).toBeUndefined();
    maker(script, 0, 'buy', 40, 2);
    expect(makingOf(script)).toMatchObject({ fills: 1, shares: 2 * SHARE });
  });
});

describe('round trips', () => {
  test('pair what was taken on with what was given back, first in first out', () => {
    const script = new RunScript(1);
    maker(script, 0, 'buy', 40, 10, { at: NOON });
    maker(script, 0, 'buy', 44, 10, { at: NOON + 10 * SECOND });
    maker(script, 0, 'sell', 45, 15, { at: NOON + 30 * SECOND });
    const { inventory } = makingOf(script);
    // 10 * 0.05 + 5 * 0.01; what is unmatched is no loss.
    expect(inventory).toMatchObject({ trips: 2, net: 550_000, wins: 2, openShares: 5 * SHARE });
    expect(inventory).toMatchObject({ profitFactor: undefined, paidShares: 0 });
    expect(inventory.meanHold).toBeCloseTo(((10 * 30 + 5 * 20) / 15) * SECOND, 3);
  });

  test('take buying the second outcome for selling the first', () => {
    const script = new RunScript(1);
    maker(script, 0, 'buy', 45, 10);
    maker(script, 1, 'buy', 50, 10);
    expect(makingOf(script).inventory).toMatchObject({ trips: 1, net: 500_000, openShares: 0 });
  });

  test('count fees by the part that is given back, and losses against gains', () => {
    const script = new RunScript(2);
    maker(script, 0, 'buy', 40, 10, { fee: 100_000 });
    maker(script, 0, 'sell', 50, 5, { fee: 20_000 });
    maker(script, 2, 'buy', 60, 10);
    maker(script, 2, 'sell', 55, 10);
    const { inventory } = makingOf(script);
    expect(inventory).toMatchObject({ gross: 0, fees: 70_000, net: -70_000, wins: 1, trips: 2 });
    expect(inventory.profitFactor).toBeCloseTo(0.43 / 0.5, 9);
  });

  test('leave inventory that is paid out apart', () => {
    const script = new RunScript(1);
    maker(script, 1, 'buy', 30, 10);
    script.resolve(0, 0);
    expect(makingOf(script).inventory).toMatchObject({
      trips: 0,
      paidShares: 10 * SHARE,
      paidNet: 7_000_000,
      openShares: 0,
      winRate: undefined,
    });
  });

  test('tell of the spread that both fills earned how much was kept', () => {
    const script = new RunScript(1);
    const bought = maker(script, 0, 'buy', 48, 10);
    const sold = maker(script, 0, 'sell', 49, 10);
    script.follow(bought, { atFill: 500_000 as never });
    script.follow(sold, { atFill: 470_000 as never });
    // 0.20 earned at each fill; the midpoint fell by 0.03 between them.
    const { capture } = makingOf(script).inventory;
    expect(capture).toMatchObject({ trips: 1, earned: 400_000, kept: 100_000, share: 0.25 });
  });

  test('are won by markets, not by trips: forty trips of four markets say little', () => {
    const script = new RunScript(4);
    for (let trip = 0; trip < 40; trip++) {
      const market = trip % 4;
      maker(script, 2 * market, 'buy', 50, 5);
      maker(script, 2 * market, 'sell', market < 2 ? 51 : 49, 5);
    }
    const { winRate, winRateInterval } = makingOf(script).inventory;
    expect(winRate).toBe(0.5);
    // One of 16 draws of four markets has none of the two that won each trip.
    expect(winRateInterval).toEqual({ low: 0, high: 1 });
  });

  test.each([
    ['one market', [51, 49], 1, 0.5],
    ['markets that won all', [51, 51, 51], 3, 1],
    ['markets that won none', [49, 49, 49], 3, 0],
  ])('of %s have no interval: resampling shows nothing else', (_, sales, markets, won) => {
    const script = new RunScript(markets);
    for (const [i, cents] of sales.entries()) {
      const token = 2 * (i % markets);
      maker(script, token, 'buy', 50, 5);
      maker(script, token, 'sell', cents, 5);
    }
    const { winRate, winRateInterval } = makingOf(script).inventory;
    expect([winRate, winRateInterval]).toEqual([won, undefined]);
  });
});

describe('inventory turns', () => {
  const inventoryOf = (script: RunScript) => makingOf(script).inventory;

  /** Ten shares held for 50 of 100 seconds. */
  const roundTrip = (script: RunScript, market = 0, at = NOON) => {
    maker(script, 2 * market, 'buy', 40, 10, { at });
    maker(script, 2 * market, 'sell', 45, 10, { at: at + 50 * SECOND });
    script.skip('end');
    script.resolve(market, 0, 'venue', at + 100 * SECOND);
  };

  test('are the shares traded over those held on average', () => {
    const script = new RunScript(1);
    roundTrip(script);
    const { averageShares, tradedShares, turns } = inventoryOf(script);
    expect(averageShares).toBeCloseTo(5 * SHARE, 3);
    expect(tradedShares).toBe(20 * SHARE);
    expect(turns).toBeCloseTo(4, 9);
  });

  test('count what is never given back: held to the end it has turned once', () => {
    const script = new RunScript(1);
    maker(script, 1, 'buy', 40, 10, { at: NOON });
    script.resolve(0, 0, 'venue', NOON + 100 * SECOND);
    expect(inventoryOf(script)).toMatchObject({ trips: 0, averageShares: 10 * SHARE, turns: 1 });
  });

  test('know of no time in which no market was open', () => {
    const script = new RunScript(2);
    roundTrip(script);
    roundTrip(script, 1, NOON + DAY);
    const { averageShares, turns } = inventoryOf(script);
    expect(averageShares).toBeCloseTo(5 * SHARE, 3);
    expect(turns).toBeCloseTo(8, 9);
  });

  test('add up what is held in markets at once', () => {
    const script = new RunScript(2);
    maker(script, 0, 'buy', 40, 10, { at: NOON });
    maker(script, 3, 'buy', 40, 30, { at: NOON });
    script.resolve(0, 0, 'venue', NOON + 100 * SECOND);
    script.resolve(1, 0, 'venue', NOON + 100 * SECOND);
    expect(inventoryOf(script)).toMatchObject({ averageShares: 40 * SHARE, turns: 1 });
  });

  test('let nobody hold a market longer than it was recorded, whoever won', () => {
    const script = new RunScript(2);
    maker(script, 0, 'buy', 40, 10, { at: NOON });
    maker(script, 0, 'sell', 40, 5, { at: NOON + 50 * SECOND });
    maker(script, 2, 'buy', 40, 10, { at: NOON + DAY });
    const record = script.record();
    const lastRows = [NOON + 100 * SECOND, NOON + DAY + 100 * SECOND];
    const coverage = record.coverage.map((one, i) => ({ ...one, to: lastRows[i] as never }));
    const inventory = foldReport({ ...record, coverage }).making?.inventory;
    // Of 200 seconds 50 with ten shares, 50 with five and 100 with ten.
    expect(inventory?.averageShares).toBeCloseTo(8.75 * SHARE, 3);
    expect(inventory?.openShares).toBe(15 * SHARE);
    expect(inventory?.turns).toBeCloseTo(25 / 8.75, 9);
  });

  test('are unknown for who never held anything for a while', () => {
    const script = new RunScript(1);
    maker(script, 0, 'buy', 40, 10, { at: NOON });
    maker(script, 0, 'sell', 45, 10, { at: NOON });
    script.resolve(0, 0, 'venue', NOON + 100 * SECOND);
    expect(inventoryOf(script)).toMatchObject({ averageShares: 0, turns: undefined });
  });
});

describe('adverse selection', () => {
  test('holds what was filled against its price, and against what was not', () => {
    const script = new RunScript(2);
    maker(script, 0, 'buy', 50, 10);
    script.quote({ token: 0, price: 400_000, size: 30 * SHARE });
    // Selling the first at 0.60 is buying the second at 0.40.
    script.quote({ token: 2, side: 'sell', price: 600_000, size: 10 * SHARE });
    script.resolve(0, 0);
    script.resolve(1, 0);
    const { selection } = makingOf(script);
    expect(selection).toMatchObject({ markets: 1, filled: { price: 0.5, winRate: 0 } });
    expect(selection?.unfilled).toMatchObject({ shares: 40 * SHARE, price: 0.4, winRate: 0.25 });
    expect(selection?.quoted.winRate).toBeCloseTo(0.2, 9);
    expect(selection?.difference).toBeCloseTo(-0.5 - (0.25 - 0.4), 9);
  });

  test('counts the rest of an order that was filled in part, and no order to take', () => {
    const script = new RunScript(1);
    const order = script.quote({ token: 0, price: 500_000, size: 10 * SHARE });
    script.fill(order, { token: 0, price: 500_000, size: 4 * SHARE, rebate: 0 });
    script.submit({ token: 0, price: 500_000, size: 99 * SHARE });
    script.resolve(0, 1_000_000);
    const { selection } = makingOf(script);
    expect([selection?.filled.shares, selection?.unfilled?.shares]).toEqual([4e6, 6e6]);
  });

  test('is not known where no side has won', () => {
    const script = new RunScript(2);
    maker(script, 0, 'buy', 50, 10);
    maker(script, 2, 'buy', 50, 10);
    script.resolve(0, 500_000);
    expect(makingOf(script).selection).toBeUndefined();
  });
});

describe('rebates', () => {
  const known = (slug: string): Market => ({
    ...scriptedMarket(slug),
    fee: { value: { ratePpm: 70_000, exponent: 1, makerRebatePpm: 200_000 }, source: 'test' },
  });

  test('are added up by day, and a day below a dollar is not payable', () => {
    const script = new RunScript([known('a'), known('b')]);
    maker(script, 0, 'buy', 50, 10, { rebate: 700_000, at: NOON });
    maker(script, 2, 'buy', 50, 10, { rebate: 400_000, at: NOON + SECOND });
    maker(script, 0, 'buy', 50, 10, { rebate: 900_000, at: NOON + DAY });
    expect(makingOf(script).rebates).toEqual({
      accrued: 2_000_000,
      payable: 1_100_000,
      days: 2,
      daysBelowMinimum: 1,
      unknownFills: 0,
    });
  });

  test('are unknown, not zero, without a schedule', () => {
    const script = new RunScript([known('a'), scriptedMarket('b')]);
    maker(script, 2, 'buy', 50, 10);
    const report = foldReport(script.record());
    expect(text(script)).toMatch(/Rebates +–, of no fill is the market's schedule known/);
    expect(reportJson(report).making?.rebates).toMatchObject({ accrued: null, unknownFills: 1 });
    expect(renderReport(report)).toContain('–, on days of a dollar or more –');
    maker(script, 0, 'buy', 50, 10, { rebate: 700_000, at: NOON });
    expect(makingOf(script).rebates).toMatchObject({ accrued: 700_000, unknownFills: 1 });
    expect(text(script)).toContain('unknown for 1 fill without a schedule');
  });
});

describe('liquidity rewards', () => {
  const paying = (perDay: number): Market => ({
    ...scriptedMarket(`pays-${perDay}`),
    rewards: {
      value: { perDay: perDay as never, minimumSize: 0 as never, mostSpread: 0 as never },
      source: 'test',
    },
  });
  const sample = (script: RunScript, market: number, reward: number | undefined, at = NOON) =>
    script.journal.push({
      kind: 'RewardSampled',
      at: at as never,
      market: market as never,
      mine: reward === undefined ? undefined : 1,
      others: 1,
      reward: reward as never,
    });

  test('are added up by day, beside what nobody knows', () => {
    const script = new RunScript([paying(5_000_000), paying(0), scriptedMarket('untold')]);
    for (const token of [0, 2, 4]) script.quote({ token, price: 500_000, size: SHARE });
    sample(script, 0, 700_000);
    sample(script, 0, 600_000);
    sample(script, 0, 400_000, NOON + DAY);
    sample(script, 0, undefined);
    expect(makingOf(script)).toMatchObject({ fills: 0 });
    expect(makingOf(script).rewards).toEqual({
      accrued: 1_700_000,
      payable: 1_300_000,
      days: 2,
      daysBelowMinimum: 1,
      samples: 3,
      unknownSamples: 1,
      paying: 1,
      notPaying: 1,
      unknownMarkets: 1,
    });
    expect(text(script)).toMatch(/Rewards +1.70 in 1 market .*unknown: 1 market, 1 sample/);
  });

  test('are unknown, not zero, where no market’s programme is known', () => {
    const script = new RunScript(1);
    maker(script, 0, 'buy', 50, 10);
    expect(makingOf(script).rewards).toMatchObject({ accrued: undefined, unknownMarkets: 1 });
    expect(text(script)).toMatch(/Rewards +–, of no market is it known/);
    const report = foldReport(script.record());
    expect(reportJson(report).making?.rewards.accrued).toBeNull();
    expect(renderReport(report)).toContain('–, on days of a dollar or more –; markets');
  });
});

describe('the Sharpe ratio of a day', () => {
  const daily = (days: number) => {
    const script = new RunScript(1);
    for (let day = 0; day < days; day++) {
      maker(script, 0, 'buy', 50, 10, { at: NOON + day * DAY });
      const cents = day % 2 ? 60 : 50;
      maker(script, 0, 'sell', cents, 10, { at: NOON + day * DAY + SECOND });
    }
    script.resolve(0, 0);
    return makingOf(script).daily;
  };

  test('is known from seven days on', () => {
    expect(daily(6)).toMatchObject({ days: 6, sharpe: undefined });
    // Four days of 0 and four of 1: mean 0.5, deviation of a sample 0.5345.
    expect(daily(8).sharpe).toBeCloseTo(0.5 / 0.534522, 4);
  });
});

describe('all three outputs', () => {
  const script = new RunScript(2);
  const fill = maker(script, 0, 'buy', 48, 10);
  script.follow(fill, { atFill: 500_000 as never });
  script.resolve(0, 1_000_000);
  const report = foldReport(script.record());

  test('tell the same', () => {
    const json = reportJson(report).making;
    expect(json?.markouts[0]).toMatchObject({ name: 'atFill', known: 1, dollars: '0.2' });
    expect(json?.markouts[1]).toMatchObject({ known: 0, perFill: null, bps: null });
    expect(json?.selection?.filled).toMatchObject({ price: '0.480000', winRate: '1.000000' });
    expect(summarize(report, { color: false })).toMatch(/At the fill +\+0\.\d+ –, \+\d+\.\d bps/);
    expect(summarize(report, { color: false })).toMatch(/After 30 s +–, no midpoint is known/);
    expect(renderReport(report)).toContain('<h2>Making</h2>');
  });

  test('say nothing of it where nothing was filled at rest', () => {
    const none = new RunScript(1);
    none.trade({ token: 0, price: 500_000, size: SHARE });
    const other = foldReport(none.record());
    expect(reportJson(other).making).toBeNull();
    expect(summarize(other, { color: false })).not.toContain('Making');
    expect(renderReport(other)).not.toContain('id="making"');
  });
});
