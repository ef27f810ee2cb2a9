import { UNKNOWN_STRIKES } from '../domain/strike.ts';
import type { StoredMarket } from './market-row.ts';
import type { StoredRow } from './stored-row.ts';

/** Says what is wrong with a row, by its own values; undefined when nothing is. */
export type RowCheck = (row: StoredRow) => string | undefined;

/** Each end of a window once, each price whole or not at all, and the difference theirs. */
export function strikeCheck(markets: readonly StoredMarket[]): RowCheck {
  const seen = new Set<string>();
  return (row) => {
    const market = row.integer('market');
    const end = row.oneOf('end', ['open', 'close']);
    row.integer('boundary');
    row.optionalText('feed');
    const facts = markets[market]?.facts;
    if (facts === undefined) return `market ${market} is not in the dataset`;
    if (seen.has(`${market} ${end}`)) return `the ${end} of market ${market} is told twice`;
    seen.add(`${market} ${end}`);
    return pricesFault(row);
  };
}

function pricesFault(row: StoredRow): string | undefined {
  const own = priceOf(row, 'own');
  const official = priceOf(row, 'official');
  if (own !== undefined) row.oneOf('own_exact', [0, 1]);
  if (row.optionalText('unknown') !== undefined) {
    row.oneOf('unknown', UNKNOWN_STRIKES);
    if (own !== undefined) return 'our own price is known and unknown';
  }
  const impossible = [own, official].find((price) => price !== undefined && price <= 0);
  if (impossible !== undefined) return `a price of ${impossible}`;
  const told = row.optionalInteger('difference');
  const difference = own === undefined || official === undefined ? undefined : official - own;
  return told === difference ? undefined : `the prices differ by ${difference}, not by ${told}`;
}

/** A price comes with its text and its time. */
function priceOf(row: StoredRow, name: 'own' | 'official'): number | undefined {
  const price = row.optionalInteger(name);
  if (price === undefined) return undefined;
  row.text(`${name}_text`);
  row.integer(`${name}_at`);
  return price;
}
