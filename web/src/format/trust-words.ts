import type { UntrustedReason } from '../../../src/screen/market-document.ts';

const WHOLE = 'until its whole book is told again';

const MISSING: Readonly<Record<UntrustedReason, string>> = {
  no_snapshot: 'the book has not begun yet, for nobody has told it whole',
  recording_gap: `something is missing in the recording, ${WHOLE}`,
  disconnected: `the connection broke off, ${WHOLE}`,
  tick_change: `its price steps have changed, ${WHOLE}`,
  stale: `nothing was heard of it for too long, ${WHOLE}`,
  crossed: 'a bid stands at or above an ask',
  bad_rows: `what was told of it cannot be right, ${WHOLE}`,
  market_over: 'the market is over, and its book is kept no more',
};

/** What is missing of a book that is not to be trusted. */
export function missingOfBook(untrusted: UntrustedReason | null): string {
  return untrusted === null ? 'nobody said why' : MISSING[untrusted];
}

/** Why a market has no probability; undefined: it has one. */
export function whyNoMidpoint(book: {
  readonly isTrusted: boolean;
  readonly untrusted: UntrustedReason | null;
  readonly hasBid: boolean;
  readonly hasAsk: boolean;
}): string | undefined {
  const { isTrusted, untrusted, hasBid, hasAsk } = book;
  if (!isTrusted) return `its book is not trusted: ${missingOfBook(untrusted)}`;
  if (!hasBid && !hasAsk) return 'nobody bids, and nobody offers';
  if (!hasBid) return 'nobody bids';
  return hasAsk ? undefined : 'nobody offers';
}
