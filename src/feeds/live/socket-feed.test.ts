import { describe, expect, test } from 'vitest';
import {
  binanceTrade,
  depthUpdate,
  kline,
  markPrice,
} from '../../../test/support/exchange-frames.ts';
import { FeedDesk } from '../../../test/support/feed-desk.ts';
import { ScriptedTransport } from '../../../test/support/scripted-transport.ts';
import { readBinanceFutures, readBinanceSpot } from '../wire/binance-frame.ts';
import { Hosts } from './hosts.ts';
import { SocketFeed, type SocketFeedOptions } from './socket-feed.ts';

const BTC = 'binance/btcusdt';
const ETH = 'binance/ethusdt';

function stage(changes: Partial<SocketFeedOptions> = {}) {
  const network = new ScriptedTransport();
  const desk = new FeedDesk(network.open);
  const feed = new SocketFeed({
    ...desk.outside,
    source: 'binance/spot',
    hosts: new Hosts(['ws://first']),
    path: '/',
    greeting: [],
    lifeMs: undefined,
    read: readBinanceSpot,
    feeds: [BTC, ETH],
    priceAgeMsMost: 5_000,
    quietMsMost: 30_000,
    ...changes,
  });
  feed.start();
  network.last.events.opened();
  const { clock, log, faults } = desk;
  log.take();
  let now = 0;
  /** Time passes; then a trade happens and is heard at once. */
  const later = (ms: number) => {
    clock.advance(ms);
    now += ms;
    return now;
  };
  const trade = (symbol = 'BTCUSDT', changed = {}) =>
    network.last.say(binanceTrade(now, changed, symbol));
  return { network, clock, log, feed, faults, later, trade, told: () => log.take() };
}

describe('a frame', () => {
  test('goes to the sink as it came, before what was read in it', () => {
    const { log, trade, network, clock } = stage();
    const order: string[] = [];
    const event = log.event.bind(log);
    log.event = (one) => {
      order.push(`event after ${log.frames.length} frames`);
      event(one);
    };
    trade();
    network.last.say('no frame');
    expect(order).toEqual(['event after 1 frames']);
    const seen = { source: 'binance/spot', connection: 1, at: clock.now() };
    expect(log.frames).toEqual([
      { ...seen, text: binanceTrade(0) },
      { ...seen, text: 'no frame' },
    ]);
    expect(log.take()).toEqual([`Traded ${BTC}`, 'refused not_json']);
  });

  test.each<[string, string, string[], object]>([
    ['of a kind we do not read', '{"result":null,"id":1}', [], { ignored: 1 }],
    ['that is broken', '{"stream":"btcusdt@tr', ['refused not_json'], { refused: 1 }],
    [
      'with a price of nothing',
      binanceTrade(0, { p: '0' }),
      ['refused not_a_price'],
      { refused: 1 },
    ],
    [
      'about a symbol that nobody asked for',
      binanceTrade(0, {}, 'DOGEUSDT'),
      ['refused wrong_symbol'],
      { refused: 1 },
    ],
    [
      'from the future',
      binanceTrade(2_001),
      ['refused from_the_future'],
      { refused: 1, events: 0 },
    ],
  ])('%s tells no price', (_name, frame, lines, counters) => {
    const { network, feed, told } = stage();
    network.last.say(frame);
    expect(told()).toEqual(lines);
    expect(feed.counters).toMatchObject({ frames: 1, ...counters });
    expect(feed.price(BTC)).toBeUndefined();
    expect(feed.heard('binance/dogeusdt')).toBeUndefined();
  });

  test('that a listener cannot take is told, and the next one comes', () => {
    const broken = new Error('listener');
    let isBroken = true;
    const { trade, faults, told, later } = stage({
      onEvent: () => {
        if (isBroken) throw broken;
      },
    });
    trade();
    isBroken = false;
    later(1);
    trade();
    expect([faults, told()]).toEqual([[broken], [`Traded ${BTC}`]]);
  });
});

describe('a price', () => {
  test('is unknown once it is too old, though the exchange lives', () => {
    const { feed, later, trade, told } = stage();
    expect(feed.price(BTC)).toBeUndefined();
    trade();
    later(5_000);
    expect(feed.price(BTC)).toMatchObject({ ageMs: 5_000, value: { value: 76_800_000_000 } });
    expect(told()).toEqual([`Traded ${BTC}`, `fresh ${BTC}`]);
    later(1);
    trade('ETHUSDT');
    expect([feed.price(BTC), feed.price(ETH)?.ageMs]).toEqual([undefined, 0]);
    expect(feed.heard(BTC)?.ageMs).toBe(5_001);
    later(999);
    expect(told()).toEqual([`Traded ${ETH}`, `stale ${BTC}`, `fresh ${ETH}`]);
    trade();
    later(1_000);
    expect(feed.price(BTC)?.ageMs).toBe(1_000);
    expect(told()).toEqual([`Traded ${BTC}`, `fresh ${BTC}`]);
  });

  test('that is repeated for ever is as old as it is', () => {
    const { network, feed, later } = stage();
    for (let second = 0; second < 6; second++) {
      network.last.say(binanceTrade(0));
      later(1_000);
    }
    expect(feed.price(BTC)).toBeUndefined();
  });

  test('is not one of a candle or of the book', () => {
    const { network, feed, told } = stage();
    network.last.say(kline(-1_003));
    network.last.say(depthUpdate([1, 2], [['1', '1']], []));
    expect(told()).toEqual([`CandleUpdated ${BTC}`, `DepthChanged ${BTC}`]);
    expect(feed.price(BTC)).toBeUndefined();
  });

  test('of a future has a mark and an index beside it', () => {
    const name = 'binance-futures/btcusdt';
    const { network, feed } = stage({ read: readBinanceFutures, feeds: [name] });
    network.last.say(markPrice(0));
    const values = [name, `${name}-mark`, `${name}-index`].map(
      (one) => feed.price(one)?.value.value,
    );
    expect(values).toEqual([undefined, 76_811_150_000, 76_814_626_591]);
  });
});

