import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import { depthUpdate } from '../../../test/support/exchange-frames.ts';
import { FeedDesk } from '../../../test/support/feed-desk.ts';
import { HttpServer, type ScriptedAnswer } from '../../../test/support/http-server.ts';
import { ScriptedTransport } from '../../../test/support/scripted-transport.ts';
import { RateLimiter } from '../../net/rate-limiter.ts';
import { readBinanceSpot } from '../wire/binance-frame.ts';
import { DepthKeeper } from './depth-keeper.ts';
import { WEIGHT } from './feed-service.ts';
import { Hosts } from './hosts.ts';

let server: HttpServer;
beforeEach(async () => {
  server = await HttpServer.open();
});
afterEach(() => server.close());

const FEED = 'binance/btcusdt';

function snapshot(lastUpdateId: number, bid = '100'): ScriptedAnswer {
  const book = { lastUpdateId, bids: [[bid, '1']], asks: [['102', '2']] };
  return { status: 200, body: JSON.stringify(book) };
}

/** A snapshot weighs 50. */
function stage(perMinute = 600) {
  const desk = new FeedDesk(new ScriptedTransport().open);
  const { clock, log, faults } = desk;
  const rule = { kind: 'window', limit: perMinute, windowMs: 60_000 } as const;
  const keeper = new DepthKeeper({
    ...desk.outside,
    hosts: new Hosts([server.base]),
    limiter: new RateLimiter(clock, { [WEIGHT]: rule }, 5),
    ageMsMost: 5_000,
  });
  let ms = 0;
  const pass = async (by: number) => {
    await clock.pass(by);
    ms += by;
  };
  /** One change from one id to another: a bid. */
  const change = (firstId: number, lastId: number, bid: string) => {
    const reading = readBinanceSpot(depthUpdate([firstId, lastId], [[bid, '3']], [], ms));
    const event = reading?.ok ? reading.value[0] : undefined;
    if (event?.kind === 'DepthChanged') keeper.take(event, clock.now());
  };
  const whole = () => eventually(() => keeper.top(FEED) !== undefined);
  return { clock, log, faults, keeper, pass, change, whole };
}

describe('the book of a market', () => {
  test('is fetched once its changes have begun', async () => {
    server.answer = () => snapshot(5);
    const { keeper, change, whole, log } = stage();
    expect(keeper.top(FEED)).toBeUndefined();
    change(4, 6, '101');
    change(7, 7, '99');
    expect(keeper.levels(FEED, 'bids')).toEqual([]);
    await whole();
    expect(server.received.map(({ path }) => path)).toEqual([
      '/api/v3/depth?symbol=BTCUSDT&limit=1000',
    ]);
    expect(keeper.top(FEED)).toMatchObject({ value: { bid: 101_000_000, ask: 102_000_000 } });
    expect(keeper.levels(FEED, 'bids').map(([price]) => price / 1e6)).toEqual([101, 100, 99]);
    expect(log.frames.map(({ source }) => source)).toEqual(['binance/depth']);
  });

  test('is fetched anew after a hole', async () => {
    server.answer = () => snapshot(5);
    const { keeper, change, whole } = stage();
    change(6, 6, '101');
    await whole();
    server.answer = () => snapshot(9, '98');
    change(8, 9, '99');
    expect(keeper.top(FEED)).toBeUndefined();
    await whole();
    expect([keeper.top(FEED)?.value.bid, server.received.length]).toEqual([98_000_000, 2]);
  });

  test('is asked for again when the answer is too old or broken', async () => {
    server.answer = () => snapshot(2);
    const { clock, change, whole, log, pass } = stage();
    change(6, 6, '101');
    await eventually(() => log.lines.includes('refused too_old') && clock.waiting > 0);
    server.answer = () => ({ status: 200, body: '{"lastUpdateId":7}' });
    await pass(500);
    await eventually(() => log.lines.includes('refused unknown_shape') && clock.waiting > 0);
    server.answer = () => snapshot(5);
    await pass(500);
    await whole();
    expect(server.received).toHaveLength(3);
  });

  test('is asked for once at a time, and again after a failure', async () => {
    server.answer = () => ({ status: 500, body: '' });
    const { clock, change, whole, log, pass } = stage();
    change(6, 6, '101');
    change(7, 7, '101');
    await eventually(() => log.lines.length === 1 && clock.waiting > 0);
    change(8, 8, '101');
    expect(server.received).toHaveLength(1);
    server.answer = () => snapshot(5);
    await pass(2_000);
    await whole();
  });

  test('is not asked for more often than we allow ourselves', async () => {
    server.answer = () => snapshot(0);
    const { clock, change, log, pass } = stage(100);
    change(6, 6, '101');
    for (const refused of [1, 2]) {
      await eventually(() => log.lines.length === refused && clock.waiting > 0);
      await pass(500);
    }
    await pass(20_000);
    expect(server.received).toHaveLength(2);
  });

  test('is unknown when its changes stop coming', async () => {
    server.answer = () => snapshot(5);
    const { keeper, change, whole, pass } = stage();
    change(6, 6, '101');
    await whole();
    await pass(5_000);
    expect(keeper.top(FEED)?.ageMs).toBe(5_000);
    await pass(1);
    expect([keeper.top(FEED), keeper.levels(FEED, 'bids')]).toEqual([undefined, []]);
  });

  test('is gone once all is closed', async () => {
    server.answer = () => 'hang';
    const { clock, keeper, change, faults, log, pass } = stage();
    change(6, 6, '101');
    await eventually(() => server.received.length === 1);
    keeper.close();
    await pass(60_000);
    change(7, 7, '101');
    expect([clock.waiting, faults, log.lines, keeper.top(FEED)]).toEqual([0, [], [], undefined]);
  });

  test('is asked for again when a listener throws', async () => {
    server.answer = () => snapshot(5);
    const { clock, change, whole, log, faults, pass } = stage();
    const broken = new Error('sink');
    const frame = log.frame.bind(log);
    log.frame = () => {
      throw broken;
    };
    change(6, 6, '101');
    await eventually(() => faults.length === 1 && clock.waiting > 0);
    log.frame = frame;
    await pass(500);
    await whole();
    expect(faults).toEqual([broken]);
  });
});
