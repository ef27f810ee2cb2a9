// What an invented strategy thinks, and what its desk was worth, for tests of the pages alone.
import type { EquityPoint } from '../../src/screen/equity-point.ts';
import type { OpinionPoint, SignalRow } from '../../src/screen/market-document.ts';
import { OPINIONS_MOST, type StrategyDocument } from '../../src/screen/strategy-document.ts';
import { BEGIN, slugOf } from './invented-desk.ts';

const MINUTE = 60_000_000;
const NOTHING = { outcome: null, confidence: null, strength: null, vote: 0 };

/** The votes of six signals, one of them silent. */
const SIGNALS: readonly SignalRow[] = [
  { ...signal('book', 0, 0.8, 3), weight: 0.3 },
  { ...signal('velocity', 0, 0.65, 2), weight: 0.25 },
  { ...signal('divergence', 1, 0.7, 2), weight: 0.18 },
  { name: 'spike', ...NOTHING, why: 'calm', weight: 0.12 },
  { name: 'putCall', ...NOTHING, why: 'reference_missing', weight: 0.1 },
  { ...signal('sentiment', 1, 0.55, 1), weight: 0.05 },
].map((one) => ({ ...one, vote: one.weight * (one.confidence ?? 0) * ((one.strength ?? 0) / 4) }));

function signal(name: string, outcome: 0 | 1, confidence: number, strength: number) {
  return { name, outcome, why: null, confidence, strength };
}

/** What it thinks of the markets at a moment. */
export function strategyDocumentAt(
  strategy: string,
  markets: number,
  now: number,
): StrategyDocument {
  const opinions = Array.from({ length: Math.min(markets, OPINIONS_MOST) }, (_, i) => ({
    market: slugOf(i),
    labels: ['Up', 'Down'] as const,
    opensAt: now - MINUTE,
    closesAt: now + 4 * MINUTE,
    code: i % 2 === 0 ? 'fusion' : 'low_score',
    outcome: i % 2 === 0 ? (0 as const) : null,
    probability: null,
    numbers: { up: 525_000, score: 27.4, secondsUntilWindow: 80, book: 0.18 },
    signals: SIGNALS,
  }));
  return { strategy, now, open: markets, opinions };
}

/** What two strategies thought of a market in the last minutes. */
export function opinionsUntil(now: number): readonly OpinionPoint[] {
  return Array.from({ length: 20 }, (_, i) => {
    const at = now - (20 - i) * 12_000_000;
    const sure = { code: 'fusion', outcome: 0, probability: 0.5 + (i % 7) / 50 } as const;
    const none = { code: i % 4 < 2 ? 'edge_small' : 'spread_wide', outcome: null } as const;
    return i % 2 === 0
      ? { at, strategy: 'fusion', ...sure }
      : { at, strategy: 'ml', ...none, probability: 0.48 };
  });
}

/** What the desk was worth since its run began. */
export function equityAt(now: number): readonly EquityPoint[] {
  return Array.from({ length: 47 }, (_, i) => {
    const equity = 1_000_000_000 + i * 90_000 - (i % 5) * 120_000;
    return {
      at: BEGIN - (47 - i) * MINUTE,
      equity,
      confirmed: equity - 3_800_000,
      cash: 900_000_000,
    };
  }).filter(({ at }) => at < now);
}
