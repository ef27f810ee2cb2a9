import { formatDecimal } from '../../domain/units.ts';
import type { Reply } from '../intake/order-intake.ts';

/** What POST /order says of an order that was taken. Transactions are never known so early. */
export function takenOrder({ record, decision }: Extract<Reply, { kind: 'taken' }>) {
  const { matched, matchedUsd, trades, facts } = record;
  const [making, taking] =
    facts.terms.side === 'buy' ? [matchedUsd, matched] : [matched, matchedUsd];
  return {
    success: true,
    errorMsg: '',
    orderID: facts.id as string,
    status: decision.kind as string,
    makingAmount: matched === 0 ? '' : formatDecimal(making),
    takingAmount: matched === 0 ? '' : formatDecimal(taking),
    tradeIDs: trades,
  };
}

/** A leg of POST /orders that was refused: a success all the same (protocol notes §3.3). */
export function untakenLeg(errorMsg: string) {
  return {
    success: true,
    errorMsg,
    orderID: '',
    status: '',
    makingAmount: '',
    takingAmount: '',
    tradeIDs: [],
  };
}
