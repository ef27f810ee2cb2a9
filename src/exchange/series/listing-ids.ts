import { createHash } from 'node:crypto';
import type { ConditionId, TokenId } from '../../domain/ids.ts';

/** Names of a market, as random as the venue's and the same for equal seed and slug. */
export type ListingIds = {
  readonly conditionId: ConditionId;
  readonly questionId: string;
  readonly tokens: readonly [TokenId, TokenId];
};

export function listingIds(seed: number, slug: string): ListingIds {
  const hash = (what: string) =>
    `0x${createHash('sha256').update(`polydesk local exchange/${seed}/${slug}/${what}`).digest('hex')}`;
  const token = (outcome: number) => BigInt(hash(`token ${outcome}`)).toString() as TokenId;
  return {
    conditionId: hash('condition') as ConditionId,
    questionId: hash('question'),
    tokens: [token(0), token(1)],
  };
}
