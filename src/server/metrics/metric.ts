import type { LabelName } from './label.ts';

/** Base units, as the end of the name says; "none": a count, or a state of 0 or 1. */
type Unit = 'dollars' | 'seconds' | 'bytes' | 'ratio' | 'none';

/** What a metric is, for the scrape and for docs/metrics.md. */
export type Metric = {
  readonly kind: 'gauge' | 'counter' | 'histogram';
  readonly unit: Unit;
  readonly help: string;
  readonly labels: readonly LabelName[];
};

type Defined<K extends Metric['kind']> = Metric & { readonly kind: K };

/** What is so now. */
export function gauge(unit: Unit, help: string, ...labels: LabelName[]): Defined<'gauge'> {
  return { kind: 'gauge', unit, help, labels };
}

/** What has happened since the process began. */
export function counter(unit: Unit, help: string, ...labels: LabelName[]): Defined<'counter'> {
  return { kind: 'counter', unit, help, labels };
}

/** How long things took. */
export function histogram(help: string, ...labels: LabelName[]): Defined<'histogram'> {
  return { kind: 'histogram', unit: 'seconds', help, labels };
}
