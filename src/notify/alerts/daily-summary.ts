import { isClosed } from '../../domain/order-status.ts';
import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import { dollars, plural, signedDollars, UNKNOWN } from '../../report/format.ts';
import type { DeskDocument } from '../../screen/desk-document.ts';
import type { ProfitRow } from '../desk-line.ts';
import type { Draft } from './draft.ts';

export const DAY = 86_400 * MICROS_PER_SECOND;

/** Says once a UTC day, from a time of day on, that the summary is due. */
export class SummaryTime {
  readonly #timeOfDay: number;
  #next: number;

  /** `timeOfDay`: µs since midnight UTC. What of today is past is not told any more. */
  constructor(timeOfDay: number, now: Timestamp) {
    this.#timeOfDay = timeOfDay;
    this.#next = this.#after(now);
  }

  /** A program that was away tells one summary, not one for each day. */
  isDue(now: Timestamp): boolean {
    if (now < this.#next) return false;
    this.#next = this.#after(now);
    return true;
  }

  #after(now: Timestamp): number {
    const today = Math.floor(now / DAY) * DAY + this.#timeOfDay;
    return today > now ? today : today + DAY;
  }
}

/** What a day came to; `profits` undefined: the store could not be read. */
export function summaryDraft(
  { desk, positions, orders }: DeskDocument,
  profits: readonly ProfitRow[] | undefined,
): Draft {
  const net = profits?.reduce((sum, row) => sum + row.net, 0);
  const lines = (profits ?? []).map(
    ({ strategy, trades, net: made }) =>
      `${strategy}: ${signedDollars(made)} in ${plural(trades, 'trade')}`,
  );
  const equity = desk.equity === null ? UNKNOWN : dollars(desk.equity);
  const held = Object.values(positions).filter(({ shares }) => shares !== 0).length;
  const open = Object.values(orders).filter(({ status }) => !isClosed(status)).length;
  const head =
    net === undefined ? 'The store could not be read.' : `${signedDollars(net)} dollars in 24 h.`;
  return {
    ...{ kind: 'summary', level: 'info', at: desk.now as Timestamp, code: 'daily_summary' },
    subject: desk.name,
    text: [
      head,
      ...lines,
      `Equity ${equity}, exposure ${dollars(desk.exposure)}, ${plural(held, 'position')}, ` +
        `${plural(open, 'open order')}, risk ${desk.risk.mode}.`,
    ].join('\n'),
    numbers: { cash: desk.cash, exposure: desk.exposure, ...(net === undefined ? {} : { net }) },
  };
}
