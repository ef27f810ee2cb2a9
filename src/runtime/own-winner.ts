import type { Market, Resolution } from '../domain/market.ts';
import { ruledPayout } from '../domain/ruled-payout.ts';
import type { StrikePrice } from '../domain/strike.ts';
import { formatDecimal } from '../domain/units.ts';

type Payout = Resolution['payout'];

/**
 * Says in words that another side won than by our own prices at the two ends of the window;
 * undefined where that is not so, or the market's rule is not known.
 */
export function otherWinner(
  { rule, labels }: Pick<Market, 'rule' | 'labels'>,
  open: StrikePrice,
  close: StrikePrice,
  payout: Payout,
): string | undefined {
  // The venue compares every digit.
  if (open.value === close.value && open.text !== close.text) return undefined;
  const own = rule && ruledPayout(rule.value, open.value, close.value);
  if (own === undefined || own === payout) return undefined;
  const prices = `${formatDecimal(open.value)}, then ${formatDecimal(close.value)}`;
  const theirs = winnerOf(payout, labels);
  return `by our own prices (${prices}) ${winnerOf(own, labels)} wins, the venue says ${theirs}`;
}

function winnerOf(payout: Payout, [first, second]: Market['labels']): string {
  if (payout === 500_000) return 'nobody';
  return (payout === 0 ? second : first) ?? (payout === 0 ? 'the second' : 'the first');
}
