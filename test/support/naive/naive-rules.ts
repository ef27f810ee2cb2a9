// The naive twin's reading of the venue's rules: one list of checks, first hit wins.
import type { ModeChange } from '../../../src/sim/options.ts';
import type { NaiveMarket, NaiveOrder } from './naive-market.ts';

export function refusalOf(
  market: NaiveMarket,
  order: NaiveOrder,
  crosses: boolean,
  modes: readonly ModeChange[],
  now: number,
  isArrival: boolean,
): string | undefined {
  const { side, price, size, timeInForce, postOnly, expiresAt } = order.terms;
  const mode = modes.filter((change) => change.at <= now).at(-1)?.mode ?? 'normal';
  const immediate = timeInForce === 'FAK' || timeInForce === 'FOK';
  const minimum = market.market.minimumSize;
  const micros = BigInt(size) * BigInt(price);
  const checks: [boolean, string][] = [
    [mode === 'cancel_only', 'cancel_only'],
    [mode === 'post_only' && !postOnly, 'post_only_mode'],
    [market.closed, 'market_closed'],
    [market.market.fee === undefined, 'fee_unknown'],
    [!market.trusted, 'book_untrusted'],
    [price % market.tick !== 0 || price <= 0 || price >= 1_000_000, 'tick'],
    [isArrival && (size <= 0 || size % 10_000 !== 0), 'size_precision'],
    [isArrival && immediate && postOnly, 'invalid_order'],
    [
      isArrival && timeInForce === 'GTD' && !(Number(expiresAt) - now >= 120_000_000),
      'invalid_expiration',
    ],
    [isArrival && !immediate && minimum === undefined, 'minimum_size_unknown'],
    [isArrival && !immediate && size < Number(minimum), 'minimum_size'],
    [
      isArrival && immediate && side === 'buy' && micros % 10_000_000_000n !== 0n,
      'amount_precision',
    ],
    [
      isArrival && side === 'buy' && (immediate || crosses) && micros < 1_000_000_000_000n,
      'marketable_minimum',
    ],
    [crosses && postOnly, 'post_only_crosses'],
    [crosses && market.market.takerDelayMs === undefined, 'taker_delay_unknown'],
    [crosses && market.crossed(), 'book_crossed'],
  ];
  return checks.find(([refused]) => refused)?.[1];
}

/** Rounded against whoever rests: costs up and proceeds down; the taker has what is left. */
export function amountOf(
  order: NaiveOrder,
  size: number,
  price: number,
  liquidity: 'maker' | 'taker',
): bigint {
  const own = order.terms.token % 2 === 0 ? price : 1_000_000 - price;
  const product = BigInt(size) * BigInt(own);
  const down = product / 1_000_000n;
  const pays = order.terms.side === 'buy';
  const roundsUp = liquidity === 'maker' ? pays : !pays;
  return roundsUp && product % 1_000_000n !== 0n ? down + 1n : down;
}
