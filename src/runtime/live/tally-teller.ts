import { type MarketIndex, marketOf, outcomeOf, type StrategyIndex } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { EngineState } from '../../engine/state.ts';
import { talliesOf } from '../../engine/tally.ts';
import type { PaidShares } from './tallies-before.ts';

/** What a wallet's journal is told of the engine's tallies. */
export function tallyTeller(stateOf: () => EngineState) {
  return {
    tallies: () => talliesOf(stateOf()),
    standing: () => stateOf().risk.standing,
    /** Shares whose payout an entry has booked: told again they are the same. */
    paidBy: (entry: JournalEntry): readonly PaidShares[] => {
      const state = stateOf();
      if (entry.kind === 'MarketResolved') return heldIn(state, entry.market);
      if (entry.kind !== 'Answered' || entry.event.kind !== 'OrderFilled') return [];
      // Traded before the close, told after the resolution: what it bought was paid at once.
      const market = marketOf(entry.event.fill.token);
      return Number.isNaN(state.payouts[market]) ? [] : heldIn(state, market);
    },
  };
}

/** Of which a strategy holds something, or did until it was paid. */
function heldIn({ markets, sleeves }: EngineState, market: MarketIndex): PaidShares[] {
  return sleeves.flatMap((sleeve, strategy) =>
    [...sleeve.positions()].flatMap(([index]) => {
      if (marketOf(index) !== market) return [];
      const token = markets[market]?.tokens[outcomeOf(index)];
      return token === undefined ? [] : [{ strategy: strategy as StrategyIndex, token }];
    }),
  );
}
