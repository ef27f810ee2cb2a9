import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { invariant } from '../domain/invariant.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import type { StrategyDefinition } from '../ports/strategy.ts';
import type { SettingsVersion } from '../screen/settings.ts';
import { STRATEGIES } from '../strategies/registry.ts';
import type { CheckedConfig } from './config.ts';
import { checkConfig } from './config-schema.ts';
import { withTodaysNames } from './earlier-names.ts';
import { suggestion } from './nearest-name.ts';
import type { NotifySettings } from './notify/notify-settings.ts';
import { parseParameters } from './parameters.ts';
import { SettingsFile, withSettings } from './settings/settings-file.ts';
import { checkDefinition } from './strategy-definition.ts';

/** A configuration whose strategies are loaded and whose paths are absolute. */
export type LoadedConfig = Omit<CheckedConfig, 'strategies'> & {
  readonly strategies: readonly StrategyDefinition[];
  /** What was set on a screen, and holds on top of the file; undefined: nothing. */
  readonly settings: SettingsVersion | undefined;
};

/** What a configuration file exports, as it is written there. */
type WrittenConfig = { readonly file: string; readonly exported: unknown };

/**
 * Reads a polydesk.config.ts, the settings beside it, and the modules of the strategies it names.
 * Refuses config_not_found, config_broken, config_invalid, bad_settings and bad_strategy; messages
 * name the file and the place in it. `version`: another number reads the file itself again; modules
 * that it imports stay as they were read first.
 */
export async function loadConfig(path: string, version?: number): Promise<Result<LoadedConfig>> {
  const written = await readConfig(path, version);
  if (!written.ok) return written;
  const settings = await new SettingsFile(dirname(written.value.file)).newest();
  return settings.ok ? loadWith(written.value, settings.value) : settings;
}

/** The same where there is no such file, but perhaps settings in that folder. */
export async function loadSettings(folder: string): Promise<Result<LoadedConfig>> {
  const settings = await new SettingsFile(folder).newest();
  if (!settings.ok) return settings;
  return loadWith(
    { file: join(resolve(folder), 'polydesk.config.ts'), exported: {} },
    settings.value,
  );
}

/** Refuses config_not_found and config_broken. */
export async function readConfig(path: string, version?: number): Promise<Result<WrittenConfig>> {
  const file = resolve(path);
  const shown = readable(file);
  if (!existsSync(file)) return refuse('config_not_found', `there is no file ${shown}`);
  const module = await importModule(file, version);
  if (!module.ok) return refuse('config_broken', module.message);
  const { default: exported } = module.value;
  if (exported === undefined) {
    return refuse('config_broken', `${shown} has no default export: end it with "export default"`);
  }
  return ok({ file, exported });
}

/** The configuration with such settings on top. Refuses as {@link loadConfig}. */
export async function loadWith(
  { file, exported }: WrittenConfig,
  settings: SettingsVersion | undefined,
): Promise<Result<LoadedConfig>> {
  const inOwnFile = inFile.bind(undefined, readable(file));
  const own = checkConfig(exported);
  if (!own.ok) return refuse(own.code, inOwnFile(own.message));
  const strategies = await loadStrategies(own.value.strategies, file);
  if (!strategies.ok) return strategies;
  const offered = [...STRATEGIES, ...strategies.value];
  const set = withTodaysNames(settings?.values, offered);
  const checked = checkConfig(withSettings(withTodaysNames(exported, offered), set));
  // The file alone is fine: what does not fit was set on top of it.
  const place = settings === undefined ? readable(file) : `settings ${settings.version}`;
  if (!checked.ok) return refuse(checked.code, inFile(place, checked.message));
  const { data } = checked.value;
  const ownFault = parametersFault(withTodaysNames(own.value, offered).parameters, offered);
  if (ownFault !== undefined) return refuse('config_invalid', inOwnFile(ownFault));
  const fault = parametersFault(checked.value.parameters, offered);
  if (fault !== undefined) return refuse('config_invalid', inFile(place, fault));
  return ok({
    ...checked.value,
    data: data === undefined ? undefined : resolve(dirname(file), data),
    notify: checked.value.notify && notifyFrom(dirname(file), checked.value.notify),
    strategies: strategies.value,
    settings,
  });
}

/** The token's file is named from where the configuration stands. */
function notifyFrom(folder: string, notify: NotifySettings): NotifySettings {
  const { telegram } = notify;
  if (telegram?.tokenFile === undefined) return notify;
  return { ...notify, telegram: { ...telegram, tokenFile: resolve(folder, telegram.tokenFile) } };
}

/** What a run without a configuration file uses. */
export function emptyConfig(): LoadedConfig {
  const checked = checkConfig({});
  invariant(checked.ok, 'an empty configuration is valid');
  return { ...checked.value, strategies: [], settings: undefined };
}

/** What is wrong with the parameters of a strategy, or with its name; undefined when nothing is. */
function parametersFault(
  parameters: CheckedConfig['parameters'],
  offered: readonly StrategyDefinition[],
): string | undefined {
  const names = offered.map(({ name }) => name);
  for (const [name, texts] of Object.entries(parameters)) {
    const definition = offered.find((strategy) => strategy.name === name);
    if (definition === undefined) {
      return `parameters: there is no strategy "${name}"${suggestion(name, names)}`;
    }
    const parsed = parseParameters(definition.parameters, texts);
    if (!parsed.ok) return `parameters.${name}: ${parsed.message}`;
  }
  return undefined;
}

async function loadStrategies(
  entries: CheckedConfig['strategies'],
  file: string,
): Promise<Result<readonly StrategyDefinition[]>> {
  const loaded: StrategyDefinition[] = [];
  for (const [i, entry] of entries.entries()) {
    const definition =
      typeof entry === 'string'
        ? await loadStrategy(resolve(dirname(file), entry))
        : checkDefinition(entry);
    if (!definition.ok) {
      return refuse(
        definition.code,
        inFile(readable(file), `strategies[${i}]: ${definition.message}`),
      );
    }
    loaded.push(definition.value);
  }
  return ok(loaded);
}

/** The strategy that a module exports by default. */
async function loadStrategy(file: string): Promise<Result<StrategyDefinition>> {
  const shown = readable(file);
  if (!existsSync(file)) return refuse('bad_strategy', `there is no file ${shown}`);
  const module = await importModule(file);
  if (!module.ok) return refuse('bad_strategy', module.message);
  if (module.value.default === undefined) {
    return refuse('bad_strategy', `${shown} has no default export: export the definition`);
  }
  const checked = checkDefinition(module.value.default);
  return checked.ok ? checked : refuse(checked.code, `${shown}: ${checked.message}`);
}

async function importModule(
  file: string,
  version?: number,
): Promise<Result<Record<string, unknown>>> {
  const { href } = pathToFileURL(file);
  try {
    return ok(await import(version === undefined ? href : `${href}?version=${version}`));
  } catch (error) {
    const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return refuse('broken_module', `${readable(file)} cannot be loaded: ${why}`);
  }
}

function inFile(shown: string, message: string): string {
  return message
    .split('\n')
    .map((line) => `${shown}: ${line}`)
    .join('\n');
}

/** Relative to where the command runs, unless that is longer to read. */
function readable(file: string): string {
  const short = relative('.', file);
  return short.startsWith('..') || isAbsolute(short) ? file : short;
}
