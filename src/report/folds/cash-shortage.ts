import type { ClientOrderId, MarketIndex } from '../../domain/ids.ts';
import { marketOf } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Timestamp } from '../../domain/units.ts';
import { count, dateTime, plural } from '../format.ts';

/** What a run could not do because its cash was gone. */
export type CashShortage = {
  /** When the first order was refused for lack of cash. */
  readonly from: Timestamp;
  /** Orders to buy from then on, sent or not. */
  readonly wishes: number;
  /** Of those: refused for lack of cash, by our own gate or by the venue. */
  readonly denied: number;
  /** Markets in which every order was refused for it. */
  readonly marketsMissed: number;
};

/** The code of such a refusal, the gate's and the exchange's. */
const CODE = 'not_enough_cash';

/** Undefined when no order was refused for lack of cash. */
export function foldCashShortage(journal: readonly JournalEntry[]): CashShortage | undefined {
  const sent = new Map<ClientOrderId, MarketIndex>();
  const missed = new Set<MarketIndex>();
  let from: Timestamp | undefined;
  let wishes = 0;
  let denied = 0;
  for (const entry of journal) {
    if (entry.kind === 'Denied' && entry.command.terms.side === 'buy') {
      if (entry.code === CODE) {
        from ??= entry.at;
        denied += 1;
        missed.add(marketOf(entry.command.terms.token));
      }
      if (from !== undefined) wishes += 1;
    } else if (entry.kind === 'Submitted' && entry.command.terms.side === 'buy') {
      sent.set(entry.command.id, marketOf(entry.command.terms.token));
      if (from !== undefined) wishes += 1;
    } else if (entry.kind === 'Answered' && entry.event.kind === 'OrderRejected') {
      const market = sent.get(entry.event.order);
      if (market === undefined || entry.event.code !== CODE) continue;
      if (from === undefined) wishes += 1;
      from ??= entry.at;
      denied += 1;
      missed.add(market);
      sent.delete(entry.event.order);
    }
  }
  if (from === undefined) return undefined;
  for (const market of sent.values()) missed.delete(market);
  return { from, wishes, denied, marketsMissed: missed.size };
}

/** The same for people. */
export function shortageText(shortage: CashShortage): { title: string; text: string } {
  const { from, wishes, denied, marketsMissed } = shortage;
  const markets =
    marketsMissed === 0
      ? ''
      : `, and ${plural(marketsMissed, 'market was', 'markets were')} not traded for it`;
  return {
    title: 2 * denied > wishes ? 'Out of cash' : 'Short of cash',
    text:
      `From ${dateTime(from)} UTC on ${count(denied)} of ${plural(wishes, 'order')} to buy ` +
      `${denied === 1 ? 'was' : 'were'} denied for lack of cash${markets}. ` +
      'More capital or smaller orders would show the rest.',
  };
}
