// What happens to orders when answers are lost, late, doubled or wrong. Each order is sent once,
// each match booked once, and what became of an order is found out, never assumed.
import { afterEach, describe, expect, test } from 'vitest';
import { complement, NO_SHARES, type Price, type Shares } from '../../src/domain/units.ts';
import { OrderStage } from '../support/order-stage.ts';
import {
  DOWN,
  hashOf,
  type OrderVenue,
  RESTART,
  refusal,
  STRANGER,
  success,
  TIMEOUT,
  UP,
} from '../support/order-venue.ts';

let stage: OrderStage;
afterEach(() => {
  expect(stage.faults).toEqual([]);
});

/** The POSTs alone: each order may be in one of them. */
const posts = ({ requests }: OrderVenue) => requests.filter((each) => each.startsWith('POST'));

describe('14: a POST that times out was accepted', () => {
  test('it stays in flight until its hash is found, once, and is not sent again', async () => {
    stage = await OrderStage.open();
    stage.venue.lost = { post: TIMEOUT };
    const id = stage.submit('buy Up 10 @ 0.4');
    await stage.pass(100);
    expect([stage.said, stage.status(id)]).toEqual([[], 'submitted']);
    await stage.pass(1_000);
    expect(stage.said).toEqual(['1 accepted']);
    await stage.pass(200_000);
    expect(stage.said).toEqual([]);
    expect(posts(stage.venue)).toEqual(['POST 1']);
  });

  test('the user channel tells before any query, and the query tells nothing new', async () => {
    stage = await OrderStage.open();
    stage.venue.lost = { post: TIMEOUT };
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(0);
    stage.execution.onUserMessage(stage.venue.orderFrame(hashOf(1), 'placement'));
    await stage.pass(5_000);
    expect(stage.said).toEqual(['1 accepted']);
  });
});

describe('15: a POST that times out was not accepted', () => {
  test('after bounded asking it counts as not placed', async () => {
    stage = await OrderStage.open();
    stage.venue.failing = { post: TIMEOUT };
    const id = stage.submit('buy Up 10 @ 0.4');
    await stage.pass(119_000);
    expect(stage.status(id)).toBe('submitted');
    await stage.pass(10_000);
    expect(stage.said).toEqual(['1 rejected not_placed']);
    expect(posts(stage.venue)).toEqual(['POST 1']);
    // Before the verdict a cancel made sure of it.
    expect(stage.venue.requests).toContain('DELETE 1');
  });

  test.each(['order not found', 'order already canceled or matched'])(
    'also where the venue refuses that cancel by "%s"',
    async (words) => {
      stage = await OrderStage.open();
      stage.venue.failing = { post: TIMEOUT, cancel: refusal(words) };
      stage.submit('buy Up 10 @ 0.4');
      await stage.pass(130_000);
      expect(stage.said).toEqual(['1 rejected not_placed']);
    },
  );

  test('while the venue starts anew, or does not answer, nothing is concluded', async () => {
    stage = await OrderStage.open();
    stage.venue.failing = { post: TIMEOUT, read: RESTART };
    const id = stage.submit('buy Up 10 @ 0.4');
    await stage.pass(300_000);
    expect([stage.said, stage.status(id)]).toEqual([[], 'submitted']);
    stage.venue.failing = {};
    await stage.pass(60_000);
    expect(stage.said).toEqual(['1 rejected not_placed']);
  });

  test('nor from what a venue does not find while it starts anew', async () => {
    stage = await OrderStage.open();
    // Order, cancel and matches all answer that there is no such thing; the open orders do not.
    stage.venue.failing = { post: RESTART, open: RESTART };
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(300_000);
    expect([stage.said, stage.venue.requests.length > 50]).toEqual([[], true]);
    stage.venue.failing = {};
    await stage.pass(60_000);
    expect(stage.said).toEqual(['1 rejected not_placed']);
  });

  test('one that turns up after the verdict is canceled, told, and its fill counts', async () => {
    stage = await OrderStage.open();
    stage.venue.failing = { post: TIMEOUT };
    const id = stage.submit('buy Up 10 @ 0.4');
    await stage.pass(130_000);
    expect(stage.said).toEqual(['1 rejected not_placed']);
    stage.venue.foreignOrder(id);
    const [order] = stage.venue.open;
    stage.execution.onUserMessage(
      stage.venue.tradeFrame(stage.venue.aTrade(stage.venue.partOf(order!, 2), 'maker')),
    );
    await stage.pass(31_000);
    expect(stage.said).toEqual(['1 buy Up 2 @ 0.5']);
    expect(stage.venue.open).toEqual([]);
    expect(stage.status(id)).toBe('rejected');
    expect(stage.codes).not.toContain('foreign_order');
  });
});

