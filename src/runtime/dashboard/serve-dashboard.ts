import { join } from 'node:path';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { MICROS_PER_MS } from '../../domain/units.ts';
import { SystemClock } from '../../net/system-clock.ts';
import { type Dashboard, startDashboard } from '../../server/dashboard/dashboard-server.ts';
import type { Workshop } from '../../server/dashboard/workshop.ts';
import { BacktestJobs } from '../backtests/backtest-jobs.ts';
import type { DeskFile } from '../desk/desk-file.ts';
import { SettingsDesk } from '../settings/settings-desk.ts';
import { SOFTWARE } from '../software.ts';
import { AccessFiles } from './access-files.ts';
import { archiveSources } from './archive-sources.ts';
import { AttachedDesk } from './attached-desk.ts';
import { PAGES_FOLDER } from './built-pages.ts';

export type ServedDashboard = {
  /** The desk that runs now, to be asked at each attempt. */
  readonly find: () => Promise<DeskFile | undefined>;
  /** The archive of the desk. */
  readonly root: string;
  readonly config: string | undefined;
  readonly port: number;
  /** So many ports after it are tried where it is taken. */
  readonly others: number;
  /** The hash of the token; undefined: that holds which held before at this port. */
  readonly access: string | undefined;
  readonly onError: (error: Error) => void;
  /** Of the files that say which dashboards run. */
  readonly folder?: string | undefined;
};

/** Serves the dashboard of a desk in this thread. Refuses `port_taken`. */
export async function serveDashboard(options: ServedDashboard): Promise<Result<Dashboard>> {
  const { port, others, root, config } = options;
  const cwd = process.cwd();
  const now = Date.now;
  const backtests = await BacktestJobs.open({ archive: root, cwd, config, program: PROGRAM, now });
  const workshop = { backtests, settings: new SettingsDesk(config, cwd, now) };
  for (let next = port; next <= port + others && next <= 65_535; next++) {
    const served = await serveAt(next, options, workshop);
    if (served.ok) return ok({ port: next, close: () => closeBoth(served.value, backtests) });
    if (served.code !== 'port_taken') return served;
  }
  const last = others === 0 ? '' : ` to ${port + others}`;
  return refuse('port_taken', `port ${port}${last} of 127.0.0.1 is taken by another program`);
}

/** Node, and this program. */
const PROGRAM = [
  process.execPath,
  join(import.meta.dirname, '..', '..', 'cli', 'main.ts'),
] as const;

async function closeBoth(dashboard: Dashboard, backtests: BacktestJobs): Promise<void> {
  await dashboard.close();
  await backtests.close();
}

async function serveAt(
  port: number,
  options: ServedDashboard,
  workshop: Workshop,
): Promise<Result<Dashboard>> {
  const { find, root, config, access, onError, folder } = options;
  const files = new AccessFiles(folder);
  const clock = new SystemClock();
  const link = new AttachedDesk({ find, clock, random: Math.random });
  const now = () => Date.now();
  const started = await startDashboard({
    link,
    sources: archiveSources({
      root,
      run: () => link.desk?.name,
      config,
      now: () => now() * MICROS_PER_MS,
    }),
    workshop,
    pages: PAGES_FOLDER,
    port,
    access: () => files.accessOf(port),
    now,
    software: SOFTWARE.version,
    onError,
  });
  if (!started.ok) return started;
  files.announce(port, access ?? files.accessOf(port));
  const close = async () => {
    files.forget(port);
    await started.value.close();
  };
  return ok({ port, close });
}
