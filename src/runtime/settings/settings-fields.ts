import type { ParameterSpec, StrategyDefinition } from '../../ports/strategy.ts';
import type { SettingsField, SettingsValues } from '../../screen/settings.ts';
import { leavesOf } from '../../screen/settings-changes.ts';
import { LIMIT_FIELDS } from './limit-fields.ts';

/** What is written in the two places, before the defaults. */
export type WrittenPlaces = {
  /** As the configuration file exports it. */
  readonly exported: unknown;
  readonly values: SettingsValues;
};

const CAPITAL = {
  path: 'capital',
  kind: 'usd',
  summary: 'Dollars at the start, on paper',
} as const;
const CAPITAL_DEFAULT = '1000';

/** Each thing that can be set, with what holds for it now and where that comes from. */
export function fieldsOf(
  { exported, values }: WrittenPlaces,
  strategies: readonly StrategyDefinition[],
): readonly SettingsField[] {
  const [set, configured] = [leavesOf(values), leavesOf(withoutModules(exported))];
  const told = (
    field: Pick<SettingsField, 'path' | 'kind' | 'summary'>,
    byDefault: string,
    choices: readonly string[] | null = null,
  ): SettingsField => {
    const { path, kind, summary } = field;
    for (const [place, from] of [
      [set, 'settings'] as const,
      [configured, 'configuration'] as const,
    ]) {
      const text = place.get(path) ?? wholeGroup(place, path);
      if (text !== undefined) return { path, kind, summary, inForce: text, from, choices };
    }
    return { path, kind, summary, inForce: byDefault, from: 'default', choices };
  };
  return [
    told(CAPITAL, CAPITAL_DEFAULT),
    ...LIMIT_FIELDS.map((field) => told(field, field.byDefault)),
    ...strategies.flatMap(({ name, parameters }) =>
      Object.entries(parameters).map(([parameter, spec]) => {
        const path = `parameters.${name}.${parameter}`;
        const field = { path, kind: kindOf(spec), summary: spec.summary };
        return told(field, String(spec.default), spec.kind === 'choice' ? spec.choices : null);
      }),
    ),
  ];
}

/** A group that is switched off in one word, e.g. limits.drawdown: 'unlimited'. */
function wholeGroup(place: ReadonlyMap<string, string>, path: string): string | undefined {
  const group = path.split('.').slice(0, -1).join('.');
  return place.get(group);
}

function kindOf(spec: ParameterSpec): SettingsField['kind'] {
  return spec.kind === 'integer' ? 'count' : spec.kind;
}

/** Strategies may be whole programs: nothing of them is a setting. */
function withoutModules(exported: unknown): unknown {
  if (typeof exported !== 'object' || exported === null) return undefined;
  const { strategies: _, ...rest } = exported as Record<string, unknown>;
  return rest;
}