test.each([
  ['named', { sizeMatched: NO_SHARES }],
  // Its sum is of its own rounding: half a cent of a share that no match names is not asked for.
  ['counted, and not named', { trades: [], sizeMatched: 4_005_000 as Shares }],
  ['told as matched', { status: { code: 'matched', text: 'MATCHED', reason: undefined } }],
] as const)('16: the answer is lost after a part was filled that is %s', async (_how, told) => {
  stage = await OrderStage.open();
  const { venue } = stage;
  venue.lost = { post: TIMEOUT };
  venue.onArrival = ({ order }) => {
    venue.match(order, 4, { role: 'taker' });
    const { order: resting, body } = venue.book.get(order)!;
    venue.book.set(order, { order: { ...resting, ...told }, body });
    return 'rest';
  };
  stage.submit('buy Up 10 @ 0.4');
  await stage.pass(2_000);
  // Attached by the hash, which is all that is known of it.
  expect(stage.said).toEqual(['1 accepted', '1 buy Up 4 @ 0.4']);
  expect(stage.status(1)).toBe('accepted');
  const asked = venue.requests.length;
  await stage.pass(20_000);
  expect(venue.requests.length).toBe(asked);
});

test('17: a fill before the answer is one fill, of an order that was taken', async () => {
  stage = await OrderStage.open();
  const { venue, execution } = stage;
  let release = () => {};
  venue.gate = new Promise((resolve) => {
    release = resolve;
  });
  stage.submit('buy Up 10 @ 0.4');
  await stage.pass(0);
  const trade = venue.match(hashOf(1), 4);
  execution.onUserMessage(venue.tradeFrame(trade));
  await stage.pass(0);
  expect(stage.said).toEqual(['1 accepted', '1 buy Up 4 @ 0.4']);
  release();
  await stage.pass(5_000);
  execution.onUserMessage(venue.tradeFrame(venue.settle(trade, 'mined')));
  await stage.pass(5_000);
  expect(stage.said).toEqual(['1 mined']);
});

test('18: one match told by the channel, by REST and again is one fill', async () => {
  stage = await OrderStage.open();
  const { venue, execution } = stage;
  stage.submit('buy Up 10 @ 0.4');
  await stage.pass(10);
  const trade = venue.match(hashOf(1), 4);
  const other = venue.match(hashOf(1), 3);
  for (const told of [trade, other, trade]) execution.onUserMessage(venue.tradeFrame(told));
  execution.reconcile();
  await stage.pass(1_000);
  execution.onUserMessage(venue.tradeFrame(venue.settle(trade, 'matched')));
  await stage.pass(1_000);
  expect(stage.said).toEqual(['1 accepted', '1 buy Up 4 @ 0.4', '1 buy Up 3 @ 0.4']);
});

test('18: two of our orders in one match are a fill each', async () => {
  stage = await OrderStage.open();
  const { venue, execution } = stage;
  stage.submit('buy Up 10 @ 0.4');
  stage.submit('buy Up 5 @ 0.4');
  await stage.pass(10);
  stage.said;
  const [first, second] = venue.open;
  const trade = venue.aTrade(venue.partOf(first!, 10), 'maker');
  const both = { ...trade, makers: [...trade.makers, venue.partOf(second!, 5)] };
  execution.onUserMessage(venue.tradeFrame(both));
  await stage.pass(0);
  expect(stage.said).toEqual(['1 buy Up 10 @ 0.4', '2 buy Up 5 @ 0.4']);
});

test('19: a fill after the cancel is booked, and the order stays over', async () => {
  stage = await OrderStage.open();
  const { venue, execution } = stage;
  const id = stage.submit('buy Up 10 @ 0.4');
  await stage.pass(10);
  stage.cancel(id);
  await stage.pass(2_000);
  const { order } = venue.book.get(hashOf(1))!;
  execution.onUserMessage(venue.tradeFrame(venue.aTrade(venue.partOf(order, 4), 'maker')));
  execution.onUserMessage({ ...venue.orderFrame(hashOf(1), 'placement') });
  await stage.pass(2_000);
  expect(stage.said).toEqual(['1 accepted', '1 canceled requested', '1 buy Up 4 @ 0.4']);
  expect(stage.status(id)).toBe('canceled');
});

