import { describe, expect, test } from 'vitest';
import { NOON, RunScript, SECOND } from '../../../test/support/run-script.ts';
import { foldTrades } from './trades.ts';

const DOLLAR = 1_000_000;

function only(script: RunScript) {
  const trades = foldTrades(script.record());
  expect(trades).toHaveLength(1);
  return trades[0]!;
}

describe('a trade', () => {
  test('averages its purchases and ends with the settlement', () => {
    const script = new RunScript();
    script.trade({ token: 0, price: 600_000, size: 10 * DOLLAR, fee: 168_000, at: NOON });
    script.trade({ token: 0, price: 700_000, size: 30 * DOLLAR, fee: 441_000 });
    script.resolve(0, 1_000_000, 'reference', NOON + 60 * SECOND);
    expect(only(script)).toMatchObject({
      id: 1,
      market: 0,
      openedAt: NOON,
      closedAt: NOON + 60 * SECOND,
      fills: 2,
      size: 40 * DOLLAR,
      entryPrice: 675_000,
      cost: 27 * DOLLAR,
      entryFee: 609_000,
      exitPrice: 1_000_000,
      exit: 'settlement',
      gross: 13 * DOLLAR,
      fees: 609_000,
      net: 12_391_000,
      heldSize: 0,
      resolution: 'reference',
      payout: 1_000_000,
      state: 'counted',
    });
  });

  test('in the second token is paid the rest of a dollar', () => {
    const script = new RunScript();
    script.trade({ token: 1, price: 400_000, size: 10 * DOLLAR });
    script.resolve(0, 1_000_000);
    expect(only(script)).toMatchObject({ payout: 0, net: -4 * DOLLAR, exitPrice: 0 });
  });

  test('ends with the last sale, and the next purchase is another trade', () => {
    const script = new RunScript();
    script.trade({ token: 2, price: 500_000, size: 10 * DOLLAR, fee: 100 });
    script.trade({ token: 2, side: 'sell', price: 550_000, size: 4 * DOLLAR, fee: 40 });
    script.trade({ token: 2, side: 'sell', price: 560_000, size: 6 * DOLLAR, fee: 60 });
    script.trade({ token: 2, price: 300_000, size: 10 * DOLLAR });
    script.resolve(1, 0);
    const trades = foldTrades(script.record());
    expect(trades.map(({ exit, gross, fees, net }) => ({ exit, gross, fees, net }))).toEqual([
      { exit: 'sale', gross: 560_000, fees: 200, net: 559_800 },
      { exit: 'settlement', gross: -3 * DOLLAR, fees: 0, net: -3 * DOLLAR },
    ]);
  });

  test('partly sold before the settlement says both', () => {
    const script = new RunScript();
    script.trade({ token: 0, price: 500_000, size: 10 * DOLLAR });
    script.trade({ token: 0, side: 'sell', price: 700_000, size: 5 * DOLLAR });
    script.resolve(0, 0);
    expect(only(script)).toMatchObject({ exit: 'both', net: -1_500_000, exitPrice: 350_000 });
    expect(only(script).realizations.map(({ net }) => net)).toEqual([DOLLAR, -2_500_000]);
  });

  test('in a market nobody decided is left out, sold or held', () => {
    const script = new RunScript();
    script.trade({ token: 0, price: 500_000, size: 10 * DOLLAR, fee: 100 });
    script.trade({ token: 2, price: 500_000, size: 10 * DOLLAR });
    script.trade({ token: 2, side: 'sell', price: 510_000, size: 10 * DOLLAR });
    const trades = foldTrades(script.record());
    expect(trades.map((trade) => trade.state)).toEqual(['undecided', 'undecided']);
    expect(trades[0]).toMatchObject({ heldCost: 5_000_100, net: 0, closedAt: undefined });
    expect(trades[1]).toMatchObject({ heldCost: 0, net: 100_000 });
  });

  test('held when the run ends before a known resolution is open', () => {
    const script = new RunScript();
    script.trade({ token: 0, price: 500_000, size: 10 * DOLLAR });
    script.resolutions[0] = { payout: 1_000_000, at: NOON as never, source: 'venue' };
    expect(only(script)).toMatchObject({ state: 'open', exit: 'none', payout: undefined });
  });

  test('whose fill the chain failed never happened', () => {
    const script = new RunScript();
    const failed = script.trade({ token: 0, price: 500_000, size: 10 * DOLLAR });
    script.trade({ token: 0, price: 400_000, size: 10 * DOLLAR });
    script.fail(failed);
    script.resolve(0, 1_000_000);
    expect(only(script)).toMatchObject({ fills: 1, net: 6 * DOLLAR });
  });

  test('keeps what its fills rest on and the rebate apart', () => {
    const script = new RunScript();
    script.trade({ token: 0, price: 500_000, size: 2 * DOLLAR, evidence: 'inferred', rebate: 7 });
    script.trade({ token: 0, price: 500_000, size: 4 * DOLLAR, evidence: 'book' });
    script.resolve(0, 0);
    expect(only(script)).toMatchObject({
      turnover: { inferred: DOLLAR, book: 2 * DOLLAR, print: 0, assumed: 0, venue: 0 },
      rebate: 7,
      net: -3 * DOLLAR,
    });
  });
});

test('strategies that hold the same token have trades of their own', () => {
  const script = new RunScript(1, ['alpha', 'beta']);
  script.trade({ strategy: 1, token: 0, price: 500_000, size: 3 });
  script.trade({ strategy: 0, token: 0, price: 500_000, size: 3 });
  script.resolve(0, 500_000);
  const trades = foldTrades(script.record());
  expect(trades.map((trade) => trade.strategy)).toEqual([1, 0]);
  // The account was paid floor(6 / 2) = 3 units for both.
  expect(trades.reduce((sum, trade) => sum + trade.net, 0)).toBe(3 - 4);
});

test('a journal that sells what was never bought is refused', () => {
  const script = new RunScript();
  const order = script.submit({ token: 0, side: 'sell', price: 500_000, size: 10 });
  const [submitted] = script.journal;
  const buyer = new RunScript();
  buyer.trade({ token: 0, price: 500_000, size: 10 });
  const answered = buyer.journal[1]!;
  if (answered.kind !== 'Answered' || answered.event.kind !== 'OrderFilled') throw new Error();
  const fill = { ...answered.event.fill, order, side: 'sell' as const };
  const journal = [submitted!, { ...answered, event: { ...answered.event, order, fill } }];
  expect(() => foldTrades({ ...script.record(), journal })).toThrow('never held');
});

test('a journal that settles against the resolution is refused', () => {
  const script = new RunScript();
  script.resolve(0, 1_000_000);
  script.resolutions[0] = undefined;
  expect(() => foldTrades(script.record())).toThrow('resolution says otherwise');
});
