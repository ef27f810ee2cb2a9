// Whatever the venue does, and whatever of it is told, late, twice, in any order or never: once all
// is quiet, every match is booked once, and every order stands where the venue says.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isClosed } from '../../src/domain/order-status.ts';
import type { UserMessage } from '../../src/polymarket/wire/user/user-frame.ts';
import type { VenueTrade } from '../../src/polymarket/wire/venue-trade.ts';
import { OrderStage } from '../support/order-stage.ts';
import { hashOf, TIMEOUT } from '../support/order-venue.ts';

/** A number picks what it is about: the newest order, the oldest trade, and so on. */
type Step =
  | { readonly kind: 'submit'; readonly at: boolean; readonly fate: 'told' | 'lost' | 'never' }
  | { readonly kind: 'match'; readonly pick: number; readonly shares: number }
  | { readonly kind: 'settle'; readonly pick: number; readonly fails: boolean }
  | { readonly kind: 'cancel' | 'end' | 'forgetFrame' | 'tell' | 'repeat'; readonly pick: number }
  | { readonly kind: 'cancelAll' | 'reconcile' | 'gap' | 'blind' }
  | { readonly kind: 'deaf'; readonly isDeaf: boolean }
  | { readonly kind: 'loseCancels'; readonly isLost: boolean }
  | { readonly kind: 'pass'; readonly ms: number };

const pick = fc.nat({ max: 20 });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('submit' as const),
        at: fc.boolean(),
        fate: fc.constantFrom('told' as const, 'told' as const, 'lost' as const, 'never' as const),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('match' as const),
        pick,
        shares: fc.integer({ min: 1, max: 6 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('settle' as const), pick, fails: fc.boolean() }),
    },
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constantFrom('cancel', 'end', 'forgetFrame', 'tell', 'tell', 'repeat'),
        pick,
      }),
    },
    fc.record({ kind: fc.constantFrom('cancelAll', 'reconcile', 'gap', 'blind') }),
    fc.record({ kind: fc.constant('deaf' as const), isDeaf: fc.boolean() }),
    fc.record({ kind: fc.constant('loseCancels' as const), isLost: fc.boolean() }),
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('pass' as const),
        ms: fc.constantFrom(0, 1, 50, 300, 1_000, 10_000),
      }),
    },
  ) as fc.Arbitrary<Step>,
  { minLength: 5, maxLength: 40 },
);

/** Plays steps, and keeps what the user channel has still to tell. */
class World {
  readonly stage: OrderStage;
  /** On their way to us, in an order that the steps decide. */
  readonly frames: UserMessage[] = [];
  readonly told: UserMessage[] = [];
  trades: VenueTrade[] = [];
  orders: number[] = [];

  constructor(stage: OrderStage) {
    this.stage = stage;
  }

  async play(step: Step): Promise<void> {
    const { stage } = this;
    const { venue, execution } = stage;
    switch (step.kind) {
      case 'submit':
        venue.failing = { ...venue.failing, post: undefined as never };
        if (step.fate === 'never') venue.failing = { ...venue.failing, post: TIMEOUT };
        venue.lost = { ...venue.lost, post: step.fate === 'lost' ? TIMEOUT : (undefined as never) };
        this.orders.push(stage.submit(`buy Up 10 @ 0.4${step.at ? ' FAK' : ''}`));
        return stage.pass(0);
      case 'match':
        return this.#match(step.pick, step.shares);
      case 'settle': {
        const trade = this.#of(this.trades, step.pick);
        if (trade === undefined || trade.status.code !== 'matched') return;
        const moved = venue.settle(trade, step.fails ? 'failed' : 'confirmed');
        this.trades = this.trades.map((each) => (each.trade === moved.trade ? moved : each));
        this.frames.push(venue.tradeFrame(moved));
        return;
      }
      case 'end':
        return this.#end(step.pick);
      case 'cancel': {
        const order = this.#of(this.orders, step.pick);
        if (order !== undefined) stage.cancel(order);
        return;
      }
      case 'forgetFrame':
        this.#take(step.pick);
        return;
      case 'tell':
        return this.#tell(this.#take(step.pick));
      case 'repeat':
        return this.#tell(this.#of(this.told, step.pick));
      case 'cancelAll':
        return stage.cancelAll();
      case 'reconcile':
        return execution.reconcile();
      case 'gap':
        return execution.onGap();
      case 'blind':
        return execution.onBlind();
      case 'deaf':
        venue.failing = { ...venue.failing, read: step.isDeaf ? TIMEOUT : (undefined as never) };
        return;
      case 'loseCancels':
        venue.lost = { ...venue.lost, cancel: step.isLost ? TIMEOUT : (undefined as never) };
        return;
      case 'pass':
        return stage.pass(step.ms);
    }
  }

  /** The venue's faults end, an order that never rests does not rest, and time passes. */
  async quiet(): Promise<void> {
    const { stage } = this;
    stage.venue.failing = {};
    stage.venue.lost = {};
    for (const { order, timeInForce } of stage.venue.open) {
      if (timeInForce === 'FAK') stage.venue.end(order);
    }
    while (this.frames.length > 0) this.#tell(this.#take(7));
    stage.execution.onGap();
    await stage.pass(400_000);
  }

