// What the venue really sent, through real sockets: nothing may be lost, changed or misread on the
// way, and nothing in it may look like a fault.
import { expect } from 'vitest';
import { wsTransport } from '../../src/net/ws-transport.ts';
import { readMarketFrame } from '../../src/polymarket/wire/market-frame.ts';
import { eventually } from '../support/eventually.ts';
import { MarketDesk, tokens } from '../support/market-desk.ts';
import { recording, testRecorded } from '../support/recorded.ts';
import { readSessions } from '../support/recorded-frames.ts';
import { SocketServer } from '../support/socket-server.ts';

/** Tokens that a connection begins with a book of: those that were subscribed. */
function tokensIn(frames: readonly string[]): string[] {
  const found = new Set<string>();
  for (const frame of frames) {
    for (const message of readMarketFrame(frame).messages) {
      if (message.kind === 'BookSnapshot') found.add(message.token);
    }
  }
  return [...found];
}

testRecorded('recorded frames pass unchanged', recording('raw-frames-2026-04'), async (folder) => {
  const sessions = readSessions(folder);
  let messages = 0;
  for (const { name, connections } of sessions) {
    for (const frames of connections) {
      const server = await SocketServer.open();
      server.onText = (peer) => {
        for (const frame of frames) peer.say(frame);
      };
      const { channel, sink, faults } = new MarketDesk(wsTransport, server.url);
      channel.subscribe(tokens(...tokensIn(frames)));
      await eventually(() => sink.frames.length === frames.length);
      expect(
        sink.frames.map(({ text }) => text),
        name,
      ).toEqual(frames);
      // All are taken but changes before a token's first book, which are counted.
      const { counters } = channel;
      expect(counters, name).toMatchObject({ late: 0, replays: 0, refusals: 0, crossings: 0 });
      expect(
        sink.marks.filter(({ kind }) => kind !== 'trusted'),
        name,
      ).toEqual([]);
      expect(faults).toEqual([]);
      messages += counters.messages;
      const closed = channel.close();
      await server.close();
      await closed;
    }
  }
  expect(messages).toBeGreaterThan(500);
});
