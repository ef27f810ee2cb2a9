import { describe, expect, test } from 'vitest';
import { manyTokens, tokens } from '../../../test/support/market-desk.ts';
import { bookFrame, changeFrame, tickFrame } from '../../../test/support/market-frames.ts';
import {
  afterNoon,
  marketStage,
  said,
  subscribedOn,
  trustedStage,
} from '../../../test/support/market-stage.ts';

describe('subscribing', () => {
  test('begins with everything the venue wants to hear, then names tokens only', () => {
    const { network, channel } = marketStage([101, 102]);
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
    const { network, channel } = marketStage(manyTokens(450));
    expect(network.ends.map((end) => subscribedOn(end).length)).toEqual([200, 200, 50]);
    channel.subscribe(manyTokens(100, 1_000));
    expect(network.ends.map((end) => subscribedOn(end).length)).toEqual([200, 200, 150]);
  });

  test('takes all or none', () => {
    const { network, channel } = marketStage([101], { tokensPerSocket: 2, socketsMost: 2 });
    expect(channel.subscribe(manyTokens(4, 200))).toMatchObject({ ok: false, code: 'no_room' });
    expect([network.ends.length, channel.shards[0]?.tokens.size]).toEqual([1, 1]);
    expect(channel.subscribe(manyTokens(3, 200)).ok).toBe(true);
  });

  test('with more tokens a socket than can work is a mistake', () => {
    expect(() => marketStage([], { tokensPerSocket: 501 })).toThrow(/between 1 and 500/);
  });

  test('of nothing opens nothing, and the last token closes its socket', async () => {
    const { network, channel } = marketStage();
    expect(network.ends).toEqual([]);
    channel.subscribe(tokens(101));
    network.last.events.opened();
    channel.unsubscribe(tokens(101));
    expect([network.last.ended, channel.shards.length]).toEqual(['closed', 0]);
  });

  test('repeats everything on a new connection', () => {
    const { network, clock, channel } = marketStage([101, 102]);
    channel.unsubscribe(tokens(102));
    channel.subscribe(tokens(103));
    network.last.events.closed(1006, '');
    clock.advance(30_000);
    network.last.events.opened();
    expect(said(network.last)).toMatchObject([{ assets_ids: ['101', '103'], type: 'market' }]);
  });
});

describe('a reconnect', () => {
  test('after a long silence that no witness explains is a gap from the last frame', async () => {
    const { network, desk, sink, clock } = trustedStage([101]);
    desk.witness = async () => undefined;
    const silent = async (seconds: number) => {
      for (let i = 0; i < seconds; i++) {
        await clock.pass(1_000);
        network.last.say('PONG');
      }
    };
    await silent(20);
    network.last.events.closed(1006, 'cut');
    expect(sink.marks.at(-1)).toMatchObject({ reason: 'disconnected', since: afterNoon(0) });
  });

  test('after a silence that a witness explains is a gap from the last sign of life', async () => {
    const { network, desk, sink, clock } = trustedStage([101]);
    desk.witness = async () => ({ tsEvent: afterNoon(0), hash: undefined });
    for (let i = 0; i < 40; i++) {
      await clock.pass(1_000);
      network.last.say('PONG');
    }
    network.last.events.closed(1006, 'cut');
    expect(sink.marks.at(-1)).toMatchObject({ since: afterNoon(40_000) });
  });

  test('is a gap from the last sign of life to the snapshot, for each token', () => {
    const { network, sink, clock } = trustedStage([101, 102]);
    clock.advance(4_000);
    network.last.say('PONG');
    clock.advance(1_000);
    network.last.events.closed(1006, 'cut');
    expect(sink.marks.slice(2)).toEqual([
      {
        kind: 'untrusted',
        token: '101',
        at: afterNoon(5_000),
        since: afterNoon(4_000),
        reason: 'disconnected',
      },
      {
        kind: 'untrusted',
        token: '102',
        at: afterNoon(5_000),
        since: afterNoon(4_000),
        reason: 'disconnected',
      },
    ]);
    clock.advance(30_000);
    network.last.events.opened();
    sink.take();
    network.last.say(changeFrame(5_999, { token: '101' }));
    network.last.say(bookFrame({ token: '101', ms: 6_000 }));
    expect(sink.take()).toEqual(['book 101', 'trusted 101 epoch 2']);
    const gap = { from: afterNoon(4_000), to: afterNoon(35_000), reason: 'disconnected' };
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

test('who keeps the book may distrust it, and gets another', () => {
  const { network, sink, channel } = trustedStage([101]);
  channel.distrust(tokens(101)[0]!, 'crossed');
  channel.distrust(tokens(101)[0]!, 'crossed');
  channel.distrust(tokens(102)[0]!, 'crossed');
  expect(said(network.last)).toHaveLength(3);
  network.last.say(bookFrame({ token: '101', ms: 1 }));
  expect(sink.take()).toEqual(['untrusted 101 crossed', 'book 101', 'trusted 101 epoch 2']);
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
  const { network, desk, sink } = trustedStage([101]);
  sink.message = () => {
    throw new Error('mine');
  };
  network.last.say(changeFrame(1, { token: '101' }));
  network.last.say(changeFrame(2, { token: '101' }));
  expect([desk.faults.length, desk.isTrusted(101)]).toEqual([2, true]);
});
