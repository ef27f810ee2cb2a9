import { roundDecimal, scanDecimal } from '../../domain/decimal.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { parseDecimal, type Rounding } from '../../domain/units.ts';

/** A number as an integer at 1e-6, and as it was sent, with every digit. */
export type Figure = { readonly value: number; readonly text: string };

/**
 * What a figure is, and so how it is read: a price is above zero and rounds half to even; a size
 * is not negative and rounds up, so that what is there never becomes nothing; a rate may have any
 * sign and rounds half to even.
 */
export type FigureKind = 'price' | 'size' | 'rate';

/** Decimal text to a figure; refuses what is no decimal, does not fit, or has the wrong sign. */
export function readFigure(text: string, kind: FigureKind): Result<Figure> {
  const value = unitsOf(text, kind === 'size' ? 'up' : 'halfEven');
  if (!value.ok) return value;
  if (kind === 'price' && value.value <= 0) {
    return refuse('not_a_price', `${text} is not above zero`);
  }
  if (kind === 'size' && value.value < 0) return refuse('negative_size', `${text} is negative`);
  return ok({ value: value.value, text });
}

/** Several of one kind by name; the refusal of the first that is wrong names it. */
export function readFigures<K extends string>(
  texts: Readonly<Record<K, string>>,
  kind: FigureKind,
): Result<Readonly<Record<K, Figure>>> {
  const figures: Partial<Record<K, Figure>> = {};
  for (const name of Object.keys(texts) as K[]) {
    const figure = readFigure(texts[name], kind);
    if (!figure.ok) return refuse(figure.code, `${name}: ${figure.message}`);
    figures[name] = figure.value;
  }
  return ok(figures as Record<K, Figure>);
}

/** No exchange writes longer numbers; a refusal must not quote megabytes. */
const LONGEST = 80;

/** Decimal text to an integer at 1e-6, rounded once. */
export function unitsOf(text: string, rounding: Rounding): Result<number> {
  if (text.length > LONGEST) return tooLong(text);
  const quick = quickUnits(text);
  return Number.isNaN(quick) ? roundDecimal(text, rounding) : ok(quick);
}

/** The same where a rounded number would be another thing: refuses digits beyond 1e-6. */
export function exactUnitsOf(text: string): Result<number> {
  if (text.length > LONGEST) return tooLong(text);
  const quick = quickUnits(text);
  return Number.isNaN(quick) ? parseDecimal(text) : ok(quick);
}

function tooLong(text: string): Result<number> {
  return refuse('too_large', `${text.length} digits are too many`);
}

/** NaN: ask the slow way. Exchanges pad with zeros to eight decimals; the quick way takes six. */
function quickUnits(text: string): number {
  return scanDecimal(withoutPadding(text));
}

function withoutPadding(text: string): string {
  if (!text.includes('.')) return text;
  let end = text.length;
  while (text.charCodeAt(end - 1) === 48) end--;
  return end === text.length ? text : text.slice(0, end);
}
