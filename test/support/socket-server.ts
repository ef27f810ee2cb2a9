// A WebSocket server on the loopback interface, for tests over real sockets.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** One client, seen from the server. */
export type Client = {
  /** Texts that came from it. */
  readonly received: readonly string[];
  readonly isOpen: boolean;
  say(text: string): void;
  goodbye(code: number, reason: string): void;
  drop(): void;
};

/** Where clients come to: real sockets, or a network without wires. */
export type Listening = {
  readonly url: string;
  /** All clients that ever came, in order. */
  readonly peers: readonly Client[];
  onPeer: (peer: Client) => void;
  onText: (peer: Client, text: string) => void;
};

export class Peer implements Client {
  readonly socket: WebSocket;
  /** Texts that came from the client. */
  readonly received: string[] = [];
  /** Close code, once it is gone. */
  closed: number | undefined;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('close', (code) => {
      this.closed = code;
    });
    // A client that breaks off is what many tests are about.
    socket.on('error', () => {});
  }

  say(text: string): void {
    this.socket.send(text);
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  goodbye(code: number, reason: string): void {
    this.socket.close(code, reason);
  }

  /** Cuts the wire: no goodbye. */
  drop(): void {
    this.socket.terminate();
  }
}

export class SocketServer implements Listening {
  readonly url: string;
  readonly peers: Peer[] = [];
  /** Set: the handshake is answered with this HTTP status. */
  refuseWith: number | undefined;
  onPeer: (peer: Client) => void = () => {};
  onText: (peer: Client, text: string) => void = () => {};
  readonly #close: () => Promise<void>;

  private constructor(port: number, close: () => Promise<void>) {
    this.url = `ws://127.0.0.1:${port}/`;
    this.#close = close;
  }

  /** Listens on a free port of the loopback interface. */
  static async open(): Promise<SocketServer> {
    const http = createServer();
    const sockets = new WebSocketServer({ noServer: true });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    const server = new SocketServer((http.address() as AddressInfo).port, async () => {
      for (const peer of server.peers) peer.drop();
      http.close();
      await once(http, 'close');
    });
    http.on('upgrade', (request, socket, head) => {
      if (server.refuseWith !== undefined) {
        socket.end(`HTTP/1.1 ${server.refuseWith} No\r\nContent-Length: 0\r\n\r\n`);
        return;
      }
      sockets.handleUpgrade(request, socket, head, (client) => server.#welcome(new Peer(client)));
    });
    return server;
  }

  #welcome(peer: Peer): void {
    this.peers.push(peer);
    peer.socket.on('message', (content: Buffer) => {
      const text = content.toString('utf8');
      peer.received.push(text);
      this.onText(peer, text);
    });
    this.onPeer(peer);
  }

  /** The latest client. */
  get last(): Peer {
    const last = this.peers.at(-1);
    if (last === undefined) throw new Error('nobody has come yet');
    return last;
  }

  /** Returns when everything that was sent before, either way, has arrived, and its answers too. */
  async settled(): Promise<void> {
    for (let round = 0; round < 2; round++) {
      await Promise.all(
        this.peers.filter(({ isOpen }) => isOpen).map(({ socket }) => echo(socket)),
      );
    }
  }

  /** Drops everybody and stops listening. */
  close(): Promise<void> {
    return this.#close();
  }
}

/** There and back again; or the end of the connection. */
async function echo(socket: WebSocket): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  const gone = once(socket, 'close', { signal }).catch(() => {});
  socket.ping();
  await Promise.race([once(socket, 'pong', { signal }), gone]);
  over.abort();
}
