import type { MarketIndex, StrategyIndex } from '../../domain/ids.ts';
import { type Clock, elapsedMs, type Monotonic } from '../../ports/clock.ts';
import type { Look } from './close-feeds.ts';
import { marketDocument } from './market-screen.ts';
import { opinionsOn } from './opinion-rows.ts';
import { strategyDocument } from './strategy-screen.ts';
import type { WatchedDesk } from './watched-desk.ts';

/** A strategy is asked what it thinks so often at most, ms. */
const ASK_MS = 1_000;

/**
 * Looks at one market; what the strategies think of it is asked once a second, of all in one go:
 * for the thirteen that are shipped 0.3 ms, each at its p99 (2026-11-27). What takes long is the
 * first time, and OpinionPaths asks then, one after the other and before anybody looks.
 */
export function marketLook(desk: WatchedDesk, clock: Clock, index: MarketIndex): Look {
  const opinions = seldom(clock, () => opinionsOn(desk, index, desk.clock.now()));
  return () => marketDocument(desk, index, desk.clock.now(), opinions());
}

/** Looks at what one strategy thinks. */
export function strategyLook(desk: WatchedDesk, clock: Clock, index: StrategyIndex): Look {
  return seldom(clock, () => strategyDocument(desk, index, desk.clock.now()));
}

function seldom<T>(clock: Clock, ask: () => T): () => T {
  let last: { readonly told: T; readonly at: Monotonic } | undefined;
  return () => {
    const at = clock.monotonic();
    if (last === undefined || elapsedMs(last.at, at) >= ASK_MS) last = { told: ask(), at };
    return last.told;
  };
}
