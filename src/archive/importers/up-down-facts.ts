import { type MarketFacts, UNTOLD } from '../../domain/market-facts.ts';
import { upDownRule } from '../../domain/up-down-rule.ts';
import type { VenueWire } from '../../ports/venue-wire.ts';

/**
 * What the slug of a crypto up/down market tells, with the rule of that day; undefined for other
 * slugs.
 */
export function upDownFacts(wire: VenueWire, slug: string): MarketFacts | undefined {
  const window = wire.upDownWindow(slug);
  if (window === undefined) return undefined;
  const { asset, frame, opensAt, closesAt } = window;
  return {
    ...UNTOLD,
    slug,
    category: 'crypto',
    asset,
    opensAt,
    closesAt,
    rule: upDownRule(asset, frame, opensAt, closesAt),
    source: 'slug',
  };
}
