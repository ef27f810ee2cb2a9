import { expect, test } from 'vitest';
import { aListing, LocalBench } from '../../../test/support/local-venue.ts';
import { DOWN, UP } from '../../../test/support/wire-samples/ids.ts';
import type { VenueOrderId } from '../../domain/ids.ts';
import { ok, refuse } from '../../domain/result.ts';
import type { TickSize } from '../../domain/tick.ts';
import { OrderIntake, type Reply } from './order-intake.ts';

const ZERO = `0x${'0'.repeat(64)}`;

/** A body that buys 10 Up at 0.40 good till canceled, or otherwise; amounts at 1e-6. */
function bodyOf(bench: LocalBench, order: Record<string, unknown> = {}, rest = {}) {
  const { wallet, key } = bench.ann;
  return {
    order: {
      salt: 1,
      maker: wallet.address,
      signer: wallet.address,
      tokenId: UP,
      makerAmount: '4000000',
      takerAmount: '10000000',
      side: 'BUY',
      expiration: '0',
      signatureType: 0,
      timestamp: '1776081300000',
      metadata: ZERO,
      builder: ZERO,
      signature: '0x00',
      ...order,
    },
    owner: key.id,
    orderType: 'GTC',
    deferExec: false,
    ...rest,
  };
}

function staged(bench = new LocalBench()) {
  let verified = 0;
  const intake = new OrderIntake(bench.venue, (_order, signature) =>
    signature === '0xbad'
      ? refuse('wrong_signature', 'signed by another')
      : ok(`0x${String(++verified).padStart(64, '0')}` as VenueOrderId),
  );
  const take = (body: unknown): Reply => {
    let told: Reply | undefined;
    intake.take(body, bench.ann.key, (reply) => {
      told = reply;
    });
    if (told === undefined) throw new Error('no reply yet');
    return told;
  };
  return { bench, intake, take };
}

test('amounts are read as price and size of the token that they name', () => {
  const { bench, take } = staged();
  const taken = take(bodyOf(bench, { tokenId: DOWN, makerAmount: '5300000' }));
  expect(taken).toMatchObject({ kind: 'taken', decision: { kind: 'live' } });
  expect(bench.market.depth.levels(1)).toEqual([[470_000, 10_000_000]]);
});

test('an order of the struct before the second is told to ask for the version', () => {
  const { bench, take } = staged();
  const old = { timestamp: undefined, metadata: undefined, builder: undefined };
  const first = { ...old, taker: `0x${'0'.repeat(40)}`, nonce: '0', feeRateBps: '1000' };
  expect(take(bodyOf(bench, first))).toMatchObject({
    kind: 'refused',
    code: 'order_version_mismatch',
    status: 400,
    error: 'order_version_mismatch',
  });
  expect(take(bodyOf(bench, old))).toMatchObject({ error: 'Invalid order payload' });
});

test.each([
  ['a price that cannot be counted', { makerAmount: '999999999999999', takerAmount: '1' }],
  ['such a price of a sale', { side: 'SELL', makerAmount: '1', takerAmount: '999999999999999' }],
  ['a time that cannot be counted', { expiration: '9007199255' }],
])('%s is no order, and is refused as the others are', (_what, order) => {
  const { bench, take } = staged();
  const refused = take(bodyOf(bench, order, { orderType: 'GTD' }));
  expect(refused).toMatchObject({ status: 400, error: 'Invalid order payload' });
});

test('a market order states shares finer than a hundredth, and means its price', () => {
  const { bench, take } = staged();
  bench.send(bench.bob, { side: 'buy', price: 0.47, size: 100, outcome: 1 });
  const amounts = { makerAmount: '10000000', takerAmount: '18867900' };
  const taken = take(bodyOf(bench, amounts, { orderType: 'FAK' }));
  expect(taken).toMatchObject({
    decision: { kind: 'matched' },
    record: { matched: 18_867_900, facts: { terms: { price: 530_000 } } },
  });
});