describe('a feed that says nothing', () => {
  /** Trades of one symbol each second. */
  const liveOn = ({ later, trade }: ReturnType<typeof stage>, seconds: number) => {
    for (let i = 0; i < seconds; i++) {
      later(1_000);
      trade('ETHUSDT');
    }
  };

  test('while another lives is looked for on a second connection', () => {
    const all = stage();
    all.trade();
    liveOn(all, 30);
    expect(all.told()).not.toContain(`handover: ${BTC} is quiet`);
    const [old] = all.network.ends;
    liveOn(all, 1);
    expect(all.told()).toContain(`handover: ${BTC} is quiet`);
    all.network.last.events.opened();
    all.trade();
    all.later(3_000);
    expect(all.told()).toContain('handedOver to 2');
    expect([old?.ended, all.feed.price(BTC)?.ageMs]).toEqual(['closed', 3_000]);
  });

  test('is looked for ever more seldom when nothing helps', () => {
    const all = stage({ random: () => 1 - Number.EPSILON });
    const at: number[] = [];
    for (let second = 1; second <= 1_700; second++) {
      all.later(1_000);
      if (all.network.ends.length > 1 + at.length) {
        at.push(second);
        all.network.last.events.opened();
      }
      all.trade('ETHUSDT');
    }
    expect(at).toEqual([31, 62, 122, 242, 482, 962, 1_562]);
  });

  test('is not looked for anew right after a break', () => {
    const all = stage();
    all.trade();
    all.trade('ETHUSDT');
    all.network.last.events.closed(1006, '');
    for (let i = 0; i < 40; i++) {
      all.later(1_000);
      if (i === 39) all.network.last.events.opened();
    }
    all.told();
    all.later(5_000);
    expect(all.told()).toEqual([]);
  });
});

describe('two connections that overlap', () => {
  test('tell every trade once', () => {
    const { network, feed, log, told } = stage();
    const [old] = network.ends;
    const say = (end: typeof old, id: number) => end?.say(binanceTrade(0, { t: id }));
    say(old, 1);
    old?.say('{"stream":"btcusdt@trade","data":{"e":"serverShutdown"}}');
    network.last.events.opened();
    expect(told()).toEqual([
      `Traded ${BTC}`,
      'ShutdownAnnounced',
      'handover: the exchange announced the end',
      'opened 2',
    ]);
    // The new one is ahead, then behind; a trade of before it was there comes late.
    say(network.last, 3);
    say(old, 2);
    say(old, 3);
    say(old, 4);
    say(network.last, 4);
    expect(told()).toEqual([1, 2, 3].map(() => `Traded ${BTC}`));
    expect(log.events.map((event) => 'id' in event && event.id)).toEqual([1, false, 3, 2, 4]);
    expect(feed.counters).toMatchObject({ twice: 2, frames: 7 });
  });

  test('forget what they told when one is left', () => {
    const { network, feed, later } = stage();
    const [old] = network.ends;
    old?.say('{"stream":"btcusdt@trade","data":{"e":"serverShutdown"}}');
    network.last.events.opened();
    network.last.say(binanceTrade(0, { t: 7 }));
    later(3_000);
    network.last.say(binanceTrade(0, { t: 7 }));
    network.last.say(binanceTrade(0, { t: 7 }));
    expect(feed.counters.twice).toBe(0);
  });
});

test('tells how often it connected, and when a message came last over all connections', () => {
  const { network, clock, feed, later, trade } = stage();
  expect([feed.opens, feed.lastFrame]).toEqual([1, undefined]);
  trade();
  const heard = clock.now();
  expect(feed.lastFrame).toBe(heard);
  later(1_000);
  network.last.events.closed(1006, '');
  while (network.ends.length < 2) later(250);
  network.last.events.opened();
  // A new connection has said nothing yet: what is known is of the one before.
  expect([feed.opens, feed.lastFrame]).toEqual([2, heard]);
});

test('closing leaves no timer, and starting again begins anew', async () => {
  const { network, clock, feed, trade } = stage();
  const closed = feed.close();
  network.last.events.closed(1000, '');
  await closed;
  expect([clock.waiting, feed.isOpen]).toEqual([0, false]);
  feed.start();
  feed.start();
  network.last.events.opened();
  trade();
  expect([network.ends.length, feed.isOpen, feed.price(BTC)?.ageMs]).toEqual([2, true, 0]);
});
