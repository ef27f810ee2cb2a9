// Taking orders out, and the end: cancels that race, get lost or are refused, a kill whose first
// way fails, and what is proven afterwards.
import { afterEach, describe, expect, test } from 'vitest';
import type { ConditionId } from '../../src/domain/ids.ts';
import { FastClock } from '../../src/net/fast-clock.ts';
import { pause } from '../../src/net/pause.ts';
import { postOrder } from '../../src/polymarket/orders/post-order.ts';
import type { ClobDesk } from '../../src/polymarket/rest/clob-client.ts';
import { killOrders } from '../../src/runtime/live/kill-orders.ts';
import { OrderStage } from '../support/order-stage.ts';
import { hashOf, type OrderVenue, refusal, TIMEOUT } from '../support/order-venue.ts';

let stage: OrderStage;
afterEach(() => {
  expect(stage.faults).toEqual([]);
});

const deletes = ({ requests }: OrderVenue) => requests.filter((each) => each.startsWith('DELETE'));

async function resting(order = 'buy Up 10 @ 0.4'): Promise<number> {
  stage = await OrderStage.open();
  const id = stage.submit(order);
  await stage.pass(10);
  expect(stage.said).toEqual(['1 accepted']);
  return id;
}

/** Runs until the promise is settled. */
async function until<T>(promise: Promise<T>): Promise<T> {
  let isOver = false;
  void promise.finally(() => {
    isOver = true;
  });
  while (!isOver) await stage.pass(100);
  return promise;
}

describe('29: a cancel races a fill', () => {
  test('ends in the fill, then the cancel of the rest', async () => {
    const id = await resting();
    stage.venue.match(hashOf(1), 4);
    stage.cancel(id);
    await stage.pass(2_000);
    expect(stage.said).toEqual(['1 buy Up 4 @ 0.4', '1 canceled requested']);
    expect(deletes(stage.venue)).toEqual(['DELETE 1']);
  });

  test('is told by the channel as well, and is one end', async () => {
    const id = await resting();
    const { venue, execution } = stage;
    const trade = venue.match(hashOf(1), 4);
    stage.cancel(id);
    await stage.pass(0);
    execution.onUserMessage(venue.orderFrame(hashOf(1), 'cancellation'));
    execution.onUserMessage(venue.tradeFrame(trade));
    await stage.pass(5_000);
    expect(stage.said).toEqual(['1 buy Up 4 @ 0.4', '1 canceled requested']);
  });

  test('that was whole: the cancel comes too late, which is no error', async () => {
    const id = await resting();
    stage.venue.match(hashOf(1), 10);
    stage.cancel(id);
    await stage.pass(2_000);
    expect(stage.said).toEqual(['1 buy Up 10 @ 0.4', '1 cancel rejected not_open']);
    expect(stage.codes).toEqual([]);
  });
});

