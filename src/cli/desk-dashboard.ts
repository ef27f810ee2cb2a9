import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { DashboardBehind } from '../runtime/dashboard/dashboard-behind.ts';
import { CommandFailure, EXIT } from './failure.ts';
import type { DashboardOptions } from './options/dashboard-options.ts';
import type { Output } from './output/output.ts';
import { CONFIG_FILE } from './settings.ts';

/** The dashboard of a desk that this command runs. */
export type DeskDashboard = {
  /** For the desk's loops. @throws why it has died, once for each time */
  check(): void;
  stop(): Promise<void>;
};

export const DASHBOARD_PORT = 8_420;
export const DASHBOARD_LOOK_MS = 1_000;
/** Where nobody has asked for a port of his own. */
const OTHERS = 50;

type Desk = {
  /** Its archive. */
  readonly root: string;
  /** As it was named; undefined: the usual one where there is one. */
  readonly config: string | undefined;
  /** Another port will do where the usual one is taken. */
  readonly isAnyPort: boolean;
};

const NONE: DeskDashboard = { check: () => {}, stop: async () => {} };

/**
 * Serves the pages of a desk, and says where: a desk whose pages cannot be served trades all the
 * same, unless the port was asked for. @throws CommandFailure that port is taken
 */
export async function deskDashboard(
  { dashboard = true, dashboardPort }: DashboardOptions,
  { root, config, isAnyPort }: Desk,
  { note }: Output,
): Promise<DeskDashboard> {
  if (!dashboard) return NONE;
  const begun = await DashboardBehind.start({
    root: resolve(root),
    config: configPath(config),
    port: dashboardPort ?? DASHBOARD_PORT,
    others: isAnyPort && dashboardPort === undefined ? OTHERS : 0,
    onNews: note,
  });
  if (begun.ok) {
    note(`Dashboard: ${begun.value.address}`);
    return begun.value;
  }
  const remedy = 'Name another by --dashboard-port, or leave the pages out by --no-dashboard.';
  if (dashboardPort !== undefined) throw new CommandFailure(EXIT.usage, begun.message, remedy);
  note(`No dashboard: ${begun.message}. ${remedy}`);
  return NONE;
}

/** The configuration file that the command reads; undefined: there is none. */
export function configPath(named: string | undefined): string | undefined {
  const path = named ?? (existsSync(CONFIG_FILE) ? CONFIG_FILE : undefined);
  return path === undefined ? undefined : resolve(path);
}
