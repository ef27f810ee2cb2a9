import { describe, expect, test } from 'vitest';
import { tokens } from '../../../test/support/market-desk.ts';
import {
  bestFrame,
  bookFrame,
  changeFrame,
  printFrame,
  tickFrame,
} from '../../../test/support/market-frames.ts';
import { afterNoon, marketStage, said, trustedStage } from '../../../test/support/market-stage.ts';

describe('a frame', () => {
  test('is delivered as it came, then its messages, then what becomes of the book', () => {
    const { network, sink, clock } = marketStage([101, 102]);
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
    expect(sink.frames[1]?.at).toBe(afterNoon(5));
  });

  test('that is as it should be is passed on itself, not a copy', () => {
    const { network, sink } = trustedStage([101, 102]);
    network.last.say(changeFrame(1, { token: '101' }, { token: '102' }));
    expect(sink.messages.at(-1)).toMatchObject({ changes: [{ token: '101' }, { token: '102' }] });
  });

  test('keeps its good parts when others cannot be read', () => {
    const { network, sink, counters } = trustedStage([101]);
    network.last.say(`[{"event_type":"book"},${changeFrame(1, { token: '101' })},{"x":1}]`);
    expect(sink.take()).toEqual([expect.stringMatching(/^refused /), 'change 101']);
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
    const { network, sink, counters } = marketStage([101]);
    network.last.say(changeFrame(0, { token: '101' }, { token: '101', side: 'SELL' }));
    network.last.say(bestFrame('101', 0));
    network.last.say(printFrame('101', 0));
    expect([sink.take(), counters.untrusted]).toEqual([['print 101'], 3]);
  });

  test('that the snapshot after them does not contain are delivered after it', () => {
    const { network, sink, counters } = marketStage([101, 102]);
    network.last.say(changeFrame(3, { token: '101', size: '1' }));
    network.last.say(changeFrame(5, { token: '101', size: '2' }, { token: '102' }));
    network.last.say(changeFrame(6, { token: '101', size: '3' }));
    network.last.say(bookFrame({ token: '101', ms: 5 }));
    network.last.say(changeFrame(6, { token: '101', size: '4' }));
    expect(sink.take()).toEqual([
      'book 101',
      'trusted 101 epoch 1',
      'change 101',
      'change 101',
      'change 101',
    ]);
    expect(sink.messages.slice(1)).toMatchObject([
      { changes: [{ size: 2_000_000 }] },
      { changes: [{ size: 3_000_000 }] },
      { changes: [{ size: 4_000_000 }] },
    ]);
    expect(counters).toMatchObject({ untrusted: 4, early: 2 });
  });

  test('of the connection before are in the snapshot of this one', () => {
    const { network, sink, clock } = marketStage([101]);
    network.last.say(changeFrame(9, { token: '101' }));
    network.last.events.closed(1006, '');
    clock.advance(1_000);
    network.last.events.opened();
    network.last.say(bookFrame({ token: '101', ms: 5 }));
    expect(sink.take()).toEqual(['book 101', 'trusted 101 epoch 1']);
  });

  test('that are too many to keep make their snapshot worthless', () => {
    const { network, desk, sink, counters } = marketStage([101]);
    for (let i = 1; i <= 502; i++) network.last.say(changeFrame(i, { token: '101', size: `${i}` }));
    network.last.say(bookFrame({ token: '101', ms: 1 }));
    expect([sink.take(), counters.overtaken]).toEqual([[], 1]);
    network.last.say(bookFrame({ token: '101', ms: 2 }));
    expect([desk.isTrusted(101), counters.early, sink.log.length]).toEqual([true, 500, 502]);
  });

  test('of two tokens, of which one has no book yet, are half taken', () => {
    const { network, sink, counters } = marketStage([101, 102]);
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
    ['a snapshot of before', [bookFrame({ token: '101', ms: 4 })], [], { replays: 1 }],
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
    const { network, sink, counters } = marketStage([101]);
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
