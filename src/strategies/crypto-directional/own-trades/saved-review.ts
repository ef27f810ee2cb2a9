import { SCALE } from '../../../domain/units.ts';
import { isCount, isNumbers } from '../../../models/saved.ts';
import type { ClosedTrade, OpenTrade } from './own-trade.ts';
import type { SavedReview } from './own-trade-review.ts';

/** Whether it can be gone on from. */
export function isSavedReview(one: unknown): one is SavedReview {
  const { open, closed, total, lost, looked } = (one ?? {}) as Partial<SavedReview>;
  if (!areAll(open, isOpen) || !areAll(closed, isClosed)) return false;
  if (!isCount(total) || !isCount(lost) || total < closed.length) return false;
  return looked === undefined || (isCount(looked?.at) && areAll(looked.trades, isClosed));
}

function areAll<T>(all: unknown, isOne: (one: unknown) => one is T): all is readonly T[] {
  return Array.isArray(all) && all.every(isOne);
}

/** More of it may be sold than bought, until a fill under way has its word. */
function isOpen(one: unknown): one is OpenTrade {
  const { openedAt, closesAt } = (one ?? {}) as Partial<OpenTrade>;
  return isOwnTrade(one) && isCount(openedAt) && (closesAt === undefined || isCount(closesAt));
}

function isClosed(one: unknown): one is ClosedTrade {
  const { bought, sold, closedAt, payout } = (one ?? {}) as Partial<ClosedTrade>;
  const isPaid = payout === undefined || (isCount(payout) && payout <= SCALE);
  return isOwnTrade(one) && Number(sold) <= Number(bought) && isCount(closedAt) && isPaid;
}

function isOwnTrade(one: unknown): boolean {
  const { market, outcome, isYes, probability, edge, bought, sold, paid, received } = (one ??
    {}) as Partial<OpenTrade>;
  return (
    typeof market === 'string' &&
    (outcome === 0 || outcome === 1) &&
    typeof isYes === 'boolean' &&
    isNumbers([probability, edge]) &&
    isCount(bought) &&
    bought > 0 &&
    isCount(sold) &&
    isCount(paid) &&
    Number.isSafeInteger(received)
  );
}
