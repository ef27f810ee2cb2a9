import { formatDecimal } from '../domain/units.ts';
import type { FillNews } from '../runtime/live/fill-news.ts';

/** A fill in a line. `names`: of the strategies, by index. */
export function fillInWords(
  { market, label, strategy, fill }: FillNews,
  names: readonly string[],
): string {
  const who = names[strategy ?? -1] ?? 'nobody';
  const what = `${fill.side} ${formatDecimal(fill.size)} ${label ?? '?'}`;
  const fee = fill.fee === 0 ? '' : `, fee ${formatDecimal(fill.fee)}`;
  return `FILL ${market} ${who}: ${what} at ${formatDecimal(fill.price)} (${fill.liquidity}${fee})`;
}
