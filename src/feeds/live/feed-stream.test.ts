import { describe, expect, test } from 'vitest';
import { FeedDesk } from '../../../test/support/feed-desk.ts';
import { type FarEnd, ScriptedTransport } from '../../../test/support/scripted-transport.ts';
import { FeedStream, type FeedStreamOptions } from './feed-stream.ts';
import { Hosts } from './hosts.ts';

const HOUR_MS = 3_600_000;

function stage(changes: Partial<FeedStreamOptions> = {}) {
  const network = new ScriptedTransport();
  const desk = new FeedDesk(network.open);
  const heard: string[] = [];
  const stream = new FeedStream({
    ...desk.outside,
    source: 'test',
    hosts: new Hosts(['ws://first', 'ws://second']),
    path: '/stream',
    greeting: ['hello'],
    lifeMs: undefined,
    onText: (text, _at, connection) => {
      heard.push(`${connection} ${text}`);
      return text !== 'ack';
    },
    ...changes,
  });
  stream.start();
  const { clock, log, faults } = desk;
  const last = () => network.last;
  /** Opens the latest connection; what was told before is forgotten. */
  const open = () => {
    last().events.opened();
    log.take();
    return last();
  };
  const refuse = (status: number) =>
    last().events.closed(1006, `Unexpected server response: ${status}`);
  const told = () => log.take();
  return { network, clock, stream, heard, told, open, last, refuse, faults, sink: log };
}

/** A stream whose second connection has just been made. */
function handingOver(changes: Partial<FeedStreamOptions> = {}) {
  const all = stage(changes);
  const old = all.open();
  old.say('a');
  all.stream.handOver('test');
  all.heard.splice(0);
  all.told();
  return { ...all, old };
}

describe('a subscription', () => {
  test('greets on each opening and delivers with the number of the connection', () => {
    const { network, heard, open, last, clock, told } = stage();
    expect(last().request).toEqual({
      url: 'ws://first/stream',
      headers: { 'user-agent': 'polydesk-test' },
      frameBytesMost: 4_000_000,
    });
    const first = open();
    expect(first.received).toEqual(['hello']);
    first.say('a');
    first.events.closed(1001, 'going away');
    expect(told()).toEqual(['closed 1']);
    clock.advance(250);
    expect(network.ends).toHaveLength(2);
    open().say('b');
    expect(last().received).toEqual(['hello']);
    expect(heard).toEqual(['1 a', '2 b']);
  });

  test('pings, so that a dead wire is noticed', () => {
    const { clock, open, told } = stage();
    const end = open();
    clock.advance(10_000);
    expect(end.pings).toBe(1);
    clock.advance(15_000);
    expect([end.ended, told()]).toEqual(['terminated', ['closed 1']]);
  });

  test('starts once, ends without a word, and can start again', async () => {
    const { network, clock, stream, open, heard, last } = stage();
    stream.start();
    expect(network.ends).toHaveLength(1);
    const end = open();
    const closed = stream.close();
    end.say('late');
    end.events.closed(1000, '');
    await closed;
    expect([heard, clock.waiting, stream.isOpen]).toEqual([[], 0, false]);
    stream.start();
    open();
    expect([network.ends.length, stream.isOpen, last().received]).toEqual([2, true, ['hello']]);
  });
});

describe('a host that refuses us because of the place', () => {
  test('is left for the next at once, and not asked again', () => {
    const { network, clock, refuse, told, open, last } = stage();
    refuse(451);
    expect(told()).toEqual(['closed unopened', 'blocked, next ws://second']);
    expect(last().request.url).toBe('ws://second/stream');
    open().events.closed(1006, '');
    clock.advance(250);
    expect(last().request.url).toBe('ws://second/stream');
    expect(network.ends).toHaveLength(3);
  });

  test('is tried anew after a rest when all refuse', () => {
    const { network, clock, stream, refuse, told, last } = stage();
    refuse(451);
    refuse(403);
    expect(told()).toContain('blocked, next none');
    stream.start();
    clock.advance(15 * 60_000 - 1);
    expect(network.ends).toHaveLength(2);
    clock.advance(1);
    expect(last().request.url).toBe('ws://first/stream');
  });

  test('is not one that is only overloaded', () => {
    const { clock, refuse, last } = stage();
    refuse(503);
    clock.advance(250);
    expect(last().request.url).toBe('ws://first/stream');
  });
});

