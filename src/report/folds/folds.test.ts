import { expect, test } from 'vitest';
import { NOON, RunScript, SECOND } from '../../../test/support/run-script.ts';
import { foldReport } from '../report.ts';
import { sortedReasons, totalOf } from './orders.ts';

const DOLLAR = 1_000_000;
const HOUR = 3_600 * SECOND;

/** Two wins and a loss at different hours; the second rests on inference, the third on a proxy. */
function threeTrades(): RunScript {
  const script = new RunScript(4);
  script.trade({ token: 0, price: 600_000, size: 10 * DOLLAR, fee: 20_000, at: NOON });
  script.resolve(0, 1_000_000, 'venue', NOON + 300 * SECOND);
  script.trade({
    token: 2,
    price: 500_000,
    size: 10 * DOLLAR,
    evidence: 'inferred',
    rebate: 1_000,
    at: NOON + HOUR,
  });
  script.resolve(1, 0, 'venue', NOON + HOUR + 300 * SECOND);
  script.trade({ token: 5, price: 800_000, size: 10 * DOLLAR, at: NOON + HOUR + 1 });
  script.resolve(2, 0, 'final_price', NOON + 2 * HOUR);
  script.trade({ token: 6, price: 800_000, size: 10 * DOLLAR, at: NOON + 3 * HOUR });
  return script;
}

test('sums hold counted trades only', () => {
  const { whole } = foldReport(threeTrades().record());
  expect(whole.profit).toEqual({
    trades: 3,
    wins: 2,
    markets: 3,
    size: 30 * DOLLAR,
    cost: 19 * DOLLAR,
    outlay: 19_020_000,
    gross: 1 * DOLLAR,
    fees: 20_000,
    net: 980_000,
    rebate: 1_000,
    turnover: 19 * DOLLAR,
  });
  expect(whole.excluded).toEqual({
    undecidedMarkets: 1,
    undecided: {
      trades: 1,
      markets: 1,
      outlay: 8 * DOLLAR,
      realized: 0,
      heldCost: 8 * DOLLAR,
      // Ten shares bought for eight dollars: nothing, or ten dollars.
      netIfLost: -8 * DOLLAR,
      netIfWon: 2 * DOLLAR,
    },
    open: { trades: 0, markets: 0, outlay: 0, realized: 0, heldCost: 0, netIfLost: 0, netIfWon: 0 },
  });
});

test('hours are those of entry in UTC', () => {
  const { byHour } = foldReport(threeTrades().record());
  expect(byHour).toHaveLength(24);
  expect(byHour[12]).toEqual({ trades: 1, net: 3_980_000 });
  expect(byHour[13]).toEqual({ trades: 2, net: -3 * DOLLAR });
  expect(byHour[15]).toEqual({ trades: 0, net: 0 });
});

test('equity moves at settlements and remembers its deepest fall', () => {
  const { equity } = foldReport(threeTrades().record()).whole;
  const at = [NOON + 300 * SECOND, NOON + HOUR + 300 * SECOND, NOON + 2 * HOUR];
  expect(equity.points).toEqual([
    { at: at[0], equity: 1_003_980_000, drawdown: 0 },
    { at: at[1], equity: 998_980_000, drawdown: 5 * DOLLAR },
    { at: at[2], equity: 1_000_980_000, drawdown: 3 * DOLLAR },
  ]);
  expect(equity).toMatchObject({ maxDrawdown: 5 * DOLLAR, deepestAt: at[1] });
});

test('markets that settle at one instant make one step of equity', () => {
  const script = new RunScript(2);
  script.trade({ token: 0, price: 500_000, size: 10 * DOLLAR });
  script.trade({ token: 2, price: 500_000, size: 10 * DOLLAR });
  script.resolve(0, 0, 'venue', NOON + HOUR);
  script.resolve(1, 1_000_000, 'venue', NOON + HOUR);
  const { equity } = foldReport(script.record()).whole;
  expect(equity.points).toEqual([{ at: NOON + HOUR, equity: 1_000 * DOLLAR, drawdown: 0 }]);
  expect(equity.maxDrawdown).toBe(0);
});

