import { marketOf } from '../domain/ids.ts';
import { breakInWords } from '../domain/market-break.ts';
import { refuse } from '../domain/result.ts';
import { utcTime } from '../domain/utc-time.ts';
import type { Check } from './check.ts';

/** Nothing is bought for a while where too much went wrong in a row. Sales pass. */
export const checkNotPaused: Check = ({ terms }, view) => {
  if (terms.side === 'sell') return undefined;
  const market = marketOf(terms.token);
  const found = view.breakIn(market);
  if (found === undefined) return undefined;
  const slug = view.markets[market]?.slug ?? `market ${market}`;
  return refuse(
    found.code,
    `${breakInWords(found)} in ${slug}: nothing is bought there until ${utcTime(found.until)}`,
  );
};
