import type { Market } from '../../src/domain/market.ts';
import type { Universe } from '../../src/ports/market-data.ts';

/** Markets that are all known ahead and have prints, where `hasTrades` does not say otherwise. */
export function universeOf(
  markets: readonly Market[],
  hasTrades: readonly boolean[] = markets.map(() => true),
): Universe {
  return { markets, hasTrades, knownAhead: markets.length };
}
