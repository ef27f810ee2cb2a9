import { marketOf } from '../domain/ids.ts';
import { refuse } from '../domain/result.ts';
import type { Check } from './check.ts';

/**
 * The market trades, and its fee and the rule that decides it are known. An order that may take
 * also needs the taker delay: only a post-only order is sure not to be held back.
 */
export const checkMarketReady: Check = ({ terms }, view) => {
  const index = marketOf(terms.token);
  const market = view.markets[index];
  if (market === undefined || !view.isOpen(index)) {
    return refuse('market_closed', `${market?.slug ?? `market ${index}`} is not open`);
  }
  if (market.fee === undefined) {
    return refuse(
      'fee_unknown',
      `the fee of ${market.slug} is not known: no trade. If you know it, say it, e.g. --fee 0.07`,
    );
  }
  if (market.rule === undefined) {
    return refuse('rule_unknown', `how ${market.slug} is decided is not known: no trade`);
  }
  if (market.takerDelayMs === undefined && !terms.postOnly) {
    return refuse(
      'taker_delay_unknown',
      `how long ${market.slug} holds takers back is not known: post-only orders alone. ` +
        'If you know it, say it, e.g. --taker-delay 250',
    );
  }
  return undefined;
};
