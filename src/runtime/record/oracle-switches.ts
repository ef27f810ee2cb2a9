import type { PriceSwitch } from '../../polymarket/sockets/price-failover.ts';
import { listOf } from './feed-health.ts';
import type { OracleStatus } from './live-oracle.ts';

/** What sources are called towards people. */
export const SOURCE_NAMES: Readonly<Record<string, string>> = {
  polybolt: 'PolyBolt',
  rtds: 'RTDS',
};

/**
 * Changes of source in words, those of one kind together: a socket that breaks takes all series
 * with it. The first source of a series is no news.
 */
export function switchesInWords(switches: readonly PriceSwitch[]): string[] {
  const series = new Map<string, string[]>();
  for (const { from, to } of switches) {
    if (to === undefined) {
      add(series, `no fresh price from anybody, ${nameOf(from?.source)} was the last`, from?.feed);
    } else if (from === undefined) {
      add(series, `from ${nameOf(to.source)} again`, to.feed);
    } else {
      add(series, `from ${nameOf(to.source)} now, no longer from ${nameOf(from.source)}`, to.feed);
    }
  }
  return [...series].map(([words, feeds]) => `${listOf(feeds)}: ${words}`);
}

/** Whom the prices come from now, e.g. "the oracle over PolyBolt"; undefined: from nobody. */
export function oracleInWords(oracle: readonly OracleStatus[]): string | undefined {
  const sources = oracle.flatMap(({ source }) => (source === undefined ? [] : [nameOf(source)]));
  return sources.length === 0
    ? undefined
    : `the oracle over ${[...new Set(sources)].join(' and ')}`;
}

function nameOf(source = ''): string {
  return SOURCE_NAMES[source] ?? source;
}

function add(series: Map<string, string[]>, words: string, feed = ''): void {
  series.set(words, [...(series.get(words) ?? []), feed]);
}
