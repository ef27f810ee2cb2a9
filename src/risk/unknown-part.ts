import { formatDecimal } from '../domain/units.ts';
import type { NamedPart } from '../domain/unlisted-holds.ts';

/** What is counted because nobody knows whether it belongs here. */
export function unknownInWords({ unknown }: NamedPart, what: 'asset' | 'group'): string {
  if (unknown === 0) return '';
  return `; ${formatDecimal(unknown)} of it is held where the ${what} is not known`;
}