describe('a cancel', () => {
  test('waits for the answer to the POST, and is sent then', async () => {
    stage = await OrderStage.open();
    let release = () => {};
    stage.venue.gate = new Promise((resolve) => {
      release = resolve;
    });
    const id = stage.submit('buy Up 10 @ 0.4');
    await stage.pass(0);
    stage.cancel(id);
    await stage.pass(100);
    expect(deletes(stage.venue)).toEqual([]);
    release();
    await stage.pass(2_000);
    expect(stage.said).toEqual(['1 accepted', '1 canceled requested']);
  });

  test('of an order that was not sent yet keeps it from being sent', async () => {
    stage = await OrderStage.open();
    let release = () => {};
    stage.journal.hold = new Promise((resolve) => {
      release = resolve;
    });
    const id = stage.submit('buy Up 10 @ 0.4');
    await stage.pass(0);
    stage.cancel(id);
    release();
    await stage.pass(100);
    expect(stage.said).toEqual(['1 canceled requested']);
    expect(stage.venue.requests).not.toContain('POST 1');
  });

  test('of an order that a worker still signs keeps it from being sent', async () => {
    let release = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    stage = await OrderStage.open({
      sign: async (unsigned) => {
        await slow;
        const body = postOrder(unsigned, '0xsigned', 'a-key');
        return { ok: true, value: { id: hashOf(unsigned.order.salt), body } };
      },
    });
    const [kept, dropped] = [stage.submit('buy Up 10 @ 0.4'), stage.submit('buy Up 10 @ 0.4')];
    stage.cancel(dropped);
    await stage.pass(10);
    expect(stage.said).toEqual([]);
    release();
    await stage.pass(10);
    expect(stage.said).toEqual(['2 canceled requested', '1 accepted']);
    expect([stage.venue.requests.at(-1), kept]).toEqual(['POST 1', 1]);
  });

  test('of an order of which nobody knows is sent at once, and may prove it', async () => {
    stage = await OrderStage.open();
    stage.venue.lost = { post: TIMEOUT };
    const id = stage.submit('buy Up 10 @ 0.4');
    await stage.pass(0);
    stage.cancel(id);
    await stage.pass(2_000);
    expect(stage.said).toEqual(['1 accepted', '1 canceled requested']);
  });

  test('of such an order that is not there leaves it unknown, and wanted', async () => {
    stage = await OrderStage.open();
    stage.venue.failing = { post: TIMEOUT };
    const id = stage.submit('buy Up 10 @ 0.4');
    await stage.pass(0);
    stage.cancel(id);
    await stage.pass(5_000);
    expect([stage.said, deletes(stage.venue)]).toEqual([[], ['DELETE 1']]);
    stage.venue.foreignOrder(1);
    await stage.pass(10_000);
    expect(stage.said).toEqual(['1 accepted', '1 canceled requested']);
  });

  test('whose answer is lost is not sent again before the order was seen alive', async () => {
    const id = await resting();
    stage.venue.lost = { cancel: TIMEOUT };
    stage.cancel(id);
    await stage.pass(5_000);
    expect(stage.said).toEqual(['1 canceled requested']);
    expect(deletes(stage.venue)).toEqual(['DELETE 1']);
  });

  test('that was not done goes on until it is', async () => {
    const id = await resting();
    stage.venue.failing = { cancel: { kind: 'unavailable', mode: 'disabled', retryAfterMs: 1 } };
    stage.cancel(id);
    await stage.pass(20_000);
    expect([stage.said, stage.codes]).toEqual([[], ['cancel_fails']]);
    stage.venue.failing = {};
    await stage.pass(10_000);
    expect(stage.said).toEqual(['1 canceled requested']);
  });

  test('of what is over or unknown to us is refused, as the simulated exchange does', async () => {
    const id = await resting();
    stage.execution.onUserMessage(stage.venue.tradeFrame(stage.venue.match(hashOf(1), 10)));
    stage.cancel(id);
    await stage.pass(2_000);
    expect(stage.said).toEqual(['1 buy Up 10 @ 0.4', '1 cancel rejected not_open']);
  });

  test('of everything is one request for all, and tells of none that it did not find', async () => {
    await resting();
    stage.submit('buy Down 10 @ 0.4');
    await stage.pass(10);
    stage.venue.match(hashOf(1), 10);
    stage.cancelAll();
    await stage.pass(2_000);
    expect(deletes(stage.venue)).toEqual(['DELETE 1,2']);
    expect(stage.said).toEqual(['2 accepted', '1 buy Up 10 @ 0.4', '2 canceled requested']);
  });
});

test('everything is wanted gone also of what the venue holds back for now', async () => {
  stage = await OrderStage.open();
  const { venue } = stage;
  venue.status = 'delayed';
  venue.onArrival = ({ order }) => {
    const held = venue.book.get(order)!;
    const status = { code: 'delayed', text: 'DELAYED', reason: undefined } as const;
    venue.book.set(order, { ...held, order: { ...held.order, status } });
    return 'rest';
  };
  stage.submit('buy Up 10 @ 0.4');
  await stage.pass(10);
  stage.cancelAll();
  await stage.pass(3_000);
  expect(stage.said).toEqual([]);
  const held = venue.book.get(hashOf(1))!;
  const status = { code: 'live', text: 'LIVE', reason: undefined } as const;
  venue.book.set(hashOf(1), { ...held, order: { ...held.order, status } });
  await stage.pass(10_000);
  expect(stage.said).toEqual(['1 accepted', '1 canceled requested']);
});

