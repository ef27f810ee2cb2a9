import type { Market } from '../../domain/market.ts';
import { complement } from '../../domain/units.ts';
import type { InventedIds } from '../venue/invented-ids.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import { isoSeconds, numberOf, type Row, unixSeconds } from '../wire/forms.ts';

/** How far the question of a market is decided, and what each outcome pays in units of 1e-6. */
export function resolutionRow(
  { listing, payout, resolvedAt }: ListedMarket,
  ids: InventedIds,
): Row {
  const { questionId, market, listedAt } = listing;
  const row = {
    question_id: questionId,
    condition_id: market.conditionId,
    extended_review: false,
    was_disputed: false,
    was_arbitrated: false,
    new_version_q: false,
    ...reporterOf(market),
    last_update_timestamp: String(unixSeconds(resolvedAt ?? listedAt)),
  };
  if (payout === undefined || resolvedAt === undefined) {
    return { ...row, status: 'initialized', transaction_hash: '', log_index: '' };
  }
  return {
    ...row,
    status: 'resolved',
    price: String(numberOf(payout)),
    payouts: [payout, complement(payout)],
    resolved_at: isoSeconds(resolvedAt),
    transaction_hash: ids.hash('resolution', market.conditionId),
    log_index: '0',
  };
}

/** Whose prices decide it; left out where that is not known, or where an oracle is asked. */
function reporterOf({ rule }: Pick<Market, 'rule'>): Row {
  if (rule === undefined || rule.value.kind === 'oracle') return {};
  return rule.value.feed.startsWith('chainlink/') ? { reporter: 'CHAINLINK' } : {};
}
