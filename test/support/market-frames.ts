// Frames of the market channel in the venue's own words; prices and sizes as text.
const MARKET = `0x${'ab'.repeat(32)}`;
/** 2026-04-13 12:00:00 UTC. */
export const NOON_MS = 1_776_081_600_000;

/** Price and size. */
export type Level = readonly [price: string, size: string];

export type BookSketch = {
  readonly token: string;
  /** Milliseconds after noon. */
  readonly ms: number;
  readonly bids?: readonly Level[];
  readonly asks?: readonly Level[];
  readonly tick?: string;
  readonly hash?: string;
};

/** A whole book: 0.48 / 0.52 where nothing else is said. */
export function bookFrame({ token, ms, tick, hash, ...sides }: BookSketch): string {
  const { bids = [['0.48', '100']], asks = [['0.52', '100']] } = sides;
  const levels = (side: readonly Level[]) => side.map(([price, size]) => ({ price, size }));
  return JSON.stringify({
    event_type: 'book',
    asset_id: token,
    market: MARKET,
    timestamp: String(NOON_MS + ms),
    hash: hash ?? `${token}-${ms}`,
    bids: levels(bids),
    asks: levels(asks),
    ...(tick === undefined ? {} : { tick_size: tick }),
  });
}

export type ChangeSketch = {
  readonly token: string;
  readonly side?: 'BUY' | 'SELL';
  readonly price?: string;
  readonly size?: string;
  /** Best bid and ask as the venue tells them; left out: it does not. */
  readonly best?: readonly [bid: string, ask: string];
};

/** Changes of levels at one time: a bid of 7 at 0.47 where nothing else is said. */
export function changeFrame(ms: number, ...changes: readonly ChangeSketch[]): string {
  return JSON.stringify({
    event_type: 'price_change',
    market: MARKET,
    timestamp: String(NOON_MS + ms),
    price_changes: changes.map(({ token, side = 'BUY', price = '0.47', size = '7', best }) => ({
      asset_id: token,
      price,
      size,
      side,
      hash: '',
      ...(best === undefined ? {} : { best_bid: best[0], best_ask: best[1] }),
    })),
  });
}

export function printFrame(token: string, ms: number): string {
  return JSON.stringify({
    event_type: 'last_trade_price',
    asset_id: token,
    market: MARKET,
    price: '0.52',
    size: '3',
    side: 'BUY',
    fee_rate_bps: '0',
    timestamp: String(NOON_MS + ms),
  });
}

export function tickFrame(token: string, ms: number, tick: string): string {
  return JSON.stringify({
    event_type: 'tick_size_change',
    asset_id: token,
    market: MARKET,
    old_tick_size: '0.01',
    new_tick_size: tick,
    timestamp: String(NOON_MS + ms),
  });
}

export function bestFrame(token: string, ms: number): string {
  return JSON.stringify({
    event_type: 'best_bid_ask',
    asset_id: token,
    market: MARKET,
    best_bid: '0.48',
    best_ask: '0.52',
    spread: '0.04',
    timestamp: String(NOON_MS + ms),
  });
}
