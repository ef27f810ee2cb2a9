import { describe, expect, test } from 'vitest';
import { MarketDesk, manyTokens, tokens } from '../../../test/support/market-desk.ts';
import {
  bestFrame,
  bookFrame,
  changeFrame,
  NOON_MS,
  printFrame,
  tickFrame,
} from '../../../test/support/market-frames.ts';
import { type FarEnd, ScriptedTransport } from '../../../test/support/scripted-transport.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { MarketLimits } from './market-limits.ts';

/** A channel whose far ends the test plays; the first socket is open when there are tokens. */
function stage(subscribed: readonly (string | number)[] = [], limits: Partial<MarketLimits> = {}) {
  const network = new ScriptedTransport();
  const desk = new MarketDesk(network.open, 'ws://127.0.0.1:1/', limits);
  const { channel, sink, clock } = desk;
  if (subscribed.length > 0) {
    channel.subscribe(tokens(...subscribed));
    for (const end of network.ends) end.events.opened();
  }
  return { network, desk, channel, sink, clock, counters: channel.counters };
}

/** The same, with books there and the log empty. */
function trustedStage(names: readonly (string | number)[], limits: Partial<MarketLimits> = {}) {
  const ready = stage(names, limits);
  for (const end of ready.network.ends) {
    for (const token of subscribedOn(end)) end.say(bookFrame({ token, ms: 0 }));
  }
  ready.sink.take();
  return ready;
}

type Words = { readonly type?: string; readonly operation?: string; readonly assets_ids: string[] };

/** What we said on a connection, but for heartbeats. */
function said(end: FarEnd): Words[] {
  return end.received.filter((text) => text !== 'PING').map((text) => JSON.parse(text) as Words);
}

function subscribedOn(end: FarEnd): string[] {
  const on = new Set<string>();
  for (const { operation, assets_ids } of said(end)) {
    for (const token of assets_ids) {
      if (operation === 'unsubscribe') on.delete(token);
      else on.add(token);
    }
  }
  return [...on];
}

const at = (ms: number) => ((NOON_MS + ms) * 1_000) as Timestamp;

describe('subscribing', () => {
  test('begins with everything the venue wants to hear, then names tokens only', () => {
    const { network, channel } = stage([101, 102]);
    channel.subscribe(tokens(103, 101));
    channel.unsubscribe(tokens(102, 999));
    expect(said(network.last)).toEqual([
      {
        assets_ids: ['101', '102'],
        type: 'market',
        initial_dump: true,
        level: 2,
        custom_feature_enabled: true,
      },
      { operation: 'subscribe', assets_ids: ['103'] },
      { operation: 'unsubscribe', assets_ids: ['102'] },
    ]);
  });

  test('comes before the first heartbeat', () => {
    const { network, clock } = trustedStage([101]);
    clock.advance(10_000);
    expect(network.last.received.map((text) => text.slice(0, 4))).toEqual(['{"as', 'PING']);
  });

  test('puts no more tokens on a socket than fit', () => {
    const { network, channel } = stage(manyTokens(450));
    expect(network.ends.map((end) => subscribedOn(end).length)).toEqual([200, 200, 50]);
    channel.subscribe(manyTokens(100, 1_000));
    expect(network.ends.map((end) => subscribedOn(end).length)).toEqual([200, 200, 150]);
  });

  test('takes all or none', () => {
    const { network, channel } = stage([101], { tokensPerSocket: 2, socketsMost: 2 });
    expect(channel.subscribe(manyTokens(4, 200))).toMatchObject({ ok: false, code: 'no_room' });
    expect([network.ends.length, channel.shards[0]?.tokens.size]).toEqual([1, 1]);
    expect(channel.subscribe(manyTokens(3, 200)).ok).toBe(true);
  });

  test('with more tokens a socket than can work is a mistake', () => {
    expect(() => stage([], { tokensPerSocket: 501 })).toThrow(/between 1 and 500/);
  });

  test('of nothing opens nothing, and the last token closes its socket', async () => {
    const { network, channel } = stage();
    expect(network.ends).toEqual([]);
    channel.subscribe(tokens(101));
    network.last.events.opened();
    channel.unsubscribe(tokens(101));
    expect([network.last.ended, channel.shards.length]).toEqual(['closed', 0]);
  });

  test('repeats everything on a new connection', () => {
    const { network, clock, channel } = stage([101, 102]);
    channel.unsubscribe(tokens(102));
    channel.subscribe(tokens(103));
    network.last.events.closed(1006, '');
    clock.advance(30_000);
    network.last.events.opened();
    expect(said(network.last)).toMatchObject([{ assets_ids: ['101', '103'], type: 'market' }]);
  });
});

