import type { ChangeSets } from '../../src/domain/command.ts';
import type { ClientOrderId, MarketIndex, StrategyIndex } from '../../src/domain/ids.ts';
import type { Price, Shares } from '../../src/domain/units.ts';

/** Ten sets of the first market are split at even prices. */
export function aSetChange(changes: Partial<ChangeSets> = {}): ChangeSets {
  return {
    kind: 'ChangeSets',
    id: 1 as ClientOrderId,
    strategy: 0 as StrategyIndex,
    market: 0 as MarketIndex,
    direction: 'split',
    shares: 10_000_000 as Shares,
    price: 500_000 as Price,
    reason: { code: 'test', numbers: {} },
    ...changes,
  };
}
