// The whole way of an order: a strategy's wish through engine, journal file, signature and real
// HTTP to a venue that knows orders only by what it is sent, and back by REST and the user channel.
// Virtual time.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FREE } from '../../src/domain/fee.ts';
import type { ClientOrderId, TokenId, TokenIndex } from '../../src/domain/ids.ts';
import type { TickSize } from '../../src/domain/tick.ts';
import type { Shares, Usd } from '../../src/domain/units.ts';
import { Engine } from '../../src/engine/engine.ts';
import { Loop } from '../../src/engine/loop.ts';
import { StrictClock } from '../../src/net/strict-clock.ts';
import { recover } from '../../src/polymarket/execution/order-history.ts';
import { VenueExecution } from '../../src/polymarket/execution/venue-execution.ts';
import type { PostOrder } from '../../src/polymarket/orders/post-order.ts';
import { EXCHANGE_V2 } from '../../src/polymarket/signing/exchange-contract.ts';
import type { ExchangeOrder } from '../../src/polymarket/signing/exchange-order.ts';
import { orderId, verifyOrder } from '../../src/polymarket/signing/order-signature.ts';
import { readUserFrame } from '../../src/polymarket/wire/user/user-frame.ts';
import type { Strategy } from '../../src/ports/strategy.ts';
import { FileJournal } from '../../src/store/journal/file-journal.ts';
import { aMarket } from '../support/a-market.ts';
import { ANVIL_ADDRESS } from '../support/anvil.ts';
import { BECAUSE, openGate, terms } from '../support/engine-stage.ts';
import { eventually } from '../support/eventually.ts';
import type { ReceivedRequest, ScriptedAnswer } from '../support/http-server.ts';
import { API_SECRET, CREDENTIALS, json, RestBench } from '../support/rest-bench.ts';
import { signingDesk } from '../support/signing-desk.ts';
import { bookAt, messagesToTape } from '../support/tape-builder.ts';

const UP = '72690798903588392269001731007662425920353908498880709179939493847828858696064';
const CONDITION = `0x${'c'.repeat(64)}`;

let bench: RestBench;
let folder: string;
let posted: PostOrder[];
let answerPost: (hash: string) => ScriptedAnswer;
/** By path; what is not here is an empty list, or an order that the venue does not know. */
let known: Record<string, unknown>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polydesk-orders-'));
  bench = await RestBench.open();
  [posted, known] = [[], {}];
  answerPost = (orderID) => json({ success: true, errorMsg: '', orderID, status: 'live' });
  bench.answer = (request) => answer(request);
});
afterEach(async () => {
  await bench.close();
  await rm(folder, { recursive: true });
});

function answer({ method, path, body }: ReceivedRequest): ScriptedAnswer {
  if (path === '/order' && method === 'POST') {
    const order = JSON.parse(body) as PostOrder;
    posted.push(order);
    return answerPost(hashOf(order));
  }
  if (method === 'DELETE') {
    const { orderID } = JSON.parse(body) as { orderID: string };
    return json({ canceled: [orderID], not_canceled: {} });
  }
  const [bare = ''] = path.split('?');
  if (bare in known) return json(known[bare]);
  return bare.startsWith('/data/order/') ? json(null) : json({ data: [], next_cursor: 'LTE=' });
}

function exchangeOrder({ order }: PostOrder): ExchangeOrder {
  const { makerAmount, takerAmount, timestamp, side, ...rest } = order;
  return {
    ...rest,
    makerAmount: Number(makerAmount),
    takerAmount: Number(takerAmount),
    timestampMs: Number(timestamp),
    side: side === 'BUY' ? 'buy' : 'sell',
  } as unknown as ExchangeOrder;
}

/** As the venue computes it. */
function hashOf(order: PostOrder): string {
  return orderId(exchangeOrder(order), EXCHANGE_V2);
}

