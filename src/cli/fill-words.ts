import { formatDecimal, MICROS_PER_MS } from '../domain/units.ts';
import type { FillNews } from '../runtime/live/fill-news.ts';
import { plain } from './output/plain.ts';

/** A fill in a line. */
export function fillInWords(news: FillNews): string {
  const { market, label, strategyName, fill, provenance } = news;
  const what = `${fill.side} ${formatDecimal(fill.size)} ${label ?? '?'}`;
  const fee = fill.fee === 0 ? '' : `, fee ${formatDecimal(fill.fee)}`;
  const how = `at ${formatDecimal(fill.price)} (${fill.liquidity}${fee})`;
  const badge = provenance === 'simulated' ? 'SIMULATED ' : '';
  return `${badge}FILL ${market} ${strategyName ?? 'nobody'}: ${what} ${how}`;
}

/** A fill of a desk that was asked: with its time, and what the chain has made of it. */
export function fillInLine(news: FillNews): string {
  const at = new Date(news.at / MICROS_PER_MS).toISOString().slice(11, 19);
  return plain(`${at}  ${fillInWords(news)}  ${news.fill.settlement}`);
}
