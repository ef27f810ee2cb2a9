// The market channel against a venue on loopback that misbehaves as the real one was seen to: each
// fault is a row, with what must have happened when it is over. Time is virtual, sockets are real.
import { afterEach, describe, expect, test } from 'vitest';
import type { Timestamp } from '../../src/domain/units.ts';
import type { MarketCounters } from '../../src/polymarket/sockets/market-counters.ts';
import type { MarketLimits } from '../../src/polymarket/sockets/market-limits.ts';
import { manyTokens } from '../support/market-desk.ts';
import { changeFrame, NOON_MS, printFrame, tickFrame } from '../support/market-frames.ts';
import { logFaults } from '../support/market-log.ts';
import { MarketWorld } from '../support/market-world.ts';

let world: MarketWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

async function open(limits: Partial<MarketLimits> = {}, names = manyTokens(4)) {
  world = await MarketWorld.open(names, limits);
  return world;
}

type Row = {
  readonly fault: string;
  readonly limits?: Partial<MarketLimits>;
  readonly happens: (world: MarketWorld) => void | Promise<void>;
  /** Reasons for which books were untrusted, each once. */
  readonly reasons: readonly string[];
  /** Whose books, where not all four were. */
  readonly lost?: readonly string[];
  readonly counted: Partial<MarketCounters>;
  /** What was missed must be noticed within this by the venue's clock, ms. */
  readonly detectedWithin?: number;
  /** Connections that were made in all, where that can be said. */
  readonly connections?: number;
};

