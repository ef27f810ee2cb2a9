import { describe, expect, test } from 'vitest';
import { RunScript } from '../../../test/support/run-script.ts';
import { foldReport } from '../report.ts';

const DOLLAR = 1_000_000;

/** One purchase of ten shares in each market, held to settlement; `won` says which paid. */
function heldTrades(price: number, won: readonly boolean[]) {
  const script = new RunScript(won.length);
  won.forEach((wins, market) => {
    script.trade({ token: 2 * market, price, size: 10 * DOLLAR, fee: 100_000 });
    script.resolve(market, wins ? 1_000_000 : 0);
  });
  return foldReport(script.record()).whole.edge;
}

const pattern = (wins: number, losses: number) => [
  ...Array.from({ length: wins }, () => true),
  ...Array.from({ length: losses }, () => false),
];

describe('the verdict', () => {
  test.each([
    ['no_trades', 600_000, 0, 0],
    ['too_few', 600_000, 5, 4],
    ['no_edge', 600_000, 24, 16],
    ['positive', 600_000, 38, 2],
    ['loses', 600_000, 8, 32],
    // Never lost, but 12 of 12 at 0.95 is no proof of more than 0.96.
    ['no_edge', 950_000, 12, 0],
    // Never lost, and at 0.50 twelve wins in a row are.
    ['positive', 500_000, 12, 0],
    // Never won: at 0.05 twelve losses prove nothing, at 0.50 they do.
    ['no_edge', 50_000, 0, 12],
    ['loses', 500_000, 0, 12],
  ])('%s at %i with %i wins and %i losses', (code, price, wins, losses) => {
    expect(heldTrades(price, pattern(wins, losses)).verdict.code).toBe(code);
  });

  test('says in words what it means', () => {
    expect(heldTrades(600_000, pattern(24, 16)).verdict.text).toBe('no edge shown');
    expect(heldTrades(600_000, pattern(38, 2)).verdict.text).toBe('positive in this sample');
    expect(heldTrades(600_000, pattern(8, 32)).verdict.text).toBe('loses');
    expect(heldTrades(600_000, pattern(1, 0)).verdict).toMatchObject({
      text: 'too few trades to say',
      why: 'Trades in 1 market; at least 10 are needed to say anything.',
    });
  });
});

describe('without a counted trade', () => {
  function verdictOf(undecided: number, open: number) {
    const script = new RunScript(undecided + open);
    for (let market = 0; market < undecided + open; market++) {
      script.trade({ token: 2 * market, price: 500_000, size: DOLLAR });
    }
    const record = script.record();
    const late = { payout: 0, at: (record.period!.to + 1) as never, source: 'venue' } as const;
    const resolutions = record.resolutions.map((_, i) => (i < undecided ? undefined : late));
    return foldReport({ ...record, resolutions }).whole.edge.verdict;
  }

  test.each([
    [0, 0, 'no trades', 'Nothing was traded.'],
    [1, 0, '1 undecided trade, not counted', 'Nobody knows who won where it traded.'],
    [3, 0, '3 undecided trades, none counted', 'Nobody knows who won where it traded.'],
    [0, 2, '2 open trades, none counted', 'No market was settled before the end of the run.'],
    [
      1,
      2,
      '1 undecided and 2 open trades, none counted',
      'No market with a known winner was settled before the end of the run.',
    ],
  ])('%i undecided and %i open trades are told', (undecided, open, text, why) => {
    expect(verdictOf(undecided, open)).toEqual({ code: 'no_trades', text, why });
  });
});

describe('an edge', () => {
  test('has the average entry with and without fees, and the win rate that breaks even', () => {
    const edge = heldTrades(600_000, pattern(24, 16));
    expect(edge.averageEntry).toBeCloseTo(0.6, 12);
    expect(edge.averageEntryWithFees).toBeCloseTo(0.61, 12);
    expect(edge.breakEvenWinRate).toBeCloseTo(0.61, 12);
    expect(edge.winRate).toBe(0.6);
    expect(edge.mean).toBeCloseTo(-0.1, 12);
    expect(edge.roi).toBeCloseTo(-0.1 / 6.1, 12);
  });

  test('has intervals around its mean and its return', () => {
    const edge = heldTrades(600_000, pattern(24, 16));
    expect(edge.meanInterval!.low).toBeLessThan(-0.1);
    expect(edge.meanInterval!.high).toBeGreaterThan(-0.1);
    expect(edge.roiInterval!.low).toBeCloseTo(edge.meanInterval!.low / 6.1, 12);
    // Bernoulli wins of ten dollars: sqrt(0.6 * 0.4 * 100 / 39).
    expect(edge.meanError).toBeCloseTo(Math.sqrt((0.24 * 100) / 39), 12);
  });

  test('is reliable from thirty markets on', () => {
    expect(heldTrades(600_000, pattern(15, 14)).isReliable).toBe(false);
    expect(heldTrades(600_000, pattern(15, 15)).isReliable).toBe(true);
  });

  test('counts markets, not trades, as independent', () => {
    const script = new RunScript(2);
    for (let i = 0; i < 40; i++) {
      script.trade({ token: 0, price: 500_000, size: DOLLAR });
      script.trade({ token: 0, side: 'sell', price: 510_000, size: DOLLAR });
    }
    script.resolve(0, 0);
    const { edge } = foldReport(script.record()).whole;
    expect(edge).toMatchObject({ trades: 40, clusters: 1, meanInterval: undefined });
    expect(edge.verdict.code).toBe('too_few');
    expect(edge.breakEvenWinRate).toBeUndefined();
  });
});
