import { ok, type Result, refuse } from '../domain/result.ts';
import { parsePrice, parseShares, parseUsd } from '../domain/units.ts';
import type { ParameterSpec, Parameters } from '../ports/strategy.ts';
import { suggestion } from './nearest-name.ts';

type Specs = Readonly<Record<string, ParameterSpec>>;

/**
 * A strategy's parameters from text, the rest by default. Prices, shares and dollars become units
 * of 1e-6. Refuses unknown_parameter and bad_parameter, naming the parameter.
 */
export function parseParameters(
  specs: Specs,
  texts: Readonly<Record<string, string>>,
): Result<Parameters> {
  const names = Object.keys(specs);
  for (const name of Object.keys(texts)) {
    if (Object.hasOwn(specs, name)) continue;
    const hint = suggestion(name, names);
    return refuse('unknown_parameter', `there is no parameter "${name}"${hint}`);
  }
  const values: Record<string, number | string> = {};
  for (const [name, spec] of Object.entries(specs)) {
    const text = Object.hasOwn(texts, name) ? texts[name] : undefined;
    const parsed = parseValue(spec, text ?? String(spec.default));
    if (!parsed.ok) {
      const by = text === undefined ? ' (its default)' : '';
      return refuse('bad_parameter', `parameter "${name}"${by}: ${parsed.message}`);
    }
    values[name] = parsed.value;
  }
  return ok(values);
}

function parseValue(spec: ParameterSpec, text: string): Result<number | string> {
  switch (spec.kind) {
    case 'price':
      return parsePrice(text);
    case 'shares':
      return parseShares(text);
    case 'usd':
      return parseUsd(text);
    case 'number':
    case 'integer':
      return parseNumber(spec, text);
    case 'choice':
      if (spec.choices.includes(text)) return ok(text);
      return refuse('bad_choice', `"${text}" is none of ${spec.choices.join(', ')}`);
  }
}

function parseNumber(
  spec: ParameterSpec & { readonly kind: 'number' | 'integer' },
  text: string,
): Result<number> {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  const whole = spec.kind === 'integer';
  if (!Number.isFinite(value) || (whole && !Number.isSafeInteger(value))) {
    return refuse('not_a_number', `"${text}" is not ${whole ? 'a whole number' : 'a number'}`);
  }
  if (spec.min !== undefined && value < spec.min) {
    return refuse('too_small', `${text} is below ${spec.min}, the least allowed`);
  }
  if (spec.max !== undefined && value > spec.max) {
    return refuse('too_large', `${text} is above ${spec.max}, the most allowed`);
  }
  return ok(value === 0 ? 0 : value);
}
