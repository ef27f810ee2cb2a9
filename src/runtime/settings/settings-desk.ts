import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { MICROS_PER_MS } from '../../domain/units.ts';
import type {
  SettingsChange,
  SettingsField,
  SettingsValues,
  SettingsVersion,
} from '../../screen/settings.ts';
import { changesBetween } from '../../screen/settings-changes.ts';
import { STRATEGIES } from '../../strategies/registry.ts';
import { type LoadedConfig, loadWith, readConfig } from '../config-file.ts';
import { withTodaysNames } from '../earlier-names.ts';
import { fieldsOf } from './settings-fields.ts';
import { SettingsFile, settingsSchema } from './settings-file.ts';

/** What a form shows. */
export type SettingsTold = {
  /** In force at the next start; undefined: nothing was ever set. */
  readonly newest: SettingsVersion | undefined;
  /** Newest first, with what each changed. */
  readonly versions: readonly (SettingsVersion & { readonly changes: readonly SettingsChange[] })[];
  readonly fields: readonly SettingsField[];
};

const EMPTY: SettingsValues = {};

/**
 * Settings as a screen changes them: checked as the configuration is, versioned, never lost. They
 * hold from the next start of a desk on; one that runs goes on as it began.
 */
export class SettingsDesk {
  readonly #config: string | undefined;
  readonly #file: SettingsFile;
  readonly #folder: string;
  /** ms UTC. */
  readonly #now: () => number;

  /** `config`: the configuration file; undefined: there is none, settings stand in `folder`. */
  constructor(config: string | undefined, folder: string, now: () => number) {
    this.#config = config;
    this.#folder = config === undefined ? folder : dirname(resolve(config));
    this.#file = new SettingsFile(this.#folder);
    this.#now = now;
  }

  /** Refuses what reading the configuration refuses, and `bad_settings`. */
  async told(): Promise<Result<SettingsTold>> {
    const all = await this.#file.all();
    if (!all.ok) return all;
    const written = await this.#written();
    if (!written.ok) return written;
    const last = all.value.at(-1);
    const loaded = await loadWith(written.value, last);
    const strategies = [...STRATEGIES, ...(loaded.ok ? loaded.value.strategies : [])];
    // What is set from here on is written by today's names.
    const newest = last && { ...last, values: withTodaysNames(last.values, strategies) };
    const exported = withTodaysNames(written.value.exported, strategies);
    const versions = all.value.map((version, i) => ({
      ...version,
      changes: changesBetween(all.value[i - 1]?.values ?? EMPTY, version.values),
    }));
    const fields = fieldsOf({ exported, values: newest?.values ?? EMPTY }, strategies);
    return ok({ newest, versions: versions.reverse(), fields });
  }

  /** What such values would change. Refuses `config_invalid` with a line for each fault. */
  async check(values: unknown): Promise<Result<readonly SettingsChange[]>> {
    const checked = await this.#checked(values);
    if (!checked.ok) return checked;
    const newest = await this.#file.newest();
    if (!newest.ok) return newest;
    return ok(changesBetween(newest.value?.values ?? EMPTY, checked.value));
  }

  /** Refuses as {@link check}, `nothing_changed`, and `changed_meanwhile`; gives the version. */
  async set(base: number, values: unknown, note: string): Promise<Result<number>> {
    const changes = await this.check(values);
    if (!changes.ok) return changes;
    if (changes.value.length === 0) return refuse('nothing_changed', 'that is what is set already');
    const at = this.#now() * MICROS_PER_MS;
    return this.#file.write(base, { at, note, values: values as SettingsValues });
  }

  /** Writes an older state anew; 0: nothing set at all. Refuses as {@link set}, `no_version`. */
  async rollBack(base: number, to: number): Promise<Result<number>> {
    const all = await this.#file.all();
    if (!all.ok) return all;
    const found = all.value.find(({ version }) => version === to);
    if (found === undefined && to !== 0) return refuse('no_version', `there is no version ${to}`);
    return this.set(base, found?.values ?? EMPTY, `back to version ${to}`);
  }

  async #checked(values: unknown): Promise<Result<SettingsValues>> {
    const parsed = settingsSchema.safeParse(values);
    if (!parsed.success) {
      const lines = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
      return refuse('config_invalid', lines.join('\n'));
    }
    const written = await this.#written();
    if (!written.ok) return written;
    const given = parsed.data as SettingsValues;
    const loaded: Result<LoadedConfig> = await loadWith(written.value, {
      version: 0,
      at: 0,
      note: '',
      values: given,
    });
    return loaded.ok ? ok(given) : loaded;
  }

  async #written() {
    if (this.#config !== undefined) return readConfig(this.#config);
    const file = resolve(this.#folder, 'polydesk.config.ts');
    return existsSync(file) ? readConfig(file) : ok({ file, exported: {} as unknown });
  }
}
