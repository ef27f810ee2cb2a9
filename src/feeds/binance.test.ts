import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../../test/support/eventually.ts';
import { binanceTrade, depthUpdate } from '../../test/support/exchange-frames.ts';
import { FeedDesk } from '../../test/support/feed-desk.ts';
import { HttpServer } from '../../test/support/http-server.ts';
import { NOON_MS } from '../../test/support/market-frames.ts';
import { ScriptedTransport } from '../../test/support/scripted-transport.ts';
import { BinanceFutures } from './binance-futures.ts';
import { BinanceSpot } from './binance-spot.ts';

let server: HttpServer;
beforeEach(async () => {
  server = await HttpServer.open();
});
afterEach(() => server.close());

function stage() {
  const network = new ScriptedTransport();
  const desk = new FeedDesk(network.open);
  return { network, desk, outside: desk.outside, clock: desk.clock };
}

describe('spot markets', () => {
  test('come over one combined stream, of the exchange where nothing else is said', () => {
    const { network, outside } = stage();
    const spot = new BinanceSpot({
      ...outside,
      symbols: ['btcusdt', 'ethusdt'],
      channels: ['trade', 'depth@100ms'],
    });
    spot.start();
    expect(network.last.request.url).toBe(
      'wss://stream.binance.com:9443/stream?streams=' +
        'btcusdt@trade/btcusdt@depth@100ms/ethusdt@trade/ethusdt@depth@100ms',
    );
    network.last.events.opened();
    network.last.say(binanceTrade(0, {}, 'ETHUSDT'));
    expect(spot.socket.price('binance/ethusdt')?.value.text).toBe('76800.00000000');
    network.last.events.closed(1006, '');
  });

  test('have the whole book where depth is among the channels', async () => {
    const body = { lastUpdateId: 5, bids: [['100', '1']], asks: [['102', '2']] };
    server.answer = () => ({ status: 200, body: JSON.stringify(body) });
    const { network, outside } = stage();
    const spot = new BinanceSpot({
      ...outside,
      symbols: ['btcusdt'],
      channels: ['depth@100ms'],
      restHosts: [server.base],
    });
    spot.start();
    network.last.events.opened();
    const feed = 'binance/btcusdt';
    network.last.say(depthUpdate([4, 6], [['101', '3']], []));
    expect(spot.top(feed)).toBeUndefined();
    await eventually(() => spot.top(feed) !== undefined);
    expect(spot.top(feed)?.value).toMatchObject({ bid: 101_000_000, ask: 102_000_000 });
    expect(spot.levels(feed, 'asks')).toEqual([[102_000_000, 2_000_000]]);
    const closed = spot.close();
    network.last.events.closed(1000, '');
    await closed;
    expect(spot.top(feed)).toBeUndefined();
  });

  test('are at least one and not more streams than a connection carries', () => {
    const { outside } = stage();
    const many = Array.from({ length: 1_025 }, (_, index) => `c${index}usdt`);
    for (const symbols of [[], many]) {
      const make = () => new BinanceSpot({ ...outside, symbols, channels: ['trade'] });
      expect(make).toThrow(`${symbols.length} streams: between 1 and 1024`);
    }
  });
});

describe('futures', () => {
  const feed = 'binance-futures/btcusdt';

  test('come over the stream of market data, and are asked about besides', async () => {
    const answers: Record<string, object> = {
      '/fapi/v1/openInterest?symbol=BTCUSDT': {
        symbol: 'BTCUSDT',
        openInterest: '10659.509',
        time: NOON_MS,
      },
      '/fapi/v1/fundingRate?symbol=BTCUSDT&limit=1': [
        { symbol: 'BTCUSDT', fundingRate: '0.0001', fundingTime: NOON_MS - 3_600_000 },
      ],
      '/fapi/v1/premiumIndex?symbol=BTCUSDT': {
        symbol: 'BTCUSDT',
        markPrice: '76811.15',
        indexPrice: '76814.6',
        lastFundingRate: '0.0002',
        nextFundingTime: NOON_MS + 3_600_000,
        time: NOON_MS,
      },
    };
    server.answer = ({ path }) => ({ status: 200, body: JSON.stringify(answers[path]) });
    const { network, desk, outside, clock } = stage();
    const futures = new BinanceFutures({
      ...outside,
      symbols: ['btcusdt'],
      channels: ['markPrice@1s', 'forceOrder'],
      questions: ['premiumIndex', 'openInterest', 'fundingRate'],
      restHosts: [server.base],
    });
    futures.start();
    expect(network.last.request.url).toBe(
      'wss://fstream.binance.com/market/stream?streams=btcusdt@markPrice@1s/btcusdt@forceOrder',
    );
    await clock.pass(0);
    await eventually(() => desk.log.events.length === 3);
    expect(futures.latest('openInterest', feed)?.value).toMatchObject({
      openInterest: { value: 10_659_509_000 },
    });
    expect(futures.latest('fundingRate', feed)).toMatchObject({
      value: { rate: { value: 100 } },
      ageMs: 3_600_000,
    });
    expect(futures.latest('premiumIndex', feed)?.value).toMatchObject({ funding: { value: 200 } });
    expect(futures.latest('premiumIndex', 'binance-futures/ethusdt')).toBeUndefined();
    const sources = desk.log.frames.map(({ source }) => source).sort();
    expect(sources).toEqual([
      'binance-futures/btcusdt-fundingRate',
      'binance-futures/btcusdt-openInterest',
      'binance-futures/btcusdt-premiumIndex',
    ]);
    // The network of this test says no goodbye.
    void futures.close();
    network.last.events.closed(1000, '');
    await eventually(() => clock.waiting === 0);
  });
});
