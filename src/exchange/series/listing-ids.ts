import type { ConditionId, TokenId } from '../../domain/ids.ts';
import type { InventedIds } from '../venue/invented-ids.ts';

/** Names of a market on chain: the same for equal seed and slug. */
export type ListingIds = {
  readonly conditionId: ConditionId;
  readonly questionId: string;
  readonly tokens: readonly [TokenId, TokenId];
};

export function listingIds(ids: InventedIds, slug: string): ListingIds {
  const token = (outcome: number) => BigInt(ids.hash('token', slug, outcome)).toString() as TokenId;
  return {
    conditionId: ids.hash('condition', slug) as ConditionId,
    questionId: ids.hash('question', slug),
    tokens: [token(0), token(1)],
  };
}
