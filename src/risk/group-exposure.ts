import type { Account } from '../domain/account.ts';
import { type MarketIndex, marketOf } from '../domain/ids.ts';
import type { Market } from '../domain/market.ts';
import { refuse } from '../domain/result.ts';
import { formatDecimal, type Usd } from '../domain/units.ts';
import type { Check } from './check.ts';
import { lossMove, type MarketLoss, worstOf } from './market-loss.ts';
import { type Cap, capOf } from './risk-limits.ts';
import { unknownInWords } from './unknown-part.ts';

/**
 * What the account can lose over the markets of one group, whichever of them wins. A market whose
 * group is not known counts alone, which {@link limitMarketExposure} does already.
 */
export function limitGroupExposure(maxGroupExposure: Cap<Usd>): Check {
  const most = capOf(maxGroupExposure);
  if (most === Number.POSITIVE_INFINITY) return () => undefined;
  return ({ terms }, view, account) => {
    const index = marketOf(terms.token);
    const market = view.markets[index];
    if (market?.group === undefined) return undefined;
    const others = lossesBeside(index, market, view.markets, account);
    const { before, after } = lossMove(terms, account, view);
    const unlisted = account.unlisted.ofGroup(market.group);
    const listed = groupLoss([...others, after], market);
    const loss = listed + unlisted.all;
    if (loss <= most || listed <= groupLoss([...others, before], market)) return undefined;
    return refuse(
      'group_exposure_too_large',
      `the group of ${market.slug} could lose ${formatDecimal(loss)} dollars, ` +
        `maxGroupExposure is ${formatDecimal(most)}${unknownInWords(unlisted, 'group')}`,
    );
  };
}

/** What the group of a market may lose now, with what is not listed yet; 0: it has none. */
export function groupExposure(
  index: MarketIndex,
  markets: readonly Market[],
  account: Account,
): number {
  const market = markets[index];
  if (market?.group === undefined) return 0;
  const listed = groupLoss(lossesBeside(undefined, market, markets, account), market);
  return listed + account.unlisted.ofGroup(market.group).all;
}

function lossesBeside(
  index: MarketIndex | undefined,
  { group }: Market,
  markets: readonly Market[],
  account: Account,
): MarketLoss[] {
  const losses: MarketLoss[] = [];
  for (const other of account.activeMarkets) {
    if (other === index || markets[other]?.group !== group) continue;
    losses.push([account.lossIf(other, 0), account.lossIf(other, 1)]);
  }
  return losses;
}

/**
 * Of negative risk at most one market of the group ends with its first outcome, Yes; it may be none
 * of those that we know. Elsewhere every market may end worst.
 */
function groupLoss(losses: readonly MarketLoss[], { negativeRisk }: Market): number {
  if (negativeRisk !== true) return losses.reduce((sum, loss) => sum + worstOf(loss), 0);
  let ifNone = 0;
  let dearest = 0;
  // What some of them win may be paid and spent before the others are decided: it is not counted.
  for (const [first, second] of losses) {
    const [ifFirst, ifSecond] = [Math.max(0, first), Math.max(0, second)];
    ifNone += ifSecond;
    dearest = Math.max(dearest, ifFirst - ifSecond);
  }
  return ifNone + dearest;
}
