import { marketOf } from '../domain/ids.ts';
import { refuse } from '../domain/result.ts';
import { MICROS_PER_SECOND } from '../domain/units.ts';
import type { Check } from './check.ts';

/** Nothing is bought for a while where too much went wrong in a row. Sales pass. */
export const checkNotPaused: Check = ({ terms }, view) => {
  if (terms.side === 'sell') return undefined;
  const market = marketOf(terms.token);
  const found = view.breakIn(market);
  if (found === undefined) return undefined;
  const { code, count, until } = found;
  const left = (until - view.now) / MICROS_PER_SECOND;
  const slug = view.markets[market]?.slug ?? `market ${market}`;
  return refuse(
    code,
    `${count} ${code} in a row in ${slug}: nothing is bought there for ${left} s`,
  );
};
