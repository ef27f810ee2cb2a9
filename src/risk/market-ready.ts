import { marketOf } from '../domain/ids.ts';
import type { Market } from '../domain/market.ts';
import { isImmediate, type OrderTerms } from '../domain/order.ts';
import { type Refusal, refuse } from '../domain/result.ts';
import type { Check } from './check.ts';

/** The market trades, and what decides the outcome of the order is known. */
export const checkMarketReady: Check = ({ terms }, view) => {
  const index = marketOf(terms.token);
  const market = view.markets[index];
  if (market === undefined || !view.isOpen(index)) {
    return refuse('market_closed', `${market?.slug ?? `market ${index}`} is not open`);
  }
  return checkFacts(market) ?? checkFactsFor(terms, market);
};

/** What every trade needs: the fee, and the rule that decides the market. */
function checkFacts({ slug, fee, rule }: Market): Refusal | undefined {
  if (fee === undefined) {
    return refuse(
      'fee_unknown',
      `the fee of ${slug} is not known: no trade. If you know it, say it, e.g. --fee 0.07`,
    );
  }
  if (rule === undefined) {
    return refuse('rule_unknown', `how ${slug} is decided is not known: no trade`);
  }
  return undefined;
}

/**
 * An order that may rest needs the minimum size. One that may take needs the taker delay: only a
 * post-only order is sure not to be held back.
 */
function checkFactsFor(terms: OrderTerms, market: Market): Refusal | undefined {
  const { slug, minimumSize, takerDelayMs } = market;
  if (minimumSize === undefined && !isImmediate(terms)) {
    return refuse(
      'minimum_size_unknown',
      `the smallest order that may rest in ${slug} is not known: only orders that do not rest. ` +
        'If you know it, say it, e.g. --minimum-size 5',
    );
  }
  if (takerDelayMs === undefined && !terms.postOnly) {
    return refuse(
      'taker_delay_unknown',
      `how long ${slug} holds takers back is not known: only post-only orders. ` +
        'If you know it, say it, e.g. --taker-delay 250',
    );
  }
  return undefined;
}
