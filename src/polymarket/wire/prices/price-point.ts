import { roundDecimal } from '../../../domain/decimal.ts';
import { ok, type Result, refuse } from '../../../domain/result.ts';
import type { Timestamp } from '../../../domain/units.ts';
import type { ReferencePrint } from '../../../ports/venue-wire.ts';
import { names, object } from '../object.ts';
import { isRecord, leaf, mapped, type Parser, placed, rows } from '../parser.ts';
import { time } from '../values.ts';

const LONGEST = 80;

/** A decimal as sent, every digit of it. */
const decimalText: Parser<string> = leaf((value) => {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text === 'string' && text.length <= LONGEST) return ok(text);
  return refuse('not_a_decimal', `${typeof value} is no decimal`);
});

type Point = {
  readonly tsEvent: Timestamp;
  readonly value: string;
  readonly exact: string | undefined;
};

/** Of the payload that a point is part of, or is: read where they belong. */
const UNREAD = names('symbol source window_s window_seconds received_at is_carried_forward');

const point: Parser<Point> = object('price', UNREAD, (fields) => ({
  tsEvent: fields.vital('timestamp', time),
  value: fields.vital('value', decimalText),
  exact: fields.strict('full_accuracy_value', decimalText),
}));

/** Chainlink values carry 18 decimals as one integer, the others a decimal point. */
const CHAIN_DECIMALS = 18;
/** Two ways of writing one price may differ by the float's last digits, in units of 1e-6. */
const SAME_WITHIN = 2;

export type FeedFacts = {
  readonly feed: string;
  readonly tsSent: Timestamp | undefined;
  readonly history: boolean;
};

/** Fields of a point: for payloads that are one themselves, and leave them to it. */
export const POINT_FIELDS = names(`
  timestamp value full_accuracy_value window_s received_at is_carried_forward
`);

/** A payload's prices: a list of points under `data`, or the payload is the point. */
export function pricePrints(facts: FeedFacts): Parser<readonly ReferencePrint[]> {
  const print = pricePrint(facts);
  const many = rows(print);
  return (value, at, notes) => {
    if (!isRecord(value) || value.data === undefined) {
      return mapped(print, (one) => [one])(value, at, notes);
    }
    return many(value.data, `${at}.data`, notes);
  };
}

/**
 * A point of a price socket as a print of its feed. Rounded half to even to 1e-6 dollars; the text
 * keeps every digit. `value` is for display and may be rounded: it must agree as far as it goes.
 */
function pricePrint(facts: FeedFacts): Parser<ReferencePrint> {
  return (raw, at, notes) => {
    const read = point(raw, at, notes);
    if (!read.ok) return read;
    const print = printOf(read.value, facts);
    return print.ok ? print : placed(print, at);
  };
}

function printOf({ tsEvent, value, exact }: Point, facts: FeedFacts): Result<ReferencePrint> {
  const shown = roundDecimal(value, 'halfEven');
  if (!shown.ok) return shown;
  const text = exact ?? value;
  const onChain = exact !== undefined && !exact.includes('.');
  const units = roundDecimal(text, 'halfEven', onChain ? CHAIN_DECIMALS : 0);
  if (!units.ok) return units;
  if (Math.abs(units.value - shown.value) > Math.max(SAME_WITHIN, halfDigit(value))) {
    return refuse('values_disagree', `value ${value}, full accuracy ${text}`);
  }
  if (units.value <= 0) return refuse('not_a_price', `${text} is not above zero`);
  return ok({ ...facts, tsEvent, value: units.value, text });
}

/** Half of the last digit that a text shows, in units of 1e-6; below one unit for seven or more. */
function halfDigit(text: string): number {
  const point = text.indexOf('.');
  return 0.5 * 10 ** (6 - (point < 0 ? 0 : text.length - point - 1));
}
