import { expect, test } from 'vitest';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import type { DeskDocument } from '../../screen/desk-document.ts';
import { changed, type FeedMessage } from '../../screen/document-change.ts';
import { DeskFeed } from './desk-feed.ts';

const EMPTY = {
  strategies: {},
  markets: {},
  orders: {},
  positions: {},
  limits: {},
  health: {},
  news: [],
};

/** A feed of a document that a test changes. */
class Stage {
  readonly clock = new VirtualClock();
  readonly faults: unknown[] = [];
  made = 0;
  cash = 1;
  markets: Record<string, { bid: number }> = {};
  readonly feed = new DeskFeed({
    screen: { document: () => this.#document() },
    run: 'run-1',
    clock: this.clock,
    now: () => this.clock.now(),
    onFault: (error) => this.faults.push(error),
  });

  #document(): DeskDocument {
    this.made++;
    if (this.cash < 0) throw new Error('a fault of ours');
    const desk = { now: this.clock.now(), cash: this.cash };
    return { ...EMPTY, desk, markets: { ...this.markets } } as never;
  }

  listen() {
    const told: FeedMessage[] = [];
    const listener = {
      told,
      isReady: true,
      hasEnded: false,
      send: (line: string) => void told.push(JSON.parse(line)),
      end: () => {
        listener.hasEnded = true;
      },
    };
    return { listener, stop: this.feed.listen(listener) };
  }
}

test('nothing is made while nobody listens', () => {
  const stage = new Stage();
  stage.clock.advance(1_000);
  const { stop } = stage.listen();
  stage.clock.advance(1_000);
  const { made } = stage;
  expect(made).toBe(11);
  stop();
  stage.clock.advance(1_000);
  expect([stage.made, stage.clock.waiting]).toEqual([made, 0]);
});

test('what changes is told at most ten times a second, and nothing where nothing changes', () => {
  const stage = new Stage();
  const { listener } = stage.listen();
  stage.clock.advance(1_000);
  expect(listener.told.map(({ kind }) => kind)).toEqual(['snapshot']);
  for (let ms = 0; ms < 1_000; ms += 10) {
    stage.markets = { one: { bid: ms } };
    stage.clock.advance(10);
  }
  expect(listener.told.length).toBe(11);
  expect(listener.told.at(-1)).toMatchObject({ kind: 'change', rows: { markets: { one: {} } } });
});

test('what nobody takes is not made, and is in what is told next', () => {
  const stage = new Stage();
  const { listener } = stage.listen();
  stage.clock.advance(50);
  listener.isReady = false;
  stage.cash = 2;
  stage.clock.advance(1_000);
  expect([stage.made, listener.told.length]).toEqual([1, 1]);
  listener.isReady = true;
  stage.clock.advance(100);
  expect(listener.told.at(-1)).toMatchObject({ kind: 'change', desk: { cash: 2 } });
  expect(listener.told.map(({ seq }) => seq)).toEqual([1, 2]);
});

test('changes make of the snapshot what is the case, each one number higher', () => {
  const stage = new Stage();
  const { listener } = stage.listen();
  stage.clock.advance(50);
  for (let i = 0; i < 20; i++) {
    stage.cash = i % 3;
    stage.markets = i % 4 === 0 ? {} : { [`m${i % 2}`]: { bid: i } };
    stage.clock.advance(100);
  }
  const [first, ...changes] = listener.told;
  if (first?.kind !== 'snapshot') throw new Error('the whole comes first');
  let { document, seq } = first;
  for (const change of changes) {
    if (change.kind !== 'change') continue;
    expect(change.seq).toBe(seq + 1);
    seq = change.seq;
    document = changed(document, change);
  }
  expect(document).toMatchObject({ desk: { cash: stage.cash }, markets: stage.markets });
});

test('a desk at which nothing happens is heard each five seconds all the same', () => {
  const stage = new Stage();
  const { listener } = stage.listen();
  stage.clock.advance(10_500);
  expect(listener.told.map(({ kind }) => kind)).toEqual(['snapshot', 'heartbeat', 'heartbeat']);
  expect(listener.told.map(({ seq }) => seq)).toEqual([1, 1, 1]);
});

test('one that comes back after a while is told a number that nobody had before', () => {
  const stage = new Stage();
  stage.listen().stop();
  const first = stage.listen();
  stage.clock.advance(50);
  first.stop();
  stage.cash = 2;
  const { listener } = stage.listen();
  stage.clock.advance(50);
  const [before, after] = [first.listener.told[0], listener.told[0]];
  expect(after).toMatchObject({ kind: 'snapshot', document: { desk: { cash: 2 } } });
  expect(after?.seq).toBeGreaterThan(before?.seq ?? 0);
});

test('a fault of ours lets the listeners go, and those that come later are told again', () => {
  const stage = new Stage();
  const { listener } = stage.listen();
  stage.clock.advance(50);
  stage.cash = -1;
  stage.clock.advance(500);
  expect([listener.hasEnded, stage.faults.length, stage.clock.waiting]).toEqual([true, 1, 0]);
  stage.cash = 5;
  const { listener: later } = stage.listen();
  stage.clock.advance(50);
  expect(later.told[0]).toMatchObject({ kind: 'snapshot', document: { desk: { cash: 5 } } });
});

test('a document that takes long is made more rarely', () => {
  const stage = new Stage();
  const slow = new DeskFeed({
    screen: {
      document: () => {
        stage.made++;
        stage.clock.stall(20);
        return { ...EMPTY, desk: { now: 0 } } as never;
      },
    },
    run: 'run-1',
    clock: stage.clock,
    now: () => 0,
    onFault: () => {},
  });
  slow.listen({ isReady: true, send: () => {}, end: () => {} });
  stage.clock.advance(10_000);
  // Of each second 20 ms, and not 200.
  expect(stage.made).toBeLessThanOrEqual(11);
});
