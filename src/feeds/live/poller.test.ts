import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import { FeedDesk } from '../../../test/support/feed-desk.ts';
import { HttpServer, type ScriptedAnswer } from '../../../test/support/http-server.ts';
import { NOON_MS } from '../../../test/support/market-frames.ts';
import { ScriptedTransport } from '../../../test/support/scripted-transport.ts';
import { PRIORITY, RateLimiter } from '../../net/rate-limiter.ts';
import { readOpenInterest } from '../wire/binance-open-interest.ts';
import { WEIGHT } from './feed-service.ts';
import { Hosts } from './hosts.ts';
import { Poller, type PollerOptions } from './poller.ts';

let server: HttpServer;
let second: HttpServer;
beforeEach(async () => {
  server = await HttpServer.open();
  second = await HttpServer.open();
});
afterEach(() => Promise.all([server.close(), second.close()]));

const FEED = 'binance-futures/btcusdt';

/** Open interest, told so many ms after noon. */
function interest(ms: number, openInterest = '10.5', symbol = 'BTCUSDT'): ScriptedAnswer {
  const body = JSON.stringify({ symbol, openInterest, time: NOON_MS + ms });
  return { status: 200, body };
}

/** Asks every minute; chance always gives a half, so intervals are even. */
function stage(changes: Partial<PollerOptions> = {}, perMinute = 100) {
  const desk = new FeedDesk(new ScriptedTransport().open, 0.5);
  const { clock, log, faults } = desk;
  const rule = { kind: 'window', limit: perMinute, windowMs: 60_000 } as const;
  const limiter = new RateLimiter(clock, { [WEIGHT]: rule }, 5);
  const poller = new Poller({
    ...desk.outside,
    hosts: new Hosts([server.base, second.base]),
    limiter,
    question: () => ({ source: 'test/interest', path: '/oi', query: { symbol: 'X' }, cost: 1 }),
    read: readOpenInterest,
    feed: FEED,
    everyMs: 60_000,
    ageMsMost: 300_000,
    ...changes,
  });
  poller.start();
  /** Time passes until the next question, which is then answered. */
  const next = async (ms: number) => {
    const before = log.lines.length;
    await clock.pass(ms);
    await eventually(() => log.lines.length > before);
    // The timer of the next question is set a turn later.
    await eventually(() => clock.waiting > 0);
    return log.take();
  };
  return { clock, log, faults, poller, limiter, next };
}

