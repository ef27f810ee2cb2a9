// A market channel on loopback that sends at a given rate: a process of its own, so that what it
// costs is not counted to who receives. Says its port; begins to send when it is told to.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { type WebSocket, WebSocketServer } from 'ws';
import { VenueFrames } from './venue-frames.ts';

/** Frames are sent in small bunches, as they arrive from a real network. */
const TICK_MS = 5;

const rate = Number(process.argv[2]);
const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
await once(server, 'listening');

const homes = new Map<string, WebSocket>();
server.on('connection', (socket) => {
  const frames = new VenueFrames([], 1);
  socket.on('error', () => {});
  socket.on('message', (content: Buffer) => {
    const text = content.toString('utf8');
    if (text === 'PING') {
      socket.send('PONG');
      return;
    }
    for (const token of (JSON.parse(text) as { assets_ids: string[] }).assets_ids) {
      homes.set(token, socket);
      socket.send(frames.book(token, Date.now()));
    }
  });
});
process.stdout.write(`${(server.address() as AddressInfo).port}\n`);

createInterface(process.stdin).on('line', () => {
  const frames = new VenueFrames([...homes.keys()].sort(), 7);
  let sent = 0;
  const start = performance.now();
  setInterval(() => {
    const due = ((performance.now() - start) * rate) / 1_000;
    for (; sent < due; sent++) {
      const frame = frames.next(Date.now());
      // The first id in a frame is that of a token on the socket that must get it.
      const token = /"asset_id":"(\d+)"/.exec(frame)?.[1] ?? '';
      homes.get(token)?.send(frame);
    }
  }, TICK_MS);
});
process.stdin.on('close', () => process.exit());
