import { requestOf, textsOf } from './request-text.ts';

/** What a client of the market channel wants. */
export type MarketRequest = {
  readonly isSubscribing: boolean;
  readonly tokens: readonly string[];
  /** Whether the books of these tokens come at once. */
  readonly wantsBooks: boolean;
  /** Of the whole connection; undefined: as before. */
  readonly wantsCustom: boolean | undefined;
};

/**
 * A frame of a client, first or later: the first has a `type` and no operation, though some leave
 * out either. Undefined: it makes no sense.
 */
export function marketRequest(text: string): MarketRequest | undefined {
  const words = requestOf(text);
  const tokens = textsOf(words?.assets_ids);
  if (words === undefined || tokens === undefined) return undefined;
  const { operation = 'subscribe', type = 'market', custom_feature_enabled: custom } = words;
  const isSubscribing = operation === 'subscribe';
  if (!isSubscribing && operation !== 'unsubscribe') return undefined;
  if (String(type).toLowerCase() !== 'market') return undefined;
  return {
    isSubscribing,
    tokens,
    wantsBooks: words.initial_dump !== false,
    wantsCustom: typeof custom === 'boolean' ? custom : undefined,
  };
}
