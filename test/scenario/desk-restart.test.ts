// A desk that died, or that learns too late: what is written down is all that the next run has, and
// nothing of it is assumed.
import { afterEach, describe, expect, test } from 'vitest';
import { OrderStage } from '../support/order-stage.ts';
import { hashOf, type OrderVenue, RESTART, TIMEOUT } from '../support/order-venue.ts';

let stage: OrderStage;
afterEach(() => {
  expect(stage.faults).toEqual([]);
});

const posts = ({ requests }: OrderVenue) => requests.filter((each) => each.startsWith('POST'));

/** The same account after a crash, with a venue that is well. */
async function reborn(died: OrderStage) {
  died.venue.failing = {};
  died.venue.lost = {};
  died.venue.requests.length = 0;
  stage = died.afterCrash();
  stage.execution.onGap();
  return stage.started();
}

describe('nothing is sent before it is written down', () => {
  test('40: a crash between the journal and the POST leaves an intent without an end', async () => {
    const died = await OrderStage.open();
    died.venue.failing = { post: TIMEOUT };
    died.submit('buy Up 10 @ 0.4');
    await died.pass(0);
    expect(died.journal.records.map(({ kind }) => kind)).toEqual(['OrderIntended']);
    const start = await reborn(died);
    expect(start).toMatchObject({ isProven: true, unresolved: [] });
    expect(posts(stage.venue)).toEqual([]);
    // Asked for, and a cancel made sure of it; the strategies of this run hear nothing of it.
    expect(stage.venue.requests).toEqual(expect.arrayContaining(['GET 1', 'DELETE 1']));
    expect(stage.said).toEqual([]);
    const ends = stage.journal.records.filter(({ kind }) => kind === 'OrderEnded');
    expect(ends).toMatchObject([{ id: hashOf(1), how: 'rejected', code: 'not_placed' }]);
  });

  test('41: after a crash behind the POST the order is found, and its fill held', async () => {
    const died = await OrderStage.open();
    died.venue.lost = { post: TIMEOUT };
    died.submit('buy Up 10 @ 0.4');
    await died.pass(0);
    died.venue.settle(died.venue.match(hashOf(1), 4), 'confirmed');
    const start = await reborn(died);
    expect(start).toMatchObject({ isProven: true, unsettled: 0 });
    expect(start.holdings).toMatchObject([{ token: '111', shares: 4e6, cost: 1.6e6 }]);
    expect(stage.venue.open).toEqual([]);
    expect(stage.codes).toEqual(['late_fill']);
    // Ids go on where they were.
    const next = stage.submit('buy Up 10 @ 0.4');
    await stage.pass(10);
    expect([next, stage.said]).toEqual([2, ['2 accepted']]);
  });

  test('what was booked before the crash is not booked again, whoever tells of it', async () => {
    const died = await OrderStage.open();
    died.submit('buy Up 10 @ 0.4');
    await died.pass(10);
    const trade = died.venue.match(hashOf(1), 10);
    died.execution.onUserMessage(died.venue.tradeFrame(trade));
    await died.pass(10);
    died.venue.settle(trade, 'confirmed');
    const start = await reborn(died);
    stage.execution.onUserMessage(stage.venue.tradeFrame(trade));
    stage.execution.reconcile();
    await stage.pass(1_000);
    expect(stage.journal.records.map(({ kind }) => kind)).toEqual(['FillMoved']);
    expect(start.holdings).toMatchObject([{ shares: 10e6, cost: 4e6 }]);
    expect(stage.codes).toEqual([]);
  });

  test('before the end of every earlier order is proven nothing new is sent', async () => {
    const died = await OrderStage.open();
    died.venue.failing = { post: TIMEOUT };
    died.submit('buy Up 10 @ 0.4');
    await died.pass(0);
    stage = died.afterCrash();
    stage.execution.onGap();
    const starting = stage.started();
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(5_000);
    stage.submit('buy Up 10 @ 0.4');
    await starting;
    expect(stage.said).toEqual(['2 rejected not_reconciled', '3 rejected earlier_orders']);
    stage.submit('buy Up 10 @ 0.4');
    stage.venue.failing = {};
    await stage.pass(10);
    expect(stage.said).toEqual(['4 accepted']);
  });

  test('nor before the start has come to its end', async () => {
    stage = new OrderStage();
    stage.execution.onGap();
    await stage.pass(1_000);
    stage.submit('buy Up 10 @ 0.4');
    await stage.started();
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(10);
    expect(stage.said).toEqual(['1 rejected not_started', '2 accepted']);
  });

  test('43: a journal that fails stops new orders for ever, and cancels pass', async () => {
    stage = await OrderStage.open();
    const id = stage.submit('buy Up 10 @ 0.4');
    await stage.pass(10);
    stage.journal.failure = new Error('no space left');
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(10);
    stage.journal.failure = undefined;
    stage.submit('buy Up 10 @ 0.4');
    stage.cancel(id);
    await stage.pass(1_000);
    expect(stage.said).toEqual([
      '1 accepted',
      '2 rejected journal_failed',
      '3 rejected journal_failed',
      '1 canceled requested',
    ]);
    expect([posts(stage.venue), stage.codes]).toEqual([['POST 1'], ['journal_failed']]);
  });

  test('43: a disk that fails after the record was taken in stops that order, too', async () => {
    stage = await OrderStage.open();
    stage.submit('buy Up 10 @ 0.4');
    stage.journal.failure = new Error('no space left');
    await stage.pass(10);
    expect([stage.said, posts(stage.venue)]).toEqual([['1 rejected journal_failed'], []]);
  });

  test('43: on a slow disk an order waits, and after too long is not sent', async () => {
    stage = await OrderStage.open();
    const slow = async (ms: number) => {
      stage.journal.hold = new Promise((resolve) => {
        stage.clock.setTimer(ms, resolve);
      });
      stage.submit('buy Up 10 @ 0.4');
      await stage.pass(ms - 1);
      const early = posts(stage.venue).length;
      await stage.pass(10);
      return early;
    };
    expect([await slow(400), stage.said]).toEqual([0, ['1 accepted']]);
    expect([await slow(600), stage.said]).toEqual([1, ['2 rejected stale']]);
    expect(posts(stage.venue)).toEqual(['POST 1']);
  });
});

