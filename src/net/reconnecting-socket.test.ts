import { describe, expect, test } from 'vitest';
import { ScriptedTransport } from '../../test/support/scripted-transport.ts';
import { VirtualClock } from '../../test/support/virtual-clock.ts';
import { Backoff } from './backoff.ts';
import { ReconnectingSocket } from './reconnecting-socket.ts';
import {
  type Heartbeat,
  SOCKET_LIMITS,
  type SocketClose,
  type SocketOptions,
} from './socket-options.ts';

const text: Heartbeat = { kind: 'text', everyMs: 10_000, text: 'PING', answer: 'PONG' };

/** Waits are the ceilings: 1 s, 2 s, 4 s, 8 s, then 8 s. */
function stageOptions(changes: Partial<SocketOptions> = {}) {
  const clock = new VirtualClock();
  const network = new ScriptedTransport();
  let connections = 0;
  const options: SocketOptions = {
    url: 'ws://127.0.0.1:1/',
    clock,
    transport: network.open,
    backoff: new Backoff({ leastMs: 0, firstMs: 1_000, mostMs: 8_000 }, () => 1),
    heartbeat: text,
    limits: SOCKET_LIMITS,
    loop: { provenMs: 5_000, closes: 4, restMs: 60_000 },
    nextConnection: () => ++connections,
    ...changes,
  };
  return { clock, network, options };
}

function stage(changes: Partial<SocketOptions> = {}) {
  const { clock, network, options } = stageOptions(changes);
  const told: string[] = [];
  const closes: SocketClose[] = [];
  const faults: unknown[] = [];
  const socket = new ReconnectingSocket(options, {
    opened: (connection) => told.push(`opened ${connection}`),
    text: (frame) => told.push(frame),
    closed: (close) => closes.push(close),
    fault: (error) => faults.push(error),
  });
  socket.start();
  return { clock, network, told, closes, faults, socket };
}

/** The same, opened. */
function openStage(changes: Parameters<typeof stage>[0] = {}) {
  const open = stage(changes);
  open.network.last.events.opened();
  return open;
}

describe('a connection', () => {
  test('is numbered when it opens, and delivers texts in order', () => {
    const { network, told, socket } = openStage();
    network.last.say('a');
    network.last.say('b');
    expect(told).toEqual(['opened 1', 'a', 'b']);
    expect(socket.state).toBe('open');
    expect(socket.evidence).toMatchObject({ connection: 1, frames: 2, bytes: 2, answers: 0 });
  });

  test('takes texts only while it is open, and keeps none for later', () => {
    const { network, clock, socket } = stage();
    expect(socket.send('early')).toMatchObject({ ok: false, code: 'not_open' });
    network.last.events.opened();
    expect(socket.send('now').ok).toBe(true);
    network.last.events.closed(1006, '');
    expect(socket.send('late')).toMatchObject({ ok: false, code: 'not_open' });
    clock.advance(1_000);
    network.last.events.opened();
    expect(network.ends.map((end) => end.received)).toEqual([['now'], []]);
    expect(socket.evidence.unsent).toBe(2);
  });

  test('refuses texts when the other side does not read', () => {
    const { network, socket } = openStage();
    network.last.backlog = SOCKET_LIMITS.bufferedBytesMost;
    expect(socket.send('x')).toMatchObject({ ok: false, code: 'buffer_full' });
    expect(network.last.received).toEqual([]);
  });

  test('that nobody accepts is given up', () => {
    const { clock, network, closes } = stage();
    clock.advance(SOCKET_LIMITS.openMs);
    expect(network.last.ended).toBe('terminated');
    expect(closes).toMatchObject([{ connection: undefined, openForMs: 0, retryInMs: 1_000 }]);
  });

  test('that cannot even be tried is tried again later', () => {
    const { clock, network, socket, faults } = openStage();
    network.refuseWith = new Error('no such header');
    network.last.events.closed(1006, '');
    clock.advance(1_000);
    expect([socket.state, faults.length]).toEqual(['waiting', 1]);
    network.refuseWith = undefined;
    clock.advance(2_000);
    expect(socket.state).toBe('connecting');
  });

  test('has no say any more once another has taken its place', () => {
    const { clock, network, told, closes, socket } = openStage();
    const old = network.last;
    socket.renew('test');
    clock.advance(1_000);
    network.last.events.opened();
    old.say('from the grave');
    old.events.closed(1000, '');
    old.events.ponged();
    expect(told).toEqual(['opened 1', 'opened 2']);
    expect(closes).toHaveLength(1);
    expect(closes[0]).toMatchObject({ connection: 1, reason: 'test' });
  });
});

