import { describe, expect, test } from 'vitest';
import { tokens } from '../../../test/support/market-desk.ts';
import { bookFrame, changeFrame } from '../../../test/support/market-frames.ts';
import { marketStage, said, subscribedOn } from '../../../test/support/market-stage.ts';
import type { FarEnd } from '../../../test/support/scripted-transport.ts';

describe('a snapshot that does not come', () => {
  test('is asked for again, then from another socket, which then speaks for the token', () => {
    const { network, sink, clock, counters } = marketStage([101, 102]);
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
    const { network, sink, clock, counters } = marketStage([101, 102], { redrives: 1, moves: 1 });
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
    const { network, clock, counters } = marketStage([101, 102]);
    clock.advance(5_250);
    expect([counters.barren, network.ends[0]?.ended]).toEqual([1, 'terminated']);
    clock.advance(30_000);
    network.last.events.opened();
    expect(subscribedOn(network.last)).toEqual(['101', '102']);
  });

  test('does not count while the socket is down', () => {
    const { clock, counters, channel } = marketStage();
    channel.subscribe(tokens(101));
    clock.advance(9_000);
    expect(counters).toMatchObject({ redrives: 0, moves: 0 });
  });

  test('cannot be had elsewhere when there may be no other socket', () => {
    const { network, clock, counters } = marketStage([101, 102], { socketsMost: 1, redrives: 0 });
    network.last.say(bookFrame({ token: '102', ms: 0 }));
    clock.advance(5_250);
    expect(counters).toMatchObject({ moves: 0, dead: 1 });
  });
});
