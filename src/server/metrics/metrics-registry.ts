import { type Metric as PromMetric, Registry } from 'prom-client';
import { KnownLabels } from './label.ts';
import { METRIC_NAMES, METRICS } from './metrics.ts';
import { Scrape } from './scrape.ts';

/** Reads everything for one scrape. */
export type Collect = (scrape: Scrape) => void;

/** What Prometheus is told to take the text for. */
export const CONTENT_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

/**
 * The metrics of one program. Nothing is counted here: on each scrape they are read from what the
 * parts of the program count anyway, so that nobody pays for them who is not asked.
 */
export class MetricsRegistry {
  readonly #registry = new Registry();
  readonly #known = new KnownLabels();
  readonly #collect: Collect;
  #scrape = new Scrape(this.#known);

  constructor(collect: Collect) {
    this.#collect = collect;
    for (const name of METRIC_NAMES) {
      const { kind: type, help } = METRICS[name];
      const metric = {
        name,
        get: async () => ({
          name,
          help,
          type,
          aggregator: 'sum',
          values: this.#scrape
            .samples(name)
            .map(({ name: metricName, labels, value }) => ({ metricName, labels, value })),
        }),
      };
      // The registry asks a metric for its name and for get(), and for nothing else.
      this.#registry.registerMetric(metric as unknown as PromMetric);
    }
  }

  /** The text of Prometheus. */
  text(): Promise<string> {
    const scrape = new Scrape(this.#known);
    this.#collect(scrape);
    this.#scrape = scrape;
    return this.#registry.metrics();
  }
}
