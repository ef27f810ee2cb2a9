// Any faults in any order: nothing is delivered of a book that is not trusted, and once the faults
// are over every book is the venue's again. No wires, virtual time.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Timestamp } from '../../src/domain/units.ts';
import { differingBooks } from '../support/folded-books.ts';
import { MarketDesk, manyTokens, tokens } from '../support/market-desk.ts';
import { NOON_MS, printFrame, tickFrame } from '../support/market-frames.ts';
import { logFaults } from '../support/market-log.ts';
import { MarketServer } from '../support/market-server.ts';
import { VirtualNetwork } from '../support/virtual-network.ts';

const TOKENS = manyTokens(5);
const HALF_AN_HOUR_MS = 1_800_000;

class Stage {
  readonly network = new VirtualNetwork(() => this.desk.clock);
  readonly server = new MarketServer(this.network);
  readonly desk: MarketDesk;
  readonly wanted = new Set<string>(TOKENS);

  constructor() {
    // This venue has one clock: any difference counts.
    const limits = { tokensPerSocket: 3, slackMs: 0 };
    this.desk = new MarketDesk(this.network.transport, this.network.url, limits);
    this.server.list(...TOKENS);
    this.desk.witness = async (token) => {
      const book = this.server.books.get(token);
      return book && { tsEvent: ((NOON_MS + book.ms) * 1_000) as Timestamp, hash: undefined };
    };
    this.desk.channel.subscribe(TOKENS);
  }

  /** Milliseconds after noon. */
  get ms(): number {
    return Math.floor(this.desk.clock.now() / 1_000) - NOON_MS;
  }

  get differing(): string[] {
    return differingBooks(this.desk.sink.messages, this.server, [...this.wanted]);
  }
}

type Step = {
  readonly run: (stage: Stage) => Promise<void>;
  readonly [fc.toStringMethod]: () => string;
};

const token = fc.constantFrom(...TOKENS);
const step = <T>(name: string, draw: fc.Arbitrary<T>, run: (stage: Stage, drawn: T) => unknown) =>
  draw.map((drawn): Step => {
    const text = `${name} ${JSON.stringify(drawn)}`;
    return {
      [fc.toStringMethod]: () => text,
      run: async (stage) => void (await run(stage, drawn)),
    };
  });

const change = step(
  'change',
  fc.record({
    token,
    isBid: fc.boolean(),
    cents: fc.integer({ min: 0, max: 8 }),
    size: fc.integer({ min: 0, max: 3 }),
  }),
  async (stage, { token, isBid, cents, size }) => {
    // Two changes in one millisecond, of which one is lost, nobody could tell apart.
    await stage.desk.clock.pass(1);
    const { server, ms } = stage;
    const side = isBid ? 'BUY' : 'SELL';
    const price = isBid ? `0.${40 + cents}` : `0.${52 + cents}`.replace('0.60', '0.6');
    server.change(ms, { token, side, price: price.replace('0.40', '0.4'), size: `${size}` });
  },
);

const steps: readonly fc.Arbitrary<Step>[] = [
  change,
  change,
  step('wait', fc.integer({ min: 1, max: 8_000 }), ({ desk }, ms) => desk.clock.pass(ms)),
  step('wait', fc.integer({ min: 1, max: 50 }), ({ desk }, ms) => desk.clock.pass(ms)),
  step('print', token, ({ server, ms }, name) => server.publish(name, printFrame(name, ms))),
  step('cut', fc.constant(0), ({ server }) => server.dropAll()),
  step('goodbye', fc.constantFrom(1001, 1008), ({ server }, code) => {
    for (const peer of server.present) peer.goodbye(code, '');
  }),
  step('stalled', fc.boolean(), ({ server }, on) => {
    server.isStalled = on;
    // What a venue drops on a living connection, and then goes on, nobody can see from outside.
    if (!on) server.dropAll();
  }),
  step('dead', token, ({ server }, name) => server.deadTokens.add(name)),
  step('alive', token, ({ server }, name) => server.revive(name)),
  step('twice', fc.boolean(), ({ server }, on) => {
    server.carry = (text) => (on ? [text, text] : [text]);
  }),
  step('hold', fc.constant(0), ({ server }) => server.hold()),
  step('release', fc.boolean(), ({ server }, turned) =>
    server.release(turned ? 'the other way round' : 'as they came'),
  ),
  step('garbage', fc.integer({ min: 1, max: 25 }), ({ server }, count) => {
    for (let i = 0; i < count; i++) server.publish('101', '{"event_type":"book"}');
  }),
  step('tick', fc.record({ token, told: fc.boolean() }), ({ server, ms }, { token, told }) => {
    server.publish(token, tickFrame(token, ms, '0.001'));
    if (told) server.publish(token, server.snapshot(token, '0.001'));
  }),
  step('unwanted', token, ({ desk, wanted }, name) => {
    wanted.delete(name);
    desk.channel.unsubscribe(tokens(name));
  }),
  step('wanted', token, ({ desk, wanted }, name) => {
    wanted.add(name);
    desk.channel.subscribe(tokens(name));
  }),
];

test('the channel survives any faults in any order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(...steps), { minLength: 10, maxLength: 80, size: 'max' }),
      async (faults) => {
        const stage = new Stage();
        const { server, desk, wanted } = stage;
        for (const { run } of faults) await run(stage);
        if (server.isStalled) server.dropAll();
        server.isStalled = false;
        for (const name of TOKENS) server.revive(name);
        server.carry = (text) => [text];
        server.release();
        const isWell = () =>
          [...wanted].every((name) => desk.isTrusted(name)) && stage.differing.length === 0;
        for (let ms = 0; ms < HALF_AN_HOUR_MS && !isWell(); ms += 10_000) {
          await desk.clock.pass(10_000);
        }
        const untrusted = [...wanted].filter((name) => !desk.isTrusted(name));
        expect({ untrusted, differing: stage.differing, faults: desk.faults }).toEqual({
          untrusted: [],
          differing: [],
          faults: [],
        });
        expect(logFaults(desk.sink.log, desk.sink.marks)).toEqual([]);
        const closed = desk.channel.close();
        await desk.clock.pass(5_000);
        await closed;
        expect(desk.clock.waiting).toBe(0);
      },
    ),
    { numRuns: 400 },
  );
}, 120_000);
