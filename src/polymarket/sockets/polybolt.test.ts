import { describe, expect, test } from 'vitest';
import { KEY, KEY_WORDS } from '../../../test/support/key-words.ts';
import { aPrint, PriceLog } from '../../../test/support/price-log.ts';
import { ScriptedTransport } from '../../../test/support/scripted-transport.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import { refuse } from '../../domain/result.ts';
import { PolyBolt, type PolyBoltMessage, type PolyBoltSubscription } from './polybolt.ts';
import type { Reading } from './reading.ts';

const { key: apiKey, ...words } = KEY_WORDS;
const shown = { apiKey, ...words };
const TWAP = 'price.crypto.twap';
const twap: PolyBoltSubscription = {
  channel: TWAP,
  filter: { symbol: 'btcusd', window_seconds: 60 },
};

/** Frames are the messages themselves as JSON: the parser has its own tests. */
function readMessages(text: string): Reading<PolyBoltMessage> {
  if (text === '?') return { messages: [], refusals: [refuse('not_json', '?')], ignored: [] };
  return { messages: [JSON.parse(text)], refusals: [], ignored: [] };
}

function stage(subscriptions: readonly PolyBoltSubscription[] = [twap]) {
  const clock = new VirtualClock();
  const network = new ScriptedTransport();
  const sink = new PriceLog();
  const faults: unknown[] = [];
  let connections = 0;
  const socket = new PolyBolt({
    url: 'ws://127.0.0.1:1/',
    clock,
    transport: network.open,
    random: () => 0.5,
    nextConnection: () => ++connections,
    credentials: KEY,
    subscriptions,
    read: readMessages,
    sink,
    onFault: (error) => faults.push(error),
  });
  socket.start();
  network.last.events.opened();
  const say = (message: object) => network.last.say(JSON.stringify(message));
  const acknowledge = (what: string) => say({ kind: 'Acknowledged', what });
  /** A frame with one print. */
  const price = (sequence: number, ms: number, more: object = {}) =>
    say({
      kind: 'PricesPrinted',
      channel: TWAP,
      sequence,
      dropped: false,
      prints: [aPrint('chainlink/btcusd-twap60', ms)],
      ...more,
    });
  /** Time until the next attempt, and its opening. */
  const reopen = () => {
    clock.advance(sink.closes.at(-1)?.retryInMs ?? 0);
    network.last.events.opened();
  };
  return { clock, network, sink, faults, socket, say, acknowledge, price, reopen };
}

const said = (texts: readonly string[]) => texts.map((text) => JSON.parse(text));

describe('PolyBolt', () => {
  test('says its name, and what it wants once that is taken', () => {
    const { network, socket, acknowledge } = stage();
    expect(said(network.last.received)).toEqual([{ op: 'auth', rid: 'auth', auth: shown }]);
    expect(socket.isLive).toBe(false);
    acknowledge('authed');
    acknowledge('authed');
    expect(said(network.last.received).slice(1)).toEqual([
      { op: 'subscribe', rid: 'all', subscriptions: [twap] },
    ]);
    expect(socket.isLive).toBe(true);
  });

  test('does not wait for ever to be known', () => {
    const { clock, sink, socket } = stage();
    clock.advance(5_000);
    expect(sink.closes).toMatchObject([{ reason: 'no answer to our name' }]);
    expect(socket.state).toBe('waiting');
  });

  test('delivers frames, then their prints', () => {
    const { network, sink, acknowledge, price } = stage();
    acknowledge('authed');
    price(1, 0);
    network.last.say('?');
    price(2, 1_000);
    expect(sink.log.filter((line) => line.startsWith('frame'))).toHaveLength(4);
    expect(sink.take()).toEqual([
      'chainlink/btcusd-twap60 0',
      'refused not_json',
      'chainlink/btcusd-twap60 1000',
    ]);
  });

  test('answers when it is asked for a sign of life in words', () => {
    const { network, acknowledge } = stage();
    acknowledge('ping');
    expect(said(network.last.received).at(-1)).toEqual({ op: 'pong' });
  });

  test('asks for signs of life itself', () => {
    const { clock, network, acknowledge, price } = stage();
    acknowledge('authed');
    clock.advance(5_000);
    price(1, 0);
    clock.advance(5_000);
    expect(network.last.pings).toBe(1);
  });
});

