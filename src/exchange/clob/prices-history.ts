import { SCALE, type Timestamp } from '../../domain/units.ts';
import { canonicalPrice } from '../../sim/canonical.ts';
import type { ListedToken } from '../venue/listed-markets.ts';
import { unixSeconds } from '../wire/forms.ts';
import { ownEntry } from '../wire/own-entry.ts';

/** How a chart asks for its stretch of time. */
export type HistoryWish = {
  readonly startSeconds: number | undefined;
  readonly endSeconds: number | undefined;
  /** max, all, 1m (a month), 1w, 1d, 6h or 1h: up to now. Read only where no start is told. */
  readonly interval: string | undefined;
  /** At least so far apart. */
  readonly fidelityMinutes: number | undefined;
};

const INTERVAL_SECONDS: Readonly<Record<string, number>> = {
  '1m': 2_592_000,
  '1w': 604_800,
  '1d': 86_400,
  '6h': 21_600,
  '1h': 3_600,
};

/** A token's prices for a chart, oldest first: numbers, as the venue sends them. */
export function pricesHistory(
  { market, outcome }: ListedToken,
  wish: HistoryWish,
  now: Timestamp,
): readonly { readonly t: number; readonly p: number }[] {
  const span = ownEntry(INTERVAL_SECONDS, wish.interval ?? '');
  const nowSeconds = unixSeconds(now);
  const start = wish.startSeconds ?? (span === undefined ? 0 : nowSeconds - span);
  const end = wish.endSeconds ?? nowSeconds;
  const apart = (wish.fidelityMinutes ?? 1) * 60;
  const points: { readonly t: number; readonly p: number }[] = [];
  for (const { at, price } of market.history) {
    const t = unixSeconds(at);
    if (t < start || t > end) continue;
    const last = points.at(-1);
    if (last !== undefined && t - last.t < apart) continue;
    points.push({ t, p: canonicalPrice(outcome, price) / SCALE });
  }
  return points;
}
