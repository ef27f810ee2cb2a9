// Three exchanges with their faults over real sockets, and the one price that is made of them.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { binanceTrade, coinbaseHeartbeat, coinbaseTicker } from '../support/exchange-frames.ts';
import { ExchangeWorld, type Speech } from '../support/exchange-world.ts';

let world: ExchangeWorld;
beforeEach(async () => {
  world = await ExchangeWorld.open();
});
afterEach(() => world.close());

/** What is believed may differ from the truth by this, in parts of it. */
const APART_MOST = 0.001;
const ALL = ['binance', 'coinbase', 'index'];

/** Seconds pass; what is believed in any of them is near the truth. Returns who was not used. */
async function seconds(count: number): Promise<(string | undefined)[]> {
  for (let i = 0; i < count; i++) {
    await world.second();
    const { value } = world.consensus();
    const truth = Number(world.price) * 1e6;
    if (value !== undefined) {
      expect(Math.abs(value - truth)).toBeLessThanOrEqual(truth * APART_MOST);
    }
  }
  const { leftOut, why } = world.consensus();
  const left = leftOut.map(({ source, why: reason }) => `${source} ${reason}`).sort();
  return why === undefined ? left : [...left, why];
}

const dropAll = (name: 'binance' | 'coinbase' | 'index') => {
  for (const peer of world.servers[name].peers) peer.drop();
};
const silent: Speech = () => [];

/** A fault, who is left out while it lasts, and its end. */
type Fault = {
  readonly name: string;
  readonly begin: () => void;
  readonly leftOut: readonly string[];
  readonly end?: () => void;
};

const faults: Fault[] = [
  { name: 'a connection drops', begin: () => dropAll('binance'), leftOut: [] },
  {
    name: 'an exchange goes away',
    begin: () => {
      world.servers.coinbase.refuseWith = 503;
      dropAll('coinbase');
    },
    leftOut: ['coinbase stale'],
    end: () => {
      world.servers.coinbase.refuseWith = undefined;
    },
  },
  {
    name: 'an exchange stalls: it answers pings and says nothing',
    begin: () => {
      world.says.binance = silent;
    },
    leftOut: ['binance stale'],
  },
  {
    name: 'a product freezes while its heartbeat goes on',
    begin: () => {
      world.says.coinbase = (ms) => [coinbaseHeartbeat(ms)];
    },
    leftOut: ['coinbase stale'],
  },
  {
    name: 'an exchange repeats an old price',
    begin: () => {
      const { ms } = world;
      world.says.coinbase = () => [coinbaseTicker(ms, { price: '76800' })];
    },
    leftOut: ['coinbase stale'],
  },
  {
    name: 'a stream says the prices of another symbol',
    begin: () => {
      world.says.binance = (ms) => [binanceTrade(ms, { p: '2285.17' }, 'ETHUSDT')];
    },
    leftOut: ['binance stale'],
  },
  {
    name: 'a stream says another symbol under its own name',
    begin: () => {
      world.says.binance = (ms) => [binanceTrade(ms, { s: 'ETHUSDT', p: '2285.17' })];
    },
    leftOut: ['binance stale'],
  },
  {
    name: 'one exchange is off by a percent',
    begin: () => {
      world.says.coinbase = (ms, price) => [
        coinbaseTicker(ms, { price: (Number(price) * 1.01).toFixed(2) }),
      ];
    },
    leftOut: ['coinbase outlier'],
  },
  {
    name: 'one exchange is off by a factor',
    begin: () => {
      world.says.binance = (ms) => [binanceTrade(ms, { p: '0.000001' })];
    },
    leftOut: ['binance outlier'],
  },
  {
    name: 'two exchanges are off, each in its way',
    begin: () => {
      world.says.binance = (ms) => [binanceTrade(ms, { p: '70000' })];
      world.says.coinbase = (ms) => [coinbaseTicker(ms, { price: '80000' })];
    },
    leftOut: ['binance outlier', 'coinbase outlier', 'disagreement'],
  },
  {
    name: 'a clock is an hour behind',
    begin: () => {
      world.says.binance = (ms, price) => [binanceTrade(ms - 3_600_000, { p: price })];
    },
    leftOut: ['binance stale'],
  },
  {
    name: 'a clock is an hour ahead',
    begin: () => {
      world.says.binance = (ms, price) => [binanceTrade(ms + 3_600_000, { p: price })];
    },
    leftOut: ['binance stale'],
  },
  {
    name: 'frames are broken',
    begin: () => {
      world.says.binance = (ms) => ['{"stream":"btcusdt@tr', binanceTrade(ms, { p: 'NaN' }), ''];
    },
    leftOut: ['binance stale'],
  },
  {
    name: 'frames are huge',
    begin: () => {
      world.says.binance = () => ['x'.repeat(4_000_001)];
    },
    leftOut: ['binance stale'],
  },
  {
    name: 'two of three are gone: nothing is believed',
    begin: () => {
      world.says.binance = silent;
      world.says.index = silent;
    },
    leftOut: ['binance stale', 'index stale', 'too_few'],
  },
  {
    name: 'the first host refuses us from now on, the second serves',
    begin: () => {
      world.servers.binance.refuseWith = 451;
      dropAll('binance');
    },
    leftOut: [],
  },
];

describe('with three exchanges', () => {
  test.each(faults)('$name', async ({ begin, leftOut, end }) => {
    const speeches = { ...world.says };
    world.start();
    expect(await seconds(3)).toEqual([]);
    begin();
    expect(await seconds(20)).toEqual(leftOut);
    end?.();
    Object.assign(world.says, speeches);
    expect(await seconds(75)).toEqual([]);
    expect(world.consensus().used).toEqual(ALL);
    expect(world.desk.faults).toEqual([]);
  });

  test('the host that serves is found at the start, and kept', async () => {
    world.servers.binance.refuseWith = 451;
    world.start();
    await seconds(3);
    expect(world.consensus().used).toEqual(ALL);
    for (const peer of world.servers.binanceSecond.peers) peer.drop();
    await seconds(5);
    expect(world.servers.binance.peers).toEqual([]);
    expect(world.servers.binanceSecond.peers).toHaveLength(2);
    expect(world.consensus().used).toEqual(ALL);
  });

  test('every frame is there for the recorder, the broken ones too', async () => {
    world.says.index = () => ['broken'];
    world.start();
    await seconds(3);
    const texts = world.desk.log.frames.map(({ source, text }) => `${source} ${text}`);
    expect(texts.filter((text) => text === 'binance/futures broken')).toHaveLength(3);
    expect(texts.filter((text) => text.startsWith('binance/spot'))).toHaveLength(3);
    expect(texts.filter((text) => text.startsWith('coinbase/exchange'))).toHaveLength(6);
  });
});

describe('a connection to an exchange', () => {
  test('asks for what is subscribed', async () => {
    world.start();
    await world.second();
    const { coinbase, binance } = world.servers;
    expect(coinbase.last.received.map((text) => JSON.parse(text))).toEqual([
      { type: 'subscribe', product_ids: ['BTC-USD'], channels: ['ticker', 'heartbeat'] },
    ]);
    expect(binance.last.received).toEqual([]);
  });

  test('answers the pings of the exchange', async () => {
    world.start();
    await world.second();
    let answer = '';
    world.servers.binance.last.socket.once('pong', (content: Buffer) => {
      answer = content.toString('utf8');
    });
    world.servers.binance.last.socket.ping('1776081600000');
    await world.second();
    expect(answer).toBe('1776081600000');
  });
});