describe('27: the matching engine starts anew', () => {
  test('nothing new until open orders were verified, then two minutes post-only', async () => {
    stage = await OrderStage.open();
    const { venue, execution } = stage;
    const id = stage.submit('buy Up 10 @ 0.4 post');
    await stage.pass(10);
    venue.failing = { post: RESTART, read: RESTART };
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(100);
    expect([stage.said, execution.mode]).toEqual([['1 accepted'], 'restarting']);
    stage.submit('buy Up 10 @ 0.4 post');
    await stage.pass(3_000);
    expect(stage.said).toEqual(['3 rejected venue_restarting']);
    // The venue has dropped what was open.
    venue.end(hashOf(id));
    venue.failing = {};
    await stage.pass(30_000);
    expect([execution.mode, stage.said]).toEqual(['postOnly', ['1 canceled venue']]);
    stage.submit('buy Up 10 @ 0.4 FAK');
    stage.submit('buy Up 10 @ 0.4 post');
    await stage.pass(100);
    expect(stage.said).toEqual(['4 rejected post_only_mode', '5 accepted']);
    await stage.pass(120_000);
    expect(execution.mode).toBe('normal');
    // The order that met the restart was asked for all the while.
    expect(stage.said).toEqual(['2 rejected not_placed']);
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(10);
    expect(stage.said).toEqual(['6 accepted']);
  });

  test('cancels pass in every mode', async () => {
    stage = await OrderStage.open();
    const id = stage.submit('buy Up 10 @ 0.4');
    await stage.pass(10);
    stage.venue.failing = {
      post: { kind: 'unavailable', mode: 'cancelOnly', retryAfterMs: 5_000 },
    };
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(10);
    stage.submit('buy Up 10 @ 0.4');
    stage.cancel(id);
    await stage.pass(1_000);
    expect(stage.said).toEqual([
      '1 accepted',
      '2 rejected cancel_only',
      '3 rejected cancel_only',
      '1 canceled requested',
    ]);
    expect(posts(stage.venue)).toEqual(['POST 1', 'POST 2']);
  });
});

