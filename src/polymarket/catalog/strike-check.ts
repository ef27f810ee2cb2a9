import type { StrikePrice, UnknownStrike } from '../../domain/strike.ts';
import type { Strike } from '../../domain/strike-record.ts';

/** Our strike beside the venue's. A difference is reported, never split: one of them is wrong. */
export type StrikeCheck =
  | { readonly kind: 'agrees'; readonly value: number }
  | {
      readonly kind: 'differs';
      readonly own: string;
      readonly official: string;
      /** Official minus own, in 1e-6 dollars. */
      readonly by: number;
    }
  | { readonly kind: 'unchecked'; readonly why: UnknownStrike };

/** Compares in 1e-6 dollars, to the last of them. */
export function checkStrike(own: Strike, official: StrikePrice): StrikeCheck {
  if (own.kind === 'unknown') return { kind: 'unchecked', why: own.why };
  if (own.value === official.value) return { kind: 'agrees', value: own.value };
  return {
    kind: 'differs',
    own: own.text,
    official: official.text,
    by: official.value - own.value,
  };
}
