// The exchange's sockets on a free port of the loopback interface, and plain clients of them.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { SocketFaults } from '../../src/exchange/faults/socket-faults.ts';
import { attachSockets } from '../../src/exchange/sockets/attach-sockets.ts';
import type { SocketLimits } from '../../src/exchange/sockets/socket-limits.ts';
import type { FrameReading } from '../../src/ports/venue-wire.ts';
import { LocalBench } from './local-venue.ts';

const NOTHING_STRANGE = {
  refusals: [],
  ignored: [],
  wrongFields: [],
  unknownFields: new Map(),
};

type Words = Readonly<Record<string, unknown>>;

/** A client that writes down what it hears. */
export class PlainClient {
  readonly frames: string[] = [];
  /** Control pings that came. */
  pings = 0;
  /** Close code, once it is gone. */
  closed: number | undefined;
  readonly socket: WebSocket;

  constructor(url: string, autoPong: boolean) {
    this.socket = new WebSocket(url, { autoPong, perMessageDeflate: false });
    this.socket.on('message', (content: Buffer) => this.frames.push(content.toString('utf8')));
    this.socket.on('ping', () => this.pings++);
    this.socket.on('close', (code) => {
      this.closed = code;
    });
    this.socket.on('error', () => {});
  }

  say(words: string | object): void {
    this.socket.send(typeof words === 'string' ? words : JSON.stringify(words));
  }

  /** Everything that was sent before, either way, has arrived; returns what is new. */
  async settled(): Promise<string[]> {
    this.socket.ping();
    await once(this.socket, 'pong');
    return this.frames.splice(0);
  }

  /** The same as messages; a frame may be a list of them. */
  async messages(): Promise<Words[]> {
    return (await this.settled()).flatMap<Words>((text) => JSON.parse(text));
  }

  /** What our own reader makes of the new frames: nothing in them may be strange to it. */
  async read<M>(reader: (text: string) => FrameReading<M>): Promise<M[]> {
    const readings = (await this.settled()).map((text) => reader(text));
    for (const { messages: _, ...notes } of readings) expect(notes).toEqual(NOTHING_STRANGE);
    return readings.flatMap(({ messages }) => messages);
  }

  gone(): Promise<unknown> {
    return this.closed === undefined ? once(this.socket, 'close') : Promise.resolve();
  }
}

/** All of it in virtual time, but for the wire. */
export async function attachedSockets(
  limits: Partial<SocketLimits> = {},
  bench = new LocalBench(),
) {
  const server = createServer();
  const faults = new SocketFaults();
  const sockets = attachSockets(server, {
    venue: bench.venue,
    clock: bench.clock,
    faults,
    limits,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = (path: string) => `ws://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  const clients: PlainClient[] = [];
  onTestFinished(async () => {
    sockets.close();
    bench.venue.stop();
    for (const { socket } of clients) socket.terminate();
    server.close();
    await once(server, 'close');
  });
  const connect = async (path: string, { autoPong = true } = {}) => {
    const client = new PlainClient(url(path), autoPong);
    clients.push(client);
    await once(client.socket, 'open');
    return client;
  };
  return { bench, faults, sockets, url, connect };
}