describe('31: heartbeats are lost', () => {
  test('nothing new before what is left was asked for; then the loss is reconciled', async () => {
    stage = await OrderStage.open();
    const { venue, execution } = stage;
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(10);
    venue.state = { kind: 'unhealthy', why: 'late' };
    execution.onHeartbeat(venue.state);
    venue.end(hashOf(1));
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(100);
    expect(stage.said).toEqual(['1 accepted', '2 rejected heartbeat_unhealthy']);
    venue.state = { kind: 'unreconciled', loss: 3 };
    execution.onHeartbeat(venue.state);
    await stage.pass(2_000);
    expect(venue.state).toEqual({ kind: 'healthy' });
    expect(stage.said).toEqual(['1 canceled venue']);
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(10);
    expect(stage.said).toEqual(['3 accepted']);
  });
});

describe('32: the user channel', () => {
  test('that is blind stops new orders until what was missed is booked', async () => {
    stage = await OrderStage.open();
    const { venue, execution } = stage;
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(10);
    execution.onBlind();
    venue.match(hashOf(1), 4);
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(10);
    expect(stage.said).toEqual(['1 accepted', '2 rejected user_channel_blind']);
    execution.onGap();
    expect(execution.mayPost()).toMatchObject({ code: 'not_reconciled' });
    await stage.pass(1_000);
    expect(stage.said).toEqual(['1 buy Up 4 @ 0.4']);
    expect([execution.mayPost().ok, stage.codes]).toEqual([true, []]);
  });

  test('that is open and says nothing is found out by the next comparison', async () => {
    stage = await OrderStage.open();
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(10);
    stage.venue.match(hashOf(1), 4);
    await stage.pass(31_000);
    expect(stage.said).toEqual(['1 accepted', '1 buy Up 4 @ 0.4']);
    expect(stage.codes).toEqual(['missed_fill']);
  });
});

describe('22, 23: settlement', () => {
  test('goes back and comes again; late and doubled frames change nothing', async () => {
    stage = await OrderStage.open();
    const { venue, execution } = stage;
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(10);
    const trade = venue.match(hashOf(1), 10);
    const tell = async (status: 'matched' | 'mined' | 'retrying' | 'confirmed' | 'failed') => {
      await stage.pass(10);
      const told = venue.tradeFrame(venue.settle(trade, status));
      execution.onUserMessage(told);
      execution.onUserMessage(told);
      return told;
    };
    await tell('matched');
    const mined = await tell('mined');
    await tell('retrying');
    execution.onUserMessage(mined);
    await tell('mined');
    await tell('confirmed');
    execution.onUserMessage(mined);
    await tell('failed');
    await stage.pass(10);
    const settled = ['1 mined', '1 retrying', '1 mined', '1 confirmed'];
    expect(stage.said).toEqual(['1 accepted', '1 buy Up 10 @ 0.4', ...settled]);
    expect(stage.codes).toEqual(['contradiction', 'contradiction']);
  });

  test('that nobody tells is asked for, and a failure takes the fill back', async () => {
    stage = await OrderStage.open();
    const { venue, execution } = stage;
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(10);
    const trade = venue.match(hashOf(1), 10);
    execution.onUserMessage(venue.tradeFrame(trade));
    await stage.pass(10);
    venue.settle(trade, 'failed');
    await stage.pass(61_000);
    expect(stage.said).toEqual(['1 accepted', '1 buy Up 10 @ 0.4', '1 failed']);
  });

  test('of a fill heard of only at its end is told after it', async () => {
    stage = await OrderStage.open();
    const { venue, execution } = stage;
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(10);
    execution.onUserMessage(
      venue.tradeFrame(venue.settle(venue.match(hashOf(1), 10), 'confirmed')),
    );
    await stage.pass(10);
    expect(stage.said).toEqual(['1 accepted', '1 buy Up 10 @ 0.4', '1 confirmed']);
    expect(stage.events.at(-2)).toMatchObject({ fill: { settlement: 'matched' } });
  });
});

