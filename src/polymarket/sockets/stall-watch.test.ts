import { describe, expect, test } from 'vitest';
import { MarketDesk, tokens } from '../../../test/support/market-desk.ts';
import { bookFrame, changeFrame, NOON_MS } from '../../../test/support/market-frames.ts';
import { ScriptedTransport } from '../../../test/support/scripted-transport.ts';
import type { TokenId } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { WitnessedBook } from './book-witness.ts';

/** Tokens with trusted books on one socket, whose server answers heartbeats and nothing else. */
function stage(...names: readonly number[]) {
  const network = new ScriptedTransport();
  const desk = new MarketDesk(network.open, 'ws://127.0.0.1:1/');
  desk.channel.subscribe(tokens(...names));
  network.last.events.opened();
  for (const name of names) network.last.say(bookFrame({ token: `${name}`, ms: 0, hash: 'ours' }));
  desk.sink.take();
  /** Time goes by in seconds, and heartbeats are answered. */
  const wait = async (seconds: number) => {
    for (let i = 0; i < seconds; i++) {
      await desk.clock.pass(1_000);
      for (const end of network.ends) if (end.ended === undefined) end.say('PONG');
    }
  };
  return { network, desk, wait, counters: desk.channel.counters };
}

/** The venue's REST book was last changed so many ms after noon. */
const saw = (ms: number, hash = 'theirs'): WitnessedBook => ({
  tsEvent: ((NOON_MS + ms) * 1_000) as Timestamp,
  hash,
});

describe('a socket that is open, answers, and carries nothing', () => {
  test('is found out by a witness, and replaced', async () => {
    const { network, desk, wait, counters } = stage(101, 102);
    await wait(10);
    network.last.say(changeFrame(10_000, { token: '102' }));
    desk.sink.take();
    desk.witness = async () => saw(10_500);
    await wait(1);
    expect(desk.sink.take()).toEqual([]);
    await wait(17);
    expect(desk.sink.take()).toEqual(['untrusted 101 stale', 'untrusted 102 stale']);
    // The gap begins with the last frame, not with the last answer to a heartbeat.
    expect(desk.sink.marks.at(-1)).toMatchObject({ since: (NOON_MS + 10_000) * 1_000 });
    expect(network.ends[0]?.ended).toBe('terminated');
    expect(counters).toMatchObject({ stalledSockets: 1, falseAlarms: 0 });
    // Missed at 10.5 s; the witness was asked in vain at 10 s, again at 15 s, and has 2 s of grace.
    expect(counters.detectMsMost).toBe(6_500);
    await wait(2);
    network.last.events.opened();
    for (const token of ['101', '102']) network.last.say(bookFrame({ token, ms: 20_000 }));
    expect(desk.sink.take()).toEqual([
      'book 101',
      'trusted 101 epoch 2',
      'book 102',
      'trusted 102 epoch 2',
    ]);
  });

  test('is quiet, and no more, when the witness has seen nothing either', async () => {
    const { network, desk, wait, counters } = stage(101, 102);
    desk.witness = async () => saw(0);
    await wait(3_600);
    expect([desk.sink.take(), network.ends.length]).toEqual([[], 1]);
    expect(counters.witnessed).toBeGreaterThan(100);
    expect(counters).toMatchObject({ stalledSockets: 0, stalledTokens: 0 });
  });

  test('is left alone while what the witness saw still arrives', async () => {
    const { network, desk, wait, counters } = stage(101);
    desk.witness = async () => {
      desk.clock.setTimer(500, () => network.last.say(changeFrame(20_000, { token: '101' })));
      return saw(20_000);
    };
    await wait(25);
    expect(counters).toMatchObject({ stalledSockets: 0, stalledTokens: 0 });
    expect(network.ends).toHaveLength(1);
  });

  test.each<[string, () => Promise<WitnessedBook | undefined>]>([
    ['cannot say', async () => undefined],
    ['fails', () => Promise.reject(new Error('no route'))],
  ])('gets no verdict from a witness who %s', async (_name, witness) => {
    const { network, desk, wait, counters } = stage(101);
    desk.witness = witness;
    await wait(120);
    expect([network.ends.length, desk.faults]).toEqual([1, []]);
    expect(counters.unwitnessed).toBeGreaterThan(5);
  });

  test('is not judged by what was seen before it broke off by itself', async () => {
    const { network, desk, wait, counters } = stage(101);
    desk.witness = async () => saw(20_000);
    await wait(10);
    expect(desk.asked).toEqual(['101']);
    network.last.events.closed(1006, '');
    await wait(2);
    network.last.events.opened();
    network.last.say(bookFrame({ token: '101', ms: 0 }));
    await wait(3);
    expect(counters.stalledSockets + counters.stalledTokens).toBe(0);
  });

  test('is not replaced again and again on the word of a witness with another clock', async () => {
    const { network, desk, wait, counters } = stage(101);
    // Stamps each answer with the present, though nothing has changed.
    desk.witness = async () => ({ tsEvent: desk.clock.now(), hash: undefined });
    for (let i = 0; i < 600; i++) {
      await wait(1);
      const { last } = network;
      if (last.received.length > 0 || last.ended !== undefined) continue;
      last.events.opened();
      last.say(bookFrame({ token: '101', ms: 0 }));
    }
    expect(counters.falseAlarms).toBeGreaterThan(1);
    // It is believed twice as late each time, up to four times as late: not forty alarms.
    expect(counters.stalledSockets + counters.stalledTokens).toBeLessThan(16);
  });

  test.each([
    ['is found out four times as late at most after false alarms', 0, 70_000],
    ['is found out as soon as ever when the last false alarm is long ago', 660, 20_000],
  ])('%s', async (_name, calmSeconds, withinMs) => {
    const { network, desk, wait, counters } = stage(101);
    const ms = () => Math.floor(desk.clock.now() / 1_000) - NOON_MS;
    for (let i = 0; i < 6; i++) {
      // Says that something was missed, though nothing has changed.
      desk.witness = async () => saw(ms());
      const before = counters.stalledSockets;
      for (let s = 0; s < 90 && counters.stalledSockets === before; s++) await wait(1);
      await wait(2);
      network.last.events.opened();
      network.last.say(bookFrame({ token: '101', ms: 0 }));
    }
    expect(counters.falseAlarms).toBe(6);
    desk.witness = async () => saw(0);
    await wait(calmSeconds);
    network.last.say(changeFrame(ms(), { token: '101' }));
    const missed = ms() + 100;
    desk.witness = async () => saw(missed);
    for (let s = 0; s < 300 && counters.stalledSockets === 6; s++) await wait(1);
    expect(counters.stalledSockets).toBe(7);
    expect(ms() - missed).toBeLessThan(withinMs);
  });
});

