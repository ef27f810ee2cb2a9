import type { Command } from 'commander';
import { reads } from './argument.ts';
import { wholeNumber } from './whole-number.ts';

export type DashboardOptions = {
  /** False: there is none. */
  readonly dashboard?: boolean;
  readonly dashboardPort?: number;
};

const PORT_MOST = 65_535;

/** Where the desk is seen in a browser, and whether. `ahead`: another port where it is taken. */
export function addDashboardOptions(command: Command, ahead: boolean): Command {
  const usual = ahead ? '8420, or the next that is free' : '8420';
  return command
    .optionsGroup('Dashboard:')
    .option(
      '--dashboard-port <n>',
      `of its pages on 127.0.0.1 (default: ${usual})`,
      reads(wholeNumber(1, PORT_MOST)),
    )
    .option('--no-dashboard', 'serve no pages');
}
