import { roundDecimal } from '../../domain/decimal.ts';
import {
  parseConditionId,
  parseTokenId,
  parseVenueOrderId,
  parseVenueTradeId,
} from '../../domain/ids.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Side } from '../../domain/side.ts';
import { tickSize } from '../../domain/tick.ts';
import { type Price, SCALE, type Shares, type Usd } from '../../domain/units.ts';
import { levelPriceOf, sizeOf, unitsOf } from './levels.ts';
import { leaf, type Parser } from './parser.ts';
import { readDate, readMoment, readTime } from './wire-time.ts';

// The vocabulary of fields: each wire value that several messages share, read into a domain value.

const LONGEST_ID = 100;
const LONGEST_TEXT = 1_000;
const LONGEST_PROSE = 100_000;

function textUpTo(most: number): Parser<string> {
  return leaf((value) => {
    if (typeof value !== 'string') return refuse('not_a_text', `${typeof value} is no text`);
    return value.length <= most ? ok(value) : refuse('too_long', `text of ${value.length}`);
  });
}

/** A name, a label, a title. */
export const text = textUpTo(LONGEST_TEXT);
/** A description. */
export const prose = textUpTo(LONGEST_PROSE);

/** The domain checks the form; what is too long for any id is cut, but not to the longest one. */
function id<T>(parse: (text: string) => Result<T>): Parser<T> {
  return leaf((value) => parse(typeof value === 'string' ? value.slice(0, LONGEST_ID + 1) : ''));
}

export const token = id(parseTokenId);
export const condition = id(parseConditionId);
export const orderId = id(parseVenueOrderId);
export const tradeId = id(parseVenueTradeId);

/** An account or contract on chain, in lower case. */
export type Address = `0x${string}`;
/** Hash of a transaction on chain, in lower case. */
export type TransactionHash = `0x${string}`;

function hex<T extends string>(digits: number, code: string): Parser<T> {
  const form = new RegExp(`^0x[0-9a-f]{${digits}}$`);
  return id((value) => {
    const lower = value.toLowerCase();
    return form.test(lower)
      ? ok(lower as T)
      : refuse(code, `"${value}" is not 0x and ${digits} hex digits`);
  });
}

export const address = hex<Address>(40, 'bad_address');
export const transactionHash = hex<TransactionHash>(64, 'bad_transaction_hash');
/** The oracle's id of a market's question. */
export const questionId = hex<`0x${string}`>(64, 'bad_question_id');

/** The venue's own row numbers come as text or as numbers. */
export const rowId: Parser<string> = leaf((value) => {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return ok(String(value));
  if (typeof value === 'string' && /^[\w-]{1,100}$/.test(value)) return ok(value);
  return refuse('bad_id', `${typeof value} is no id`);
});

export const flag: Parser<boolean> = leaf((value) => {
  if (value === true || value === 'true') return ok(true);
  if (value === false || value === 'false') return ok(false);
  return refuse('not_a_flag', `${typeof value} is neither true nor false`);
});

/** A whole number, zero or more. */
export const count: Parser<number> = leaf((value) => {
  const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0) return ok(number);
  return refuse('not_a_count', `${typeof value} is no whole number from 0`);
});

/** The price of a resting order: inside of (0, 1). */
export const levelPrice: Parser<Price> = exact(levelPriceOf);
export const size: Parser<Shares> = exact(sizeOf);
/** Dollars to the last unit; may be negative. */
export const dollars = exact(unitsOf) as Parser<Usd>;

function exact<T extends number>(read: (value: unknown) => T | ReturnType<typeof refuse>) {
  return leaf<T>((value) => {
    const units = read(value);
    return typeof units === 'number' ? ok(units) : units;
  });
}

/** A price with the ends of the scale: of a trade, of an outcome, of an empty side. */
export const price: Parser<Price> = leaf((value) => priceOf(unitsResult(value)));

/**
 * Numbers that the venue computed (averages, volumes, marks) have more digits than money: rounded
 * half to even to 1e-6. Never for an amount that must balance.
 */
export const rounded: Parser<number> = leaf(roundedUnits);
export const roundedUsd = rounded as Parser<Usd>;
export const roundedPrice: Parser<Price> = leaf((value) => priceOf(roundedUnits(value)));
export const roundedShares: Parser<Shares> = leaf((value) => {
  const units = roundedUnits(value);
  if (!units.ok || units.value >= 0) return units as Result<Shares>;
  return refuse('negative_size', 'size is negative');
});

function unitsResult(value: unknown): Result<number> {
  const units = unitsOf(value);
  return typeof units === 'number' ? ok(units) : units;
}

function priceOf(units: Result<number>): Result<Price> {
  if (!units.ok || (units.value >= 0 && units.value <= SCALE)) return units as Result<Price>;
  return refuse('price_out_of_range', `price ${units.value / SCALE} is outside [0, 1]`);
}

function roundedUnits(value: unknown): Result<number> {
  if (typeof value === 'string') return roundDecimal(value, 'halfEven');
  if (typeof value !== 'number') return refuse('not_a_decimal', `${typeof value} is no decimal`);
  const plain = String(value);
  // Floats below 1e-6 print with an exponent.
  return roundDecimal(plain.includes('e-') ? value.toFixed(20) : plain, 'halfEven');
}

/** An integer amount in units of 1e-6, as on chain: never with a decimal point. */
export const chainUnits: Parser<number> = leaf((value) => {
  const whole = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  if (typeof whole === 'number' && Number.isSafeInteger(whole) && whole >= 0) return ok(whole);
  return refuse('not_chain_units', 'not an integer amount in units of 1e-6');
});

/** A share of one, to parts per million: 0.07 is 70_000. */
export const partsPerMillion: Parser<number> = leaf((value) => {
  const units = unitsResult(value);
  if (!units.ok || (units.value >= 0 && units.value <= SCALE)) return units;
  return refuse('rate_out_of_range', `rate ${units.value / SCALE} is outside [0, 1]`);
});

export const tick = leaf((value) => {
  const units = unitsResult(value);
  return units.ok ? tickSize(units.value) : units;
});

/** Old recordings and SDK wrappers differ in case. */
export const side: Parser<Side> = leaf((value) => {
  const word = typeof value === 'string' ? value.slice(0, 8).toLowerCase() : value;
  if (word === 'buy' || word === 'sell') return ok(word);
  return refuse('bad_side', `side is neither buy nor sell`);
});

export const time = leaf(readTime);
export const date = leaf(readDate);
export const moment = leaf(readMoment);

/** A time for which "0" says that there is none. */
export const expiry = leaf((value) =>
  value === '0' || value === 0 ? ok(undefined) : readMoment(value),
);
