/**
 * What may be set on a screen, on top of the configuration file: the same keys with the same text.
 * What is left out is as the file says.
 */
export type SettingsValues = {
  /** Dollars at the start of runs on paper. */
  readonly capital?: string | undefined;
  /** By strategy and name. */
  readonly parameters?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
  /** As in the configuration: some are text, some numbers, some groups of both. */
  readonly limits?: Readonly<Record<string, SettingsLimit>> | undefined;
};

export type SettingsLimit = string | number | Readonly<Record<string, string | number>>;

/** One state of the settings. None is ever changed: to go back is to write an older one anew. */
export type SettingsVersion = {
  /** From 1, rising by one. */
  readonly version: number;
  /** µs UTC. */
  readonly at: number;
  /** Why, by whoever changed it. */
  readonly note: string;
  readonly values: SettingsValues;
};

/** What a field of the form is, and what holds for it now. */
export type SettingsField = {
  /** Where it stands, e.g. limits.drawdown.kill or parameters.late-favourite.threshold. */
  readonly path: string;
  readonly kind: 'usd' | 'shares' | 'price' | 'part' | 'count' | 'ms' | 'number' | 'choice';
  readonly summary: string;
  /** As text; "unlimited" where that holds. */
  readonly inForce: string;
  /** Where that comes from. */
  readonly from: 'settings' | 'configuration' | 'default';
  readonly choices: readonly string[] | null;
};

/** One difference between two states; null: not set there. */
export type SettingsChange = {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
};
