import {
  complementOf,
  type MarketIndex,
  outcomeOf,
  type TokenId,
  tokenIndex,
} from '../../domain/ids.ts';
import type { EngineState } from '../../engine/state.ts';
import { talliesOf } from '../../engine/tally.ts';

/** What a wallet's journal is told of the engine's tallies. */
export function tallyTeller(stateOf: () => EngineState) {
  return {
    tallies: () => talliesOf(stateOf()),
    heldIn: (market: MarketIndex): readonly TokenId[] => {
      const { account, markets } = stateOf();
      const first = tokenIndex(market, 0);
      return [first, complementOf(first)].flatMap((token) => {
        const id = markets[market]?.tokens[outcomeOf(token)];
        return id === undefined || account.position(token) === undefined ? [] : [id];
      });
    },
  };
}
