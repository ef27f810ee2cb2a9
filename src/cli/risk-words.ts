import { timeOfDay, UNKNOWN } from '../report/format.ts';
import { words } from '../report/names.ts';
import type { DeskStatus } from '../runtime/live/desk-status.ts';

/** What the losses have come to, in capitals where they hold something back. */
export function riskInWords({ mode, cause, drawdown, until }: DeskStatus['risk']): string {
  const part = drawdown === undefined ? UNKNOWN : (drawdown / 10_000).toFixed(1);
  const lost = `${part} % down`;
  if (mode === 'normal') return lost;
  if (mode === 'reduce') return `REDUCED (${lost})`;
  const why = cause === undefined ? '' : `, by ${words(cause)}`;
  const again = until === undefined ? '' : `, not before ${timeOfDay(until)}`;
  return `${mode.toUpperCase()} (${lost}${why}${again})`;
}
