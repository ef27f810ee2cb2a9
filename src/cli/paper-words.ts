import { dollars, plural, signedDollars, UNKNOWN } from '../report/format.ts';
import type { DeskStatus } from '../runtime/live/desk-status.ts';
import { recordingInWords } from './record-news.ts';

/** How a desk is doing, in a line. `capital`: what it is held against, units of 1e-6. */
export function paperInWords(status: DeskStatus, capital: number): string {
  const { equity, cash, openOrders, positions, fills, isTrading, recording } = status;
  const worth =
    equity === undefined
      ? `cash ${dollars(cash)}, equity ${UNKNOWN}`
      : `equity ${dollars(equity)} (${signedDollars(equity - capital)})`;
  const held = `${plural(positions, 'position')}, ${plural(openOrders, 'open order')}`;
  const state = isTrading ? '' : 'NOT TRADING; ';
  return `${state}${worth}, ${held}, ${plural(fills, 'fill')}; ${recordingInWords(recording)}`;
}
