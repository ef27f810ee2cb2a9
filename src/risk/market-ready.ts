import { marketOf } from '../domain/ids.ts';
import { refuse } from '../domain/result.ts';
import type { Check } from './check.ts';

/** The market trades, and both its fee and the rule that decides it are known. */
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
  return undefined;
};
