// Prices of the venue's stream are integers at 1e-18 dollars, and decimal text made of these.

/** Prints are multiples of 1e-8 dollars: safe integers up to 90 million dollars. */
export const PRINT_SCALE = 100_000_000;
const E18_PER_UNIT = 10n ** 10n;
const DECIMALS = 18;

/** The average of prints, whose sum is in 1e-8 dollars; rounded down. */
export function averageE18(sum: number, count: number): bigint {
  return (BigInt(sum) * E18_PER_UNIT) / BigInt(count);
}

/** Dollars as decimal text with every digit: 1234500000000000000n is "1.2345". */
export function decimalOfE18(value: bigint): string {
  const digits = value.toString().padStart(DECIMALS + 1, '0');
  const whole = digits.slice(0, -DECIMALS);
  const fraction = digits.slice(-DECIMALS).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
