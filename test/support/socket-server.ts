// A WebSocket server on the loopback interface, for tests over real sockets.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** One client, seen from the server. */
export class Peer {
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

  /** Cuts the wire: no goodbye. */
  drop(): void {
    this.socket.terminate();
  }
}

export class SocketServer {
  readonly url: string;
  /** All clients that ever came, in order. */
  readonly peers: Peer[] = [];
  /** Set: the handshake is answered with this HTTP status. */
  refuseWith: number | undefined;
  onPeer: (peer: Peer) => void = () => {};
  onText: (peer: Peer, text: string) => void = () => {};
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

  /** Drops everybody and stops listening. */
  close(): Promise<void> {
    return this.#close();
  }
}
