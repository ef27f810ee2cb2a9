import { type MetricsServer, serveMetrics } from '../../server/metrics/metrics-server.ts';

type Told = { text(): Promise<string>; close(): void };

/**
 * Tells the metrics at a port of this machine, where one is wished for; where that fails the
 * program goes on all the same. Gives what ends it, and the measuring with it.
 */
export async function servedMetrics(
  port: number | undefined,
  metrics: Told,
  note: (text: string) => void,
): Promise<() => Promise<void>> {
  let server: MetricsServer | undefined;
  try {
    server = port === undefined ? undefined : await serveMetrics(port, () => metrics.text());
  } catch (error) {
    note(`Nobody is told the metrics: ${error}`);
  }
  if (server !== undefined) note(`Metrics at http://127.0.0.1:${server.port}/metrics.`);
  return async () => {
    metrics.close();
    await server?.close();
  };
}
