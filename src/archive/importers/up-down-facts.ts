import { type MarketFacts, UNTOLD } from '../../domain/market-facts.ts';
import type { Timestamp } from '../../domain/units.ts';
import { upDownRule } from '../../domain/up-down-rule.ts';
import type { VenueWire } from '../../ports/venue-wire.ts';

/**
 * What the slug of a crypto up/down market tells, with the rule of that day; undefined for other
 * slugs. One that does not name its year is of the window nearest to `near`.
 */
export function upDownFacts(
  wire: VenueWire,
  slug: string,
  near?: Timestamp,
): MarketFacts | undefined {
  const window = wire.upDownWindow(slug, near);
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
