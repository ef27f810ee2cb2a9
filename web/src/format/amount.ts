import { mulDiv, SCALE } from '../../../src/domain/units.ts';

/** What stands where a number is not known; beside it a title says why. */
export const UNKNOWN = '–';

const MINUS = '−';

/** Integer units of 1e-6 as text with that many decimals, thousands grouped, half to even. */
export function units(value: number, decimals: number): string {
  const step = 10 ** decimals;
  const rounded = mulDiv(value, step, SCALE, 'halfEven');
  const magnitude = Math.abs(rounded);
  const fraction = magnitude % step;
  const whole = grouped((magnitude - fraction) / step);
  const digits = decimals === 0 ? '' : `.${String(fraction).padStart(decimals, '0')}`;
  return `${rounded < 0 ? MINUS : ''}${whole}${digits}`;
}

/** Dollars and cents: "$1,234.50". */
export function usd(value: number): string {
  const text = units(value, 2);
  return text.startsWith(MINUS) ? `${MINUS}$${text.slice(1)}` : `$${text}`;
}

/** The same with its sign: what was gained or lost. Nothing has none. */
export function gain(value: number): string {
  const text = usd(value);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** Which way an amount points as it is shown: below half a cent, neither. */
export function leaning(value: number): 'up' | 'down' | 'flat' {
  const cents = mulDiv(value, 100, SCALE, 'halfEven');
  return cents > 0 ? 'up' : cents < 0 ? 'down' : 'flat';
}

/** Shares, the fraction only where there is one. */
export function shares(value: number): string {
  return units(value, value % SCALE === 0 ? 0 : 2);
}

/** A price of a share, with the decimals of its tick: "0.53", "0.525". */
export function price(value: number, tick = 10_000): string {
  return units(value, decimalsOf(tick));
}

/** How many decimals a tick has, at least two. */
function decimalsOf(tick: number): number {
  let decimals = 6;
  let left = tick;
  while (decimals > 2 && left % 10 === 0) {
    left /= 10;
    decimals--;
  }
  return decimals;
}

/** A part in millionths as a percentage: 532_500 is "53.3 %". */
export function percent(part: number, decimals = 1): string {
  return `${units(part * 100, decimals)} %`;
}

/** A move in millionths as points of a percent, signed. */
export function points(part: number): string {
  const text = units(part * 100, 1);
  return part > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** A count, thousands grouped. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Bytes as people read them: "1.4 MB". */
export function bytes(value: number): string {
  const names = ['B', 'kB', 'MB', 'GB', 'TB'];
  let [left, step] = [value, 0];
  while (left >= 1_000 && step < names.length - 1) {
    left /= 1_000;
    step++;
  }
  return `${step === 0 ? left : left.toFixed(left < 10 ? 1 : 0)} ${names[step]}`;
}
