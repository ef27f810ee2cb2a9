import type { MarketFacts } from '../domain/market-facts.ts';
import type { Timestamp } from '../domain/units.ts';
import type { SeriesCoverage } from './manifest.ts';

/** Which part of an archive to replay. Everything undefined: all of it. */
export type ArchiveFilter = {
  readonly datasets?: readonly string[] | undefined;
  /** Slugs; * stands for any text. A market passes when one of them fits. */
  readonly markets?: readonly string[] | undefined;
  /**
   * Markets that open in [from, to), or whose recording begins then when the opening is unknown.
   * A market is replayed whole or not at all: its book is known only from its first snapshot on.
   */
  readonly from?: Timestamp | undefined;
  readonly to?: Timestamp | undefined;
  readonly assets?: readonly string[] | undefined;
  readonly categories?: readonly string[] | undefined;
  /** Only markets whose recording covers their whole window by the dataset's own rule. */
  readonly onlyComplete?: boolean | undefined;
  /** Only markets whose winner is known, from whatever source. */
  readonly onlyDecided?: boolean | undefined;
};

/** Whether a market passes; `series` is the one its book is taken from. */
export function passes(
  filter: ArchiveFilter,
  facts: MarketFacts,
  series: SeriesCoverage,
  isDecided: boolean,
): boolean {
  const { markets, from, to, assets, categories, onlyComplete, onlyDecided } = filter;
  const begins = facts.opensAt ?? series.from;
  if (markets !== undefined && !markets.some((pattern) => fits(facts.slug, pattern))) return false;
  if (from !== undefined && begins < from) return false;
  if (to !== undefined && begins >= to) return false;
  if (assets !== undefined && !isAmong(facts.asset, assets)) return false;
  if (categories !== undefined && !isAmong(facts.category, categories)) return false;
  if (onlyComplete === true && series.complete !== true) return false;
  return onlyDecided !== true || isDecided;
}

function isAmong(fact: string | undefined, wanted: readonly string[]): boolean {
  return fact !== undefined && wanted.includes(fact);
}

function fits(slug: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(slug);
}
