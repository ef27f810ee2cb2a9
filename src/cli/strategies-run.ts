import { plain, table } from '../report/text/table.ts';
import type { OfferedStrategy } from '../runtime/strategies.ts';
import { CommandFailure, EXIT } from './failure.ts';
import { type Output, openOutput } from './output/output.ts';
import { readSettings } from './settings.ts';
import type { StrategiesOptions } from './strategies.ts';

type Specs = OfferedStrategy['definition']['parameters'];
type Spec = Specs[string];

export async function runStrategies(
  names: readonly string[],
  options: StrategiesOptions,
): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const { strategies: offered } = await readSettings(options.config);
  const wanted = names.length === 0 ? offered : names.map((name) => pick(offered, name));
  if (options.json === true) output.machine(wanted.map(strategyJson));
  else output.say(wanted.map((strategy) => describe(strategy, output)).join('\n\n'));
}

function pick(offered: readonly OfferedStrategy[], name: string): OfferedStrategy {
  const found = offered.find(({ definition }) => definition.name === name);
  if (found !== undefined) return found;
  const known = `There are: ${offered.map(({ definition }) => definition.name).join(', ')}.`;
  throw new CommandFailure(EXIT.usage, `there is no strategy "${name}"`, known);
}

function describe({ definition, isOwn }: OfferedStrategy, { paint }: Output): string {
  const title = `${paint.strong(plain(definition.name))}${isOwn ? ' (yours)' : ''}`;
  const summary = `  ${plain(definition.summary, 200)}`;
  const rows = Object.entries(definition.parameters).map(([name, spec]) => [
    `    ${plain(name)}`,
    plain(String(spec.default)),
    kindText(spec),
    plain(spec.summary, 200),
  ]);
  if (rows.length === 0) return `${title}\n${summary}\n    no parameters`;
  const columns = [
    { heading: '    parameter', align: 'left' as const },
    { heading: 'default', align: 'right' as const },
    { heading: 'kind', align: 'left' as const },
    { heading: '', align: 'left' as const },
  ];
  const [heading = '', ...lines] = table(columns, rows);
  return [title, summary, paint.quiet(heading), ...lines].join('\n');
}

function kindText(spec: Spec): string {
  switch (spec.kind) {
    case 'price':
      return 'price, 0 to 1';
    case 'shares':
      return 'shares';
    case 'usd':
      return 'dollars';
    case 'choice':
      return spec.choices.map((choice) => plain(choice)).join(' | ');
    case 'number':
    case 'integer': {
      const name = spec.kind === 'integer' ? 'whole number' : 'number';
      const { min, max } = spec;
      if (min !== undefined && max !== undefined) return `${name}, ${min} to ${max}`;
      if (min !== undefined) return `${name}, from ${min}`;
      return max === undefined ? name : `${name}, up to ${max}`;
    }
  }
}

/** Defaults as text, exactly as --set takes them. */
function strategyJson({ definition, isOwn }: OfferedStrategy) {
  const { name, summary, parameters } = definition;
  return {
    name,
    summary,
    isOwn,
    parameters: Object.entries(parameters).map(([parameter, spec]) => ({
      name: parameter,
      ...spec,
      default: String(spec.default),
    })),
  };
}
