import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FeeSchedule } from '../../domain/fee.ts';
import { ok, type Result } from '../../domain/result.ts';
import { formatDecimal, MICROS_PER_MS, SCALE } from '../../domain/units.ts';
import type { ConfiguredSimulation } from '../../screen/backtest-job.ts';
import type { QueueModel } from '../../sim/queue-model.ts';
import type { LatencyChoice, LatencyParts } from '../backtest-options.ts';
import { type LoadedConfig, loadConfig, loadSettings } from '../config-file.ts';

/**
 * What the configuration says with which a backtest would be played now. `config`: its file;
 * undefined: that which lies in `cwd`, if there is one. Refuses what reading it refuses.
 */
export async function simulationNow(
  config: string | undefined,
  cwd: string,
): Promise<Result<ConfiguredSimulation>> {
  const path = config ?? join(cwd, 'polydesk.config.ts');
  const file = await stat(path).catch(() => undefined);
  const isThere = config !== undefined || file !== undefined;
  // Another time of writing, another number: it is read anew when it has changed.
  const version = Math.trunc(file?.mtimeMs ?? 0);
  const loaded = await (isThere ? loadConfig(path, version) : loadSettings(cwd));
  return loaded.ok ? ok(configuredSimulation(loaded.value)) : loaded;
}

/** What a configuration says of the simulated exchange, in the words of the command's options. */
function configuredSimulation(config: LoadedConfig): ConfiguredSimulation {
  const { capital, latency, queue, inferFills, unknownDepth, halfSpread } = config;
  const { fee, takerDelayMs, minimumSize, seed } = config;
  return {
    capital: decimalOf(capital),
    latency: latency && latencyText(latency),
    queue: queue && queueText(queue),
    'infer-fills': inferFills,
    'unknown-depth': unknownDepth,
    'half-spread': decimalOf(halfSpread),
    seed: seed?.toString(),
    fee: fee && feeText(fee),
    rebate: fee && String(fee.makerRebatePpm / SCALE),
    'taker-delay': takerDelayMs?.toString(),
    'minimum-size': decimalOf(minimumSize),
  };
}

function decimalOf(units: number | undefined): string | undefined {
  return units === undefined ? undefined : formatDecimal(units);
}

function latencyText({ feed, entry, response }: LatencyParts): string {
  return [feed, entry, response].map(msOf).join();
}

/** A configuration has numbers only: samples come from a file that the command line names. */
function msOf(latency: LatencyChoice): string {
  return typeof latency === 'number' ? String(latency / MICROS_PER_MS) : 'sample';
}

function queueText(queue: QueueModel): string {
  return 'n' in queue ? `${queue.kind}:${queue.n}` : queue.kind;
}

function feeText({ ratePpm, exponent }: FeeSchedule): string {
  const rate = ratePpm / SCALE;
  return exponent === 1 ? String(rate) : `${rate}^${exponent}`;
}
