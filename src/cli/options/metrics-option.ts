import type { Command } from 'commander';
import { reads } from './argument.ts';
import { wholeNumber } from './whole-number.ts';

export type MetricsOptions = { readonly metricsPort?: number };

/** Of every command that goes on until it is stopped. */
export function addMetricsOption(command: Command): Command {
  return command.option(
    '--metrics-port <n>',
    'tell Prometheus at http://127.0.0.1:<n>/metrics how it is doing (default: nobody)',
    reads(wholeNumber(0, 65_535)),
  );
}
