import type { PolyBoltSubscription } from '../../polymarket/sockets/polybolt.ts';
import type { RtdsSubscription } from '../../polymarket/sockets/rtds.ts';

/** Names of the feeds that those tell. */
export function oracleFeeds(assets: readonly string[]): string[] {
  return assets.flatMap((asset) => [`chainlink/${asset}usd`, `chainlink/${asset}usd-twap60`]);
}

/** The oracle's spot price and its average of a minute, by which windows settle. */
export function rtdsOf(asset: string): RtdsSubscription[] {
  const symbol = `${asset}/usd`;
  return [
    { topic: 'crypto_prices_chainlink', symbol },
    { topic: 'crypto_prices_twap_sixty', symbol },
  ];
}

/** The same two of PolyBolt. */
export function polyBoltOf(asset: string): PolyBoltSubscription[] {
  const symbol = `${asset}usd`;
  return [
    { channel: 'price.crypto', filter: { symbol } },
    { channel: 'price.crypto.twap', filter: { symbol, window_seconds: 60 } },
  ];
}
