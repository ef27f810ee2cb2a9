import { performanceJson } from '../report/json/performance.ts';
import { ordersJson } from '../report/json/report.ts';
import type { BacktestOptions } from '../runtime/backtest-options.ts';
import { LATENCY_SPLIT, splitLatency } from './options/latency.ts';
import { deliverJson } from './output/deliver-json.ts';
import type { Output } from './output/output.ts';
import type { Run } from './output/run-remarks.ts';
import { saySideBySide } from './output/side-by-side.ts';
import { watchedBacktest } from './watched-backtest.ts';

/** The same run at several total latencies (µs), one line each. */
export async function runLatencies(
  options: BacktestOptions,
  latencies: readonly number[],
  json: string | true | undefined,
  output: Output,
): Promise<void> {
  const runs: Run[] = [];
  for (const total of latencies) {
    const label = `${total / 1000}`;
    const latency = splitLatency(total);
    runs.push({
      label,
      report: await watchedBacktest({ ...options, latency, charts: 0 }, `${label} ms`),
    });
  }
  const names = options.strategies.map((choice) => choice.name);
  output.say(output.paint.strong(`${names.join(', ')} by latency`));
  const first = { heading: 'Latency ms', align: 'right' as const };
  saySideBySide(first, runs, output, 'see orders in --json', `Latency: ${LATENCY_SPLIT}.`);
  const value = {
    schema: 'polydesk.latencies',
    schemaVersion: 1,
    strategies: names,
    runs: runs.map(({ label, report }) => ({
      latencyMs: Number(label),
      hash: report.record.hash,
      configuration: report.record.configuration,
      result: performanceJson(report.whole),
      orders: ordersJson(report),
      cashShortage: report.cashShortage ?? null,
    })),
  };
  await deliverJson(value, json, output);
}