describe('one token that falls silent while its neighbors flow', () => {
  test('is found out and asked for again, and the others go on', async () => {
    const { network, desk, wait, counters } = stage(101, 102);
    const witnessed: TokenId[] = [];
    desk.witness = async (token) => {
      witnessed.push(token);
      return saw(Math.floor(desk.clock.now() / 1_000) - NOON_MS - 1_000);
    };
    for (let second = 1; second <= 20; second++) {
      network.last.say(changeFrame(second * 1_000, { token: '102' }));
      await wait(1);
    }
    expect(desk.sink.take()).toContain('untrusted 101 stale');
    expect(desk.isTrusted(102)).toBe(true);
    expect(counters).toMatchObject({ stalledTokens: 1, stalledSockets: 0 });
    const { received } = network.last;
    expect(received.some((text) => text.includes('"subscribe","assets_ids":["101"]'))).toBe(true);
    network.last.say(bookFrame({ token: '101', ms: 20_000 }));
    expect(desk.isTrusted(101)).toBe(true);
    expect(new Set(witnessed)).toEqual(new Set(['101']));
  });

  test('is looked into sooner the livelier it was', async () => {
    const { network, desk, wait } = stage(101, 102);
    desk.witness = async () => saw(0);
    for (let i = 0; i < 50; i++) {
      network.last.say(changeFrame(0, { token: '102' }));
      await desk.clock.pass(100);
    }
    network.last.say(changeFrame(0, { token: '101' }));
    network.last.say(changeFrame(0, { token: '102' }));
    await wait(10);
    expect(desk.asked[0]).toBe('102');
  });
});

test('hashes that differ at the same time are counted, and nothing more', async () => {
  const { network, desk, wait, counters } = stage(101);
  desk.witness = async () => saw(0, 'theirs');
  await wait(60);
  desk.witness = async () => saw(0, 'ours');
  const mismatches = counters.hashMismatches;
  await wait(60);
  expect(mismatches).toBeGreaterThan(0);
  expect(counters.hashMismatches).toBe(mismatches);
  expect([desk.sink.take(), network.ends.length]).toEqual([[], 1]);
});

test('closing ends what was being looked into', async () => {
  const { desk, wait } = stage(101);
  desk.witness = async () => saw(20_000);
  await wait(11);
  const closed = desk.channel.close();
  await desk.clock.pass(10_000);
  await closed;
  expect([desk.clock.waiting, desk.faults, desk.sink.take()]).toEqual([0, [], []]);
});
