import type { StrategyDefinition } from '../ports/strategy.ts';

type Named = Pick<StrategyDefinition, 'name' | 'earlierNames'>;

/** What it is called now; a name that was never another is itself. */
export function todaysName({ earlierNames = {} }: Named, name: string): string {
  return Object.entries(earlierNames).find(([, earlier]) => earlier === name)?.[0] ?? name;
}

/**
 * Values of a strategy's parameters by today's names. What stands there by both names keeps the
 * earlier one, which no strategy knows: nobody can say which of the two was meant.
 */
export function byTodaysNames<T>(
  definition: Named,
  values: Readonly<Record<string, T>>,
): Record<string, T> {
  const named = Object.entries(values).map(([name, value]) => {
    const today = todaysName(definition, name);
    return [Object.hasOwn(values, today) ? name : today, value];
  });
  return Object.fromEntries(named);
}

/** A configuration or settings, whatever else they hold, with the parameters by today's names. */
export function withTodaysNames<T>(written: T, strategies: readonly Named[]): T {
  if (!isRecord(written) || !isRecord(written.parameters)) return written;
  const parameters = { ...written.parameters };
  for (const definition of strategies) {
    const texts = Object.hasOwn(parameters, definition.name) && parameters[definition.name];
    if (isRecord(texts)) parameters[definition.name] = byTodaysNames(definition, texts);
  }
  return { ...written, parameters };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