test('a cancel that is refused because there is no such order is no fault', async () => {
  const id = await resting();
  stage.venue.match(hashOf(1), 10);
  stage.venue.failing = { cancel: refusal('already canceled or matched') };
  stage.cancel(id);
  await stage.pass(2_000);
  expect(stage.said).toEqual(['1 buy Up 10 @ 0.4', '1 cancel rejected not_open']);
});

describe('30: the end', () => {
  test('close cancels everything, and proves that nothing is open', async () => {
    await resting();
    const proof = await until(stage.execution.close());
    expect(proof).toMatchObject({ isProven: true, open: [], unresolved: [], troubles: [] });
    expect(stage.said).toEqual(['1 canceled requested']);
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(100);
    expect(stage.said).toEqual(['2 rejected desk_closed']);
    expect(stage.journal.durableCount).toBe(stage.journal.records.length);
    expect([stage.venue.stops, stage.clock.waiting]).toEqual([0, 0]);
  });

  test('a kill whose cancel-all fails tries each market, then each order', async () => {
    await resting();
    stage.venue.failing = { cancelAll: TIMEOUT };
    const proof = await until(stage.execution.kill());
    expect(deletes(stage.venue)).toEqual(
      expect.arrayContaining(['DELETE all', 'DELETE market', 'DELETE 1']),
    );
    expect(proof).toMatchObject({ isProven: true, open: [], hasStoppedHeartbeat: true });
    expect(proof.troubles).toHaveLength(2);
    expect(stage.venue.stops).toBe(1);
  });

  test('a kill that no cancel helps lets the venue cancel by itself, and sees it', async () => {
    await resting();
    stage.venue.failing = { cancelAll: TIMEOUT, cancel: refusal('no') };
    const proof = await until(stage.execution.kill());
    expect(proof).toMatchObject({ isProven: true, open: [], hasStoppedHeartbeat: true });
    expect(stage.said).toEqual(['1 canceled requested']);
  });

  test('what cannot be asked is not proven, and the kill ends all the same', async () => {
    await resting();
    stage.venue.failing = { cancelAll: TIMEOUT, cancel: TIMEOUT, read: TIMEOUT };
    const started = stage.clock.monotonic();
    const proof = await until(stage.execution.kill());
    expect(proof).toMatchObject({ isProven: false, open: undefined, unresolved: [hashOf(1)] });
    expect(stage.clock.monotonic() - started).toBeLessThan(90_000_000);
  });

  test('a venue that never answers does not hold a kill up', async () => {
    await resting();
    stage.venue.cancelAll = () => new Promise(() => {});
    const proof = await until(stage.execution.kill());
    expect(proof).toMatchObject({ isProven: true, hasStoppedHeartbeat: true });
  });

  test('what is not proven yet is told again and again, until it is proven', async () => {
    await resting();
    stage.venue.failing = { cancelAll: TIMEOUT, cancel: TIMEOUT };
    const killing = stage.execution.kill();
    await stage.pass(12_000);
    expect(stage.codes.filter((code) => code === 'not_proven')).toHaveLength(2);
    expect(stage.notices.at(-1)?.message).toBe('not proven yet that no order is open: 1 are open');
    stage.venue.failing = {};
    expect(await until(killing)).toMatchObject({ isProven: true });
    const told = stage.codes.length;
    await stage.pass(30_000);
    expect(stage.codes).toHaveLength(told);
  });

  test('many markets whose cancels hang hold no round up: each way has its time', async () => {
    stage = await OrderStage.open();
    const { venue, clock } = stage;
    for (let i = 0; i < 200; i++) {
      const id = venue.foreignOrder(1_000 + i);
      const there = venue.book.get(id)!;
      const market = hashOf(i) as string as ConditionId;
      venue.book.set(id, { ...there, order: { ...there.order, market } });
    }
    const hanging = () => new Promise<never>(() => {});
    venue.cancelAll = venue.cancelMany = venue.cancelMarket = hanging;
    const started = clock.monotonic();
    const desk = { orders: venue, account: venue } as unknown as ClobDesk;
    const proof = await until(killOrders(desk, { clock, machine: clock }, 1_000));
    expect(proof.open).toHaveLength(200);
    // Three ways that hang, three seconds each; the list came at once.
    expect(clock.monotonic() - started).toBeLessThan(13_000_000);
  });

  test('at an exchange that runs fast its round trips have the machine’s time', async () => {
    stage = await OrderStage.open();
    const { venue, clock: machine } = stage;
    venue.foreignOrder(77);
    // A machine with too much to do: 250 ms to and fro are 12 s of the exchange's.
    const [cancelAll, openOrders] = [venue.cancelAll.bind(venue), venue.openOrders.bind(venue)];
    venue.cancelAll = async () => {
      await pause(machine, 250);
      return cancelAll();
    };
    venue.openOrders = async function* () {
      await pause(machine, 250);
      yield* openOrders();
    };
    const desk = { orders: venue, account: venue } as unknown as ClobDesk;
    const clocks = { clock: new FastClock(machine, 48), machine };
    const proof = await until(killOrders(desk, clocks, 1_000));
    expect(proof).toMatchObject({ isProven: true, open: [], troubles: [] });
    expect(venue.open).toEqual([]);
  });

  test.each([48, 0.5])('at %s times our speed neither clock cuts it short', async (speed) => {
    stage = await OrderStage.open();
    const { venue, clock: machine } = stage;
    venue.failing = { cancelAll: TIMEOUT, read: TIMEOUT };
    const clock = new FastClock(machine, speed);
    const [began, begun] = [machine.monotonic(), clock.monotonic()];
    const desk = { orders: venue, account: venue } as unknown as ClobDesk;
    const proof = await until(killOrders(desk, { clock, machine }, 2_000));
    expect(proof).toMatchObject({ isProven: false, open: undefined });
    expect(machine.monotonic() - began).toBeGreaterThanOrEqual(2_000_000);
    expect(clock.monotonic() - begun).toBeGreaterThanOrEqual(2_000_000);
  });

  test('an order that comes to rest between two looks is seen by the second', async () => {
    stage = await OrderStage.open();
    const { venue } = stage;
    stage.clock.setTimer(300, () => venue.foreignOrder(77));
    expect(await until(stage.execution.kill())).toMatchObject({ isProven: true });
    await stage.pass(1_000);
    expect(venue.open).toEqual([]);
  });

  test('a calm end takes out its own alone, and says how many of others it left', async () => {
    await resting();
    stage.submit('buy Up 10 @ 0.3');
    const theirs = stage.venue.foreignOrder(77);
    const proof = await until(stage.execution.close());
    expect(proof).toMatchObject({ isProven: true, isOfKey: false, open: [], others: [theirs] });
    expect(stage.venue.open.map(({ order }) => order)).toEqual([theirs]);
    expect(deletes(stage.venue)).not.toContain('DELETE all');
  });

  test('a calm end proves nothing while an order of its own is open', async () => {
    await resting();
    const theirs = stage.venue.foreignOrder(77);
    stage.venue.failing = { cancel: TIMEOUT };
    const proof = await until(stage.execution.close(1_000));
    expect(proof).toMatchObject({ isProven: false, open: [hashOf(1)], others: [theirs] });
  });

  test('orders of others with the same key are seen by a kill, and taken out as well', async () => {
    await resting();
    stage.venue.foreignOrder(77);
    stage.venue.foreignOrder(78);
    stage.venue.foreignOrder(79);
    const proof = await until(stage.execution.kill());
    expect(proof).toMatchObject({ isProven: true, isOfKey: true, open: [], others: [] });
    expect(stage.venue.open).toEqual([]);
  });

  test('a kill that comes while it closes is not cut short by the end of the other', async () => {
    await resting();
    stage.venue.failing = { cancelAll: TIMEOUT, cancel: TIMEOUT };
    const closing = stage.execution.close(1_000);
    const killing = stage.execution.kill();
    expect(await until(closing)).toMatchObject({ isProven: false, at: undefined });
    // The venue cancels by itself; only looks that go on can see it.
    expect(await until(killing)).toMatchObject({ isProven: true, open: [], unresolved: [] });
    expect(stage.clock.waiting).toBe(0);
  });
});
