import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { DeskDocument } from '../src/screen/desk-document.ts';
import { changed } from '../src/screen/document-change.ts';
import type { LiveMessage } from '../src/screen/live-message.ts';

export type BrowserHeard = {
  readonly bytes: number;
  readonly changes: number;
  /** Of the market that it watches. */
  readonly looks: number;
};

/** A browser with a page open, as far as the dashboard sees it: a session and a socket. */
export class BrowserClient {
  heard = { bytes: 0, changes: 0, looks: 0 };
  seq = -1;
  document: DeskDocument | undefined;
  #socket: WebSocket | undefined;

  /** Opens the overview, or the page of `market`, and asks what that page asks as it opens. */
  async open(base: string, token: string, market: string | undefined): Promise<void> {
    const signed = await fetch(`${base}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    const cookie = signed.headers.get('set-cookie')?.split(';')[0];
    if (!signed.ok || cookie === undefined) throw new Error(`not signed in: ${signed.status}`);
    const headers = { cookie, origin: base };
    const socket = new WebSocket(`${base.replace('http', 'ws')}/api/live`, { headers });
    this.#socket = socket;
    socket.on('message', (data: Buffer) => {
      this.heard.bytes += data.length;
      this.#take(JSON.parse(data.toString('utf8')) as LiveMessage);
    });
    await once(socket, 'open');
    const asked = market === undefined ? OVERVIEW : [`/api/path?market=${market}`];
    if (market !== undefined) socket.send(JSON.stringify({ kind: 'watch', market }));
    for (const path of asked) {
      const answer = await fetch(`${base}${path}`, { headers });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      await answer.arrayBuffer();
    }
  }

  close(): void {
    this.#socket?.terminate();
  }

  #take(message: LiveMessage): void {
    if (message.kind === 'market') this.heard.looks++;
    if (message.kind === 'snapshot') {
      this.document = message.document;
      this.seq = message.seq;
    }
    if (message.kind !== 'change' || this.document === undefined) return;
    const { seq } = message;
    if (seq !== this.seq + 1) throw new Error(`${seq} came after ${this.seq}: one is lost`);
    this.heard.changes++;
    this.document = changed(this.document, message);
    this.seq = seq;
  }
}

const OVERVIEW = ['/api/equity?since=today', '/api/profit'];
