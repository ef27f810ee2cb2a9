import { EXCHANGE } from './boards/exchange.ts';
import { MONEY } from './boards/money.ts';
import { ORDERS } from './boards/orders.ts';
import { PROCESS } from './boards/process.ts';
import { RECORDER } from './boards/recorder.ts';
import { RISK } from './boards/risk.ts';
import { VENUE } from './boards/venue.ts';
import type { LabelName } from './label.ts';
import type { Metric } from './metric.ts';

/** Every metric that there is, by name. */
const ALL = {
  ...MONEY,
  ...ORDERS,
  ...VENUE,
  ...RISK,
  ...RECORDER,
  ...PROCESS,
  ...EXCHANGE,
} as const;

type All = typeof ALL;
export type MetricName = keyof All;
/** Of those that are one number; the others are histograms. */
export type NumberName = {
  [N in MetricName]: All[N]['kind'] extends 'histogram' ? never : N;
}[MetricName];
export type HistogramName = Exclude<MetricName, NumberName>;

export const METRICS: Readonly<Record<MetricName, Metric>> = ALL;
export const METRIC_NAMES = Object.keys(ALL) as readonly MetricName[];

export type Labels = Readonly<Partial<Record<LabelName, string>>>;
