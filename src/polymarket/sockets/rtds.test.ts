import { expect, test } from 'vitest';
import { aPrint, PriceLog } from '../../../test/support/price-log.ts';
import { ScriptedTransport } from '../../../test/support/scripted-transport.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import { refuse } from '../../domain/result.ts';
import { Rtds } from './rtds.ts';

function stage() {
  const clock = new VirtualClock();
  const network = new ScriptedTransport();
  const sink = new PriceLog();
  let connections = 0;
  const socket = new Rtds({
    url: 'ws://127.0.0.1:1/',
    clock,
    transport: network.open,
    random: () => 0.5,
    nextConnection: () => ++connections,
    subscriptions: [
      { topic: 'crypto_prices', symbol: 'btcusdt' },
      { topic: 'crypto_prices_twap_sixty', symbol: 'btc/usd' },
    ],
    // Frames are milliseconds after noon: the parser has its own tests.
    read: (text) =>
      text === '?'
        ? { messages: [], refusals: [refuse('not_json', '?')], ignored: [] }
        : { messages: [aPrint('binance/btcusdt', Number(text))], refusals: [], ignored: [] },
    sink,
    onFault: () => {},
  });
  socket.start();
  network.last.events.opened();
  return { clock, network, sink, socket };
}

test('the older price socket says what it wants, and asks for signs of life each 5 s', () => {
  const { clock, network } = stage();
  clock.advance(5_000);
  expect(network.last.received.map((text) => (text === 'PING' ? text : JSON.parse(text)))).toEqual([
    {
      action: 'subscribe',
      subscriptions: [
        { topic: 'crypto_prices', type: 'update', filters: '{"symbol":"btcusdt"}' },
        { topic: 'crypto_prices_twap_sixty', type: '*', filters: '{"symbol":"btc/usd"}' },
      ],
    },
    'PING',
  ]);
});

test('it delivers frames, then their prints', () => {
  const { network, sink } = stage();
  network.last.say('0');
  network.last.say('?');
  expect(sink.log).toEqual(['frame 1 1', 'binance/btcusdt 0', 'frame 1 1', 'refused not_json']);
});

test('it freezes while it answers: then it is opened anew, and wants the same again', async () => {
  const { clock, network, sink, socket } = stage();
  network.last.say('0');
  for (let i = 0; i < 11; i++) {
    clock.advance(1_000);
    network.last.say('PONG');
  }
  expect(sink.closes).toMatchObject([{ reason: 'no frame for 10000 ms', retryInMs: 550 }]);
  network.last.events.opened();
  expect(network.last.received).toEqual(network.ends[0]?.received.slice(0, 1));
  const closed = socket.close();
  network.last.events.closed(1000, '');
  await closed;
  expect([clock.waiting, socket.state, socket.evidence.opens]).toEqual([0, 'closed', 2]);
});
