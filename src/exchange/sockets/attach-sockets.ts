import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Clock } from '../../ports/clock.ts';
import { type SocketChannel, SocketFaults } from '../faults/socket-faults.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import type { ReferenceNews } from '../venue/venue-listener.ts';
import { type ChannelParts, ClientSocket, TRY_AGAIN_LATER } from './client-socket.ts';
import { MarketSockets } from './market-sockets.ts';
import { CLOSED_SLOW, PriceSockets } from './price-sockets.ts';
import { ReferenceHistory } from './reference-history.ts';
import { RtdsSockets } from './rtds-sockets.ts';
import { type SocketCounts, socketCounts } from './socket-counts.ts';
import { SOCKET_LIMITS, type SocketLimits } from './socket-limits.ts';
import { UserSockets } from './user-sockets.ts';

export type SocketsOptions = {
  readonly venue: LocalVenue;
  /** The machine's: signs of life go by it, whatever the exchange's own time does. */
  readonly clock: Clock;
  readonly faults?: SocketFaults;
  readonly limits?: Partial<SocketLimits>;
};

export type AttachedSockets = {
  readonly counts: SocketCounts;
  /** Says goodbye to everybody; new connections are not answered any more. */
  close(): void;
};

const PATHS: Readonly<Record<string, SocketChannel>> = {
  '/ws/market': 'market',
  '/ws/user': 'user',
  '/ws/prices': 'prices',
  // Where PolyBolt has its own host.
  '/ws': 'prices',
  '/ws/rtds': 'rtds',
  // Where the older price socket has its own host, it stands at the root.
  '/': 'rtds',
};

/** What is said instead of opening a socket. */
function refusal(status: number, headers: readonly string[] = []): string {
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...headers, 'Connection: close'];
  return `${[...lines, 'Content-Length: 0'].join('\r\n')}\r\n\r\n`;
}

/** Opens the exchange's web sockets on the paths of an HTTP server. */
export function attachSockets(server: Server, options: SocketsOptions): AttachedSockets {
  const { venue, clock, faults = new SocketFaults() } = options;
  const limits = { ...SOCKET_LIMITS, ...options.limits };
  const counts = socketCounts();
  const history = new ReferenceHistory();
  const prices = new PriceSockets(venue, history, clock);
  const rtds = new RtdsSockets(venue, history, clock);
  const channels = {
    market: new MarketSockets(venue.markets, faults),
    user: new UserSockets(venue),
    prices,
    rtds,
  };
  const stops = [
    venue.listen({
      reference: (news: ReferenceNews) => history.add(news),
      earlierReference: (prices) => history.addEarlier(prices),
    }),
    ...Object.values(channels).map((channel) => venue.listen(channel)),
  ];
  const clients = new Set<ClientSocket>();

  const parts = (channel: SocketChannel): ChannelParts => ({
    clock,
    limits,
    counts: counts[channel],
    faults: faults[channel],
    slowCode: channel === 'prices' ? CLOSED_SLOW : TRY_AGAIN_LATER,
  });
  const upgrade = upgradeWith(limits, faults, (channel, socket) => {
    const client = new ClientSocket(socket, parts(channel));
    clients.add(client);
    socket.on('close', () => clients.delete(client));
    channels[channel].open(client);
  });
  server.on('upgrade', upgrade);

  return {
    counts,
    close: () => {
      server.off('upgrade', upgrade);
      for (const stop of stops) stop();
      prices.close();
      rtds.close();
      for (const client of clients) client.leave();
    },
  };
}

type Welcome = (channel: SocketChannel, socket: import('ws').WebSocket) => void;

/** Answers the handshakes of known paths. Compression costs more than small frames are worth. */
function upgradeWith({ frameBytesMost }: SocketLimits, faults: SocketFaults, welcome: Welcome) {
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: frameBytesMost,
  });
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const channel = channelAt(request.url ?? '/');
    if (channel === undefined) {
      refuse(socket, refusal(404));
      return;
    }
    const status = faults[channel].refusal;
    if (status !== undefined) {
      refuse(socket, refusal(status, ['Retry-After: 1']));
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => welcome(channel, client));
  };
}

/** Whoever is gone before it is told must not take the exchange along: nobody else listens. */
function refuse(socket: Duplex, answer: string): void {
  socket.on('error', () => socket.destroy());
  socket.end(answer);
}

function channelAt(url: string): SocketChannel | undefined {
  const [path = ''] = url.split('?');
  const name = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  return Object.hasOwn(PATHS, name) ? PATHS[name] : undefined;
}
