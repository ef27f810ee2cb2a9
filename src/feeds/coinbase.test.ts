import { expect, test } from 'vitest';
import { FeedDesk } from '../../test/support/feed-desk.ts';
import { ScriptedTransport } from '../../test/support/scripted-transport.ts';
import { Coinbase } from './coinbase.ts';

test('each product is asked for by itself: one that is not traded costs no other', () => {
  const network = new ScriptedTransport();
  const { outside, log } = new FeedDesk(network.open);
  const coinbase = new Coinbase({
    ...outside,
    products: ['BTC-USD', 'ZEC-USD'],
    channels: ['ticker'],
  });
  coinbase.start();
  network.last.events.opened();
  expect(network.last.received.map((text) => JSON.parse(text).product_ids)).toEqual([
    ['BTC-USD'],
    ['ZEC-USD'],
  ]);
  log.take();
  network.last.say(JSON.stringify({ type: 'error', message: 'Failed', reason: 'no ZEC-USD' }));
  expect(log.take()).toEqual(['refused denied']);
  expect(coinbase.socket.isOpen).toBe(true);
});
