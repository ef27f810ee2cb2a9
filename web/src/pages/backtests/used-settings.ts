import type { OfferedStrategy } from '../../../../src/server/dashboard/history.ts';
import { nameInWords, sentence } from '../../format/words.ts';

/** One thing that decided a run. */
export type UsedSetting = {
  /** E.g. "limits.drawdown.kill": unique in its group. */
  readonly path: string;
  readonly name: string;
  readonly text: string;
  /** Undefined: nobody knows what it is by default. */
  readonly isDefault: boolean | undefined;
};

export type UsedGroup = { readonly title: string; readonly settings: readonly UsedSetting[] };

type Tree = Readonly<Record<string, unknown>>;

/** What is known of defaults. Undefined: not told (yet). */
export type KnownDefaults = {
  readonly configuration: Tree | undefined;
  readonly strategies: readonly Pick<OfferedStrategy, 'name' | 'parameters'>[] | undefined;
};

/** All that decided a run, as its result has it, and what of it is as it is by default. */
export function usedSettings(configuration: unknown, defaults: KnownDefaults): UsedGroup[] {
  const { strategies, data, limits, ...exchange } = treeOf(configuration);
  const known = defaults.configuration;
  const part = (name: string) => (known === undefined ? undefined : treeOf(known[name]));
  return [
    ...strategyGroups(strategies, defaults),
    { title: 'Simulated exchange', settings: settingsIn(exchange, known) },
    { title: 'Limits', settings: settingsIn(treeOf(limits), part('limits')) },
    { title: 'Data', settings: settingsIn(treeOf(data), part('data')) },
  ].filter(({ settings }) => settings.length > 0);
}

function strategyGroups(strategies: unknown, { strategies: offered }: KnownDefaults): UsedGroup[] {
  if (!Array.isArray(strategies)) return [];
  return strategies.map(treeOf).map(({ name, parameters, ...others }) => {
    const specs = offered?.find((one) => one.name === name)?.parameters;
    const own = specs && Object.fromEntries(specs.map((spec) => [spec.name, spec.default]));
    const settings = [...settingsIn(treeOf(parameters), own), ...settingsIn(others, undefined)];
    return { title: String(name), settings };
  });
}

function settingsIn(tree: Tree, defaults: Tree | undefined): UsedSetting[] {
  const known = defaults === undefined ? undefined : new Map(leavesOf(defaults));
  return leavesOf(tree).map(([path, value]) => {
    const byDefault = known?.get(path);
    const isDefault = byDefault === undefined ? undefined : isSame(value, byDefault);
    return { path, name: nameOf(path), text: textOf(value), isDefault };
  });
}

/** "drawdown: cool down" of "drawdown.coolDown". */
function nameOf(path: string): string {
  return sentence(path.split('.').map(nameInWords).join(': '));
}

function leavesOf(tree: Tree, above = ''): (readonly [string, unknown])[] {
  return Object.entries(tree).flatMap(([name, value]) => {
    const path = `${above}${name}`;
    const isTree = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isTree ? leavesOf(treeOf(value), `${path}.`) : [[path, value] as const];
  });
}

function textOf(value: unknown): string {
  if (value === null) return 'not set';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (!Array.isArray(value)) return String(value);
  return value.map((one) => (typeof one === 'object' ? JSON.stringify(one) : one)).join(', ');
}

/** Decimals are written in more than one way: 0.70 is 0.7. */
function isSame(one: unknown, other: unknown): boolean {
  const [mine, others] = [textOf(one), textOf(other)];
  if (mine === others) return true;
  return mine !== '' && others !== '' && Number(mine) === Number(others);
}

function treeOf(value: unknown): Tree {
  const isTree = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isTree ? (value as Tree) : {};
}