describe('a frame', () => {
  test('is delivered as it came, then its messages, then what becomes of the book', () => {
    const { network, sink, clock } = stage([101, 102]);
    sink.logsFrames = true;
    const books = `[${bookFrame({ token: '101', ms: 0 })},${bookFrame({ token: '102', ms: 0 })}]`;
    network.last.say(books);
    clock.advance(5);
    network.last.say(changeFrame(1, { token: '101' }, { token: '102' }));
    expect(sink.log).toEqual([
      'frame',
      'book 101',
      'trusted 101 epoch 1',
      'book 102',
      'trusted 102 epoch 1',
      'frame',
      'change 101,102',
    ]);
    expect(sink.frames.map(({ place }) => place)).toEqual(['1.1', '1.2']);
    expect(sink.frames[0]?.text).toBe(books);
    expect(sink.frames[1]?.at).toBe(at(5));
  });

  test('that is as it should be is passed on itself, not a copy', () => {
    const { network, sink } = trustedStage([101, 102]);
    network.last.say(changeFrame(1, { token: '101' }, { token: '102' }));
    expect(sink.messages.at(-1)).toMatchObject({ changes: [{ token: '101' }, { token: '102' }] });
  });

  test('keeps its good parts when others cannot be read', () => {
    const { network, sink, counters } = trustedStage([101]);
    network.last.say(`[{"event_type":"book"},${changeFrame(1, { token: '101' })},{"x":1}]`);
    expect(sink.take()).toEqual(['refused bad_timestamp', 'change 101']);
    expect(counters).toMatchObject({ refusals: 1, ignored: 1 });
  });

  test('is numbered anew on each connection', () => {
    const { network, sink, clock } = trustedStage([101]);
    network.last.events.closed(1006, '');
    clock.advance(30_000);
    network.last.events.opened();
    network.last.say('[]');
    network.last.say('PONG');
    network.last.say('[]');
    expect(sink.frames.map(({ place }) => place)).toEqual(['1.1', '2.1', '2.2']);
  });
});

describe('changes', () => {
  test('before the snapshot are dropped and counted; prints are facts of their own', () => {
    const { network, sink, counters } = stage([101]);
    network.last.say(changeFrame(0, { token: '101' }, { token: '101', side: 'SELL' }));
    network.last.say(bestFrame('101', 0));
    network.last.say(printFrame('101', 0));
    expect([sink.take(), counters.untrusted]).toEqual([['print 101'], 3]);
  });

  test('of two tokens, of which one has no book yet, are half taken', () => {
    const { network, sink, counters } = stage([101, 102]);
    network.last.say(bookFrame({ token: '102', ms: 0 }));
    sink.take();
    network.last.say(changeFrame(1, { token: '101' }, { token: '102' }));
    expect([sink.take(), counters.untrusted]).toEqual([['change 102'], 1]);
  });

  test('of tokens that nobody wants any more go nowhere', () => {
    const { network, sink, channel, counters } = trustedStage([101, 102]);
    channel.unsubscribe(tokens(101));
    network.last.say(changeFrame(1, { token: '101' }));
    network.last.say(bookFrame({ token: '101', ms: 1 }));
    expect([sink.take(), counters.elsewhere]).toEqual([[], 2]);
  });
});

