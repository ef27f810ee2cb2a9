import { SCALE } from '../../src/domain/units.ts';
import { Ladder, type Rungs } from '../../src/strategies/market-maker/ladder.ts';

/**
 * A ladder drawn as text, best levels inside: `20@0.46 10@0.48 | 10@0.52 20@0.54`, sales with an s
 * in front, `-` where nothing is to rest. Around the reservation price in dollars.
 */
export function ladderOf(drawing: string, reservation = 0.5): Ladder {
  const [bids = [], asks = []] = drawing.split('|').map((side) => side.trim().split(/\s+/));
  const ladder = new Ladder(asks.length);
  ladder.reservation = reservation * SCALE;
  put(ladder.bids, bids.toReversed());
  put(ladder.asks, asks);
  return ladder;
}

/** The same drawing of a ladder, to the millionth. */
export function drawn(ladder: Ladder): string {
  return `${tell(ladder.bids).toReversed().join(' ')} | ${tell(ladder.asks).join(' ')}`;
}

function put(rungs: Rungs, levels: readonly string[]): void {
  for (const [level, text] of levels.entries()) {
    const [, size, price] = /^(?:s?)(\d+(?:\.\d+)?)@(-?[\d.]+)$/.exec(text) ?? [];
    rungs.sizes[level] = Math.round(Number(size ?? 0) * SCALE);
    rungs.prices[level] = Number(price ?? 0) * SCALE;
  }
}

function tell({ prices, sizes, sells }: Rungs): string[] {
  return Array.from(sizes, (size, level) => {
    if (size === 0) return '-';
    const price = Math.round(prices[level] as number) / SCALE;
    return `${sells[level] === 1 ? 's' : ''}${size / SCALE}@${price}`;
  });
}
