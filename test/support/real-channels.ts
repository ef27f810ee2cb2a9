// The program's own channels on real sockets to one server, each with a sink that writes down.
import { onTestFinished } from 'vitest';
import type { TokenId } from '../../src/domain/ids.ts';
import { Secret } from '../../src/domain/secret.ts';
import { wsTransport } from '../../src/net/ws-transport.ts';
import { PolyBolt } from '../../src/polymarket/sockets/polybolt.ts';
import { Rtds } from '../../src/polymarket/sockets/rtds.ts';
import { UserChannel } from '../../src/polymarket/sockets/user-channel.ts';
import { readPolyBoltFrame } from '../../src/polymarket/wire/prices/polybolt-frame.ts';
import { readPriceFrame } from '../../src/polymarket/wire/prices/rtds-frame.ts';
import { readUserFrame, type UserMessage } from '../../src/polymarket/wire/user/user-frame.ts';
import type { attachedSockets } from './attached-sockets.ts';
import { MarketDesk } from './market-desk.ts';
import { PriceLog } from './price-log.ts';

type Attached = Awaited<ReturnType<typeof attachedSockets>>;

export function realChannels({ bench, url }: Attached, tokens: readonly string[]) {
  const { clock, ann } = bench;
  const thrown: unknown[] = [];
  const refusals: unknown[] = [];
  let connections = 0;
  const shared = {
    clock,
    transport: wsTransport,
    random: () => 0.5,
    nextConnection: () => ++connections,
    onFault: (error: unknown) => thrown.push(error),
  };
  const credentials = {
    key: ann.key.id,
    secret: new Secret(ann.key.secret),
    passphrase: new Secret(ann.key.passphrase),
  };
  const market = new MarketDesk(wsTransport, url('/ws/market'));
  market.channel.subscribe(tokens as readonly TokenId[]);

  const orders: UserMessage[] = [];
  const user = new UserChannel<UserMessage>({
    ...shared,
    url: url('/ws/user'),
    credentials,
    markets: undefined,
    read: readUserFrame,
    sink: {
      frame: () => {},
      message: (message) => orders.push(message),
      refused: (refusal) => refusals.push(refusal),
      blind: () => {},
      gap: () => {},
    },
  });
  const [spoken, older] = [new PriceLog(), new PriceLog()];
  const polyBolt = new PolyBolt({
    ...shared,
    url: url('/ws/prices'),
    credentials,
    subscriptions: [
      { channel: 'price.crypto', filter: { symbol: 'btcusd' } },
      { channel: 'price.crypto.twap', filter: { symbol: 'btcusd', window_seconds: 60 } },
    ],
    read: readPolyBoltFrame,
    sink: spoken,
  });
  const rtds = new Rtds({
    ...shared,
    url: url('/'),
    subscriptions: [
      { topic: 'crypto_prices', symbol: 'btcusdt' },
      { topic: 'crypto_prices_chainlink', symbol: 'btc/usd' },
      { topic: 'crypto_prices_twap_sixty', symbol: 'btc/usd' },
    ],
    read: readPriceFrame,
    sink: older,
  });
  for (const one of [user, polyBolt, rtds]) one.start();
  onTestFinished(async () => {
    await Promise.all([market.channel, user, polyBolt, rtds].map((one) => one.close()));
  });
  return { market, user, orders, polyBolt, spoken, rtds, older, thrown, refusals };
}