describe('the order of time', () => {
  test.each([
    ['the same change again', [changeFrame(5, { token: '101' })], ['change 101'], {}],
    ['a snapshot again', [bookFrame({ token: '101', ms: 5 })], ['book 101'], {}],
    [
      'a change from before the snapshot',
      [bookFrame({ token: '101', ms: 9 }), changeFrame(8, { token: '101' })],
      ['book 101'],
      { contained: 1 },
    ],
    [
      'best prices from before the snapshot',
      [bookFrame({ token: '101', ms: 9 }), bestFrame('101', 8)],
      ['book 101'],
      { contained: 1 },
    ],
    ['a snapshot stamped a little earlier', [bookFrame({ token: '101', ms: 4 })], ['book 101'], {}],
    ['an old snapshot', [bookFrame({ token: '101', ms: -2_000 })], [], { replays: 1 }],
    [
      'a change from before another change',
      [changeFrame(9, { token: '101' }), changeFrame(8, { token: '101' })],
      ['change 101', 'untrusted 101 bad_rows'],
      { late: 1, redrives: 1 },
    ],
  ])('%s', (_name, frames, log, counted) => {
    const { network, sink, counters } = trustedStage([101]);
    network.last.say(bookFrame({ token: '101', ms: 0 }));
    network.last.say(changeFrame(5, { token: '101' }));
    sink.take();
    for (const frame of frames) network.last.say(frame);
    expect(sink.take()).toEqual(log);
    expect(counters).toMatchObject({ late: 0, contained: 0, replays: 0, ...counted });
  });

  test('a change out of order costs the book, until a snapshot comes', () => {
    const { network, sink } = trustedStage([101]);
    network.last.say(changeFrame(9, { token: '101' }));
    network.last.say(changeFrame(8, { token: '101' }));
    expect(said(network.last).slice(1)).toEqual([
      { operation: 'unsubscribe', assets_ids: ['101'] },
      { operation: 'subscribe', assets_ids: ['101'] },
    ]);
    sink.take();
    network.last.say(changeFrame(10, { token: '101' }));
    network.last.say(bookFrame({ token: '101', ms: 11 }));
    network.last.say(changeFrame(12, { token: '101' }));
    expect(sink.take()).toEqual(['book 101', 'trusted 101 epoch 2', 'change 101']);
  });

  test('a snapshot after a gap that is older than the book before it is looked into', async () => {
    const { network, desk, clock, counters } = trustedStage([101]);
    network.last.say(changeFrame(20_000, { token: '101' }));
    network.last.events.closed(1006, '');
    clock.advance(30_000);
    network.last.events.opened();
    network.last.say(bookFrame({ token: '101', ms: 10_000 }));
    expect([desk.isTrusted(101), counters.olderSnapshots]).toEqual([true, 1]);
    await clock.pass(250);
    expect(desk.asked).toEqual(['101']);
  });
});

describe('a reconnect', () => {
  test('is a gap from the last sign of life to the snapshot, for each token', () => {
    const { network, sink, clock } = trustedStage([101, 102]);
    clock.advance(4_000);
    network.last.say('PONG');
    clock.advance(1_000);
    network.last.events.closed(1006, 'cut');
    expect(sink.marks.slice(2)).toEqual([
      { kind: 'untrusted', token: '101', at: at(5_000), since: at(4_000), reason: 'disconnected' },
      { kind: 'untrusted', token: '102', at: at(5_000), since: at(4_000), reason: 'disconnected' },
    ]);
    clock.advance(30_000);
    network.last.events.opened();
    sink.take();
    network.last.say(changeFrame(6_000, { token: '101' }));
    network.last.say(bookFrame({ token: '101', ms: 6_000 }));
    expect(sink.take()).toEqual(['book 101', 'trusted 101 epoch 2']);
    const gap = { from: at(4_000), to: at(35_000), reason: 'disconnected' };
    expect(sink.marks.at(-1)).toMatchObject({ token: '101', epoch: 2, gap });
  });

  test('keeps the first reason of a gap', () => {
    const { network, sink, clock } = trustedStage([101]);
    network.last.say(tickFrame('101', 1, '0.001'));
    network.last.events.closed(1006, '');
    clock.advance(30_000);
    network.last.events.opened();
    network.last.say(bookFrame({ token: '101', ms: 2 }));
    expect(sink.take()).toEqual([
      'tick 101',
      'untrusted 101 tick_change',
      'book 101',
      'trusted 101 epoch 2',
    ]);
    expect(sink.marks.at(-1)).toMatchObject({ gap: { reason: 'tick_change' } });
  });
});