test.each([
  ['a price off the grid', { makerAmount: '4005000' }, {}, /breaks minimum tick size rule: 0.01/],
  [
    'a resting price a hair off the grid',
    { makerAmount: '4000001' },
    {},
    /0.4\) breaks minimum tick/,
  ],
  [
    'a sale a hair off the grid',
    { side: 'SELL', makerAmount: '10000000', takerAmount: '4000001' },
    { orderType: 'FAK' },
    /breaks minimum tick/,
  ],
  [
    'dollars for shares that no price buys',
    { makerAmount: '10000000', takerAmount: '18800000' },
    { orderType: 'FAK' },
    /breaks minimum tick/,
  ],
  ['more dollars than shares', { makerAmount: '10000001' }, {}, /breaks minimum tick/],
  [
    'a sale of millionths of a share',
    { side: 'SELL', makerAmount: '1123456', takerAmount: '561728' },
    { orderType: 'FAK' },
    /is invalid/,
  ],
  [
    'a market order of broken cents',
    { makerAmount: '4005000', takerAmount: '10012500' },
    { orderType: 'FAK' },
    /max accuracy of 2 decimals/,
  ],
  [
    'an order that rests for ever and says until when',
    { expiration: '1776090000' },
    {},
    /invalid exp/,
  ],
  ['too few shares', { makerAmount: '400000', takerAmount: '1000000' }, {}, /lower than the mini/],
  ['a signature of another', { signature: '0xbad' }, {}, /Invalid order payload/],
  ['another key', {}, { owner: 'somebody' }, /owner has to be the owner of the API KEY/],
  [
    'another signer',
    { signer: `0x${'1'.repeat(40)}` },
    {},
    /signer address has to be the address of the API KEY/,
  ],
  ['no token of ours', { tokenId: '7' }, {}, /^the orderbook 7 does not exist$/],
  ['an expiration that is near', { expiration: '1' }, { orderType: 'GTD' }, /invalid expiration/],
  ['more than it has', { makerAmount: '4000000000', takerAmount: '10000000000' }, {}, /not enough/],
  ['nothing to match', {}, { orderType: 'FAK' }, /no orders found to match with FAK order/],
  ['no full match', {}, { orderType: 'FOK' }, /couldn't be fully filled/],
  ['a salt that is none', { salt: 0.5 }, {}, /Invalid order payload/],
  ['a kind that is none', {}, { orderType: 'IOC' }, /Invalid order payload/],
])('%s is refused in the words of the venue', (_what, order, rest, words) => {
  const { bench, take } = staged();
  const refused = take(bodyOf(bench, order, rest));
  expect(refused).toMatchObject({ kind: 'refused', status: 400 });
  expect('error' in refused && refused.error).toMatch(words);
  expect(bench.venue.totalCash()).toBe(2_000_000_000);
});

test('a market whose minimum nobody knows takes no order that would rest', () => {
  const first = aListing();
  const listing = { ...first, market: { ...first.market, minimumSize: undefined } };
  const { bench, take } = staged(new LocalBench({}, listing));
  expect(take(bodyOf(bench))).toMatchObject({ kind: 'refused', code: 'minimum_size_unknown' });
});

test('the same order twice is a duplicate, also when the first is over', () => {
  const bench = new LocalBench();
  const intake = new OrderIntake(bench.venue, () => ok(`0x${'7'.repeat(64)}` as VenueOrderId));
  const replies: Reply[] = [];
  for (let i = 0; i < 2; i++) {
    intake.take(bodyOf(bench), bench.ann.key, (reply) => replies.push(reply));
    for (const record of bench.venue.orders.openOf(bench.ann.key)) bench.venue.cancel(record);
  }
  expect(replies).toMatchObject([{ kind: 'taken' }, { kind: 'refused', code: 'duplicated' }]);
  expect([...intake.counts]).toEqual([
    ['live', 1],
    ['duplicated', 1],
  ]);
});

