// The venue client's table and rounding of order amounts, as documented, in exact fractions: slow,
// literal, and independent of the program's arithmetic.
import type { Side } from '../../../src/domain/side.ts';

type Fraction = { readonly over: bigint; readonly under: bigint };

type Decimals = { readonly price: number; readonly size: number; readonly amount: number };

/** ROUNDING_CONFIG of the venue's client 1.1.0, read 2026-11. */
const TABLE: Readonly<Record<string, Decimals>> = {
  '0.1': { price: 1, size: 2, amount: 3 },
  '0.01': { price: 2, size: 2, amount: 4 },
  '0.005': { price: 3, size: 2, amount: 5 },
  '0.0025': { price: 4, size: 2, amount: 6 },
  '0.001': { price: 3, size: 2, amount: 5 },
  '0.0001': { price: 4, size: 2, amount: 6 },
};

function fraction(text: string): Fraction {
  const [whole = '', decimals = ''] = text.split('.');
  return { over: BigInt(whole + decimals), under: 10n ** BigInt(decimals.length) };
}

function times(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.over, under: a.under * b.under };
}

function by(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.under, under: a.under * b.over };
}

function roundDown({ over, under }: Fraction, decimals: number): Fraction {
  const scale = 10n ** BigInt(decimals);
  return { over: (over * scale) / under, under: scale };
}

function roundUp({ over, under }: Fraction, decimals: number): Fraction {
  const scale = 10n ** BigInt(decimals);
  return { over: (over * scale + under - 1n) / under, under: scale };
}

function has({ over, under }: Fraction, decimals: number): boolean {
  return (over * 10n ** BigInt(decimals)) % under === 0n;
}

/** Too many decimals: up at four more than allowed, then down at those allowed. */
function inTwoSteps(value: Fraction, allowed: number): Fraction {
  if (has(value, allowed)) return value;
  const up = roundUp(value, allowed + 4);
  return has(up, allowed) ? up : roundDown(up, allowed);
}

function units({ over, under }: Fraction): number {
  return Number((over * 1_000_000n) / under);
}

function decimalsOf(tick: string): Decimals {
  const decimals = TABLE[tick];
  if (decimals === undefined) throw new Error(`no tick ${tick}`);
  return decimals;
}

export function naiveLimitAmounts(side: Side, priceText: string, sizeText: string, tick: string) {
  const { price: priceDecimals, size: sizeDecimals, amount } = decimalsOf(tick);
  const price = roundDown(fraction(priceText), priceDecimals);
  const size = roundDown(fraction(sizeText), sizeDecimals);
  const dollars = inTwoSteps(times(size, price), amount);
  return side === 'buy'
    ? { makerAmount: units(dollars), takerAmount: units(size) }
    : { makerAmount: units(size), takerAmount: units(dollars) };
}

export function naiveMarketBuyAmounts(spendText: string, priceText: string, tick: string) {
  const { price: priceDecimals, size: sizeDecimals, amount } = decimalsOf(tick);
  const price = roundDown(fraction(priceText), priceDecimals);
  const dollars = roundDown(fraction(spendText), sizeDecimals);
  return {
    makerAmount: units(dollars),
    takerAmount: units(inTwoSteps(by(dollars, price), amount)),
  };
}