describe('a question asked again and again', () => {
  test('brings the answer as it came, then what was read in it', async () => {
    server.answer = () => interest(0);
    const { log, poller, next, clock } = stage();
    expect(poller.latest).toBeUndefined();
    expect(await next(500)).toEqual([`OpenInterestTold ${FEED}`]);
    expect(server.received[0]).toMatchObject({ method: 'GET', path: '/oi?symbol=X' });
    expect(server.received[0]?.headers['user-agent']).toBe('polydesk-test');
    const { body } = interest(0) as { body: string };
    const seen = { source: 'test/interest', connection: 0, text: body };
    expect(log.frames).toEqual([{ ...seen, at: clock.now() }]);
    expect(poller.latest).toMatchObject({ ageMs: 500, value: { openInterest: { text: '10.5' } } });
    server.answer = () => interest(60_000, '11');
    expect(await next(60_000)).toEqual([`OpenInterestTold ${FEED}`]);
    expect(poller.latest).toMatchObject({ value: { openInterest: { text: '11' } } });
  });

  test('has no answer any more when the last one is too old', async () => {
    server.answer = () => interest(0);
    const { poller, next } = stage();
    for (let minute = 0; minute < 5; minute++) await next(minute === 0 ? 500 : 60_000);
    expect(poller.latest?.ageMs).toBe(240_500);
    // It repeats itself: the service has stopped, though it answers.
    await next(60_000);
    expect(poller.latest).toBeUndefined();
  });

  test.each<[string, ScriptedAnswer, string]>([
    ['of another symbol', interest(0, '1', 'ETHUSDT'), 'refused wrong_symbol'],
    ['from the future', interest(10_000), 'refused from_the_future'],
    ['of another shape', { status: 200, body: '{"code":-1}' }, 'refused unknown_shape'],
    ['of a wrong number', interest(0, '-1'), 'refused negative_size'],
  ])('believes no answer %s, and asks on', async (_name, answer, line) => {
    server.answer = () => answer;
    const { log, poller, next } = stage();
    expect(await next(500)).toEqual([line]);
    expect([log.frames.length, poller.latest]).toEqual([1, undefined]);
    server.answer = () => interest(60_000);
    expect(await next(60_000)).toEqual([`OpenInterestTold ${FEED}`]);
  });

  test.each<[ScriptedAnswer, RegExp]>([
    [{ status: 500, body: 'down' }, /^unanswered unknown status 500$/],
    [{ status: 400, body: '{"code":-1121}' }, /^unanswered refused status 400$/],
    [{ status: 200, body: '<html>' }, /^unanswered unknown status 200$/],
    ['cut', /^unanswered unknown [A-Z_]+$/],
  ])('without an answer comes again after growing waits: %o', async (answer, line) => {
    server.answer = () => answer;
    const { log, next } = stage();
    const asked = async (ms: number) => expect((await next(ms)).join()).toMatch(line);
    await asked(500);
    for (const waitMs of [1_250, 2_250, 4_250, 8_250]) {
      await eventually(() => log.notes.length > 0);
      expect(log.notes.at(-1)).toMatchObject({ retryInMs: waitMs });
      await asked(waitMs);
    }
    server.answer = () => interest(20_000);
    expect(await next(16_250)).toEqual([`OpenInterestTold ${FEED}`]);
    server.answer = () => answer;
    await next(60_000);
    expect(log.notes.at(-1)).toMatchObject({ retryInMs: 1_250 });
  });

  test('that is not answered in time is given up', async () => {
    server.answer = () => 'hang';
    const { clock, log } = stage();
    await clock.pass(500);
    await eventually(() => server.received.length === 1);
    await clock.pass(10_000);
    await eventually(() => log.lines.length === 1);
    expect(log.take()).toEqual(['unanswered unknown timeout']);
  });

  test('waits as long as the service asks for, and so do others', async () => {
    server.answer = () => ({ status: 429, headers: { 'retry-after': '30' }, body: '{}' });
    const { log, next, limiter, clock } = stage();
    expect(await next(500)).toEqual(['unanswered rateLimited']);
    expect(log.notes.at(-1)).toMatchObject({ retryInMs: 30_000 });
    const admission = { costs: { [WEIGHT]: 1 }, priority: PRIORITY.read, ageMsMost: 60_000 };
    const other = limiter.acquire(admission);
    await clock.pass(29_999);
    expect(limiter.waiting).toBe(1);
    await clock.pass(1);
    expect(await other).toMatchObject({ ok: true });
  });

  test('waits a quarter of an hour at most, whatever the service asks for', async () => {
    server.answer = () => ({ status: 429, headers: { 'retry-after': '259200' }, body: '{}' });
    const { log, next, clock } = stage();
    expect(await next(500)).toEqual(['unanswered rateLimited']);
    expect(log.notes.at(-1)).toMatchObject({ retryInMs: 900_000 });
    server.answer = () => interest(900_000);
    await clock.pass(899_999);
    expect(server.received).toHaveLength(1);
    // Not held back by the pause of the limiter either.
    expect(await next(1)).toEqual([`OpenInterestTold ${FEED}`]);
  });

  test('that is closed waits for nothing, not even to be admitted', async () => {
    const { poller, limiter, clock } = stage();
    limiter.adjust(WEIGHT, { pauseMs: 60_000 });
    await clock.pass(1_000);
    expect(limiter.waiting).toBe(1);
    poller.close();
    await clock.pass(0);
    expect([limiter.waiting, clock.waiting]).toEqual([0, 0]);
  });

  test('goes to the next host when one refuses us, and stays there', async () => {
    server.answer = () => ({ status: 451, body: '{"code":0,"msg":"restricted location"}' });
    second.answer = () => interest(0);
    const { next } = stage();
    expect(await next(500)).toEqual([`blocked, next ${second.base}`]);
    expect(await next(500)).toEqual([`OpenInterestTold ${FEED}`]);
    await next(60_000);
    expect([server.received.length, second.received.length]).toEqual([1, 2]);
  });

  test('rests when all hosts refuse us', async () => {
    for (const one of [server, second]) one.answer = () => ({ status: 403, body: '{}' });
    const { next } = stage();
    await next(500);
    expect(await next(500)).toEqual(['blocked, next none']);
    server.answer = () => interest(900_000);
    expect(await next(15 * 60_000)).toEqual([`OpenInterestTold ${FEED}`]);
  });

  test('is held back by our own limit', async () => {
    server.answer = () => interest(0);
    const { clock, next, log } = stage({ everyMs: 1_000 }, 1);
    await next(500);
    await clock.pass(1_000);
    await clock.pass(29_000);
    expect(server.received).toHaveLength(1);
    await clock.pass(1_000);
    await eventually(() => log.lines.length > 0);
    expect(log.take()[0]).toMatch(/^unanswered stale/);
  });

  test('goes on when a listener throws', async () => {
    server.answer = () => interest(0);
    const { clock, log, faults } = stage();
    const broken = new Error('sink');
    log.event = () => {
      throw broken;
    };
    await clock.pass(500);
    await eventually(() => faults.length === 1);
    await eventually(() => clock.waiting > 0);
    await clock.pass(60_000);
    await eventually(() => faults.length === 2);
    expect(faults).toEqual([broken, broken]);
  });

  test('is not asked any more once it is closed, nor is its answer heard', async () => {
    server.answer = () => 'hang';
    const { clock, log, poller } = stage();
    poller.start();
    await clock.pass(500);
    await eventually(() => server.received.length === 1);
    poller.close();
    await clock.pass(600_000);
    expect([clock.waiting, log.lines, server.received.length]).toEqual([0, [], 1]);
    server.answer = () => interest(600_000);
    poller.start();
    await clock.pass(500);
    await eventually(() => log.lines.length > 0);
    expect(log.take()).toEqual([`OpenInterestTold ${FEED}`]);
  });
});
