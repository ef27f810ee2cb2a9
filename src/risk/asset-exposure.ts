import type { Account } from '../domain/account.ts';
import { marketOf } from '../domain/ids.ts';
import { refuse } from '../domain/result.ts';
import { formatDecimal, type Usd } from '../domain/units.ts';
import type { View } from '../ports/view.ts';
import type { Check } from './check.ts';
import { lossMove, riseOf } from './market-loss.ts';
import { type Cap, capOf } from './risk-limits.ts';
import { unknownInWords } from './unknown-part.ts';

/**
 * What the account can lose over all markets of one asset, each of them at its worst: windows of
 * one asset tend to be lost together. A market that names no asset counts for none.
 */
export function limitAssetExposure(maxAssetExposure: Cap<Usd>): Check {
  const most = capOf(maxAssetExposure);
  if (most === Number.POSITIVE_INFINITY) return () => undefined;
  return ({ terms }, view, account) => {
    const asset = view.markets[marketOf(terms.token)]?.asset;
    if (asset === undefined) return undefined;
    const rise = riseOf(lossMove(terms, account, view));
    if (rise <= 0) return undefined;
    const unlisted = account.unlisted.ofAsset(asset);
    const loss = lossOf(asset, view, account) + unlisted.all + rise;
    if (loss <= most) return undefined;
    return refuse(
      'asset_exposure_too_large',
      `${asset} could lose ${formatDecimal(loss)} dollars, ` +
        `maxAssetExposure is ${formatDecimal(most)}${unknownInWords(unlisted, 'asset')}`,
    );
  };
}

function lossOf(asset: string, view: View, account: Account): number {
  let loss = 0;
  for (const market of account.activeMarkets) {
    if (view.markets[market]?.asset !== asset) continue;
    loss += Math.max(0, account.exposureIn(market));
  }
  return loss;
}