test('what was refused was never placed, and may be sent again when it fits', () => {
  const bench = new LocalBench();
  const intake = new OrderIntake(bench.venue, () => ok(`0x${'7'.repeat(64)}` as VenueOrderId));
  const replies: Reply[] = [];
  // 10 shares for $4.05: a price of 0.405.
  const body = bodyOf(bench, { makerAmount: '4050000', takerAmount: '10000000' });
  const take = () => intake.take(body, bench.ann.key, (reply) => replies.push(reply));
  take();
  bench.venue.changeTick(bench.market, 1_000 as TickSize);
  take();
  take();
  expect(replies).toMatchObject([
    { kind: 'refused', code: 'tick' },
    { kind: 'taken' },
    { kind: 'refused', code: 'duplicated' },
  ]);
});

test('a buy that trades at once is worth a dollar', () => {
  const { bench, take } = staged();
  bench.send(bench.bob, { side: 'buy', price: 0.9, size: 100, outcome: 1 });
  const cheap = { makerAmount: '500000', takerAmount: '5000000' };
  expect(take(bodyOf(bench, cheap))).toMatchObject({ code: 'marketable_minimum' });
});

test.each([
  ['cancel_only', {}, 503],
  ['post_only', {}, 503],
])('in %s mode it is refused for now', (mode, rest, status) => {
  const { bench, take } = staged();
  bench.venue.mode = mode as never;
  expect(take(bodyOf(bench, {}, rest))).toMatchObject({ kind: 'refused', status });
  if (mode !== 'post_only') return;
  expect(take(bodyOf(bench, {}, { postOnly: true }))).toMatchObject({ kind: 'taken' });
});

test("a signer's own deposit wallet is nobody else's, whoever names it first", () => {
  const bench = new LocalBench();
  // Ann's, where the venue's contracts put it.
  const wallet = '0xbc0ff067b7740eff76c1ca93c875ba6b890d6b50';
  const intake = new OrderIntake(bench.venue, (order) =>
    ok(`0x${String(order.salt).padStart(64, '0')}` as VenueOrderId),
  );
  const take = ({ key }: typeof bench.ann, salt: number) => {
    const replies: Reply[] = [];
    const order = { maker: wallet, signer: wallet, signatureType: 3, salt };
    intake.take(bodyOf(bench, order, { owner: key.id }), key, (reply) => replies.push(reply));
    return replies[0];
  };
  expect(take(bench.bob, 1)).toMatchObject({ kind: 'refused', code: 'not_signer_of_key' });
  expect(bench.venue.wallets.has(wallet)).toBe(false);
  expect(take(bench.ann, 2)).toMatchObject({ kind: 'taken' });
});

test('a deposit wallet signs as itself, and belongs to the account whose key sent it first', () => {
  const bench = new LocalBench();
  const wallet = `0x${'3'.repeat(40)}`;
  const accounts: string[] = [];
  const intake = new OrderIntake(bench.venue, (order, _signature, _negative, account) => {
    accounts.push(account);
    return ok(`0x${String(order.salt).padStart(64, '0')}` as VenueOrderId);
  });
  const take = ({ key }: typeof bench.ann, salt: number) => {
    const replies: Reply[] = [];
    const order = { maker: wallet, signer: wallet, signatureType: 3, salt };
    intake.take(bodyOf(bench, order, { owner: key.id }), key, (reply) => replies.push(reply));
    return replies[0];
  };
  expect(take(bench.ann, 1)).toMatchObject({ kind: 'taken' });
  expect(bench.venue.wallets.get(wallet)?.signer).toBe(bench.ann.key.signer);
  expect(take(bench.bob, 2)).toMatchObject({ kind: 'refused', code: 'not_signer_of_key' });
  expect(take(bench.ann, 3)).toMatchObject({ kind: 'taken' });
  expect(accounts).toEqual([bench.ann, bench.bob, bench.ann].map(({ key }) => key.signer));
});
