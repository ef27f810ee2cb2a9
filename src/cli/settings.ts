import { existsSync } from 'node:fs';
import type {
  BacktestOptions,
  DataSelection,
  StrategyChoice,
} from '../runtime/backtest-options.ts';
import { type LoadedConfig, loadConfig, loadSettings } from '../runtime/config-file.ts';
import { byTodaysNames, todaysName } from '../runtime/earlier-names.ts';
import { chooseStrategy, type OfferedStrategy, offerStrategies } from '../runtime/strategies.ts';
import { accept } from './accept.ts';
import { CommandFailure, EXIT } from './failure.ts';
import { type DataOptions, selectData } from './options/data-options.ts';
import { type SimulationOptions, simulationOf } from './options/simulation-options.ts';

/** What the configuration file says, and the strategies there are with it. */
export type Settings = {
  /** The file; undefined: there is none, the defaults hold. */
  readonly path: string | undefined;
  readonly config: LoadedConfig;
  readonly strategies: readonly OfferedStrategy[];
};

/** Read from the current folder when no other file is named. */
export const CONFIG_FILE = 'polydesk.config.ts';

/**
 * Reads the named file, or the usual one of the current folder where there is one, with the
 * settings beside it.
 */
export async function readSettings(named: string | undefined): Promise<Settings> {
  const path = named ?? (existsSync(CONFIG_FILE) ? CONFIG_FILE : undefined);
  const remedy = 'Correct the file, or name another by --config.';
  const config = accept(await (path === undefined ? loadSettings('.') : loadConfig(path)), remedy);
  tellInForce(config);
  return { path, config, strategies: accept(offerStrategies(config.strategies), remedy) };
}

/** Nobody should wonder why a limit is not what the file says. */
function tellInForce({ settings }: LoadedConfig): void {
  if (settings === undefined) return;
  const text = `Settings version ${settings.version} hold on top of the configuration`;
  process.stderr.write(`${text}: see "polydesk settings".\n`);
}

/** A strategy by name; `texts` of the command line go before those of the configuration. */
export function chooseFrom(
  { config, strategies }: Settings,
  name: string,
  texts: Readonly<Record<string, string>>,
): StrategyChoice {
  const configured = Object.hasOwn(config.parameters, name) ? config.parameters[name] : {};
  const remedy = 'Run "polydesk strategies" to see them all with their parameters.';
  const known = strategies.find(({ definition }) => definition.name === name);
  const given = known === undefined ? texts : byTodaysNames(known.definition, texts);
  return accept(chooseStrategy(strategies, name, { ...configured, ...given }), remedy);
}

/** Several strategies by name; each parameter goes to those of them that have it. */
export function chooseSeveral(
  settings: Settings,
  names: readonly string[],
  texts: Readonly<Record<string, string>>,
): StrategyChoice[] {
  const choices = names.map((name) => {
    const known = settings.strategies.find(({ definition }) => definition.name === name);
    return chooseFrom(settings, name, known === undefined ? texts : understood(known, texts));
  });
  refuseUnheard(settings, names, texts);
  return choices;
}

/** A parameter that only some of the strategies have goes to those. */
function understood(
  strategy: OfferedStrategy,
  texts: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([name]) => hasParameter(strategy, name)));
}

function hasParameter({ definition }: OfferedStrategy, name: string): boolean {
  return Object.hasOwn(definition.parameters, todaysName(definition, name));
}

function refuseUnheard(
  settings: Settings,
  names: readonly string[],
  texts: Readonly<Record<string, string>>,
): void {
  const chosen = settings.strategies.filter(({ definition }) => names.includes(definition.name));
  for (const name of Object.keys(texts)) {
    if (chosen.some((one) => hasParameter(one, name))) continue;
    const remedy = 'Run "polydesk strategies" to see the parameters of each.';
    throw new CommandFailure(EXIT.usage, `no strategy here has a parameter "${name}"`, remedy);
  }
}

/** Where the archive is. @throws CommandFailure when nobody said. */
export function archiveRoot(settings: Settings, options: Pick<DataOptions, 'data'>): string {
  const root = options.data ?? settings.config.data;
  if (root !== undefined) return root;
  const remedy = 'Give --data <dir>, or set "data" in polydesk.config.ts.';
  throw new CommandFailure(EXIT.usage, 'no archive was named', remedy);
}

/** Which part of which archive to replay. */
export function dataOf(settings: Settings, options: DataOptions): DataSelection {
  return selectData(archiveRoot(settings, options), options, settings.config);
}

/** Everything that decides the run. */
export function optionsOf(
  settings: Settings,
  options: DataOptions & SimulationOptions,
  strategies: readonly StrategyChoice[],
  charts: number,
): BacktestOptions {
  return {
    data: dataOf(settings, options),
    strategies,
    ...simulationOf(options, settings.config),
    limits: settings.config.limits,
    charts,
  };
}

/** Price paths in a report, unless somebody says otherwise. */
export const DEFAULT_CHARTS = 12;