describe('signs of life', () => {
  test('are not asked for before the owner says so', () => {
    const { clock, network, socket } = openStage();
    clock.advance(20_000);
    expect(network.last.received).toEqual([]);
    socket.startHeartbeat();
    socket.startHeartbeat();
    clock.advance(10_000);
    expect(network.last.received).toEqual([]);
  });

  test('are a text every so often, and its answer is no frame', () => {
    const { clock, network, told, socket } = openStage();
    socket.startHeartbeat();
    for (let i = 0; i < 5; i++) {
      clock.advance(10_000);
      network.last.say('PONG');
    }
    expect(network.last.received).toEqual(Array(5).fill('PING'));
    expect(told).toEqual(['opened 1']);
    expect(socket.evidence).toMatchObject({ answers: 5, frames: 0, lastFrameAt: undefined });
    expect(socket.state).toBe('open');
  });

  test('may be control pings', () => {
    const { clock, network, socket } = openStage({
      heartbeat: { kind: 'control', everyMs: 5_000 },
    });
    socket.startHeartbeat();
    for (let i = 0; i < 6; i++) {
      clock.advance(5_000);
      network.last.events.ponged();
    }
    expect([network.last.pings, socket.evidence.answers]).toEqual([6, 6]);
    expect(socket.state).toBe('open');
  });

  test('end with the connection', () => {
    const { clock, network, socket } = openStage();
    socket.startHeartbeat();
    network.last.events.closed(1006, '');
    clock.advance(1_000);
    network.last.events.opened();
    clock.advance(24_000);
    expect(network.ends.map((end) => end.received)).toEqual([[], []]);
  });

  test.each([
    ['a text', (s: ReturnType<typeof stage>) => s.network.last.say('x')],
    ['an answer', (s: ReturnType<typeof stage>) => s.network.last.say('PONG')],
    ['a pong', (s: ReturnType<typeof stage>) => s.network.last.events.ponged()],
    ['a binary frame', (s: ReturnType<typeof stage>) => s.network.last.events.binary(3)],
  ])('%s keeps the connection, silence ends it', (_name, life) => {
    const opened = openStage();
    opened.clock.advance(20_000);
    life(opened);
    opened.clock.advance(24_999);
    expect(opened.socket.state).toBe('open');
    opened.clock.advance(1);
    expect(opened.network.last.ended).toBe('terminated');
    expect(opened.closes[0]?.reason).toContain('silent');
  });

  test('are not enough where frames should come steadily', () => {
    const limits = { ...SOCKET_LIMITS, framelessMs: 15_000 };
    const { clock, network, closes, socket } = openStage({ limits });
    clock.advance(10_000);
    network.last.say('x');
    for (let i = 0; i < 3; i++) {
      clock.advance(5_000 - 1);
      expect(socket.state).toBe('open');
      network.last.say('PONG');
    }
    clock.advance(3);
    expect(closes[0]?.reason).toBe('no frame for 15000 ms');
    clock.advance(1_000);
    network.last.events.opened();
    clock.advance(15_000);
    expect(closes).toHaveLength(2);
  });

  test('a wall clock that jumps proves nothing', () => {
    const { clock, network, socket, closes } = openStage();
    for (const jump of [3_600_000, -7_200_000]) {
      clock.stepWall(jump);
      clock.advance(20_000);
      network.last.say('x');
    }
    expect([socket.state, closes]).toEqual(['open', []]);
    expect(socket.evidence.lastActivity).toBe(clock.now());
  });
});