  #match(which: number, shares: number): void {
    const { venue } = this.stage;
    const order = this.#of(venue.open, which);
    if (order === undefined) return;
    const rest = ((order.size ?? 0) - order.sizeMatched) / 1e6;
    const trade = venue.match(order.order, Math.min(shares, rest));
    this.trades.push(trade);
    this.frames.push(venue.tradeFrame(trade), venue.orderFrame(order.order, 'update'));
  }

  #end(which: number): void {
    const { venue } = this.stage;
    const order = this.#of(venue.open, which);
    if (order === undefined) return;
    venue.end(order.order);
    this.frames.push(venue.orderFrame(order.order, 'cancellation'));
  }

  #tell(frame: UserMessage | undefined): void {
    if (frame === undefined) return;
    this.told.push(frame);
    this.stage.execution.onUserMessage(frame);
  }

  #take(which: number): UserMessage | undefined {
    if (this.frames.length === 0) return undefined;
    return this.frames.splice(which % this.frames.length, 1)[0];
  }

  #of<T>(list: readonly T[], which: number): T | undefined {
    return list.length === 0 ? undefined : list[which % list.length];
  }
}

/** What must be true of each order, by the venue's own list of matches. */
function check({ stage, orders }: World): void {
  const { venue, journal } = stage;
  expect(stage.faults).toEqual([]);
  for (const id of orders) {
    const hash = hashOf(id);
    const matches = venue.prints.filter(({ makers }) => makers.some((part) => part.order === hash));
    const size = matches.reduce((sum, { makers }) => sum + (makers[0]?.size ?? 0), 0);
    const booked = journal.records.filter((r) => r.kind === 'OrderFilled' && r.id === hash);
    expect(booked.map((r) => r.kind === 'OrderFilled' && r.trade).toSorted()).toEqual(
      matches.map(({ trade }) => trade).toSorted(),
    );
    expect([id, stage.filled.get(id as never)]).toEqual([id, size]);
    const settled = matches.filter(({ status }) => status.code !== 'matched').length;
    const moved = journal.records.filter((r) => r.kind === 'FillMoved' && r.id === hash);
    expect(moved).toHaveLength(settled);
    const isOpen = venue.book.get(hash)?.order.status.code === 'live';
    expect([id, isClosed(stage.status(id)!)]).toEqual([id, !isOpen]);
    // An end is told when all that was matched is booked: no share of it is free before.
    const told = stage.events.filter(({ order }) => order === id).map(({ kind }) => kind);
    const end = told.findIndex((kind) => kind === 'OrderCanceled' || kind === 'OrderRejected');
    expect(end >= 0 && told.lastIndexOf('OrderFilled') > end).toBe(false);
    const ends = journal.records.filter((r) => r.kind === 'OrderEnded' && r.id === hash);
    const intents = journal.records.filter((r) => r.kind === 'OrderIntended' && r.id === hash);
    if (intents.length > 0) expect([id, ends.length]).toEqual([id, isOpen ? 0 : 1]);
  }
  const sent = venue.requests
    .filter((each) => each.startsWith('POST '))
    .flatMap((each) => each.slice(5).split(','));
  expect(new Set(sent).size).toBe(sent.length);
}

test('each match is booked once, and no order is both open and over', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (played) => {
      const world = new World(await OrderStage.open());
      for (const step of played) await world.play(step);
      await world.quiet();
      check(world);
      // And to compare once more changes nothing.
      const { stage } = world;
      const before = [stage.events.length, stage.journal.records.length, stage.venue.open.length];
      stage.execution.reconcile();
      await stage.pass(70_000);
      const after = [stage.events.length, stage.journal.records.length, stage.venue.open.length];
      expect(after).toEqual(before);
      await stage.execution.close(0);
    }),
    { numRuns: 1_000 },
  );
});

/** What two runs have written down of it together. */
function checkRestart({ stage: died }: World, reborn: OrderStage): void {
  const { venue } = reborn;
  const before = died.journal.records.slice(0, died.journal.durableCount);
  const records = [...before, ...reborn.journal.records];
  expect([died.faults, reborn.faults, reborn.events, venue.open]).toEqual([[], [], [], []]);
  const intended = before.flatMap((r) => (r.kind === 'OrderIntended' ? [r.id] : []));
  // Nothing is at the venue that is not written down.
  for (const hash of venue.book.keys()) expect(intended).toContain(hash);
  const booked = records.flatMap((r) => (r.kind === 'OrderFilled' ? [r.trade] : []));
  expect(booked.toSorted()).toEqual(venue.prints.map(({ trade }) => trade).toSorted());
  for (const hash of intended) {
    expect(records.filter((r) => r.kind === 'OrderEnded' && r.id === hash)).toHaveLength(1);
  }
}

test('after a crash at any moment each match is booked once, and nothing is left open', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (played) => {
      const world = new World(await OrderStage.open());
      for (const step of played) await world.play(step);
      await world.stage.pass(0);
      world.stage.venue.failing = {};
      world.stage.venue.lost = {};
      const reborn = world.stage.afterCrash();
      // Frames of before the crash may still come.
      for (const frame of world.frames) reborn.execution.onUserMessage(frame);
      reborn.execution.onGap();
      const start = await reborn.started();
      expect(start).toMatchObject({ isProven: true, unresolved: [] });
      checkRestart(world, reborn);
      const held = reborn.venue.prints
        .filter(({ status }) => status.code !== 'failed')
        .reduce((sum, { makers }) => sum + (makers[0]?.size ?? 0), 0);
      expect(start.holdings.reduce((sum, { shares }) => sum + shares, 0)).toBe(held);
      await reborn.execution.close(0);
    }),
    { numRuns: 400 },
  );
});
