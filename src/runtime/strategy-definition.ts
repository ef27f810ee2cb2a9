import { ok, type Result, refuse } from '../domain/result.ts';
import type { ParameterSpec, StrategyDefinition } from '../ports/strategy.ts';
import { parseParameters } from './parameters.ts';

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const PARAMETER = /^[a-z][A-Za-z0-9]*$/;
const KINDS = ['price', 'shares', 'usd', 'number', 'integer', 'choice'];

/** Checks what a user's module offers as a strategy. Refuses bad_strategy, saying what is amiss. */
export function checkDefinition(offered: unknown): Result<StrategyDefinition> {
  if (!isRecord(offered)) return bad('it is no object');
  const { name, summary, parameters, create, readMemory, earlierNames } = offered;
  if (typeof name !== 'string' || !NAME.test(name)) {
    return bad('its name is not lower-case words joined by "-"');
  }
  if (typeof summary !== 'string') return bad(`${name} has no summary (a line of text)`);
  if (typeof create !== 'function') return bad(`${name} has no function create`);
  if (readMemory !== undefined && typeof readMemory !== 'function') {
    return bad(`readMemory of ${name} is no function`);
  }
  if (!isRecord(parameters)) return bad(`${name} has no parameters ({} for none)`);
  if (earlierNames !== undefined && !isTexts(earlierNames)) {
    return bad(`earlierNames of ${name} do not give a text for each name`);
  }
  for (const [parameter, spec] of Object.entries(parameters)) {
    const fault = PARAMETER.test(parameter) ? specFault(spec) : 'is no camelCase name';
    if (fault !== undefined) return bad(`parameter "${parameter}" of ${name} ${fault}`);
  }
  const defaults = parseParameters(parameters as Record<string, ParameterSpec>, {});
  if (!defaults.ok) return bad(`${name}: ${defaults.message}`);
  return ok(offered as StrategyDefinition);
}

function specFault(spec: unknown): string | undefined {
  if (!isRecord(spec)) return 'is no object';
  if (!KINDS.includes(spec.kind as string)) return `has none of the kinds ${KINDS.join(', ')}`;
  if (typeof spec.summary !== 'string') return 'has no summary (a line of text)';
  const numeric = spec.kind === 'number' || spec.kind === 'integer';
  if (typeof spec.default !== (numeric ? 'number' : 'string')) {
    return `needs its default as ${numeric ? 'a number' : 'text'}`;
  }
  if (spec.kind === 'choice' && !Array.isArray(spec.choices)) return 'has no list of choices';
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every((one) => typeof one === 'string');
}

function bad(why: string) {
  return refuse('bad_strategy', `this is no strategy definition: ${why}`);
}
