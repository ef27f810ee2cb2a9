import { z } from 'zod';
import { roundDecimal } from '../../domain/decimal.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { ReferencePrint } from '../../ports/venue-wire.ts';

const symbol = z.string().regex(/^[A-Z0-9]{2,12}-?[A-Z0-9]{0,8}$/);

/** Binance's combined stream `<symbol>@trade`; T is the time of the trade in ms. */
const binanceTrade = z.object({
  data: z.object({ e: z.literal('trade'), s: symbol, p: z.string(), T: z.number().int() }),
});
/** Coinbase's ticker channel: the price of the last match. */
const coinbaseTicker = z.object({
  type: z.literal('ticker'),
  product_id: symbol,
  price: z.string(),
  time: z.iso.datetime(),
});

/**
 * The price in a spot exchange's frame, dollars at 1e-6 half to even; undefined for frames and
 * sources that carry none (acknowledgements, other exchanges).
 */
export function spotPrint(source: string, payload: string): Result<ReferencePrint> | undefined {
  if (source !== 'binance' && source !== 'coinbase') return undefined;
  let frame: unknown;
  try {
    frame = JSON.parse(payload);
  } catch {
    return refuse('not_json', `frame of ${payload.length} characters is not JSON`);
  }
  if (source === 'binance') {
    const trade = binanceTrade.safeParse(frame);
    if (!trade.success) return undefined;
    const { s, p, T } = trade.data.data;
    return print(`binance/${s.toLowerCase()}`, T * 1_000, p);
  }
  const ticker = coinbaseTicker.safeParse(frame);
  if (!ticker.success) return undefined;
  const { product_id, price, time } = ticker.data;
  return print(`coinbase/${product_id.replace('-', '').toLowerCase()}`, isoMicros(time), price);
}

function print(feed: string, at: number, text: string): Result<ReferencePrint> {
  const value = roundDecimal(text, 'halfEven');
  if (!value.ok) return value;
  if (value.value <= 0) return refuse('not_a_price', `${feed}: ${text} is not above zero`);
  const tsEvent = at as Timestamp;
  return ok({ feed, tsEvent, tsSent: undefined, value: value.value, text, history: false });
}

/** ISO text with up to six decimals to µs; Date keeps only three. */
function isoMicros(text: string): number {
  const [whole = '', rest = ''] = text.split('.');
  const fraction = rest.replace('Z', '');
  return (
    Date.parse(`${whole.replace('Z', '')}Z`) * 1_000 + Number(fraction.slice(0, 6).padEnd(6, '0'))
  );
}