const rows: readonly Row[] = [
  {
    fault: '1: open, PONG, no data',
    async happens({ server, wait }) {
      server.isStalled = true;
      server.change(1_000, { token: '101' });
      await wait(12_500);
      server.isStalled = false;
    },
    reasons: ['stale'],
    counted: { stalledSockets: 1, falseAlarms: 0 },
    detectedWithin: 20_000,
    connections: 2,
  },
  {
    fault: '2: one token’s stream dies, its siblings flow',
    async happens({ server, wait }) {
      server.deadTokens.add('101');
      for (let second = 1; second <= 40; second++) {
        server.change(second * 1_000, { token: '102', size: `${second}` });
        server.change(second * 1_000, { token: '101', size: `${second}` });
        await wait(1_000);
        if (second === 30) server.deadTokens.delete('101');
      }
    },
    reasons: ['stale'],
    lost: ['101'],
    counted: { stalledTokens: 1, stalledSockets: 0, moves: 1, redrives: 3 },
    detectedWithin: 20_000,
    // The other socket carries nothing at first, and is replaced once.
    connections: 3,
  },
  {
    fault: '3: quiet, not stalled',
    happens: ({ wait }) => wait(120_000),
    reasons: [],
    counted: { stalledSockets: 0, stalledTokens: 0, redrives: 0 },
    connections: 1,
  },
  {
    fault: '4: the wire is cut, and the book changes meanwhile',
    happens({ server }) {
      server.dropAll();
      server.change(1_000, { token: '101' }, { token: '102', side: 'SELL', price: '0.6' });
    },
    reasons: ['disconnected'],
    counted: { untrusted: 0 },
    connections: 2,
  },
  {
    fault: '4: the venue says goodbye',
    happens({ server }) {
      for (const peer of server.present) peer.goodbye(1001, 'deploy');
    },
    reasons: ['disconnected'],
    counted: {},
    connections: 2,
  },
  {
    fault: '5: changes come before the snapshot',
    happens({ server }) {
      server.snapshotOf = (token) => {
        server.change(2_000, { token, size: '9' });
        return server.snapshot(token);
      };
      server.dropAll();
    },
    reasons: ['disconnected'],
    counted: { untrusted: 4 },
    connections: 2,
  },
  {
    fault: '5: frames change places',
    async happens({ server, settle }) {
      server.hold();
      server.change(1_000, { token: '101', size: '1' });
      server.change(2_000, { token: '101', size: '2' });
      server.release('the other way round');
      await settle();
    },
    reasons: ['bad_rows'],
    lost: ['101'],
    counted: { late: 1, redrives: 1 },
    connections: 1,
  },
  {
    fault: '6: every frame comes twice',
    async happens({ server, settle }) {
      server.carry = (text) => [text, text];
      server.change(1_000, { token: '101' }, { token: '102' });
      server.publish('101', server.snapshot('101'));
      server.change(2_000, { token: '101', size: '0' });
      await settle();
    },
    reasons: [],
    counted: { late: 0, contained: 0, replays: 0 },
    connections: 1,
  },
  {
    fault: '6: an old snapshot is sent again',
    async happens({ server, settle }) {
      const old = server.snapshot('101');
      server.change(5_000, { token: '101' });
      server.publish('101', old);
      await settle();
    },
    reasons: [],
    counted: { replays: 1 },
    connections: 1,
  },
  {
    fault: '7: crossed for two messages',
    async happens({ server, wait }) {
      server.change(1_000, { token: '101', price: '0.53', best: ['0.53', '0.52'] });
      await wait(500);
      server.change(1_500, { token: '101', price: '0.53', size: '0', best: ['0.48', '0.52'] });
    },
    reasons: [],
    counted: { crossings: 1, redrives: 0 },
    connections: 1,
  },
  {
    fault: '7: crossed and staying so',
    async happens({ server, wait }) {
      // The venue's own book is not crossed: only its message is wrong.
      const wrong = { token: '101', price: '0.53', best: ['0.53', '0.52'] } as const;
      server.publish('101', changeFrame(1_000, wrong));
      await wait(1_000);
    },
    reasons: ['crossed'],
    lost: ['101'],
    counted: { crossings: 1, redrives: 1 },
    connections: 1,
  },
  {
    fault: '8: hashes of books do not reproduce',
    async happens({ desk, server, wait }) {
      desk.witness = async (token) => {
        const book = server.books.get(token);
        return book && { tsEvent: ((NOON_MS + book.ms) * 1_000) as Timestamp, hash: 'another' };
      };
      server.publish('101', server.snapshot('101'));
      await wait(120_000);
      expect(desk.channel.counters.hashMismatches).toBeGreaterThan(3);
    },
    reasons: [],
    counted: { stalledSockets: 0, stalledTokens: 0, redrives: 0, falseAlarms: 0 },
    connections: 1,
  },
  {
    fault: '9: too many tokens for one socket, so no snapshots',
    limits: { tokensPerSocket: 4, redrives: 1 },
    async happens({ server, wait }) {
      server.ceiling = 2;
      server.dropAll();
      await wait(3_000);
      for (let second = 4; second < 30; second++) {
        server.change(second * 1_000, { token: '101', size: `${second}` });
        await wait(1_000);
      }
    },
    reasons: ['disconnected'],
    counted: { dead: 0 },
  },
  {
    fault: '10: nobody pings before subscribing',
    async happens({ server, sockets, wait }) {
      await wait(35_000);
      for (const peer of sockets.peers) expect(peer.received[0]).toContain('assets_ids');
      expect(server.present[0]?.received.filter((text) => text === 'PING')).toHaveLength(3);
    },
    reasons: [],
    counted: {},
    connections: 1,
  },
  {
    fault: '10: every socket is closed at once',
    async happens({ server, sockets, wait }) {
      sockets.onPeer = (peer) => peer.goodbye(1008, 'policy');
      server.dropAll();
      await wait(600_000);
      // Half a minute between attempts, once it is known for a loop: 20, and a few before.
      expect(sockets.peers.length).toBeLessThan(30);
      sockets.onPeer = () => {};
    },
    reasons: ['disconnected'],
    counted: { dead: 0 },
  },
  {
    fault: '11: some frames cannot be read',
    async happens({ server, settle }) {
      for (const text of ['{"event_type":"book"', '[[[[', `{"x":"${'y'.repeat(1_000_000)}"}`]) {
        server.publish('101', text);
      }
      server.publish('101', '[{"event_type":"price_change","price_changes":[{"price":""}]}]');
      await settle();
    },
    reasons: [],
    counted: { refusals: 3, ignored: 1, garbled: 0 },
    connections: 1,
  },
  {
    fault: '11: many frames cannot be read',
    async happens({ server, wait }) {
      for (let i = 0; i < 20; i++) server.publish('101', '{"event_type":"price_change"}');
      await wait(500);
    },
    reasons: ['bad_rows'],
    counted: { refusals: 20, garbled: 1 },
    connections: 2,
  },
  {
    fault: '12: the tick size changes',
    async happens({ server, settle }) {
      server.publish('101', tickFrame('101', 1_000, '0.001'));
      server.change(1_001, { token: '101', price: '0.475' });
      server.publish('101', server.snapshot('101', '0.001'));
      await settle();
    },
    reasons: ['tick_change'],
    lost: ['101'],
    counted: { untrusted: 1, redrives: 0 },
    connections: 1,
  },
  {
    fault: '12: the tick size changes, and no snapshot follows',
    happens({ server }) {
      server.publish('101', tickFrame('101', 1_000, '0.001'));
    },
    reasons: ['tick_change'],
    lost: ['101'],
    counted: { redrives: 1 },
    connections: 1,
  },
  {
    fault: '33: the wall clock jumps',
    async happens({ desk, server, wait }) {
      for (const jump of [7_200_000, -10_800_000]) {
        desk.clock.stepWall(jump);
        await wait(30_000);
        server.change(1_000, { token: '101' });
      }
    },
    reasons: [],
    counted: { stalledSockets: 0, stalledTokens: 0 },
    connections: 1,
  },
  {
    fault: '48: a burst of ten thousand changes',
    async happens({ server, settle }) {
      for (let i = 1; i <= 10_000; i++) server.change(i, { token: '101', size: `${i}` });
      await settle();
    },
    reasons: [],
    counted: { frames: 10_004, messages: 10_004 },
    connections: 1,
  },
];

