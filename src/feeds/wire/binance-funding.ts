import { z } from 'zod';
import { ok, type Result } from '../../domain/result.ts';
import { binanceSymbol, FUTURES, feedOf } from './binance-symbol.ts';
import type { FundingPaid } from './feed-event.ts';
import { readFigure } from './figure.ts';
import { millis, readJson, readShape } from './shape.ts';

// GET /fapi/v1/fundingRate as documented (developers.binance.com, derivatives, read 2026-11).
const answer = z
  .array(z.object({ symbol: binanceSymbol, fundingRate: z.string(), fundingTime: millis }))
  .max(1_000);

/** What was paid, oldest first. */
export function readFunding(text: string): Result<readonly FundingPaid[]> {
  const json = readJson(text);
  if (!json.ok) return json;
  const shaped = readShape(answer, json.value, 'fundingRate');
  if (!shaped.ok) return shaped;
  const paid: FundingPaid[] = [];
  for (const { symbol, fundingRate, fundingTime } of shaped.value) {
    const rate = readFigure(fundingRate, 'rate');
    if (!rate.ok) return rate;
    const told = { feed: feedOf(FUTURES, symbol), tsEvent: fundingTime, tsSent: undefined };
    paid.push({ kind: 'FundingPaid', ...told, rate: rate.value });
  }
  return ok(paid.sort((a, b) => a.tsEvent - b.tsEvent));
}
