import { ok, type Result, refuse } from '../../domain/result.ts';

type WithSource = (
  text: string,
  reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
) => unknown;

/**
 * JSON whose numbers come out as they were written, as plain decimal text, for services that send
 * prices as numbers: through a float the digits would be others. Slower than plain reading.
 */
export function readJsonNumbers(text: string): Result<unknown> {
  // The third argument is in V8 since 2023 and in no library of the compiler yet.
  const parse = JSON.parse as WithSource;
  try {
    return ok(
      parse(text, (_key, value, { source }) =>
        typeof value === 'number' && source !== undefined ? plainDecimal(source) : value,
      ),
    );
  } catch {
    return refuse('not_json', `answer of ${text.length} characters is not JSON`);
  }
}

const SCIENTIFIC = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d{1,2})$/;

/** 1.5e-3 as 0.0015; whatever is no such number comes back as it is. */
export function plainDecimal(source: string): string {
  const match = SCIENTIFIC.exec(source);
  if (match === null) return source;
  const [, sign = '', whole = '', fraction = '', power = '0'] = match;
  const shift = Number(power);
  if (shift >= 0) {
    const padded = fraction.padEnd(shift, '0');
    const rest = padded.slice(shift);
    return `${sign}${whole}${padded.slice(0, shift)}${rest === '' ? '' : `.${rest}`}`;
  }
  const digits = whole.padStart(1 - shift, '0');
  return `${sign}${digits.slice(0, shift)}.${digits.slice(shift)}${fraction}`;
}
