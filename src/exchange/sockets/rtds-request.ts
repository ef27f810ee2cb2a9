import { isRecord } from '../wire/record.ts';
import { type ActivityWish, activityWishes } from './activity-text.ts';
import { requestOf } from './request-text.ts';
import { assetOf, TOPICS } from './rtds-text.ts';

export type PriceItem = {
  readonly topic: string;
  /** Undefined: all. */
  readonly assets: readonly string[] | undefined;
};

export type RtdsRequest = {
  readonly isSubscribing: boolean;
  readonly prices: readonly PriceItem[];
  readonly activities: readonly ActivityWish[];
};

/**
 * A frame of a client. Topics that this exchange does not have are passed over, as is a symbol that
 * nobody knows: the venue never says no. Undefined: it makes no sense.
 */
export function rtdsRequest(text: string): RtdsRequest | undefined {
  const { action, subscriptions } = requestOf(text) ?? {};
  if (action !== 'subscribe' && action !== 'unsubscribe') return undefined;
  if (!Array.isArray(subscriptions)) return undefined;
  const items = subscriptions.filter(isRecord);
  return {
    isSubscribing: action === 'subscribe',
    prices: items.flatMap((item) => pricesOf(item) ?? []),
    activities: items.flatMap(({ topic, type, filters }) =>
      topic === 'activity' ? activityWishes(type, filters) : [],
    ),
  };
}

function pricesOf({ topic, filters }: Readonly<Record<string, unknown>>): PriceItem | undefined {
  if (typeof topic !== 'string' || !Object.hasOwn(TOPICS, topic)) return undefined;
  if (typeof filters !== 'string' || filters === '') return { topic, assets: undefined };
  const assets = symbolsOf(filters).flatMap((symbol) => assetOf(topic, symbol) ?? []);
  return { topic, assets };
}

/** A filter is a text: JSON of {symbol} or of a list, or the symbols with commas between them. */
function symbolsOf(filters: string): readonly string[] {
  let value: unknown;
  try {
    value = JSON.parse(filters);
  } catch {
    value = filters.split(',');
  }
  const symbols = isRecord(value) ? value.symbol : value;
  const list: readonly unknown[] = Array.isArray(symbols) ? symbols : [symbols];
  return list.filter((one) => typeof one === 'string').map((one) => one.trim());
}
