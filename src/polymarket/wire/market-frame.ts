import type { z } from 'zod';
import { ok, type Refusal, type Result, refuse } from '../../domain/result.ts';
import { ASK, BID } from '../../domain/side.ts';
import type { FrameReading, LevelChange, MarketMessage } from '../../ports/venue-wire.ts';
import { readLevels } from './levels.ts';
import {
  bestShape,
  bookShape,
  changesShape,
  oldChangesShape,
  oneChangeShape,
  tickShape,
  tradeShape,
} from './market-schema.ts';

type Fields = Readonly<Record<string, unknown>>;
type Reader = (fields: Fields, at: string) => Result<MarketMessage>;

const readers: Readonly<Record<string, Reader>> = {
  book: readBook,
  price_change: readChanges,
  last_trade_price: readTrade,
  tick_size_change: readTick,
  best_bid_ask: readBest,
};

/**
 * A frame of the market channel as text: one message or an array of them. Never throws; what
 * cannot be read is refused part by part, with its place, and event types we do not know are
 * named. A message is read whole or not at all: half a message would be a wrong book.
 */
export function readMarketFrame(text: string): FrameReading {
  const messages: MarketMessage[] = [];
  const refusals: Refusal[] = [];
  const ignored: string[] = [];
  const frame = parse(text);
  if (!frame.ok) {
    if (KEEP_ALIVE.has(text.trim())) ignored.push(text.trim().toLowerCase());
    else refusals.push(frame);
    return { messages, refusals, ignored };
  }
  const parts: readonly unknown[] = Array.isArray(frame.value) ? frame.value : [frame.value];
  for (const [index, part] of parts.entries()) {
    const at = Array.isArray(frame.value) ? `[${index}]` : 'frame';
    if (typeof part !== 'object' || part === null || Array.isArray(part)) {
      refusals.push(refuse('not_a_message', `${at} is not a message object`));
      continue;
    }
    const type = eventType(part as Fields);
    const reader = Object.hasOwn(readers, type) ? readers[type] : undefined;
    if (reader === undefined) {
      ignored.push(type);
      continue;
    }
    const message = reader(part as Fields, at);
    if (message.ok) messages.push(message.value);
    else refusals.push(message);
  }
  return { messages, refusals, ignored };
}

const KEEP_ALIVE = new Set(['PING', 'PONG']);

function parse(text: string): Result<unknown> {
  try {
    return ok(JSON.parse(text));
  } catch {
    // The engine's own message quotes the frame at length and differs between versions.
    return refuse('not_json', `frame of ${text.length} characters is not JSON`);
  }
}

/** Answers of the book endpoint and some recordings carry no event_type: the fields tell. */
function eventType(fields: Fields): string {
  const named = fields.event_type;
  if (typeof named === 'string' && named !== '') return named.slice(0, 40);
  if ('bids' in fields && 'asks' in fields) return 'book';
  if ('price_changes' in fields || 'changes' in fields) return 'price_change';
  if ('new_tick_size' in fields) return 'tick_size_change';
  // The user channel's trades have a fee rate too, and a status.
  if ('fee_rate_bps' in fields && 'price' in fields && !('status' in fields)) {
    return 'last_trade_price';
  }
  return 'unnamed';
}

function readBook(fields: Fields, at: string): Result<MarketMessage> {
  const shape = read(bookShape, fields, at);
  if (!shape.ok) return shape;
  const { asset_id, market, timestamp, tick_size, hash } = shape.value;
  const bids = readLevels(shape.value.bids, BID, `${at}.bids`);
  if (!bids.ok) return bids;
  const asks = readLevels(shape.value.asks, ASK, `${at}.asks`);
  if (!asks.ok) return asks;
  return ok({
    kind: 'BookSnapshot',
    token: asset_id,
    market,
    tsEvent: timestamp,
    bids: bids.value,
    asks: asks.value,
    tick: tick_size,
    hash,
  });
}

function readChanges(fields: Fields, at: string): Result<MarketMessage> {
  if ('price_changes' in fields) {
    const shape = read(changesShape, fields, at);
    if (!shape.ok) return shape;
    const { market, timestamp, price_changes } = shape.value;
    const changes = price_changes.map((entry) => changeOf(entry, entry.asset_id));
    return ok({ kind: 'LevelsChanged', market, tsEvent: timestamp, changes });
  }
  if ('changes' in fields) {
    const shape = read(oldChangesShape, fields, at);
    if (!shape.ok) return shape;
    const { market, timestamp, asset_id, changes } = shape.value;
    return ok({
      kind: 'LevelsChanged',
      market,
      tsEvent: timestamp,
      changes: changes.map((entry) => changeOf(entry, asset_id)),
    });
  }
  const shape = read(oneChangeShape, fields, at);
  if (!shape.ok) return shape;
  const { market, timestamp, asset_id } = shape.value;
  const changes = [changeOf(shape.value, asset_id)];
  return ok({ kind: 'LevelsChanged', market, tsEvent: timestamp, changes });
}

type WireChange = Omit<z.output<typeof changesShape>['price_changes'][number], 'asset_id'>;

function changeOf(entry: WireChange, token: LevelChange['token']): LevelChange {
  const { side, price, size, best_bid, best_ask } = entry;
  return { token, side, price, size, bestBid: best_bid, bestAsk: best_ask };
}

function readTrade(fields: Fields, at: string): Result<MarketMessage> {
  const shape = read(tradeShape, fields, at);
  if (!shape.ok) return shape;
  const { asset_id, market, timestamp, side, price, size } = shape.value;
  return ok({
    kind: 'TradePrinted',
    token: asset_id,
    market,
    tsEvent: timestamp,
    side,
    price,
    size,
  });
}

function readTick(fields: Fields, at: string): Result<MarketMessage> {
  const shape = read(tickShape, fields, at);
  if (!shape.ok) return shape;
  const { asset_id, market, timestamp, new_tick_size } = shape.value;
  return ok({
    kind: 'TickSizeChanged',
    token: asset_id,
    market,
    tsEvent: timestamp,
    tick: new_tick_size,
  });
}

function readBest(fields: Fields, at: string): Result<MarketMessage> {
  const shape = read(bestShape, fields, at);
  if (!shape.ok) return shape;
  const { asset_id, market, timestamp, best_bid, best_ask } = shape.value;
  return ok({
    kind: 'BestChanged',
    token: asset_id,
    market,
    tsEvent: timestamp,
    bestBid: best_bid,
    bestAsk: best_ask,
  });
}

/** The schema's first complaint as a refusal, with the code of the domain parser that spoke. */
function read<S extends z.ZodType>(schema: S, fields: Fields, at: string): Result<z.output<S>> {
  const parsed = schema.safeParse(fields);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  const place = (issue?.path ?? []).map((step) =>
    typeof step === 'number' ? `[${step}]` : `.${String(step)}`,
  );
  const code = issue?.code === 'custom' ? issue.message : 'bad_field';
  return refuse(code, `${at}${place.join('')}: ${issue?.message ?? 'unreadable'}`);
}
