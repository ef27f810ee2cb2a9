import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';
import { Buckets } from '../../server/metrics/buckets.ts';
import type { Scrape } from '../../server/metrics/scrape.ts';

/** The loop is looked at so often; what it measures is counted from there, ms. */
const RESOLUTION_MS = 10;
const NANOSECONDS = 1e9;
const MICROSECONDS = 1e6;
const MS = 1_000;

/** What the program costs the machine, and what keeps it waiting. */
export class ProcessMeter {
  readonly #delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  readonly #pauses = new Buckets();
  readonly #observer: PerformanceObserver;
  readonly #beganAt = (Date.now() - performance.now()) / MS;

  constructor() {
    this.#observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) this.#pauses.observe(duration / MS);
    });
    this.#observer.observe({ entryTypes: ['gc'] });
    this.#delay.enable();
  }

  read(scrape: Scrape): void {
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed, heapTotal } = process.memoryUsage();
    scrape.set('polydesk_start_time_seconds', this.#beganAt);
    scrape.set('polydesk_cpu_seconds_total', (user + system) / MICROSECONDS);
    scrape.set('polydesk_resident_memory_bytes', rss);
    scrape.set('polydesk_heap_used_bytes', heapUsed);
    scrape.set('polydesk_heap_size_bytes', heapTotal);
    scrape.histogram('polydesk_gc_seconds', this.#pauses);
    this.#readDelay(scrape);
  }

  close(): void {
    this.#delay.disable();
    this.#observer.disconnect();
  }

  /** Of the time since the scrape before: nobody else may read this. */
  #readDelay(scrape: Scrape): void {
    if (this.#delay.count === 0) return;
    for (const [statistic, percentile] of [
      ['p50', 50],
      ['p99', 99],
      ['most', 100],
    ] as const) {
      const seconds = this.#delay.percentile(percentile) / NANOSECONDS - RESOLUTION_MS / MS;
      scrape.set('polydesk_event_loop_lag_seconds', Math.max(0, seconds), { statistic });
    }
    this.#delay.reset();
  }
}
