import type { Timestamp } from '../../domain/units.ts';
import type { ReferenceNews } from '../venue/venue-listener.ts';
import {
  msOf,
  onChain,
  onExchange,
  PRICED_ASSETS,
  type ReferenceForm,
  toldOf,
} from './price-text.ts';

// The words of the older price socket (protocol notes §6.4).

type Topic = {
  readonly form: ReferenceForm;
  symbol(asset: string): string;
  /** Every digit, in the topic's own way. */
  exact(value: string): string;
  readonly extra: object;
};

const chain: Topic = {
  form: 'value',
  symbol: (asset) => `${asset}/usd`,
  exact: onChain,
  extra: {},
};

/** The spot exchange's price is the reference's: this exchange knows no other. */
const spot: Topic = { ...chain, symbol: (asset) => `${asset}usdt`, exact: onExchange };

export const TOPICS: Readonly<Record<string, Topic>> = {
  crypto_prices: spot,
  crypto_prices_chainlink: chain,
  crypto_prices_twap_sixty: { ...chain, form: 'average', extra: { window_s: 60 } },
  crypto_prices_twap_thirty: { ...chain, form: 'shortAverage', extra: { window_s: 30 } },
};

/** The asset of a symbol in a topic's own way of writing; undefined: it has none. */
export function assetOf(topic: string, symbol: string): string | undefined {
  return PRICED_ASSETS.find((asset) => TOPICS[topic]?.symbol(asset) === symbol.toLowerCase());
}

/** One price; undefined where the topic does not know it. */
export function updateText(
  name: string,
  news: ReferenceNews,
  sentAt: Timestamp,
  connection: string,
): string | undefined {
  const topic = TOPICS[name];
  const value = topic && toldOf(news, topic.form);
  if (topic === undefined || value === undefined) return undefined;
  return JSON.stringify({
    topic: name,
    type: 'update',
    timestamp: msOf(sentAt),
    connection_id: connection,
    payload: {
      symbol: topic.symbol(news.asset),
      timestamp: msOf(news.at),
      value: Number(value),
      full_accuracy_value: topic.exact(value),
      ...topic.extra,
    },
  });
}

/** What a new subscription of one symbol is answered with: the last two minutes. */
export function lookBackText(
  name: string,
  asset: string,
  history: readonly ReferenceNews[],
  sentAt: Timestamp,
): string | undefined {
  const topic = TOPICS[name];
  if (topic === undefined) return undefined;
  const data = history.flatMap((news) => {
    const value = toldOf(news, topic.form);
    return value === undefined ? [] : [{ timestamp: msOf(news.at), value: Number(value) }];
  });
  if (data.length === 0) return undefined;
  return JSON.stringify({
    // That of the oracle's price comes under the plain topic (recorded in April 2026).
    topic: topic.form === 'value' ? 'crypto_prices' : name,
    type: 'subscribe',
    timestamp: msOf(sentAt),
    payload: { symbol: topic.symbol(asset), data, ...topic.extra },
  });
}
