import { complementOf, type TokenIndex } from '../domain/ids.ts';
import { type Price, SCALE } from '../domain/units.ts';
import type { SidePicker } from './window-buyer.ts';

/**
 * The side that leads, where its midpoint is strictly above `threshold`; at exactly one half nobody
 * leads. Looks at both outcomes alike, so it needs no labels.
 */
export function favoritePicker(threshold: Price): SidePicker {
  const numbers = { threshold };
  const pick: SidePicker['pick'] = (market, mid) => {
    const first = (market * 2) as TokenIndex;
    const leading = Math.max(mid, SCALE - mid);
    if (leading <= threshold || mid === SCALE / 2) return 'no_favorite';
    return mid === leading ? first : complementOf(first);
  };
  return {
    code: 'favorite',
    pick,
    numbers: () => numbers,
    look: (market, mid, view) => ({ picked: pick(market, mid, view), numbers }),
  };
}
