// The exchanges that a recording hears, on loopback and in real time; the numbers are made up.
import type { FeedHosts } from '../../src/runtime/record/outside-feeds.ts';
import {
  aggregateTrade,
  binanceTrade,
  coinbaseTicker,
  forceOrder,
  markPrice,
} from './exchange-frames.ts';
import { loopbackServers } from './loopback-venue.ts';
import { NOON_MS } from './market-frames.ts';

/** When the servers were opened: all that they tell is of that moment. */
function nowMs(): number {
  return Date.now() - NOON_MS;
}

export async function loopbackFeeds() {
  const { http, open } = await loopbackServers();
  const [spot, futures, coinbase] = [await open(), await open(), await open()];
  const ms = nowMs();
  spot.onPeer = (peer) => peer.say(binanceTrade(ms));
  futures.onPeer = (peer) => {
    for (const frame of [aggregateTrade(ms), markPrice(ms), forceOrder(ms)]) peer.say(frame);
  };
  coinbase.onText = (peer) => peer.say(coinbaseTicker(ms));
  http.answer = ({ path }) => {
    const [, body] =
      Object.entries(answersAt(NOON_MS + ms)).find(([name]) => path.includes(name)) ?? [];
    return body === undefined
      ? { status: 404, body: '{}' }
      : { status: 200, body: JSON.stringify(body) };
  };
  const hostOf = (url: string) => [url.replace(/\/$/, '')];
  const hosts: FeedHosts = {
    binanceStream: hostOf(spot.url),
    binanceRest: [http.base],
    binanceFuturesStream: hostOf(futures.url),
    binanceFuturesRest: [http.base],
    coinbaseStream: hostOf(coinbase.url),
    deribitRest: [http.base],
    fearGreedRest: [http.base],
  };
  return { http, spot, futures, coinbase, hosts, ms };
}

function answersAt(now: number): Readonly<Record<string, unknown>> {
  const option = (name: string, open_interest: number, volume: number) => ({
    instrument_name: `BTC-27MAR26-100000-${name}`,
    open_interest,
    volume,
    mark_iv: 44.5,
    creation_timestamp: now,
  });
  return {
    openInterest: { symbol: 'BTCUSDT', openInterest: '10659.509', time: now },
    fundingRate: [{ symbol: 'BTCUSDT', fundingRate: '-0.00037500', fundingTime: now }],
    book_summary: { result: [option('P', 3, 1), option('C', 2, 4)] },
    volatility_index: { result: { data: [[now, 45.1, 45.5, 44.9, 45.25]] } },
    fng: {
      data: [
        {
          value: '27',
          value_classification: 'Fear',
          timestamp: String(Math.floor(now / 1_000)),
        },
      ],
    },
  };
}