async function live(strategy: Strategy) {
  const clock = new StrictClock(bench.clock);
  const journal = await FileJournal.open({ path: join(folder, 'orders'), reserveBytes: 1 });
  const { orders, account, heartbeat, builder, signing } = await signingDesk(bench);
  const faults: unknown[] = [];
  const market = aMarket({ tokens: [UP as TokenId, '2' as TokenId], opensAt: undefined });
  const execution = new VenueExecution({
    orders,
    account,
    heartbeat,
    builder,
    sign: (unsigned, exchange) => signing.sign(unsigned, exchange),
    permit: () => ({ ok: true, value: undefined }),
    signatureType: 0,
    wallet: ANVIL_ADDRESS,
    journal,
    history: recover(journal.records.map(({ value }) => value)),
    listed: () => ({
      ok: true,
      value: {
        tokenId: UP as TokenId,
        tick: 10_000 as TickSize,
        minimumSize: 5_000_000 as Shares,
        market: CONDITION as never,
        fee: FREE,
        exchange: EXCHANGE_V2,
      },
    }),
    expected: () => undefined,
    left: () => undefined,
    clock,
    venueNow: () => bench.clock.now(),
    random: () => 0.5,
    onAnswer: () => loop.advance(clock.now()),
    onNotice: (notice) => faults.push(notice),
    onFault: (error) => faults.push(error),
    ageMsMost: 500,
    reconcileEveryMs: 30_000,
    haltOnForeign: false,
  });
  const engine = new Engine({
    universe: { markets: [market], knownAhead: 1 },
    feeds: [],
    strategies: [() => strategy],
    capital: 100_000_000 as Usd,
    gate: openGate,
    closeLead: 0,
    execution,
    journal: { append: () => {} },
  });
  const loop = new Loop(engine, execution);
  const row = () => {
    loop.play(messagesToTape(bookAt(clock.now(), [[39, 10]], [[41, 10]])));
  };
  const tell = (frame: object) => {
    for (const message of readUserFrame(JSON.stringify(frame)).messages) {
      execution.onUserMessage(message);
    }
  };
  execution.onGap();
  await bench.settled(execution.start());
  return { execution, engine, journal, faults, row, tell };
}

const buyOnce = (): Strategy => {
  let isDone = false;
  return {
    onBook: (_market, _view, desk) => {
      if (!isDone) desk.submit(terms('buy', 10, 40), BECAUSE);
      isDone = true;
    },
  };
};

function tradeFrame(order: string, status: string) {
  return {
    event_type: 'trade',
    type: 'TRADE',
    id: 'trade-1',
    taker_order_id: `0x${'9'.repeat(64)}`,
    market: CONDITION,
    asset_id: UP,
    side: 'SELL',
    size: '10',
    price: '0.4',
    status,
    match_time: String(bench.venueSeconds()),
    last_update: String(bench.venueSeconds()),
    maker_orders: [
      {
        order_id: order,
        matched_amount: '10',
        price: '0.4',
        asset_id: UP,
        side: 'BUY',
        outcome: 'Up',
      },
    ],
    trader_side: 'MAKER',
    timestamp: String(bench.venueSeconds() * 1_000),
  };
}

test('a wish is written down, signed, sent once, filled, settled and booked', async () => {
  const { engine, journal, faults, row, tell } = await live(buyOnce());
  const path = join(folder, 'orders');
  let whenPosted = '';
  const accept = answerPost;
  answerPost = (hash) => {
    whenPosted = journal.seq === 0 ? '' : `written ${journal.seq}`;
    return accept(hash);
  };
  row();
  await eventually(() => posted.length === 1);
  expect(whenPosted).toBe('written 1');
  const [order] = posted as [PostOrder];
  expect(verifyOrder(exchangeOrder(order), EXCHANGE_V2, order.order.signature)).toEqual({
    ok: true,
    value: ANVIL_ADDRESS,
  });
  const id = 1 as ClientOrderId;
  await eventually(() => engine.state.orders.get(id)?.status === 'accepted');
  tell(tradeFrame(hashOf(order), 'MATCHED'));
  tell(tradeFrame(hashOf(order), 'CONFIRMED'));
  await eventually(() => engine.state.orders.get(id)?.status === 'filled');
  await eventually(() => engine.state.settling.size === 0);
  const { account } = engine.state;
  expect([account.cash, account.reserved]).toEqual([96_000_000, 0]);
  expect(account.sellable(0 as TokenIndex)).toBe(10_000_000);
  await journal.close();
  const text = await readFile(path, 'utf8');
  // The signed order is there, byte for byte; who may send it is not.
  expect(text).toContain(JSON.stringify(order.order));
  for (const secret of [CREDENTIALS.key, API_SECRET]) expect(text).not.toContain(secret);
  const again = await FileJournal.open({ path, reserveBytes: 1 });
  await again.close();
  const history = recover(again.records.map(({ value }) => value));
  expect([history.open, history.nextOrder, history.lastFill]).toEqual([[], 2, 1]);
  expect(history.fills).toMatchObject([{ trade: 'trade-1', status: 'confirmed' }]);
  expect(faults).toEqual([]);
});

test('an order whose answer is cut is found by its hash', async () => {
  const { engine, faults, row, journal } = await live(buyOnce());
  answerPost = (hash) => {
    known[`/data/order/${hash}`] = {
      id: hash,
      status: 'LIVE',
      market: CONDITION,
      asset_id: UP,
      side: 'BUY',
      original_size: '10',
      size_matched: '0',
      price: '0.4',
      order_type: 'GTC',
    };
    return 'cut';
  };
  row();
  await eventually(() => posted.length === 1);
  expect(engine.state.orders.get(1 as ClientOrderId)?.status).toBe('submitted');
  await bench.pass(2);
  expect(engine.state.orders.get(1 as ClientOrderId)?.status).toBe('accepted');
  expect([posted.length, faults]).toEqual([1, []]);
  await journal.close();
});