describe('after an end', () => {
  test('waits grow until a connection has proven itself', () => {
    const { clock, network, closes } = openStage();
    for (const wait of [1_000, 2_000]) {
      network.last.events.closed(1006, 'gone');
      clock.advance(wait);
      network.last.events.opened();
    }
    network.last.say('x');
    clock.advance(5_000);
    network.last.events.closed(1006, 'gone');
    expect(closes.map((close) => close.retryInMs)).toEqual([1_000, 2_000, 1_000]);
    expect(closes.at(-1)).toMatchObject({ openForMs: 5_000, looping: false });
  });

  test('a connection that opens and carries nothing proves nothing', () => {
    const { clock, network, closes, socket } = openStage();
    socket.startHeartbeat();
    clock.advance(10_000);
    network.last.say('PONG');
    network.last.events.closed(1006, '');
    clock.advance(1_000);
    network.last.events.opened();
    network.last.events.closed(1006, '');
    expect(closes.map((close) => close.retryInMs)).toEqual([1_000, 2_000]);
  });

  test('connections that come and go are a loop, and it is broken by a long rest', () => {
    const { clock, network, closes } = openStage();
    for (let i = 0; i < 4; i++) {
      network.last.events.closed(1008, 'policy');
      clock.advance(closes.at(-1)?.retryInMs ?? 0);
      network.last.events.opened();
    }
    expect(closes.map(({ retryInMs }) => retryInMs)).toEqual([1_000, 2_000, 4_000, 60_000]);
    expect(closes.map(({ looping }) => looping)).toEqual([false, false, false, true]);
    network.last.say('x');
    clock.advance(5_000);
    network.last.events.closed(1006, '');
    expect(closes.at(-1)).toMatchObject({ looping: false, retryInMs: 1_000 });
  });

  test('a close code may ask for its own wait, or for no further attempt', () => {
    const wishes: Record<number, number | 'stop'> = { 4003: 7_000, 4001: 'stop' };
    const { clock, network, closes, socket } = openStage({ afterClose: (code) => wishes[code] });
    network.last.events.closed(4003, 'drain');
    clock.advance(7_000);
    network.last.events.opened();
    network.last.events.closed(4001, 'auth');
    clock.advance(600_000);
    expect(closes.map((close) => close.retryInMs)).toEqual([7_000, undefined]);
    expect([socket.state, network.ends.length]).toEqual(['closed', 2]);
    socket.start();
    expect(socket.state).toBe('connecting');
  });
});

describe('closing', () => {
  test('says goodbye, and is over when the other side has answered', async () => {
    const { clock, network, socket, closes } = openStage();
    const closed = socket.close();
    expect([socket.state, network.last.ended]).toEqual(['closing', 'closed']);
    const again = socket.close();
    network.last.events.closed(1000, '');
    await Promise.all([closed, again]);
    expect([socket.state, clock.waiting]).toEqual(['closed', 0]);
    expect(closes).toMatchObject([{ code: 1000, retryInMs: undefined }]);
  });

  test('does not wait for ever', async () => {
    const { clock, network, socket } = openStage();
    const closed = socket.close();
    clock.advance(SOCKET_LIMITS.closeMs);
    await closed;
    expect([network.last.ended, clock.waiting]).toEqual(['terminated', 0]);
  });

  test.each([
    ['before it opened', () => {}, 'terminated'],
    [
      'between two attempts',
      (s: ReturnType<typeof stage>) => s.network.last.events.closed(1006, ''),
      undefined,
    ],
  ])('%s leaves nothing behind', async (_name, prepare, ended) => {
    const early = stage();
    prepare(early);
    await early.socket.close();
    expect([early.socket.state, early.clock.waiting]).toEqual(['closed', 0]);
    expect(early.network.last.ended).toBe(ended);
    early.clock.advance(60_000);
    expect(early.network.ends).toHaveLength(1);
  });
});

test('a listener that throws is a fault, and the socket goes on', () => {
  const { clock, network, options } = stageOptions();
  const fail = () => {
    throw new Error('mine');
  };
  const listener = { opened: fail, text: fail, closed: fail, fault: fail };
  const socket = new ReconnectingSocket(options, listener);
  socket.start();
  network.last.events.opened();
  network.last.say('x');
  network.last.events.closed(1006, '');
  clock.advance(1_000);
  // Each fault counts, and so does each failure to report it.
  expect([socket.evidence.faults, socket.state]).toEqual([6, 'connecting']);
});

test('an address that is none is refused at once', () => {
  expect(() => stage({ url: 'somewhere' })).toThrow(/not an address/);
});
