import type { GammaEvent } from '../wire/gamma/event.ts';
import type { GammaMarket } from '../wire/gamma/market.ts';

/** The venue's fee page groups markets so (read 2026-10); tags spell two of them differently. */
const CATEGORIES: Readonly<Record<string, string>> = {
  crypto: 'crypto',
  sports: 'sports',
  finance: 'finance',
  politics: 'politics',
  tech: 'tech',
  mentions: 'mentions',
  economics: 'economics',
  economy: 'economics',
  culture: 'culture',
  'pop-culture': 'culture',
  weather: 'weather',
  geopolitics: 'geopolitics',
};

/**
 * How the fee page groups a market: by the name of its fee schedule (crypto_fees_v2), by its kind
 * of game, by the category of its row (until 2022), or by the tags of its group where these name
 * exactly one. Undefined where nothing says it for sure.
 */
export function categoryOf(market: GammaMarket, group: GammaEvent | undefined): string | undefined {
  const byFee = known(market.feeType?.split('_')[0]);
  if (byFee !== undefined) return byFee;
  if (market.sportsType !== undefined) return 'sports';
  const byRow = known(market.category);
  if (byRow !== undefined) return byRow;
  const tagged = new Set(group?.tags.map(({ slug }) => known(slug)).filter((one) => one));
  return tagged.size === 1 ? [...tagged][0] : undefined;
}

function known(name: string | undefined): string | undefined {
  const key = name?.trim().toLowerCase() ?? '';
  return Object.hasOwn(CATEGORIES, key) ? CATEGORIES[key] : undefined;
}
