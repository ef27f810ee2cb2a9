import { expect, test } from 'vitest';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import { FaultLine } from './fault-line.ts';
import { SocketFaults } from './socket-faults.ts';

type Stage = ReturnType<typeof stage>;

function stage() {
  const clock = new VirtualClock();
  const faults = new SocketFaults();
  const heard: string[] = [];
  const line = new FaultLine(faults.market, clock, {
    deliver: (frame) => heard.push(String(frame)),
    cut: () => heard.push('cut'),
  });
  const say = (...words: readonly string[]) => {
    for (const word of words) line.send(Buffer.from(word));
  };
  return { clock, faults, market: faults.market, heard, line, say };
}

test('a calm line is straight, and so it is after every fault', () => {
  const { faults, market, heard, say } = stage();
  say('a');
  Object.assign(market, { isStalled: true, isDoubled: true, isReordered: true, delayMs: 5 });
  say('lost');
  faults.withoutSnapshot.add('1');
  faults.calm();
  say('b');
  expect([heard, market.isCalm, faults.withoutSnapshot.size]).toEqual([['a', 'b'], true, 0]);
});

test('frames come twice, or in another order, and the last is not kept for ever', () => {
  const { market, heard, say } = stage();
  market.isDoubled = true;
  say('a');
  market.isDoubled = false;
  market.isReordered = true;
  say('b', 'c', 'd');
  market.isReordered = false;
  say('e');
  expect(heard).toEqual(['a', 'a', 'c', 'b', 'd', 'e']);
});

test.each([
  ['is taken back', ({ market }: Stage) => Object.assign(market, { isReordered: false })],
  ['ends with all others', ({ faults }: Stage) => faults.calm()],
])('a frame that waits for its neighbor comes when the fault %s', (_how, end) => {
  const stand = stage();
  stand.market.isReordered = true;
  stand.say('a', 'b', 'c');
  end(stand);
  expect(stand.heard).toEqual(['b', 'a', 'c']);
  stand.say('d');
  expect(stand.heard).toEqual(['b', 'a', 'c', 'd']);
});

test('a stall keeps what was on its way until it ends, and loses what is said meanwhile', () => {
  const { clock, market, heard, say } = stage();
  market.delayMs = 100;
  say('a');
  clock.advance(50);
  say('b');
  market.isStalled = true;
  say('lost');
  clock.advance(80);
  expect(heard).toEqual([]);
  market.isStalled = false;
  expect(heard).toEqual(['a']);
  clock.advance(20);
  expect([heard, clock.waiting]).toEqual([['a', 'b'], 0]);
});

test('a frame that waits for its neighbor does not come through a stall', () => {
  const { faults, market, heard, say } = stage();
  market.isReordered = true;
  say('a');
  market.isStalled = true;
  market.isReordered = false;
  expect(heard).toEqual([]);
  faults.calm();
  expect(heard).toEqual(['a']);
});

test('a delay keeps the order, also when it shrinks', () => {
  const { clock, market, heard, say } = stage();
  market.delayMs = 100;
  say('a');
  clock.advance(50);
  market.delayMs = 0;
  say('b');
  clock.advance(49);
  expect(heard).toEqual([]);
  clock.advance(1);
  say('c');
  expect([heard, clock.waiting]).toEqual([['a', 'b', 'c'], 0]);
});

test('a connection is cut, hears garbage, or half a frame, once', () => {
  const { market, heard, line, say } = stage();
  expect([market.sendGarbage(), market.truncateNext(), market.drop()]).toEqual([1, 1, 1]);
  say('abcd', 'abcd');
  expect(() => JSON.parse(heard[0] as string)).toThrow();
  expect(heard.slice(1)).toEqual(['cut', 'ab', 'abcd']);
  line.close();
  expect(market.drop()).toBe(0);
});

test('nothing arrives after the end', () => {
  const { clock, market, heard, line, say } = stage();
  market.delayMs = 100;
  say('a');
  line.close();
  clock.advance(200);
  expect([heard, clock.waiting]).toEqual([[], 0]);
});
