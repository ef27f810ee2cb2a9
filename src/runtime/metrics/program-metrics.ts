import type { Provenance } from '../../domain/provenance.ts';
import { type Collect, MetricsRegistry } from '../../server/metrics/metrics-registry.ts';
import { SOFTWARE } from '../software.ts';
import { ProcessMeter } from './process-meter.ts';

type Program = {
  readonly mode: 'demo' | 'paper' | 'live' | 'record' | 'exchange';
  /** Of what it writes: where its orders go, or where its rows come from. */
  readonly provenance: () => Provenance;
  readonly collect: Collect;
};

/** The metrics of one program: its own, and those of its process. */
export class ProgramMetrics {
  readonly #meter = new ProcessMeter();
  readonly #registry: MetricsRegistry;

  constructor({ mode, provenance, collect }: Program) {
    this.#registry = new MetricsRegistry((scrape) => {
      const { version } = SOFTWARE;
      scrape.set('polydesk_info', 1, { mode, provenance: provenance(), version });
      this.#meter.read(scrape);
      collect(scrape);
    });
  }

  /** What Prometheus reads. */
  text(): Promise<string> {
    return this.#registry.text();
  }

  /** Measures nothing any more. */
  close(): void {
    this.#meter.close();
  }
}
