import type { Outcome } from '../../domain/ids.ts';
import { ASK } from '../../domain/side.ts';
import type { Tape } from '../../domain/tape.ts';
import type { Price, Shares, Timestamp } from '../../domain/units.ts';
import type { ListedMarket } from './listed-market.ts';
import type { Print } from './venue-listener.ts';

/** A print of a recording, told again. */
export function recordedPrint(market: ListedMarket, tape: Tape, row: number): Print {
  return {
    market,
    outcome: tape.outcome[row] as Outcome,
    side: tape.side[row] === ASK ? 'buy' : 'sell',
    price: tape.price[row] as Price,
    size: tape.size[row] as Shares,
    transaction: '',
    at: tape.tsInit[row] as Timestamp,
  };
}