describe('a hole in the numbers', () => {
  test('is told, and mended by a new connection, which brings the last two minutes', () => {
    const { network, sink, acknowledge, price, reopen } = stage();
    acknowledge('authed');
    price(7, 0);
    price(8, 1_000);
    sink.take();
    price(11, 4_000);
    expect(sink.take()).toEqual(['chainlink/btcusd-twap60 4000', `gap ${TWAP} 2`]);
    expect(sink.closes).toMatchObject([{ reason: 'frames are missing' }]);
    reopen();
    acknowledge('authed');
    price(1, 5_000);
    price(2, 6_000);
    expect(sink.take()).toEqual(['chainlink/btcusd-twap60 5000', 'chainlink/btcusd-twap60 6000']);
    expect(network.ends).toHaveLength(2);
  });

  test('may be told by the venue', () => {
    const { sink, acknowledge, price } = stage();
    acknowledge('authed');
    price(1, 0, { dropped: true });
    expect(sink.take().at(-1)).toBe(`gap ${TWAP} undefined`);
  });

  test('is none where a frame comes twice, or each channel counts for itself', () => {
    const { sink, acknowledge, price } = stage();
    acknowledge('authed');
    price(1, 0);
    price(1, 0);
    price(2, 1_000);
    price(9, 1_000, { channel: 'price.crypto' });
    price(3, 2_000);
    expect(sink.take().filter((line) => line.startsWith('gap'))).toEqual([]);
  });

  test('is not mended again and again', () => {
    const { clock, network, sink, acknowledge, price, reopen } = stage();
    acknowledge('authed');
    price(1, 0, { dropped: true });
    reopen();
    acknowledge('authed');
    for (let i = 1; i < 10; i++) {
      clock.advance(5_000);
      price(i * 10, i * 5_000);
    }
    expect(sink.take().filter((line) => line.startsWith('gap'))).toHaveLength(9);
    expect(network.ends).toHaveLength(2);
  });
});

describe('when the venue will not', () => {
  test.each([
    [4001, 60_000],
    [4008, 60_000],
    [4003, 5_000],
    [4002, 550],
    [1006, 550],
  ])('close code %i has its own wait', (code, ms) => {
    const { network, sink } = stage();
    network.last.events.closed(code, '');
    expect(sink.closes[0]?.retryInMs).toBe(ms);
  });

  test.each([
    ['auth_invalid', 60_000],
    ['rate_limited', 60_000],
    ['auth_expired', 550],
  ])('for %s, it is asked again after %i ms', (code, ms) => {
    const { clock, network, sink, say, reopen } = stage();
    say({ kind: 'RequestRefused', code });
    expect(sink.closes.at(-1)?.retryInMs).toBe(ms);
    reopen();
    clock.advance(4_000);
    network.last.events.closed(1006, '');
    // The next end is another matter.
    expect(sink.closes.at(-1)?.retryInMs).toBeLessThan(60_000);
  });

  test.each([
    ['auth_invalid', true],
    ['auth_expired', true],
    ['rate_limited', true],
    ['bad_filter', false],
    ['sub_limit', false],
  ])('take %s, that is told; it costs the connection: %s', (code, renews) => {
    const { network, sink, socket, say, acknowledge } = stage();
    acknowledge('authed');
    say({ kind: 'RequestRefused', code });
    expect(sink.take()).toEqual([`denied ${code}`]);
    expect(network.last.ended !== undefined).toBe(renews);
    expect(socket.isLive).toBe(!renews);
  });

  test('send prices though it is open, the stream is stuck', () => {
    const { clock, network, sink, acknowledge } = stage();
    acknowledge('authed');
    for (let i = 0; i < 12; i++) {
      clock.advance(1_000);
      network.last.events.ponged();
    }
    expect(sink.closes).toMatchObject([{ reason: 'no frame for 10000 ms' }]);
  });

  test('hear more than so much, that is a mistake', () => {
    expect(() => stage(Array(65).fill(twap))).toThrow(/at most 64/);
  });

  test('nothing of the key is told', () => {
    const { network, sink, faults } = stage();
    network.last.events.closed(4001, 'auth');
    expect(JSON.stringify([sink.log, sink.closes, faults])).not.toMatch(/the-(key|secret|phrase)/);
  });
});

test('closing leaves nothing behind', async () => {
  const { clock, network, socket } = stage();
  const closed = socket.close();
  network.last.events.closed(1000, '');
  await closed;
  expect(clock.waiting).toBe(0);
});
