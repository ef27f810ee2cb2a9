import { z } from 'zod';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';
import type { VolatilityTold } from './feed-event.ts';
import { readFigures } from './figure.ts';
import { readJsonNumbers } from './number-text.ts';
import { readShape } from './shape.ts';

// GET /public/get_volatility_index_data as documented (docs.deribit.com, read 2026-11); never seen
// live. Rows of [ms, open, high, low, close]; that they are percent a year is how the index is
// quoted, though the documented example shows fractions.
const time = z.string().regex(/^\d{13}$/);
const row = z.tuple([time, z.string(), z.string(), z.string(), z.string()]);
const answer = z.object({ result: z.object({ data: z.array(row).max(10_000) }) });

/** deribit/btc-dvol for BTC. */
export function volatilityFeed(currency: string): string {
  return `deribit/${currency.toLowerCase()}-dvol`;
}

/** The newest candle of the index of a currency ("BTC"); none where there is none. */
export function readVolatilityIndex(
  text: string,
  currency: string,
): Result<readonly VolatilityTold[]> {
  const json = readJsonNumbers(text);
  if (!json.ok) return json;
  const shaped = readShape(answer, json.value, 'volatility index');
  if (!shaped.ok) return shaped;
  const newest = shaped.value.result.data.reduce<z.output<typeof row> | undefined>(
    (best, one) => (best === undefined || Number(one[0]) > Number(best[0]) ? one : best),
    undefined,
  );
  if (newest === undefined) return ok([]);
  const [at, open, high, low, close] = newest;
  const prices = readFigures({ open, high, low, close }, 'price');
  if (!prices.ok) return prices;
  if (prices.value.low.value > prices.value.high.value) {
    return refuse('not_a_candle', `low ${low} above high ${high}`);
  }
  const tsEvent = (Number(at) * MICROS_PER_MS) as Timestamp;
  const told = { feed: volatilityFeed(currency), tsEvent, tsSent: undefined };
  return ok([{ kind: 'VolatilityTold', ...told, ...prices.value }]);
}
