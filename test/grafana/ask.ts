import { of, type Panel, type Query } from './panel.ts';

type Unit = Panel['unit'];
type Kind = NonNullable<Panel['kind']>;

export function panel(asks: string, unit: Unit, ...queries: readonly Query[]): Panel {
  return { asks, unit, queries };
}

export function shown(kind: Kind, asks: string, unit: Unit, ...queries: readonly Query[]): Panel {
  return { kind, asks, unit, queries };
}

/** How many a second. */
export const rate = (metric: string, by: string, ...matchers: readonly string[]) =>
  `sum by (${by}) (rate(${of(metric, ...matchers)}[$__rate_interval]))`;

/** How many in the last five minutes: what happens rarely is seen by its number. */
export const lately = (metric: string, by: string, ...matchers: readonly string[]) =>
  `sum by (${by}) (increase(${of(metric, ...matchers)}[5m]))`;