describe('a change of tick size', () => {
  test('voids the book until a snapshot, which the venue owes', () => {
    const { network, sink, counters } = trustedStage([101]);
    network.last.say(tickFrame('101', 1, '0.001'));
    network.last.say(changeFrame(2, { token: '101', price: '0.471' }));
    network.last.say(bookFrame({ token: '101', ms: 3, tick: '0.001' }));
    expect(sink.take()).toEqual([
      'tick 101',
      'untrusted 101 tick_change',
      'book 101',
      'trusted 101 epoch 2',
    ]);
    expect(counters).toMatchObject({ untrusted: 1, redrives: 0 });
  });

  test('that is in force already changes nothing', () => {
    const { network, sink, counters } = stage([101]);
    network.last.say(bookFrame({ token: '101', ms: 0, tick: '0.001' }));
    sink.take();
    network.last.say(tickFrame('101', 0, '0.001'));
    expect([sink.take(), counters.sameTicks]).toEqual([[], 1]);
  });

  test('is asked about when the snapshot does not come', () => {
    const { network, clock, counters } = trustedStage([101]);
    network.last.say(tickFrame('101', 1, '0.001'));
    clock.advance(5_000);
    expect(counters.redrives).toBe(1);
    expect(said(network.last)).toHaveLength(3);
  });
});

describe('a crossed book', () => {
  const cross = (ms: number) =>
    changeFrame(ms, { token: '101', price: '0.53', best: ['0.53', '0.52'] });
  const uncross = (ms: number) =>
    changeFrame(ms, { token: '101', price: '0.53', size: '0', best: ['0.48', '0.52'] });

  test('is flagged, and is forgiven when it passes', () => {
    const { network, sink, clock, counters } = trustedStage([101]);
    network.last.say(cross(1));
    network.last.say(cross(2));
    clock.advance(500);
    network.last.say(uncross(3));
    clock.advance(5_000);
    expect(sink.take()).toEqual([
      'change 101',
      'crossed 101',
      'change 101',
      'change 101',
      'uncrossed 101',
    ]);
    expect(counters).toMatchObject({ crossings: 1, redrives: 0 });
  });

  test('that stays is fetched anew', () => {
    const { network, sink, clock, counters } = trustedStage([101]);
    network.last.say(cross(1));
    clock.advance(1_000);
    expect(sink.take()).toEqual([
      'change 101',
      'crossed 101',
      'uncrossed 101',
      'untrusted 101 crossed',
    ]);
    expect(sink.marks.at(-1)).toMatchObject({ since: at(0), at: at(1_000) });
    expect(counters.redrives).toBe(1);
    network.last.say(bookFrame({ token: '101', ms: 2 }));
    expect(desk(sink.take())).toBe('book 101, trusted 101 epoch 2');
  });

  test('is seen where the venue does not tell the best prices', () => {
    const { network, sink } = trustedStage([101]);
    network.last.say(changeFrame(1, { token: '101', price: '0.52' }));
    expect(sink.take()).toEqual(['change 101', 'crossed 101']);
    network.last.say(changeFrame(2, { token: '101', price: '0.52', size: '0' }));
    // Nobody says what is best now.
    expect(sink.take()).toEqual(['change 101', 'uncrossed 101']);
  });

  test('is not what lies between two changes of one message', () => {
    const { network, sink } = trustedStage([101]);
    network.last.say(
      changeFrame(
        1,
        { token: '101', price: '0.53' },
        { token: '101', side: 'SELL', price: '0.52', size: '0', best: ['0.53', '0.55'] },
      ),
    );
    expect(sink.take()).toEqual(['change 101,101']);
  });

  test('may come as a snapshot, and an empty side crosses nothing', () => {
    const { network, sink } = stage([101, 102]);
    network.last.say(bookFrame({ token: '101', ms: 0, bids: [['0.6', '1']] }));
    network.last.say(bookFrame({ token: '102', ms: 0, bids: [], asks: [] }));
    expect(sink.marks.map(({ kind }) => kind)).toEqual(['trusted', 'crossed', 'trusted']);
  });
});

