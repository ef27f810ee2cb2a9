import type { StrategyIndex, TokenId } from '../../domain/ids.ts';
import { marketOf, outcomeOf } from '../../domain/ids.ts';
import type { Engine } from '../../engine/engine.ts';
import type { OpeningPosition } from '../../engine/opening.ts';

/**
 * What a later run goes on from: each strategy's shares by token, those included whose market this
 * run never heard of. Markets without token ids cannot be named and are left out: recordings made
 * here always have them.
 */
export function heldBy({ state, opening }: Engine): OpeningPosition[] {
  const held: OpeningPosition[] = [...opening.unlisted];
  for (const [strategy, sleeve] of state.sleeves.entries()) {
    for (const [index, { traded: shares, cost }] of sleeve.positions()) {
      const token = state.markets[marketOf(index)]?.tokens[outcomeOf(index)];
      if (shares === 0 || token === undefined) continue;
      held.push({ token: token as TokenId, strategy: strategy as StrategyIndex, shares, cost });
    }
  }
  return held;
}
