import { z } from 'zod';
import { ok, type Result } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import { binanceSymbol, FUTURES, feedOf } from './binance-symbol.ts';
import type { MarkPriced } from './feed-event.ts';
import { readFigure, readFigures } from './figure.ts';
import { millis, readJson, readShape } from './shape.ts';

// <symbol>@markPrice@1s: a real frame has been seen. GET /fapi/v1/premiumIndex: as documented
// (developers.binance.com, derivatives, read 2026-11). Delivery futures have no funding: an empty
// text and time 0, which is refused here.
const frame = z.object({
  e: z.literal('markPriceUpdate'),
  E: millis,
  s: binanceSymbol,
  p: z.string(),
  i: z.string(),
  r: z.string(),
  T: millis,
});
const answer = z.object({
  symbol: binanceSymbol,
  markPrice: z.string(),
  indexPrice: z.string(),
  lastFundingRate: z.string(),
  nextFundingTime: millis,
  time: millis,
});

export function readMark(value: unknown): Result<MarkPriced> {
  const shaped = readShape(frame, value, 'markPriceUpdate');
  if (!shaped.ok) return shaped;
  const { E, s, p, i, r, T } = shaped.value;
  return markOf({ symbol: s, mark: p, index: i, rate: r, fundingAt: T, at: E });
}

/** The answer of the REST service for one symbol. */
export function readPremiumIndex(text: string): Result<readonly MarkPriced[]> {
  const json = readJson(text);
  if (!json.ok) return json;
  const shaped = readShape(answer, json.value, 'premiumIndex');
  if (!shaped.ok) return shaped;
  const { symbol, markPrice, indexPrice, lastFundingRate, nextFundingTime, time } = shaped.value;
  const mark = markOf({
    symbol,
    mark: markPrice,
    index: indexPrice,
    rate: lastFundingRate,
    fundingAt: nextFundingTime,
    at: time,
  });
  return mark.ok ? ok([mark.value]) : mark;
}

type MarkText = Readonly<Record<'symbol' | 'mark' | 'index' | 'rate', string>> & {
  readonly fundingAt: Timestamp;
  readonly at: Timestamp;
};

function markOf({ symbol, mark, index, rate, fundingAt, at }: MarkText): Result<MarkPriced> {
  const prices = readFigures({ mark, index }, 'price');
  if (!prices.ok) return prices;
  const funding = readFigure(rate, 'rate');
  if (!funding.ok) return funding;
  const told = { feed: feedOf(FUTURES, symbol), tsEvent: at, tsSent: at };
  return ok({ kind: 'MarkPriced', ...told, ...prices.value, funding: funding.value, fundingAt });
}
