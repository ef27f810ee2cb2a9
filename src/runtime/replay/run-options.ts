import { ok, type Result, refuse } from '../../domain/result.ts';
import type { ParameterSpec } from '../../ports/strategy.ts';
import { asWritten } from '../../risk/risk-limits.ts';
import type { BacktestOptions, StrategyChoice } from '../backtest-options.ts';
import { byTodaysNames } from '../earlier-names.ts';
import { suggestion } from '../nearest-name.ts';
import type { OfferedStrategy } from '../strategies.ts';
import type { RunBegun } from './written-run.ts';

type Written = RunBegun['strategies'][number];

/**
 * The options of a past run with the strategies of today. Refuses `unknown_strategy`, and
 * `strategy_changed` where one does not take the parameters that it had.
 */
export function optionsOfRun(
  { strategies, choice, data }: RunBegun,
  offered: readonly OfferedStrategy[],
): Result<BacktestOptions> {
  const choices: StrategyChoice[] = [];
  for (const written of strategies) {
    const chosen = strategyOf(written, offered);
    if (!chosen.ok) return chosen;
    choices.push(chosen.value);
  }
  const limits = asWritten(choice.limits);
  return ok({ ...choice, limits, data, charts: 0, strategies: choices });
}

function strategyOf(
  { name, parameters: written, memory }: Written,
  offered: readonly OfferedStrategy[],
): Result<StrategyChoice> {
  const found = offered.find(({ definition }) => definition.name === name);
  if (found === undefined) {
    const names = offered.map(({ definition }) => definition.name);
    return refuse('unknown_strategy', `there is no strategy "${name}"${suggestion(name, names)}`);
  }
  const { definition } = found;
  const parameters = byTodaysNames(definition, written);
  const had = Object.keys(parameters).sort();
  const has = Object.keys(definition.parameters).sort();
  const changed = (parameter: string) =>
    refuse('strategy_changed', `strategy "${name}" has changed: its parameter "${parameter}"`);
  for (const parameter of new Set([...had, ...has])) {
    const [value, spec] = [parameters[parameter], definition.parameters[parameter]];
    if (value === undefined || spec === undefined || !fits(value, spec)) return changed(parameter);
  }
  return memory === undefined
    ? ok({ name, definition, parameters })
    : remembering({ name, definition, parameters, memory });
}

/** What it had learned must still be read as it was. */
function remembering(choice: StrategyChoice & { readonly memory: string }): Result<StrategyChoice> {
  const { name, definition, memory } = choice;
  const facts = definition.readMemory?.(memory);
  if (facts?.ok === true) return ok(choice);
  const why = facts?.message ?? 'it does not learn any more';
  return refuse('strategy_changed', `strategy "${name}" has changed, its memory is lost: ${why}`);
}

function fits(value: number | string, spec: ParameterSpec): boolean {
  if (spec.kind === 'choice') return typeof value === 'string' && spec.choices.includes(value);
  return typeof value === 'number';
}
