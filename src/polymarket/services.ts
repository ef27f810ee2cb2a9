/**
 * Where the venue's services are. Environments of the official client (Polymarket/ts-sdk,
 * environments.ts) and docs, read 2026-10; RTDS is to be removed, state unknown.
 */
export const POLYMARKET = {
  clob: 'https://clob.polymarket.com',
  gamma: 'https://gamma-api.polymarket.com',
  data: 'https://data-api.polymarket.com',
  geoblock: 'https://polymarket.com/api/geoblock',
  marketSocket: 'wss://ws-subscriptions-clob.polymarket.com/ws/market',
  userSocket: 'wss://ws-subscriptions-clob.polymarket.com/ws/user',
  priceSocket: 'wss://ws-live-v2.polymarket.com/ws',
  legacyPriceSocket: 'wss://ws-live-data.polymarket.com',
} as const;

/** The addresses in use: the venue's, or those of an exchange on this machine. */
export type Services = { readonly [Name in keyof typeof POLYMARKET]: string };

/** Whether all is heard from the venue itself. Anything else must never count as live. */
export function isVenue(services: Services): boolean {
  return Object.entries(POLYMARKET).every(
    ([name, address]) => services[name as keyof Services] === address,
  );
}
