import type { MarketIndex, StrategyIndex } from '../../domain/ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StrategyDocument } from '../../screen/strategy-document.ts';
import { AskedRounds } from './asked-rounds.ts';
import type { Look } from './close-feeds.ts';
import { marketDocument } from './market-screen.ts';
import { opinionsOn } from './opinion-rows.ts';
import { openMarkets, opinionsOf } from './strategy-screen.ts';
import type { WatchedDesk } from './watched-desk.ts';

/** Looks at one market. */
export function marketLook(desk: WatchedDesk, clock: Clock, index: MarketIndex): Look {
  const opinions = new AskedRounds(clock, () => opinionsOn(desk, index));
  return () => marketDocument(desk, index, desk.clock.now(), opinions.look());
}

/** Looks at what one strategy thinks of the markets that take orders. */
export function strategyLook(
  desk: WatchedDesk,
  clock: Clock,
  index: StrategyIndex,
): () => StrategyDocument {
  const { state } = desk.session.session.engine;
  const strategy = desk.choices[index]?.name ?? `strategy ${index}`;
  let open = 0;
  const rounds = new AskedRounds(clock, () => {
    const markets = openMarkets(state, desk.clock.now());
    open = markets.length;
    return opinionsOf(desk, index, markets);
  });
  return () => {
    const opinions = rounds.look();
    return { strategy, now: desk.clock.now(), open, opinions };
  };
}