test('shares of a result on weaker evidence are told in trades, dollars and profit', () => {
  const { evidence } = foldReport(threeTrades().record()).whole;
  const none = { trades: 0, turnover: 0, net: 0, absoluteNet: 0 };
  expect(evidence).toEqual({
    all: { trades: 3, turnover: 19 * DOLLAR, net: 980_000, absoluteNet: 10_980_000 },
    recorded: { trades: 2, turnover: 14e6, net: 5_980_000, absoluteNet: 5_980_000 },
    inferred: { trades: 1, turnover: 5e6, net: -5e6, absoluteNet: 5e6 },
    assumed: none,
    unproven: { trades: 1, turnover: 5e6, net: -5e6, absoluteNet: 5e6 },
    otherFeed: none,
    finalPrice: { trades: 1, turnover: 8e6, net: 2e6, absoluteNet: 2e6 },
  });
});

test('a trade paid out by another feed rests on it, one that was sold before does not', () => {
  const script = new RunScript(2);
  for (const token of [0, 2]) script.trade({ token, price: 500_000, size: 4 * DOLLAR });
  script.trade({ token: 2, side: 'sell', price: 600_000, size: 4 * DOLLAR });
  for (const market of [0, 1]) script.resolve(market, 1_000_000, 'other_feed');
  const { otherFeed } = foldReport(script.record()).whole.evidence;
  expect(otherFeed).toEqual({ trades: 1, turnover: 2e6, net: 2e6, absoluteNet: 2e6 });
});

test('a trade that rests on inference in part counts in part', () => {
  const script = new RunScript(1);
  script.trade({ token: 0, price: 500_000, size: 3 * DOLLAR, evidence: 'inferred' });
  script.trade({ token: 0, price: 500_000, size: 1 * DOLLAR, evidence: 'assumed' });
  script.resolve(0, 1_000_000);
  const { inferred, assumed, unproven } = foldReport(script.record()).whole.evidence;
  expect([inferred.net, assumed.net, unproven.net]).toEqual([1_500_000, 500_000, 2_000_000]);
  expect([inferred.trades, assumed.trades, unproven.trades]).toEqual([1, 1, 1]);
});

test('each order has one end, and refusals keep their reasons', () => {
  const script = new RunScript();
  const terms = { token: 0, price: 500_000, size: 10 * DOLLAR };
  const at = { tsEvent: NOON as never, tsInit: NOON as never };
  script.trade(terms);
  const partly = script.submit(terms);
  script.fill(partly, { ...terms, size: 4 * DOLLAR });
  script.answer({ kind: 'OrderCanceled', order: partly, reason: 'unfilled_rest', ...at });
  const canceled = script.submit(terms);
  script.answer({ kind: 'OrderCanceled', order: canceled, reason: 'requested', ...at });
  script.answer({ kind: 'OrderExpired', order: script.submit(terms), ...at });
  const refused = script.submit(terms);
  script.answer({ kind: 'OrderRejected', order: refused, code: 'min_size', message: '', ...at });
  script.submit(terms);
  script.deny('too_large');
  script.deny('book_untrusted');
  script.deny('too_large');
  script.skip('spread_wide');
  const { orders } = foldReport(script.record());
  expect(orders).toMatchObject({
    submitted: 6,
    filled: 1,
    partlyFilled: 1,
    canceled: 1,
    expired: 1,
    unfinished: 1,
  });
  expect(totalOf(orders.rejected)).toBe(1);
  expect(sortedReasons(orders.denied)).toEqual([
    ['too_large', 2],
    ['book_untrusted', 1],
  ]);
  expect(sortedReasons(orders.cancelReasons)).toEqual([
    ['requested', 1],
    ['unfilled_rest', 1],
  ]);
  expect(sortedReasons(orders.skipped)).toEqual([['spread_wide', 1]]);
});

test('calibration compares entry prices with what the tokens paid, sold or not', () => {
  const script = threeTrades();
  const { calibration } = foldReport(script.record());
  expect(calibration.forecasts).toBe(3);
  expect(calibration.bins.map(({ from, count, hits }) => ({ from, count, hits }))).toEqual([
    { from: 0.5, count: 1, hits: 0 },
    { from: 0.6, count: 1, hits: 1 },
    { from: 0.8, count: 1, hits: 1 },
  ]);
  expect(calibration.score?.brier).toBeCloseTo((0.16 + 0.25 + 0.04) / 3, 12);
});

test('a token that paid one half is in the profit and not in the calibration', () => {
  const script = new RunScript(1);
  script.trade({ token: 0, price: 400_000, size: 10 * DOLLAR });
  script.resolve(0, 500_000);
  const report = foldReport(script.record());
  expect(report.whole.profit).toMatchObject({ trades: 1, wins: 1, net: DOLLAR });
  expect(report.calibration).toEqual({ forecasts: 0, bins: [], score: undefined });
});
