import { z } from 'zod';
import { roundDecimal } from '../../domain/decimal.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { ReferencePrint } from '../../ports/venue-wire.ts';
import { readTime } from './wire-time.ts';

// The real-time data socket's price frames (protocol notes §6.4), as recorded in April 2026.

const time = z.union([z.string(), z.number()]);
const decimal = z.union([z.string(), z.number()]).transform(String);
const point = z.object({
  timestamp: time,
  value: decimal,
  full_accuracy_value: z.string().optional(),
});
const symbol = z.string().regex(/^[a-z]{2,12}\/?[a-z]{0,6}$/i);
const shape = z.object({
  topic: z.enum(['crypto_prices', 'crypto_prices_chainlink']),
  timestamp: time.optional(),
  payload: z.union([
    point.extend({ symbol }),
    z.object({ symbol, data: z.array(point).max(10_000) }),
  ]),
});

/** Chainlink values carry 18 decimals as one integer, Binance values a decimal point. */
const CHAIN_DECIMALS = 18;
/** Two ways of writing one price may differ by the float's last digits, in units of 1e-6. */
const SAME_WITHIN = 2;

/**
 * A price frame as text to its prints. A new subscription is answered with the last minutes of
 * prices: those are marked as history. Values are rounded half to even to 1e-6 dollars; the text
 * keeps every digit. Refuses (never throws) what is not such a frame.
 */
export function readPriceFrame(text: string): Result<readonly ReferencePrint[]> {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return refuse('not_json', `frame of ${text.length} characters is not JSON`);
  }
  const parsed = shape.safeParse(frame);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const place = issue?.path.map(String).join('.') ?? '';
    return refuse('not_a_price_frame', `${place === '' ? 'frame' : place}: ${issue?.message}`);
  }
  const { topic, payload, timestamp } = parsed.data;
  const sent = timestamp === undefined ? undefined : readTime(timestamp);
  if (sent !== undefined && !sent.ok) return sent;
  const history = 'data' in payload;
  const points = history ? payload.data : [payload];
  const feed = feedOf(topic, payload.symbol);
  const prints: ReferencePrint[] = [];
  for (const entry of points) {
    const print = printOf(entry, feed, sent?.value, history);
    if (!print.ok) return print;
    prints.push(print.value);
  }
  return ok(prints);
}

/** The look-back of a Chainlink subscription arrives under the plain topic: the symbol tells. */
function feedOf(topic: string, symbol: string): string {
  const chainlink = topic === 'crypto_prices_chainlink' || symbol.includes('/');
  return `${chainlink ? 'chainlink' : 'binance'}/${symbol.replace('/', '').toLowerCase()}`;
}

function printOf(
  entry: z.output<typeof point>,
  feed: string,
  tsSent: Timestamp | undefined,
  history: boolean,
): Result<ReferencePrint> {
  const at = readTime(entry.timestamp);
  if (!at.ok) return at;
  const plain = roundDecimal(entry.value, 'halfEven');
  if (!plain.ok) return plain;
  const text = entry.full_accuracy_value ?? entry.value;
  const onChain = entry.full_accuracy_value !== undefined && !text.includes('.');
  const value = roundDecimal(text, 'halfEven', onChain ? CHAIN_DECIMALS : 0);
  if (!value.ok) return value;
  if (Math.abs(value.value - plain.value) > SAME_WITHIN) {
    return refuse('values_disagree', `${feed}: value ${entry.value}, full accuracy ${text}`);
  }
  if (value.value <= 0) return refuse('not_a_price', `${feed}: ${text} is not above zero`);
  return ok({ feed, tsEvent: at.value, tsSent, value: value.value, text, history });
}
