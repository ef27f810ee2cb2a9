import { z } from 'zod';
import { ok, type Result } from '../../domain/result.ts';
import { binanceSymbol, FUTURES, feedOf } from './binance-symbol.ts';
import type { OpenInterestTold } from './feed-event.ts';
import { readFigure } from './figure.ts';
import { millis, readJson, readShape } from './shape.ts';

// GET /fapi/v1/openInterest as documented (developers.binance.com, derivatives, read 2026-11).
const answer = z.object({ symbol: binanceSymbol, openInterest: z.string(), time: millis });

export function readOpenInterest(text: string): Result<readonly OpenInterestTold[]> {
  const json = readJson(text);
  if (!json.ok) return json;
  const shaped = readShape(answer, json.value, 'openInterest');
  if (!shaped.ok) return shaped;
  const { symbol, openInterest, time } = shaped.value;
  const figure = readFigure(openInterest, 'size');
  if (!figure.ok) return figure;
  const told = { feed: feedOf(FUTURES, symbol), tsEvent: time, tsSent: undefined };
  return ok([{ kind: 'OpenInterestTold', ...told, openInterest: figure.value }]);
}