test('20: a maker of the other token is filled in its own token, side and price', async () => {
  stage = await OrderStage.open();
  const { venue, execution } = stage;
  stage.submit('buy Down 10 @ 0.3');
  await stage.pass(10);
  const [order] = venue.open;
  const own = venue.partOf(order!, 4);
  const taker = { ...own, order: STRANGER, token: UP, price: complement(own.price) };
  const trade = { ...venue.aTrade(own, 'maker'), taker };
  execution.onUserMessage(venue.tradeFrame(trade));
  await stage.pass(0);
  expect(stage.said).toEqual(['1 accepted', '1 buy Down 4 @ 0.3']);
  expect(stage.events.at(-1)).toMatchObject({ fill: { match: 'mint', liquidity: 'maker' } });
  // Told in the taker's coordinates, it is still our order that was filled.
  const flipped = { ...own, token: UP, side: 'sell' as const, price: 700_000 as Price };
  execution.onUserMessage(venue.tradeFrame(venue.aTrade(flipped, 'maker')));
  await stage.pass(0);
  expect(stage.said).toEqual(['1 buy Down 4 @ 0.3']);
  expect([DOWN, stage.codes]).toEqual([DOWN, ['contradiction']]);
});

describe('21: more is filled than was asked for', () => {
  test('of a buy it is booked: what was signed are its dollars', async () => {
    stage = await OrderStage.open();
    const { venue, execution } = stage;
    venue.onArrival = ({ order }) => {
      venue.match(order, 10.01, { role: 'taker', price: 390_000 as Price });
      return 'rest';
    };
    stage.submit('buy Up 10 @ 0.4 FAK');
    await stage.pass(1_000);
    expect(stage.said).toEqual(['1 accepted', '1 buy Up 10.01 @ 0.39']);
    expect([stage.status(1), stage.codes]).toEqual(['filled', ['overfill']]);
    const { order } = venue.book.get(hashOf(1))!;
    execution.onUserMessage(venue.tradeFrame(venue.aTrade(venue.partOf(order, 0.02), 'taker')));
    await stage.pass(0);
    expect(stage.said).toEqual(['1 buy Up 0.02 @ 0.4']);
  });

  test('of a sale it is rounding: no more shares were signed for', async () => {
    stage = await OrderStage.open();
    stage.submit('sell Up 10 @ 0.4');
    await stage.pass(10);
    const { venue, execution } = stage;
    const { order } = venue.book.get(hashOf(1))!;
    execution.onUserMessage(venue.tradeFrame(venue.match(hashOf(1), 10.01)));
    execution.onUserMessage(venue.tradeFrame(venue.aTrade(venue.partOf(order, 0.01), 'maker')));
    await stage.pass(0);
    expect(stage.said).toEqual(['1 accepted', '1 sell Up 10 @ 0.4']);
    expect([stage.status(1), stage.codes]).toEqual(['filled', ['overfill', 'overfill']]);
  });

  test('a little less than was asked for ends an order that never rests', async () => {
    stage = await OrderStage.open();
    const { venue } = stage;
    venue.onArrival = ({ order }) => {
      venue.match(order, 9.99, { role: 'taker', isWhole: true });
      const { order: done, body } = venue.book.get(order)!;
      venue.book.set(order, { order: { ...done, sizeMatched: 9_995_000 as Shares }, body });
      return 'rest';
    };
    stage.submit('buy Up 10 @ 0.4 FOK');
    await stage.pass(1_000);
    expect(stage.said).toEqual(['1 accepted', '1 buy Up 9.99 @ 0.4', '1 canceled unfilled_rest']);
  });
});