describe('a connection that is replaced', () => {
  test('is listened to until the new one has proven itself for a while', () => {
    const { clock, stream, old, heard, told, open, last } = handingOver();
    expect([stream.isOverlapping, stream.isOpen]).toEqual([true, true]);
    old.say('b');
    const next = open();
    next.say('ack');
    clock.advance(10_000);
    expect(old.ended).toBeUndefined();
    next.say('b');
    clock.advance(2_999);
    old.say('c');
    next.say('c');
    expect(told()).toEqual([]);
    clock.advance(1);
    expect([told(), old.ended]).toEqual([['handedOver to 2'], 'closed']);
    old.say('late');
    last().say('d');
    expect(heard).toEqual(['1 b', '2 ack', '2 b', '1 c', '2 c', '2 d']);
    expect(stream.isOverlapping).toBe(false);
  });

  test('stays when the new one brings nothing', () => {
    const { clock, stream, old, told, open, heard } = handingOver();
    const next = open();
    for (let i = 0; i < 4; i++) {
      old.say('x');
      next.say('ack');
      clock.advance(5_000);
    }
    expect(told()).toEqual(['handoverFailed: the new connection brings nothing']);
    expect([next.ended, old.ended, stream.isOverlapping]).toEqual(['closed', undefined, false]);
    heard.splice(0);
    old.say('y');
    next.say('y');
    expect(heard).toEqual(['1 y']);
  });

  test('stays when the new one breaks, even after it had proven itself', () => {
    const { clock, stream, old, told, open } = handingOver();
    const next = open();
    next.say('b');
    next.events.closed(1006, '');
    expect(told()).toEqual(['closed 2', 'handoverFailed: the new connection broke']);
    clock.advance(4_000);
    expect([old.ended, stream.isOpen]).toEqual([undefined, true]);
  });

  test('stays when the host refuses the new one', () => {
    const { network, old, told, refuse, stream } = handingOver();
    refuse(451);
    expect(told()).toEqual([
      'closed unopened',
      'blocked, next ws://second',
      'handoverFailed: the host refuses us',
    ]);
    expect([old.ended, stream.isOpen, network.ends.length]).toEqual([undefined, true, 2]);
  });

  test('gives way at once when it breaks', () => {
    const { network, old, told, open, stream, heard } = handingOver();
    old.events.closed(1006, '');
    expect(told()).toEqual(['closed 1', 'handedOver to 0']);
    open().say('b');
    expect([heard, stream.isOpen, network.ends.length]).toEqual([['2 b'], true, 2]);
  });

  test('is replaced once at a time, and only while it is open', () => {
    const { network, stream } = handingOver();
    stream.handOver('again');
    expect(network.ends).toHaveLength(2);
    const fresh = stage();
    fresh.stream.handOver('not open yet');
    expect([fresh.network.ends.length, fresh.told()]).toEqual([1, []]);
  });

  test('leaves nothing behind when all is closed meanwhile', async () => {
    const { clock, stream, old, open, told } = handingOver();
    const next = open();
    const closed = stream.close();
    old.events.closed(1000, '');
    next.events.closed(1000, '');
    await closed;
    clock.advance(60_000);
    expect([clock.waiting, told()]).toEqual([0, []]);
  });
});

describe('a connection that the exchange ends at an age', () => {
  const life = { lifeMs: 24 * HOUR_MS };
  /** Time passes; every ten seconds something comes on this connection. */
  const live = ({ clock }: ReturnType<typeof stage>, end: FarEnd, ms: number) => {
    for (let left = ms; left > 0; left -= 10_000) {
      end.say('x');
      clock.advance(Math.min(10_000, left));
    }
  };

  test('is replaced before, each time', () => {
    const all = stage(life);
    let end = all.open();
    for (let day = 1; day <= 3; day++) {
      live(all, end, 24 * HOUR_MS - 1);
      expect(all.told()).toEqual([]);
      all.clock.advance(1);
      expect(all.told()).toEqual(['handover: its life ends']);
      const next = all.open();
      next.say('x');
      all.clock.advance(3_000);
      expect([all.told(), end.ended]).toEqual([[`handedOver to ${day + 1}`], 'closed']);
      end = next;
    }
  });

  test('is replaced a little earlier than necessary, as chance has it', () => {
    const all = stage({ ...life, random: () => 0.5 });
    live(all, all.open(), 24 * HOUR_MS * 0.975);
    expect(all.told()).toEqual(['handover: its life ends']);
  });

  test('is tried to be replaced every minute until it works', () => {
    const all = stage(life);
    const end = all.open();
    live(all, end, 24 * HOUR_MS);
    for (let attempt = 1; attempt <= 2; attempt++) {
      expect(all.told()).toEqual(['handover: its life ends']);
      live(all, end, 10_000);
      expect(all.told()).toEqual(['closed unopened', 'handoverFailed: the new connection broke']);
      live(all, end, 60_000);
    }
  });

  test('is not replaced sooner because a replacement for another reason failed', () => {
    const all = handingOver(life);
    all.open().events.closed(1006, '');
    all.told();
    live(all, all.old, 2 * 60_000);
    expect(all.told()).toEqual([]);
  });

  test('begins a new life when it comes back by itself', () => {
    const all = stage(life);
    const end = all.open();
    live(all, end, 23 * HOUR_MS);
    end.events.closed(1006, '');
    all.clock.advance(250);
    live(all, all.open(), 2 * HOUR_MS);
    expect(all.told()).toEqual([]);
  });
});

test('a sink that throws is told of, and keeps nothing from happening', () => {
  const broken = new Error('sink');
  const { clock, open, faults, network, stream, sink } = stage({ lifeMs: HOUR_MS });
  const end = open();
  sink.note = () => {
    throw broken;
  };
  for (let i = 0; i < 360; i++) {
    end.say('x');
    clock.advance(10_000);
  }
  network.last.events.opened();
  network.last.say('x');
  clock.advance(3_000);
  expect([faults, end.ended]).toEqual([[broken, broken, broken], 'closed']);
  expect(stream.isOpen).toBe(true);
});