function desk(log: readonly string[]): string {
  return log.join(', ');
}

describe('a snapshot that does not come', () => {
  test('is asked for again, then from another socket, which then speaks for the token', () => {
    const { network, sink, clock, counters } = stage([101, 102]);
    const [first] = network.ends as [FarEnd];
    first.say(bookFrame({ token: '102', ms: 0 }));
    clock.advance(5_000);
    expect(subscribedOn(first)).toEqual(['102', '101']);
    clock.advance(10_000);
    expect([counters.redrives, counters.moves, network.ends.length]).toEqual([2, 1, 2]);
    network.last.events.opened();
    expect(subscribedOn(network.last)).toEqual(['101']);
    sink.take();
    network.last.say(bookFrame({ token: '101', ms: 1 }));
    network.last.say(changeFrame(2, { token: '101' }));
    first.say(changeFrame(3, { token: '101' }));
    expect(sink.take()).toEqual(['book 101', 'trusted 101 epoch 1', 'change 101']);
    expect(counters.elsewhere).toBe(1);
  });

  test('from anywhere makes a token dead; it is tried again, seldom', () => {
    const { network, sink, clock, counters } = stage([101, 102], { redrives: 1, moves: 1 });
    network.last.say(bookFrame({ token: '102', ms: 0 }));
    clock.advance(10_250);
    network.last.events.opened();
    const second = network.last;
    const wait = (seconds: number) => {
      for (let i = 0; i < seconds; i += 5) {
        clock.advance(5_000);
        for (const end of network.ends) end.say('PONG');
      }
    };
    second.say('[]');
    wait(15);
    expect(sink.take().filter((line) => line.includes('dead'))).toEqual(['dead 101']);
    const tries = said(second).length;
    // Long enough for sockets to be emptied into others, if it were any use.
    wait(50);
    expect(said(second)).toHaveLength(tries);
    wait(15);
    expect(said(second)).toHaveLength(tries + 2);
    second.say(bookFrame({ token: '101', ms: 90_000 }));
    expect(sink.take()).toContain('trusted 101 epoch 1');
    expect(counters.dead).toBe(1);
  });

  test('on a socket that carries nothing at all is the socket’s fault', () => {
    const { network, clock, counters } = stage([101, 102]);
    clock.advance(5_250);
    expect([counters.barren, network.ends[0]?.ended]).toEqual([1, 'terminated']);
    clock.advance(30_000);
    network.last.events.opened();
    expect(subscribedOn(network.last)).toEqual(['101', '102']);
  });

  test('does not count while the socket is down', () => {
    const { clock, counters, channel } = stage();
    channel.subscribe(tokens(101));
    clock.advance(9_000);
    expect(counters).toMatchObject({ redrives: 0, moves: 0 });
  });

  test('cannot be had elsewhere when there may be no other socket', () => {
    const { network, clock, counters } = stage([101, 102], { socketsMost: 1, redrives: 0 });
    network.last.say(bookFrame({ token: '102', ms: 0 }));
    clock.advance(5_250);
    expect(counters).toMatchObject({ moves: 0, dead: 1 });
  });
});