test('of a FAK buy each match that the venue names is booked before its end is told', async () => {
  stage = await OrderStage.open();
  const { venue } = stage;
  venue.onArrival = ({ order }) => {
    venue.match(order, 3, { role: 'taker' });
    venue.match(order, 5, { role: 'taker', isWhole: true });
    const done = venue.book.get(order)!;
    // It may count dollars, since the order asks for dollars.
    venue.book.set(order, { ...done, order: { ...done.order, sizeMatched: 3.2e6 as Shares } });
    return 'rest';
  };
  stage.submit('buy Up 10 @ 0.4 FAK');
  await stage.pass(0);
  const all = venue.prints;
  venue.prints = all.slice(0, 1);
  await stage.pass(5_000);
  expect(stage.said).toEqual(['1 accepted', '1 buy Up 3 @ 0.4']);
  venue.prints = all;
  await stage.pass(6_000);
  expect(stage.said).toEqual(['1 buy Up 5 @ 0.4', '1 canceled unfilled_rest']);
});

describe('25: a batch', () => {
  test('orders of one turn are one request, with an outcome for each', async () => {
    stage = await OrderStage.open();
    const { venue } = stage;
    venue.onArrival = ({ order }) => {
      if (order === hashOf(2)) return refusal('invalid nonce');
      return order === hashOf(3) ? TIMEOUT : 'rest';
    };
    for (let i = 0; i < 4; i++) stage.submit('buy Up 10 @ 0.4');
    await stage.pass(10);
    expect(posts(venue)).toEqual(['POST 1,2,3,4']);
    expect(stage.said).toEqual(['1 accepted', '2 rejected invalid_nonce', '4 accepted']);
    expect(stage.status(3)).toBe('submitted');
    await stage.pass(130_000);
    expect(stage.said).toEqual(['3 rejected not_placed']);
    expect(posts(venue)).toHaveLength(1);
  });

  test('of more than fifteen is several requests', async () => {
    stage = await OrderStage.open();
    for (let i = 0; i < 17; i++) stage.submit('buy Up 10 @ 0.4');
    await stage.pass(10);
    expect(posts(stage.venue)).toEqual(['POST 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15', 'POST 16,17']);
    expect(stage.said).toHaveLength(17);
  });

  test('with an answer too few leaves that leg unknown', async () => {
    stage = await OrderStage.open();
    const { venue } = stage;
    const many = venue.postMany.bind(venue);
    venue.postMany = async (bodies) => (await many(bodies)).slice(0, 1);
    stage.submit('buy Up 10 @ 0.4');
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(10);
    expect(stage.said).toEqual(['1 accepted']);
    await stage.pass(1_000);
    expect(stage.said).toEqual(['2 accepted']);
  });
});

test('26: of a batch that fails as a whole each leg is found by its hash', async () => {
  stage = await OrderStage.open();
  stage.venue.lost = { post: TIMEOUT };
  stage.submit('buy Up 10 @ 0.4');
  stage.submit('buy Up 10 @ 0.4');
  await stage.pass(10);
  expect(stage.said).toEqual([]);
  stage.venue.forget(hashOf(2));
  await stage.pass(130_000);
  expect(stage.said).toEqual(['1 accepted', '2 rejected not_placed']);
  expect(posts(stage.venue)).toEqual(['POST 1,2']);
});

test('an order that the venue calls by another name is not believed', async () => {
  stage = await OrderStage.open();
  const { venue } = stage;
  const post = venue.post.bind(venue);
  venue.post = async (body) => {
    const outcome = await post(body);
    if (outcome.kind !== 'ok') return outcome;
    return success({ ...outcome.value, order: STRANGER });
  };
  stage.submit('buy Up 10 @ 0.4');
  await stage.pass(2_000);
  expect(stage.codes).toEqual(['contradiction']);
  // By the hash that we signed it is there.
  expect(stage.said).toEqual(['1 accepted']);
});

test('a delayed order is not open before the venue says so', async () => {
  stage = await OrderStage.open();
  const { venue } = stage;
  venue.status = 'delayed';
  venue.onArrival = ({ order }) => {
    const delayed = { code: 'delayed', text: 'DELAYED', reason: undefined } as const;
    venue.book.set(order, {
      ...venue.book.get(order)!,
      order: { ...venue.book.get(order)!.order, status: delayed },
    });
    return 'rest';
  };
  const id = stage.submit('buy Up 10 @ 0.4 FAK');
  await stage.pass(100);
  stage.cancel(id);
  await stage.pass(100);
  expect(stage.said).toEqual(['1 cancel rejected delayed']);
  venue.match(hashOf(1), 10, { role: 'taker' });
  await stage.pass(3_000);
  expect(stage.said).toEqual(['1 accepted', '1 buy Up 10 @ 0.4']);
});
