import { expect, test } from 'vitest';
import { BrowserSocket } from './browser-socket.ts';

/** A socket whose browser takes what the test lets it take. */
function aSocket() {
  const sent: string[] = [];
  const socket = {
    bufferedAmount: 0,
    ended: false,
    send: (text: string) => void sent.push(text),
    close: () => {},
    terminate: () => {
      socket.ended = true;
    },
    ping: () => {},
  };
  const time = { now: 0 };
  return { sent, socket, time, browser: new BrowserSocket(socket, 'one', () => time.now) };
}

test('whoever keeps up is told each change', () => {
  const { sent, browser } = aSocket();
  browser.tell('one');
  browser.tell('two');
  browser.catchUp(() => 'all');
  expect(sent).toEqual(['one', 'two']);
});

test('whoever does not is told nothing until it has caught up, and then all of it once', () => {
  const { sent, socket, browser } = aSocket();
  socket.bufferedAmount = 1_000_001;
  browser.tell('one');
  browser.tell('two');
  browser.show('picture');
  socket.bufferedAmount = 500_000;
  browser.tell('three');
  browser.catchUp(() => 'all');
  expect(sent).toEqual([]);
  socket.bufferedAmount = 0;
  browser.catchUp(() => 'all');
  browser.catchUp(() => 'all');
  browser.tell('four');
  expect(sent).toEqual(['all', 'four']);
});

test('whoever takes nothing for a minute is let go of', () => {
  const { socket, time, browser } = aSocket();
  socket.bufferedAmount = 2_000_000;
  browser.tell('one');
  time.now = 60_000;
  browser.catchUp(() => 'all');
  expect(socket.ended).toBe(false);
  time.now = 60_001;
  browser.catchUp(() => 'all');
  expect(socket.ended).toBe(true);
});

test('whoever does not answer a ping is let go of at the next', () => {
  const { socket, browser } = aSocket();
  browser.ping();
  browser.isAlive = true;
  browser.ping();
  expect(socket.ended).toBe(false);
  browser.ping();
  expect(socket.ended).toBe(true);
});

test('a browser asks so often in a minute', () => {
  const { time, browser } = aSocket();
  time.now = 60_000;
  const asked = Array.from({ length: 121 }, () => browser.takeRequest());
  expect([asked[119], asked[120]]).toEqual([true, false]);
  time.now = 120_000;
  expect(browser.takeRequest()).toBe(true);
});