describe('when markets roll', () => {
  test('the old ones stay until the new books are there', () => {
    const { network, sink, clock, channel } = trustedStage([101, 102]);
    channel.roll(tokens(201, 202), tokens(101, 102));
    network.last.say(bookFrame({ token: '201', ms: 1 }));
    clock.advance(1_000);
    network.last.say(changeFrame(2, { token: '101' }));
    network.last.say(bookFrame({ token: '202', ms: 2 }));
    expect(sink.take()).toContain('change 101');
    expect(subscribedOn(network.last)).toEqual(['101', '102', '201', '202']);
    clock.advance(250);
    expect(subscribedOn(network.last)).toEqual(['201', '202']);
  });

  test('the old ones go in the end, whatever comes of the new', () => {
    const { network, clock, channel } = trustedStage([101]);
    channel.roll(tokens(201), tokens(101));
    clock.advance(9_750);
    expect(channel.stream(tokens(101)[0]!)).toBeDefined();
    clock.advance(500);
    expect(channel.stream(tokens(101)[0]!)).toBeUndefined();
    expect(network.ends[0]?.ended).toBeUndefined();
  });

  test('one that is wanted again stays', () => {
    const { network, clock, channel } = trustedStage([101]);
    channel.roll(tokens(201), tokens(101));
    channel.subscribe(tokens(101));
    network.last.say(bookFrame({ token: '201', ms: 1 }));
    clock.advance(250);
    expect(subscribedOn(network.last)).toEqual(['101', '201']);
  });

  test('for which there is no room, nothing changes', () => {
    const limits = { tokensPerSocket: 1, socketsMost: 1 };
    const { clock, channel } = trustedStage([101], limits);
    expect(channel.roll(tokens(201), tokens(101))).toMatchObject({ code: 'no_room' });
    clock.advance(20_000);
    expect(channel.stream(tokens(101)[0]!)).toBeDefined();
  });

  test('a nearly empty socket is emptied into others without a gap, and closed', () => {
    const limits = { tokensPerSocket: 10, compactMs: 60_000 };
    const { network, desk: stageDesk, sink, clock, channel } = trustedStage(manyTokens(13), limits);
    const [first, second] = network.ends as [FarEnd, FarEnd];
    channel.unsubscribe(manyTokens(5));
    // Heartbeats are answered meanwhile.
    for (let i = 0; i < 6; i++) {
      clock.advance(10_000);
      for (const end of [first, second]) end.say('PONG');
    }
    expect(subscribedOn(first)).toHaveLength(8);
    second.say(changeFrame(1, { token: '111' }));
    for (const token of [111, 112, 113]) first.say(bookFrame({ token: `${token}`, ms: 2 }));
    second.say(changeFrame(3, { token: '111' }));
    first.say(changeFrame(4, { token: '111' }));
    expect(second.ended).toBe('closed');
    expect([111, 112, 113].every((token) => stageDesk.isTrusted(token))).toBe(true);
    expect(sink.take()).toEqual(['change 111', 'book 111', 'book 112', 'book 113', 'change 111']);
  });

  test('a move that does not work out is given up, and nothing is lost', () => {
    const limits = { tokensPerSocket: 10, compactMs: 60_000 };
    const { network, sink, clock, channel, counters } = trustedStage(manyTokens(11), limits);
    const [first, second] = network.ends as [FarEnd, FarEnd];
    channel.unsubscribe(manyTokens(5));
    for (let i = 0; i < 8; i++) {
      clock.advance(10_000);
      for (const end of [first, second]) end.say('PONG');
    }
    second.say(changeFrame(1, { token: '111' }));
    expect(sink.take()).toEqual(['change 111']);
    expect(subscribedOn(first)).not.toContain('111');
    expect(counters).toMatchObject({ moves: 1, redrives: 2 });
  });
});

describe('closing', () => {
  test('says goodbye everywhere and leaves nothing behind', async () => {
    const { network, sink, clock, channel } = trustedStage(manyTokens(201));
    const closed = channel.close();
    for (const end of network.ends) {
      end.say(changeFrame(1, { token: '101' }));
      end.events.closed(1000, '');
    }
    await closed;
    expect([sink.take(), clock.waiting]).toEqual([[], 0]);
  });
});

test('a sink that throws is a fault; the channel goes on', () => {
  const { network, desk: stageDesk, sink } = trustedStage([101]);
  sink.message = () => {
    throw new Error('mine');
  };
  network.last.say(changeFrame(1, { token: '101' }));
  network.last.say(changeFrame(2, { token: '101' }));
  expect([stageDesk.faults.length, stageDesk.isTrusted(101)]).toEqual([2, true]);
});
