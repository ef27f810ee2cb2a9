import type { Clock } from '../../ports/clock.ts';
import type { PathPoint } from '../../screen/market-document.ts';
import type { Listen } from '../../server/line-stream.ts';
import { DeskFeed } from './desk-feed.ts';
import { DeskScreen } from './desk-screen.ts';
import { MarketFeeds } from './market-feeds.ts';
import type { WatchedDesk } from './watched-desk.ts';

/** All that can be seen of a desk that runs, told outside of the engine's steps. */
export class DeskScreens {
  readonly #screen: DeskScreen;
  readonly #feed: DeskFeed;
  readonly #markets: MarketFeeds;

  /** `clock`: the machine's. A fault of ours ends the looking and nothing else. */
  constructor(desk: WatchedDesk, clock: Clock, onFault: (error: unknown) => void) {
    this.#screen = new DeskScreen(desk);
    this.#feed = new DeskFeed({
      screen: this.#screen,
      run: `${desk.name}@${desk.startedAt}`,
      clock,
      now: () => desk.clock.now(),
      onFault,
    });
    this.#markets = new MarketFeeds(desk, clock, onFault);
  }

  get feed(): Listen {
    return this.#feed.listen;
  }

  feedOfMarket(slug: string): Listen | undefined {
    return this.#markets.listenTo(slug);
  }

  pathOfMarket(slug: string): readonly PathPoint[] | undefined {
    return this.#screen.pathOf(slug);
  }

  /** To be called once a second, also while nobody looks. */
  sample(): void {
    this.#screen.sample();
  }

  close(): void {
    this.#feed.close();
    this.#markets.close();
  }
}
