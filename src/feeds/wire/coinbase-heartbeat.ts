import { z } from 'zod';
import { ok, type Result } from '../../domain/result.ts';
import { coinbaseFeed, coinbaseProduct } from './coinbase-product.ts';
import type { HeartbeatHeard } from './feed-event.ts';
import { isoMicros } from './iso-time.ts';
import { count, readShape } from './shape.ts';

// Channel "heartbeat", as documented (docs.cdp.coinbase.com, websocket-feed/channels, read
// 2026-11).
const heartbeat = z.object({ last_trade_id: count, product_id: coinbaseProduct, time: isoMicros });

export function readHeartbeat(value: unknown): Result<readonly HeartbeatHeard[]> {
  const shaped = readShape(heartbeat, value, 'heartbeat');
  if (!shaped.ok) return shaped;
  const { last_trade_id, product_id, time } = shaped.value;
  const told = { feed: coinbaseFeed(product_id), tsEvent: time, tsSent: time };
  return ok([{ kind: 'HeartbeatHeard', ...told, trade: last_trade_id }]);
}
