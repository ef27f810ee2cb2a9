import type { TokenId } from '../../domain/ids.ts';

// What we say on the market channel (venue docs "wss/market", 2026-06-18).

/** The first words of a connection: without them the venue closes it. */
export function firstSubscription(tokens: Iterable<TokenId>): string {
  return JSON.stringify({
    assets_ids: [...tokens],
    type: 'market',
    initial_dump: true,
    level: 2,
    custom_feature_enabled: true,
  });
}

export function subscription(tokens: Iterable<TokenId>): string {
  return JSON.stringify({ operation: 'subscribe', assets_ids: [...tokens] });
}

export function unsubscription(tokens: Iterable<TokenId>): string {
  return JSON.stringify({ operation: 'unsubscribe', assets_ids: [...tokens] });
}
