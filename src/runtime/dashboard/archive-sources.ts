import { ok, type Result, refuse } from '../../domain/result.ts';
import type { DashboardSources } from '../../server/dashboard/dashboard-sources.ts';
import type { RunningConfiguration } from '../../server/dashboard/history.ts';
import { loadConfig } from '../config-file.ts';
import { type OfferedStrategy, offerStrategies } from '../strategies.ts';
import { logPage } from './log-pages.ts';
import { offeredStrategies } from './offered-strategies.ts';
import { recordedCoverage, recordedDatasets } from './recorded-datasets.ts';
import { RunningConfigurations } from './running-configuration.ts';
import { sharedReading } from './shared-reading.ts';
import { storedHistory } from './stored-history.ts';

/** Each file of each dataset is looked at for its size: so long that is told as it was, µs. */
const RECORDINGS_US = 5_000_000;

export type ArchiveSourcesOptions = {
  /** The archive of the desk. */
  readonly root: string;
  /** The run that goes on, by its name; undefined: none was heard of yet. */
  readonly run: () => string | undefined;
  /** The configuration file of the desk; undefined: it has none. */
  readonly config: string | undefined;
  /** µs UTC. */
  readonly now: () => number;
};

/** What is told of time past, read from the files of an archive. */
export function archiveSources(options: ArchiveSourcesOptions): DashboardSources {
  const { root, run, config, now } = options;
  const configurations = new RunningConfigurations(root);
  const running = (): Result<RunningConfiguration> => {
    const name = run();
    return name === undefined ? NO_RUN : configurations.of(name);
  };
  let offered: Promise<Result<readonly OfferedStrategy[]>> | undefined;
  return {
    ...storedHistory(root, now),
    logs: async (choice) => logPage(root, choice),
    recordings: sharedReading(now, RECORDINGS_US, () => recordedDatasets(root)),
    coverage: (dataset, choice) => recordedCoverage(root, dataset, choice),
    strategies: async () => {
      offered ??= offeredBy(config);
      const all = await offered;
      if (!all.ok) return all;
      const now = running();
      return ok(offeredStrategies(all.value, now.ok ? now.value.strategies : []));
    },
    configuration: async () => running(),
  };
}

const NO_RUN = refuse('desk_away', 'the desk was not heard yet');

/** The shipped ones, and those of the configuration file. */
async function offeredBy(config: string | undefined): Promise<Result<readonly OfferedStrategy[]>> {
  if (config === undefined) return offerStrategies([]);
  const loaded = await loadConfig(config);
  return loaded.ok ? offerStrategies(loaded.value.strategies) : loaded;
}