describe('while all is well', () => {
  test('markets roll without a gap, and nobody is left on a socket for nothing', async () => {
    const names = manyTokens(40);
    const { server, desk, recovered, wait } = await open({ tokensPerSocket: 20 }, names);
    await recovered(5_000);
    for (let window = 1; window <= 8; window++) {
      const [old, fresh] = [40 * (window - 1), 40 * window];
      server.list(...manyTokens(40, 101 + fresh));
      desk.channel.subscribe(manyTokens(40, 101 + fresh));
      await wait(2_000);
      desk.channel.unsubscribe(manyTokens(40, 101 + old));
      for (const token of manyTokens(40, 101 + fresh)) expect(desk.isTrusted(token)).toBe(true);
      await wait(30_000);
    }
    expect(desk.sink.marks.filter(({ kind }) => kind !== 'trusted')).toEqual([]);
    expect(server.present.map((peer) => server.tokensOf(peer).length)).toEqual([20, 20]);
    expect(desk.channel.counters).toMatchObject({ redrives: 0, dead: 0 });
  });

  test.each([
    ['the socket that they leave', 1],
    ['the socket that they come to', 0],
  ])('no print is lost or told twice when tokens move and %s is behind', async (_name, late) => {
    const names = manyTokens(13);
    const { server, desk, recovered, wait, settle } = await open({ tokensPerSocket: 10 }, names);
    await recovered(5_000);
    desk.channel.unsubscribe(manyTokens(5));
    const sent: number[] = [];
    const print = (ms: number) => {
      sent.push(ms);
      server.publish('111', printFrame('111', ms));
    };
    const told = () =>
      desk.sink.messages.flatMap(({ kind, tsEvent }) =>
        kind === 'TradePrinted' ? tsEvent / 1_000 - NOON_MS : [],
      );
    await wait(45_000);
    for (let ms = 0; ms < 20_000; ms += 50) {
      // Again and again one socket says nothing for more than a second, then all of it.
      if (ms % 2_000 === 0) server.hold(server.present[late]!);
      if (ms % 2_000 === 1_200) server.release();
      print(ms);
      // Two that are alike.
      if (ms % 250 === 0) print(ms);
      await desk.clock.pass(50);
      if (ms % 250 === 0) await settle();
    }
    server.release();
    await wait(5_000);
    expect(desk.channel.counters.moves).toBe(3);
    expect(told().sort((a, b) => a - b)).toEqual(sent);
    expect(desk.channel.shards).toHaveLength(1);
  });
});

describe('a fault of the venue', () => {
  test.each(rows)('$fault', async (row) => {
    const { limits, happens, reasons, lost, counted, detectedWithin = 0, connections } = row;
    const opened = await open(limits);
    const { desk, sockets } = opened;
    await opened.recovered(5_000);
    expect(opened.isWhole).toBe(true);
    await happens(opened);
    await opened.recovered(60_000);
    const { log, marks } = desk.sink;
    const why = marks.flatMap((mark) => (mark.kind === 'untrusted' ? mark.reason : []));
    expect([...new Set(why)]).toEqual(reasons);
    expect(desk.channel.counters).toMatchObject(counted);
    if (connections !== undefined) expect(sockets.peers).toHaveLength(connections);
    const tokens = marks.flatMap((mark) => (mark.kind === 'untrusted' ? mark.token : []));
    expect([...new Set(tokens)].sort()).toEqual(
      lost ?? (reasons.length === 0 ? [] : opened.tokens),
    );
    expect(logFaults(log, marks)).toEqual([]);
    const { detectMsMost } = desk.channel.counters;
    expect(detectMsMost).toBeLessThanOrEqual(detectedWithin);
    expect(detectMsMost > 0).toBe(detectedWithin > 0);
    // Whatever it was: in the end every book is trusted again, and is the venue's.
    expect([opened.isWhole, opened.differing, desk.faults]).toEqual([true, [], []]);
  });
});
