import { z } from 'zod';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { MICROS_PER_MS, mulDivWide, SCALE, type Timestamp } from '../../domain/units.ts';
import type { OptionsSummarized, PutCall } from './feed-event.ts';
import { readFigure } from './figure.ts';
import { readJsonNumbers } from './number-text.ts';
import { readShape } from './shape.ts';

// GET /public/get_book_summary_by_currency?kind=option as documented (docs.deribit.com, read
// 2026-11); never seen live. Numbers are JSON numbers, here as text.
const answer = z.object({ result: z.array(z.unknown()).max(50_000) });
const option = z.object({
  instrument_name: z.string(),
  open_interest: z.string(),
  volume: z.string().nullish(),
  mark_iv: z.string().nullish(),
  creation_timestamp: z.string().regex(/^\d{13}$/),
});

/** BTC-27MAR26-100000-C; strikes may have a fraction (1d5), linear ones a second currency. */
const NAME = /^([A-Z]{2,10})(?:_[A-Z]{3,5})?-\d{1,2}[A-Z]{3}\d{2}-\d+(?:d\d+)?-([CP])$/;

/** With a larger part unread the sums would be about something else. */
const UNREAD_PERCENT_MOST = 5;

type Option = {
  readonly isPut: boolean;
  readonly openInterest: number;
  readonly volume: number;
  readonly markVolatility: number | undefined;
  readonly at: Timestamp;
};

/** deribit/btc for BTC. */
export function deribitFeed(currency: string): string {
  return `deribit/${currency.toLowerCase()}`;
}

/** All options of one currency ("BTC") as sums; those that cannot be read are counted. */
export function readOptionSummary(
  text: string,
  currency: string,
): Result<readonly OptionsSummarized[]> {
  const json = readJsonNumbers(text);
  if (!json.ok) return json;
  const shaped = readShape(answer, json.value, 'book summary');
  if (!shaped.ok) return shaped;
  const all = shaped.value.result.map((entry) => readOption(entry, currency));
  const options = all.filter((one) => one !== undefined);
  const unread = all.length - options.length;
  if (options.length === 0) return refuse('no_options', `none of ${all.length} can be read`);
  if (unread * 100 > all.length * UNREAD_PERCENT_MOST) {
    return refuse('too_many_unread', `${unread} of ${all.length} options cannot be read`);
  }
  return ok([
    {
      kind: 'OptionsSummarized',
      feed: deribitFeed(currency),
      tsEvent: Math.max(...options.map(({ at }) => at)) as Timestamp,
      tsSent: undefined,
      options: options.length,
      unread,
      openInterest: putCall(options, 'openInterest'),
      volume: putCall(options, 'volume'),
      markVolatility: meanVolatility(options),
    },
  ]);
}

function readOption(entry: unknown, currency: string): Option | undefined {
  const parsed = option.safeParse(entry);
  if (!parsed.success) return undefined;
  const { instrument_name, open_interest, volume, mark_iv, creation_timestamp } = parsed.data;
  const [, base, kind] = NAME.exec(instrument_name) ?? [];
  const interest = readFigure(open_interest, 'size');
  const traded = readFigure(volume ?? '0', 'size');
  const volatility = mark_iv == null ? undefined : readFigure(mark_iv, 'size');
  if (base !== currency || !interest.ok || !traded.ok || volatility?.ok === false) return undefined;
  return {
    isPut: kind === 'P',
    openInterest: interest.value.value,
    volume: traded.value.value,
    markVolatility: volatility?.value.value,
    at: (Number(creation_timestamp) * MICROS_PER_MS) as Timestamp,
  };
}

function putCall(options: readonly Option[], what: 'openInterest' | 'volume'): PutCall {
  let puts = 0;
  let calls = 0;
  for (const option of options) {
    if (option.isPut) puts += option[what];
    else calls += option[what];
  }
  const ratio = calls === 0 ? undefined : quotient(BigInt(puts) * BigInt(SCALE), calls);
  return { puts, calls, ratio };
}

function meanVolatility(options: readonly Option[]): number | undefined {
  let sum = 0n;
  let weight = 0;
  for (const { markVolatility, openInterest } of options) {
    if (markVolatility === undefined) continue;
    sum += BigInt(markVolatility) * BigInt(openInterest);
    weight += openInterest;
  }
  return weight === 0 ? undefined : quotient(sum, weight);
}

/** Undefined: beyond what an integer holds, so nothing that anybody can use. */
function quotient(sum: bigint, divisor: number): number | undefined {
  if (sum / BigInt(divisor) >= Number.MAX_SAFE_INTEGER) return undefined;
  return mulDivWide(sum, BigInt(divisor), 'halfEven');
}
