import type { Outcome } from '../../domain/ids.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import { type Row, snakeCase } from '../wire/forms.ts';

/** Nobody here has a face or a name; the venue's rows always have the fields. */
export const NOBODY = {
  name: '',
  pseudonym: '',
  bio: '',
  profileImage: '',
  profileImageOptimized: '',
} as const;

/** Which token of which market, in the service's words. */
export function tokenRow({ listing }: ListedMarket, outcome: Outcome): Row {
  const { market, event } = listing;
  return {
    asset: market.tokens[outcome],
    conditionId: market.conditionId,
    title: market.question,
    slug: market.slug,
    icon: '',
    eventSlug: event.slug,
    outcome: market.labels[outcome],
    outcomeIndex: outcome,
  };
}

/** The token on the other side of the market. */
export function oppositeRow({ listing }: ListedMarket, outcome: Outcome): Row {
  const { labels, tokens } = listing.market;
  const other = outcome === 0 ? 1 : 0;
  return { oppositeOutcome: labels[other], oppositeAsset: tokens[other] };
}

/** The names that version 2 has for fields of version 1; all others it writes in snake case. */
const RENAMED: Readonly<Record<string, string>> = {
  asset: 'token_id',
  oppositeAsset: 'opposite_token_id',
};

/** A row of version 1 as version 2 writes it. */
export function secondVersion(row: Row, more: Readonly<Record<string, string>> = {}): Row {
  const names = { ...RENAMED, ...more };
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [names[name] ?? snakeCase(name), value]),
  );
}
