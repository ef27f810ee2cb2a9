import { ok, type Result, refuse } from '../domain/result.ts';
import type { StrategyDefinition } from '../ports/strategy.ts';
import { STRATEGIES } from '../strategies/registry.ts';
import type { StrategyChoice } from './backtest-options.ts';
import { suggestion } from './nearest-name.ts';
import { parseParameters } from './parameters.ts';

export type OfferedStrategy = {
  readonly definition: StrategyDefinition;
  /** Named in the user's configuration file. */
  readonly isOwn: boolean;
};

/** The shipped strategies and the user's own. Refuses strategy_name_taken. */
export function offerStrategies(
  own: readonly StrategyDefinition[],
): Result<readonly OfferedStrategy[]> {
  const offered: OfferedStrategy[] = STRATEGIES.map((definition) => ({ definition, isOwn: false }));
  for (const definition of own) {
    const { name } = definition;
    if (offered.some((other) => other.definition.name === name)) {
      return refuse('strategy_name_taken', `there are two strategies named "${name}": rename one`);
    }
    offered.push({ definition, isOwn: true });
  }
  return ok(offered);
}

/**
 * One strategy by name with its parameters from text. Refuses unknown_strategy and what
 * parseParameters refuses, naming what it is about.
 */
export function chooseStrategy(
  offered: readonly OfferedStrategy[],
  name: string,
  texts: Readonly<Record<string, string>>,
): Result<StrategyChoice> {
  const found = offered.find(({ definition }) => definition.name === name);
  if (found === undefined) {
    const names = offered.map(({ definition }) => definition.name);
    return refuse('unknown_strategy', `there is no strategy "${name}"${suggestion(name, names)}`);
  }
  const { definition } = found;
  const parameters = parseParameters(definition.parameters, texts);
  if (!parameters.ok) {
    return refuse(parameters.code, `strategy "${name}": ${parameters.message}`);
  }
  return ok({ name, definition, parameters: parameters.value });
}
