import { DESK_REFUSALS } from '../../domain/desk-refusals.ts';
import { MICROS_PER_SECOND } from '../../domain/units.ts';

/** So long nothing is bid for anywhere when the account's limits are used up, µs. */
export const LIMITS_HOLD = MICROS_PER_SECOND;

/**
 * What a refusal says something of: the account's limits, which are used up for a moment; the whole
 * desk, from which no order gets anywhere; one market; or one order at its price.
 */
export type RefusalScope = 'limits' | 'desk' | 'market' | 'order';

const LIMITS = ['too_many_orders', 'too_many_open_orders', 'not_enough_cash'];

/** Another price or size would do. */
const ORDER = ['not_enough_shares', 'post_only_crosses', 'post_only_would_cross', 'price_too_far'];

const SCOPES: ReadonlyMap<string, RefusalScope> = new Map([
  ...LIMITS.map((code) => [code, 'limits'] as const),
  ...[...DESK_REFUSALS].map((code) => [code, 'desk'] as const),
  ...ORDER.map((code) => [code, 'order'] as const),
]);

/** A code that nobody has named here is taken to say something of its market. */
export function scopeOf(code: string): RefusalScope {
  return SCOPES.get(code) ?? 'market';
}
