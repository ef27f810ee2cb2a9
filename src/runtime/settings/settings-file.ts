import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { SettingsValues, SettingsVersion } from '../../screen/settings.ts';
import { createDurably } from '../../store/write-durably.ts';
import { strict } from '../schema-values.ts';

/** Beside polydesk.config.ts: a file for each version. */
export const SETTINGS_FOLDER = 'polydesk.settings';

const NAME = /^([1-9]\d{0,8})\.json$/;

const text = z.string().max(200);
const limit = z.union([text, z.number(), z.record(z.string(), z.union([text, z.number()]))]);

export const settingsSchema = strict({
  capital: text.optional(),
  parameters: z.record(z.string(), z.record(z.string(), text)).optional(),
  limits: z.record(z.string(), limit).optional(),
});

const versionSchema = strict({
  version: z.int().min(1),
  at: z.int(),
  note: z.string().max(300),
  values: settingsSchema,
});

/** The versions of the settings in a folder. Nothing that was in force is ever lost. */
export class SettingsFile {
  readonly #folder: string;

  /** `beside`: the folder of the configuration file. */
  constructor(beside: string) {
    this.#folder = join(beside, SETTINGS_FOLDER);
  }

  /**
   * Oldest first; the last one is in force. Refuses `bad_settings`, naming the file: settings that
   * cannot be read are not passed over, for they may be limits.
   */
  async all(): Promise<Result<readonly SettingsVersion[]>> {
    const names = await readdir(this.#folder).catch(noFolder);
    const numbers = names.flatMap((name) => NAME.exec(name)?.[1] ?? []).map(Number);
    const versions: SettingsVersion[] = [];
    for (const number of numbers.sort((a, b) => a - b)) {
      const version = await this.#read(number);
      if (!version.ok) return version;
      versions.push(version.value);
    }
    return ok(versions);
  }

  /** What is in force; undefined: nothing was ever set. Refuses as {@link all}. */
  async newest(): Promise<Result<SettingsVersion | undefined>> {
    const versions = await this.all();
    return versions.ok ? ok(versions.value.at(-1)) : versions;
  }

  /**
   * Writes the version after `base` (0: the first). Refuses `changed_meanwhile` where that is not
   * the newest any more.
   */
  async write(base: number, version: Omit<SettingsVersion, 'version'>): Promise<Result<number>> {
    const newest = await this.newest();
    if (!newest.ok) return newest;
    const number = base + 1;
    const isLate = (newest.value?.version ?? 0) !== base;
    await mkdir(this.#folder, { recursive: true });
    const whole = JSON.stringify({ version: number, ...version }, null, 2);
    if (isLate || !(await createDurably(this.#pathOf(number), `${whole}\n`))) {
      return refuse('changed_meanwhile', 'somebody has changed the settings: look at them again');
    }
    return ok(number);
  }

  async #read(number: number): Promise<Result<SettingsVersion>> {
    const path = this.#pathOf(number);
    try {
      const parsed = versionSchema.safeParse(JSON.parse(await readFile(path, 'utf8')));
      if (parsed.success && parsed.data.version === number)
        return ok(parsed.data as SettingsVersion);
      const why = parsed.success ? 'it says another version' : faultOf(parsed.error);
      return refuse('bad_settings', `${path}: ${why}`);
    } catch (error) {
      return refuse('bad_settings', `${path} cannot be read: ${error}`);
    }
  }

  #pathOf(number: number): string {
    return join(this.#folder, `${number}.json`);
  }
}

function noFolder(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}

function faultOf({ issues: [first] }: z.ZodError): string {
  return first === undefined ? 'not understood' : `${first.path.join('.')}: ${first.message}`;
}

/** The configuration with the settings on top; what the settings do not name stays as it was. */
export function withSettings(exported: unknown, values: SettingsValues | undefined): unknown {
  if (values === undefined || typeof exported !== 'object' || exported === null) return exported;
  const { capital, parameters = {}, limits } = values;
  const config = exported as Record<string, unknown>;
  const merged = { ...recordOf(config.parameters) };
  for (const [name, texts] of Object.entries(parameters)) {
    merged[name] = { ...recordOf(merged[name]), ...texts };
  }
  return {
    ...config,
    ...(capital === undefined ? {} : { capital }),
    ...(Object.keys(merged).length === 0 ? {} : { parameters: merged }),
    ...(limits === undefined ? {} : { limits: mergedLimits(recordOf(config.limits), limits) }),
  };
}

/** A group of limits, as drawdown, keeps those of its parts that the settings do not name. */
function mergedLimits(
  configured: Readonly<Record<string, unknown>>,
  limits: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...configured };
  for (const [name, limit] of Object.entries(limits)) {
    const isGroup = typeof limit === 'object' && limit !== null;
    merged[name] = isGroup ? { ...recordOf(merged[name]), ...limit } : limit;
  }
  return merged;
}

/** What is no record is left to the check of the configuration. */
function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