describe('45, 46: somebody else trades on this account', () => {
  test('their orders and fills are told, once, and never taken for ours', async () => {
    stage = await OrderStage.open();
    const { venue, execution } = stage;
    const id = venue.foreignOrder(77);
    execution.onUserMessage(venue.orderFrame(id, 'placement'));
    venue.match(id, 2);
    await stage.pass(95_000);
    expect(stage.codes.toSorted()).toEqual(['foreign_order', 'foreign_trade']);
    expect([stage.said, venue.open.length]).toEqual([[], 1]);
    // By this policy they stop nobody.
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(10);
    expect(stage.said).toEqual(['1 accepted']);
  });

  test('a policy stops new risk while they are open', async () => {
    stage = await OrderStage.open({ haltOnForeign: true });
    const id = stage.venue.foreignOrder(77);
    await stage.pass(31_000);
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(10);
    expect(stage.said).toEqual(['1 rejected foreign_orders']);
    stage.venue.end(id);
    await stage.pass(31_000);
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(10);
    expect(stage.said).toEqual(['2 accepted']);
  });

  test('a balance that is not ours is told when it is seen twice', async () => {
    const expected = () => ({
      cash: 100e6 as never,
      shares: new Map([['111' as never, 5e6 as never]]),
    });
    stage = await OrderStage.open({ expected });
    stage.venue.balances = { collateral: 90e6, 111: 5e6 };
    await stage.pass(65_000);
    expect(stage.notices).toMatchObject([{ code: 'balance_mismatch' }]);
    expect(stage.notices[0]?.message).toMatch(/we hold 90 dollars, our books say 100/);
  });
});

test('rows that nobody can read stop nothing for ever, and count as foreign', async () => {
  stage = await OrderStage.open({ haltOnForeign: true });
  const { venue, execution } = stage;
  const bad = { ok: false, code: 'bad', message: 'a row' } as const;
  const remarks = { refusals: [bad], wrongFields: [], unknownFields: new Map() };
  const page = { rows: [], nextCursor: undefined };
  venue.trades = async function* () {
    yield { kind: 'ok', value: page, remarks };
  };
  execution.onGap();
  await stage.pass(1_000);
  expect([execution.mayPost().ok, stage.codes]).toEqual([true, ['unreadable']]);
  venue.openOrders = async function* () {
    yield { kind: 'ok', value: page, remarks };
  };
  execution.onGap();
  await stage.pass(1_000);
  expect(execution.mayPost()).toMatchObject({ code: 'foreign_orders' });
});

test('34: what the venue cancels at the end of a market is told as that', async () => {
  stage = await OrderStage.open();
  stage.submit('buy Up 10 @ 0.4');
  await stage.pass(10);
  stage.venue.end(hashOf(1), 'CANCELED_MARKET_RESOLVED');
  stage.execution.onUserMessage(stage.venue.orderFrame(hashOf(1), 'cancellation'));
  await stage.pass(10);
  expect(stage.said).toEqual(['1 accepted', '1 canceled market_closed']);
});

test('an order that the venue does not know any more is gone after half a minute', async () => {
  stage = await OrderStage.open();
  stage.submit('buy Up 10 @ 0.4');
  await stage.pass(10);
  stage.venue.forget(hashOf(1));
  await stage.pass(45_000);
  expect(stage.said).toEqual(['1 accepted']);
  await stage.pass(45_000);
  expect(stage.said).toEqual(['1 canceled vanished']);
  expect(stage.codes).toEqual(['vanished_order']);
});
