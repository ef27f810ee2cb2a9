import { EventEmitter } from 'node:events';
import type { FastifyInstance, InjectOptions } from 'fastify';
import type { WebSocket } from 'ws';
import { SocketFaults } from '../../../src/exchange/faults/socket-faults.ts';
import { attachSockets } from '../../../src/exchange/sockets/attach-sockets.ts';
import { ClientSocket } from '../../../src/exchange/sockets/client-socket.ts';
import { socketCounts } from '../../../src/exchange/sockets/socket-counts.ts';
import { SOCKET_LIMITS } from '../../../src/exchange/sockets/socket-limits.ts';
import { UserSockets } from '../../../src/exchange/sockets/user-sockets.ts';
import {
  type HttpAsked,
  type HttpTransport,
  httpTransport,
} from '../../../src/net/http-transport.ts';
import type { ConnectionEvents, Transport } from '../../../src/net/transport.ts';
import { wsTransport } from '../../../src/net/ws-transport.ts';
import type { LocalBench } from '../local-venue.ts';

/** What lies between desks and the exchange. */
export type CrashWire = {
  readonly http: HttpTransport;
  readonly transport: Transport;
  /** Cuts the user channel. */
  cut(): void;
  close(): void;
};

/** Real requests and sockets on the loopback interface. */
export function realWire(bench: LocalBench, app: FastifyInstance): CrashWire {
  const faults = new SocketFaults();
  const { venue, clock } = bench;
  const sockets = attachSockets(app.server, { venue, clock, faults });
  return {
    http: httpTransport,
    transport: wsTransport,
    cut: () => void faults.user.drop(),
    close: () => sockets.close(),
  };
}

/**
 * The same exchange without the operating system, so that a run is the same each time: its routes
 * are called as a server would, its user channel gets sockets that are none.
 */
export function virtualWire(bench: LocalBench, app: FastifyInstance): CrashWire {
  const { venue, clock } = bench;
  const faults = new SocketFaults();
  const users = new UserSockets(venue);
  const stop = venue.listen(users);
  const parts = {
    clock,
    limits: SOCKET_LIMITS,
    counts: socketCounts().user,
    faults: faults.user,
    slowCode: 1_013,
  };
  const later = (run: () => void) => void clock.setTimer(1, run);
  return {
    http: (address, asked) => inject(app, address, asked),
    transport: (_request, events) => {
      const socket = new VirtualSocket(events, later);
      later(() => {
        users.open(new ClientSocket(socket as unknown as WebSocket, parts));
        events.opened();
      });
      return socket.client;
    },
    cut: () => void faults.user.drop(),
    close: stop,
  };
}

async function inject(app: FastifyInstance, { pathname, search }: URL, asked: HttpAsked) {
  const { method, headers: sent, body } = asked;
  const request = {
    method,
    url: pathname + search,
    headers: { ...sent },
    ...(body === undefined ? {} : { payload: body }),
  } satisfies InjectOptions;
  const { statusCode, headers, rawPayload } = await app.inject(request);
  const named = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  return new Response(rawPayload.length === 0 ? null : new Uint8Array(rawPayload), {
    status: statusCode,
    headers: named as [string, string][],
  });
}

/** The exchange's end of a connection; everything takes a moment, either way. */
class VirtualSocket extends EventEmitter {
  readonly bufferedAmount = 0;
  readonly #events: ConnectionEvents;
  readonly #later: (run: () => void) => void;
  #isOver = false;

  constructor(events: ConnectionEvents, later: (run: () => void) => void) {
    super();
    this.#events = events;
    this.#later = later;
  }

  get client(): ReturnType<Transport> {
    return {
      buffered: () => 0,
      send: (text) => this.#passes(() => this.emit('message', Buffer.from(text), false)),
      ping: () => this.#passes(() => this.#events.ponged()),
      close: (code, reason) => this.close(code, reason),
      terminate: () => this.terminate(),
    };
  }

  send(frame: Buffer): void {
    this.#passes(() => this.#events.text(frame.toString('utf8'), frame.length));
  }

  ping(): void {
    this.#passes(() => this.emit('pong'));
  }

  close(code: number, reason = ''): void {
    this.#passes(() => this.#end(code, reason));
  }

  terminate(): void {
    this.#passes(() => this.#end(1006, ''));
  }

  #passes(what: () => void): void {
    this.#later(() => {
      if (!this.#isOver) what();
    });
  }

  #end(code: number, reason: string): void {
    this.#isOver = true;
    this.emit('close', code, Buffer.from(reason));
    this.#events.closed(code, reason);
  }
}
