import { Random } from '../src/domain/random.ts';

const MARKETS = 100;
/** 2026-04-28 09:03 UTC, in ms. */
const START = 1_777_366_980_000;

/** Both tokens of each market, as the frames name them. */
export type FrameMarket = { readonly market: string; readonly tokens: readonly [string, string] };

export function frameMarkets(seed: number): readonly FrameMarket[] {
  const random = new Random(seed, 'bench frame markets');
  const digits = (count: number, base: number) =>
    Array.from({ length: count }, () => random.integer(base).toString(base)).join('');
  return Array.from({ length: MARKETS }, () => ({
    market: `0x${digits(64, 16)}`,
    tokens: [`1${digits(76, 10)}`, `1${digits(76, 10)}`] as const,
  }));
}

/**
 * price_change frames as the venue writes them, byte for byte in keys and spacing, with made-up
 * ids and values, for measuring speed and nothing else. Mirrored: a bid on one token and an ask at
 * 1 - p on the other, as recorded frames have them; the third change is of the first token again.
 */
export function madeUpFrames(
  markets: readonly FrameMarket[],
  count: number,
  changes: number,
  seed: number,
): string[] {
  const random = new Random(seed, 'bench frames');
  const hash = () => Array.from({ length: 40 }, () => random.integer(16).toString(16)).join('');
  return Array.from({ length: count }, (_, i) => {
    const { market, tokens } = markets[random.integer(markets.length)] as FrameMarket;
    const cents = 2 + random.integer(47);
    const entries = Array.from({ length: changes }, (_, n) => {
      const own = n % 2 === 0;
      const price = (own ? cents - Math.min(n, 1) : 100 - cents) / 100;
      const size = random.integer(4) === 0 ? '0' : `${random.integer(9_000)}.${random.integer(90)}`;
      return (
        `{"asset_id":"${tokens[own ? 0 : 1]}", "price":"${price}", "size":"${size}", ` +
        `"side":"${own ? 'BUY' : 'SELL'}", "hash":"${hash()}", ` +
        `"best_bid":"0.49", "best_ask":"0.51"}`
      );
    });
    return (
      `{"market":"${market}", "price_changes":[${entries.join(', ')}], ` +
      `"timestamp":"${START + i * 5}", "event_type":"price_change"}`
    );
  });
}
