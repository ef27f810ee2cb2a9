import { usd } from './amount.ts';

/** Why the columns of profit differ: each counts another thing. */
export const PROFIT_COUNTS =
  'Realized: all that was sold or paid out, after fees; today is the UTC day, earlier runs with' +
  ' it. Closed: only trades that are wholly over, of all runs; one that is half sold is not in it' +
  ' yet. The loss of a day that the risk limit counts is of equity, with what is held at the' +
  ' midpoint.';

/** Why the list of positions may add up to another gain than what is held has made. */
export const POSITIONS_AVERAGE =
  'In the list of positions strategies that hold the same shares have one cost on average, so its' +
  ' gains may add up to something else.';

/** Why the strategies together can lose another amount than the desk; nothing: they can not. */
export function offsetInWords(ofStrategies: number, ofDesk: number): string {
  if (usd(ofStrategies) === usd(ofDesk)) return '';
  return (
    `Each by itself, the strategies can lose ${usd(ofStrategies)}; the desk ${usd(ofDesk)}, for` +
    ' in one market one may hold against the other.'
  );
}
