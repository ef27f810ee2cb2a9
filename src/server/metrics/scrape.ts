import { invariant } from '../../domain/invariant.ts';
import type { Buckets } from './buckets.ts';
import { type KnownLabels, LABEL_NAMES, type LabelName } from './label.ts';
import {
  type HistogramName,
  type Labels,
  METRICS,
  type MetricName,
  type NumberName,
} from './metrics.ts';

/** One number of a scrape. */
export type Sample = {
  readonly name: string;
  readonly labels: Labels & { readonly le?: string | number };
  value: number;
};

/** What is read for one scrape. What is not known is not set, and so is absent. */
export class Scrape {
  readonly #known: KnownLabels;
  readonly #samples = new Map<MetricName, Map<string, Sample>>();

  constructor(known: KnownLabels) {
    this.#known = known;
  }

  /** Undefined, and what is no number: not known. @throws InvariantError for other labels. */
  set(name: NumberName, value: number | undefined, labels: Labels = {}): void {
    if (value === undefined || !Number.isFinite(value)) return;
    const bounded = this.#bounded(name, labels);
    const key = keyOf(bounded);
    const samples = this.#of(name);
    const before = samples.get(key);
    if (before === undefined) samples.set(key, { name, labels: bounded, value });
    // Several that have no place of their own share one.
    else before.value = addsUp(name) ? before.value + value : Math.max(before.value, value);
  }

  /** 1 for the one that is, 0 for the others. */
  states(
    name: NumberName,
    label: LabelName,
    all: readonly string[],
    now: string | undefined,
    labels: Labels = {},
  ): void {
    if (now === undefined) return;
    for (const one of new Set([...all, now])) {
      this.set(name, one === now ? 1 : 0, { ...labels, [label]: one });
    }
  }

  histogram(name: HistogramName, buckets: Buckets, labels: Labels = {}): void {
    const bounded = this.#bounded(name, labels);
    const key = keyOf(bounded);
    const samples = this.#of(name);
    invariant(!samples.has(`${key} sum`), `${name} {${key}} is read twice`);
    const { cumulative, bounds, sum } = buckets;
    for (const [i, value] of cumulative.entries()) {
      const le = bounds[i] ?? '+Inf';
      samples.set(`${key} ${le}`, { name: `${name}_bucket`, labels: { ...bounded, le }, value });
    }
    samples.set(`${key} sum`, { name: `${name}_sum`, labels: bounded, value: sum });
    const value = cumulative.at(-1) ?? 0;
    samples.set(`${key} count`, { name: `${name}_count`, labels: bounded, value });
  }

  samples(name: MetricName): readonly Sample[] {
    return [...(this.#samples.get(name)?.values() ?? [])];
  }

  #of(name: MetricName): Map<string, Sample> {
    let samples = this.#samples.get(name);
    if (samples === undefined) {
      samples = new Map();
      this.#samples.set(name, samples);
    }
    return samples;
  }

  #bounded(name: MetricName, labels: Labels): Labels {
    const { labels: defined } = METRICS[name];
    const given = Object.keys(labels);
    const isWhole = given.length === defined.length && defined.every((one) => one in labels);
    invariant(isWhole, `${name} has the labels ${defined.join(', ')}, not ${given.join(', ')}`);
    return Object.fromEntries(
      defined.map((label) => [label, this.#known.bounded(label, labels[label] ?? '')]),
    );
  }
}

function keyOf(labels: Labels): string {
  return LABEL_NAMES.map((label) => labels[label] ?? '').join('\n');
}

/** Counts and dollars of several are their sum; of ages and parts the worst stands for all. */
function addsUp(name: MetricName): boolean {
  const { kind, unit } = METRICS[name];
  return kind === 'counter' || unit === 'dollars' || unit === 'none';
}
