import { timeText, type Zone } from '../format/time.ts';

const DAY = 86_400;
const MINUTE = 60;

export type TimeLabelOptions = {
  readonly zone: Zone;
  /** The first tick has its date in any case, and not only where another day follows. */
  readonly isDated: boolean;
};

/**
 * The labels of an axis, ticks in seconds since 1970, so far `apart`. The first tick and each that
 * is of another day than the one before have their date below; of whole days the year is below.
 */
export function timeLabels(
  ticks: readonly number[],
  apart: number,
  { zone, isDated }: TimeLabelOptions,
): string[] {
  const at = (tick: number) => Math.round(tick * 1_000_000);
  const dates = ticks.map((tick) => timeText(at(tick), zone, 'date'));
  const years = dates.map((date) => date.slice(-4));
  const below = apart >= DAY ? years : dates;
  const hasBelow = isDated || new Set(below).size > 1;
  return ticks.map((tick, i) => {
    const style = apart >= DAY ? 'day' : apart >= MINUTE ? 'clock' : 'second';
    const text = timeText(at(tick), zone, style);
    if (!hasBelow || below[i] === below[i - 1]) return text;
    // The year stands at the first date, and where it is another.
    const isYearKnown = apart < DAY && i > 0 && years[i] === years[i - 1];
    return `${text}\n${isYearKnown ? timeText(at(tick), zone, 'day') : below[i]}`;
  });
}
