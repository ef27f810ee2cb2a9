// Frames as another client of the venue keeps them for its own tests (NautilusTrader, LGPL: they
// stay outside of this repository): our parser reads them, and the exchange's have all they have.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { TickSize } from '../../src/domain/tick.ts';
import { ONE } from '../../src/domain/units.ts';
import { attachedSockets } from '../support/attached-sockets.ts';
import { aListing } from '../support/local-venue.ts';
import { tokens } from '../support/market-desk.ts';
import { recordedFixture, testRecorded } from '../support/recorded.ts';
import { families } from '../support/wire-families.ts';
import { DOWN, ORDER, TRADE, UP } from '../support/wire-samples/ids.ts';

const MARKET_FRAMES = [
  'nautilus/ws_market_book_msg',
  'nautilus/ws_market_price_change_msg',
  'nautilus/ws_market_last_trade_msg',
  'nautilus/ws_market_tick_size_msg',
  'nautilus/ws_market_best_bid_ask_msg',
  'nautilus/ws_market_new_market_msg',
  'nautilus/ws_market_resolved_msg',
  'nautilus-ws_messages/book',
  'nautilus-ws_messages/price_change_v2',
  'nautilus-ws_messages/last_trade_price',
  'nautilus-ws_messages/tick_size_change',
];
const USER_FRAMES = [
  'nautilus/ws_user_order_placement',
  'nautilus/ws_user_order_update',
  'nautilus/ws_user_order_matched',
  'nautilus/ws_user_order_cancellation',
  'nautilus/ws_user_order_venue_cancel',
  'nautilus/ws_user_order_fok_killed',
  'nautilus/ws_user_trade',
  'nautilus/ws_user_trade_msg',
  'nautilus-ws_messages/order_placement',
  'nautilus-ws_messages/order_cancel',
  'nautilus-ws_messages/user_trade1',
  'nautilus-ws_messages/user_trade4',
];
const RTDS_FRAMES = [
  'nautilus/rtds_crypto_prices_update',
  'nautilus/rtds_crypto_prices_subscribe',
  'nautilus/rtds_equity_prices_update',
];

type Frame = Readonly<Record<string, unknown>>;

/** Some of the names are made up, and are none: they get the form that all names have. */
function framesOf(folder: string, names: readonly string[]): [name: string, frame: Frame][] {
  return names.map((name) => {
    const text = readFileSync(join(folder, `${name}.json`), 'utf8');
    return [name, named(JSON.parse(text))];
  });
}

const FORMS: Readonly<Record<string, string>> = {
  market: `0x${'cd'.repeat(32)}`,
  order_id: ORDER,
  taker_order_id: ORDER,
};

function named(frame: Frame): Frame {
  const isTrade = 'taker_order_id' in frame;
  const entries = Object.entries(frame).map(([key, value]) => {
    if (key === 'maker_orders') return [key, (value as Frame[]).map(named)];
    if (key === 'id' && 'maker_address' in frame) return [key, isTrade ? TRADE : ORDER];
    return [key, FORMS[key] ?? value];
  });
  return Object.fromEntries(entries);
}

describe('frames of another client', () => {
  testRecorded('are read without a remark', recordedFixture('polymarket'), (folder) => {
    const kinds = [
      ['market frames', MARKET_FRAMES],
      ['user frames', USER_FRAMES],
      ['RTDS frames', RTDS_FRAMES],
    ] as const;
    for (const [kind, names] of kinds) {
      const family = families.find(({ name }) => name === kind);
      for (const [name, frame] of framesOf(folder, names)) {
        const reading = family?.read(JSON.stringify(frame));
        const { refusals, wrongFields, unknownFields } = reading ?? {};
        expect([name, refusals, wrongFields, [...(unknownFields ?? [])]]).toEqual([
          name,
          [],
          [],
          [],
        ]);
        expect(reading && 'messages' in reading && reading.messages.length).toBeGreaterThan(0);
      }
    }
  });

  testRecorded('have nothing that ours lack', recordedFixture('polymarket'), async (folder) => {
    const told = await toldFrames();
    const shapes = [...MARKET_FRAMES, ...USER_FRAMES];
    for (const [name, shape] of framesOf(folder, shapes)) {
      const same = told.filter((frame) => kindOf(frame) === kindOf(shape));
      expect([name, same.length > 0]).toEqual([name, true]);
      for (const frame of same) expect([name, lacking(shape, frame)]).toEqual([name, []]);
    }
  });
});

/** Orders are not named by older frames. */
function kindOf({ event_type: kind, taker_order_id: trade }: Frame): unknown {
  return kind ?? (trade === undefined ? 'order' : 'trade');
}

/** Fields of a shape that a frame does not have; a transaction is told when it is known. */
function lacking(shape: Frame, frame: Frame): readonly string[] {
  return Object.entries(shape).flatMap(([key, value]) => {
    if (key === 'transaction_hash') return [];
    if (!(key in frame)) return [key];
    const [first] = Array.isArray(value) ? value : [];
    const [ours] = Array.isArray(frame[key]) ? (frame[key] as unknown[]) : [];
    const isDeeper = typeof first === 'object' && first !== null && ours !== undefined;
    return isDeeper ? lacking(first, ours as Frame).map((inner) => `${key}.${inner}`) : [];
  });
}

/** Everything that the exchange says of an order, a trade, a new grid, and a market's life. */
async function toldFrames(): Promise<readonly Frame[]> {
  const { bench, connect } = await attachedSockets();
  const [market, user] = [await connect('/ws/market'), await connect('/ws/user')];
  const { id: apiKey, secret, passphrase } = bench.ann.key;
  market.say({ assets_ids: [UP, DOWN], type: 'market', custom_feature_enabled: true });
  user.say({ auth: { apiKey, secret, passphrase }, type: 'user' });
  await Promise.all([market.settled(), user.settled()]);
  bench.mint(10);
  bench.clock.advance(10_000);
  bench.venue.cancel(bench.send(bench.ann, { side: 'buy', price: 0.4, size: 10 }));
  bench.send(bench.ann, { side: 'buy', price: 0.3, size: 10, spend: 3, timeInForce: 'FOK' });
  bench.venue.changeTick(bench.market, 1_000 as TickSize);
  const listing = aListing({ id: '90002' });
  const next = { ...listing.market, slug: 'next', tokens: tokens(7, 8) as never };
  bench.venue.list({ ...listing, market: next });
  bench.venue.resolve(bench.market, ONE);
  return (await Promise.all([market.messages(), user.messages()])).flat();
}
