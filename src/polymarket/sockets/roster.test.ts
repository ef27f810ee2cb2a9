import { describe, expect, test } from 'vitest';
import { manyTokens } from '../../../test/support/market-desk.ts';
import { bookFrame, changeFrame, printFrame } from '../../../test/support/market-frames.ts';
import { subscribedOn, trustedStage } from '../../../test/support/market-stage.ts';
import type { FarEnd } from '../../../test/support/scripted-transport.ts';

describe('a socket that others have room for', () => {
  test('a nearly empty socket is emptied into others without a gap, and closed', () => {
    const limits = { tokensPerSocket: 10, compactMs: 60_000 };
    const { network, desk, sink, clock, channel } = trustedStage(manyTokens(13), limits);
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
    clock.advance(2_250);
    expect(second.ended).toBe('closed');
    expect([111, 112, 113].every((token) => desk.isTrusted(token))).toBe(true);
    expect(sink.take()).toEqual(['change 111', 'book 111', 'book 112', 'book 113', 'change 111']);
  });

  test('what the next socket says before its snapshot is not lost', () => {
    const limits = { tokensPerSocket: 10, compactMs: 60_000 };
    const { network, sink, clock, channel } = trustedStage(manyTokens(11), limits);
    const [first, second] = network.ends as [FarEnd, FarEnd];
    channel.unsubscribe(manyTokens(5));
    for (let i = 0; i < 6; i++) {
      clock.advance(10_000);
      for (const end of [first, second]) end.say('PONG');
    }
    second.say(changeFrame(6, { token: '111', size: '6' }));
    first.say(changeFrame(7, { token: '111', size: '7' }));
    // A little older than the book: what it lacks has come already.
    first.say(bookFrame({ token: '111', ms: 5 }));
    second.say(changeFrame(8, { token: '111', size: '8' }));
    expect(sink.take()).toEqual(['change 111', 'book 111', 'change 111']);
    expect(sink.messages.at(-1)).toMatchObject({ changes: [{ size: 7_000_000 }] });
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

describe('prints, while a token moves to another socket', () => {
  /** Token 111 is about to move from the second socket to the first. */
  function moving() {
    const limits = { tokensPerSocket: 10, compactMs: 60_000 };
    const stage = trustedStage(manyTokens(11), limits);
    const [first, second] = stage.network.ends as [FarEnd, FarEnd];
    stage.channel.unsubscribe(manyTokens(5));
    const wait = (seconds: number) => {
      for (let i = 0; i < seconds; i++) {
        stage.clock.advance(1_000);
        for (const end of [first, second]) end.say('PONG');
      }
    };
    wait(60);
    return { ...stage, first, second, wait };
  }
  const book = bookFrame({ token: '111', ms: 5 });
  const print = printFrame('111', 4);

  test('that the old socket told and the new one tells later are told once', () => {
    const { first, second, sink, counters } = moving();
    second.say(print);
    first.say(book);
    first.say(print);
    expect(sink.take()).toEqual(['print 111', 'book 111']);
    expect(counters.twice).toBe(1);
  });

  test('that both have told before the new book are told once, whoever was first', () => {
    const { first, second, sink } = moving();
    second.say(print);
    first.say(print);
    first.say(printFrame('111', 5));
    second.say(printFrame('111', 5));
    first.say(book);
    expect(sink.take()).toEqual(['print 111', 'print 111', 'book 111']);
  });

  test('that only the new socket has told come with its book', () => {
    const { first, second, sink, counters } = moving();
    first.say(print);
    first.say(book);
    expect(sink.take()).toEqual(['print 111', 'book 111']);
    // It may be behind, and is heard for a while.
    expect([second.ended, counters.earlyPrints]).toEqual([undefined, 1]);
  });

  test('that the old socket tells late are not lost', () => {
    const { first, second, sink, wait } = moving();
    first.say(book);
    second.say(print);
    first.say(printFrame('111', 6));
    second.say(printFrame('111', 6));
    expect(sink.take()).toEqual(['book 111', 'print 111', 'print 111']);
    wait(3);
    expect(second.ended).toBe('closed');
  });

  test('that are equal and come in one frame are as many as there are', () => {
    const { first, second, sink } = moving();
    second.say(`[${print},${print}]`);
    first.say(`[${print},${print},${print}]`);
    first.say(book);
    first.say(`[${print},${print}]`);
    expect(sink.take()).toEqual([
      'print 111',
      'print 111',
      'print 111',
      'book 111',
      'print 111',
      'print 111',
    ]);
  });

  test('are known by their transaction, whatever time either socket gives', () => {
    const { first, second, sink } = moving();
    const of = (ms: number, hash: string) =>
      printFrame('111', ms).replace('{', `{"transaction_hash":"0x${hash.repeat(32)}",`);
    second.say(of(4, 'a1'));
    first.say(book);
    first.say(of(5, 'a1'));
    first.say(of(5, 'a2'));
    expect(sink.take()).toEqual(['print 111', 'book 111', 'print 111']);
  });

  test('are compared for some seconds, not for ever', () => {
    const { first, second, sink, wait } = moving();
    second.say(print);
    first.say(book);
    wait(6);
    first.say(print);
    expect(sink.take()).toEqual(['print 111', 'book 111', 'print 111']);
  });

  test('of a socket that brings no book are those of the present one', () => {
    const { first, second, sink, wait } = moving();
    first.say(print);
    wait(20);
    second.say(print);
    expect(subscribedOn(first)).not.toContain('111');
    expect(sink.take()).toEqual(['print 111']);
  });
});
