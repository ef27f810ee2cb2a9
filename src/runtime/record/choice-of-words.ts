import type { MarketFilter } from '../../domain/market-search.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { isSlug } from '../../polymarket/catalog/slug.ts';
import type { MarketChoiceRequest } from './market-choice.ts';

/** A choice of markets as a person writes it. */
export type ChoiceWords = {
  readonly names: readonly string[];
  /** Undefined, with a search that says anything: {@link TOP}. */
  readonly top: number | undefined;
  readonly search: Pick<MarketFilter, 'text' | 'categories'>;
  readonly refreshMs: number;
};

/** So many markets of a search are recorded where nobody says how many. */
const TOP = 20;

/** Undefined: nothing was chosen. Refuses what cannot be the name of a market. */
export function choiceOfWords(words: ChoiceWords): Result<MarketChoiceRequest | undefined> {
  const { names, search, refreshMs } = words;
  for (const name of names) {
    const parts = name.split('/');
    if (parts.length > 2 || !parts.every(isSlug)) {
      const message = `"${name}" cannot be the name of a market or of a group of markets`;
      return refuse('not_a_slug', message);
    }
  }
  const isSearched = (search.text ?? '') !== '' || search.categories !== undefined;
  const most = words.top ?? (isSearched ? TOP : undefined);
  if (names.length === 0 && most === undefined) return ok(undefined);
  return ok({
    names,
    top: most === undefined ? undefined : { most, filter: search },
    refreshMs,
  });
}
