import type { MarketIndex, StrategyIndex } from '../../domain/ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EquityPoint } from '../../screen/equity-point.ts';
import type { OpinionPoint, PathPoint } from '../../screen/market-document.ts';
import type { Listen } from '../../server/line-stream.ts';
import { CloseFeeds } from './close-feeds.ts';
import { marketLook, strategyLook } from './close-looks.ts';
import { DeskFeed } from './desk-feed.ts';
import { DeskScreen } from './desk-screen.ts';
import { OpinionPaths } from './opinion-paths.ts';
import type { WatchedDesk } from './watched-desk.ts';

/** All that can be seen of a desk that runs, told outside of the engine's steps. */
export class DeskScreens {
  readonly #screen: DeskScreen;
  readonly #feed: DeskFeed;
  readonly #desk: WatchedDesk;
  readonly #clock: Clock;
  readonly #close: CloseFeeds;
  readonly #opinions: OpinionPaths;

  /** `clock`: the machine's. A fault of ours ends the looking and nothing else. */
  constructor(desk: WatchedDesk, clock: Clock, onFault: (error: unknown) => void) {
    this.#desk = desk;
    this.#clock = clock;
    this.#screen = new DeskScreen(desk);
    this.#feed = new DeskFeed({
      screen: this.#screen,
      run: `${desk.name}@${desk.startedAt}`,
      clock,
      now: () => desk.clock.now(),
      onFault,
    });
    this.#close = new CloseFeeds(clock, onFault);
    this.#opinions = new OpinionPaths(desk, clock);
  }

  get feed(): Listen {
    return this.#feed.listen;
  }

  /** Undefined: nobody knows the market. */
  feedOfMarket(slug: string): Listen | undefined {
    const [desk, clock] = [this.#desk, this.#clock];
    const index = this.#indexOf(slug);
    if (index === undefined) return undefined;
    return this.#close.listenTo(`market ${index}`, () => marketLook(desk, clock, index));
  }

  /** What a strategy thinks of markets; undefined: none of that name runs. */
  feedOfStrategy(name: string): Listen | undefined {
    const [desk, clock] = [this.#desk, this.#clock];
    const index = desk.choices.findIndex((choice) => choice.name === name) as StrategyIndex;
    if (index < 0) return undefined;
    return this.#close.listenTo(`strategy ${index}`, () => strategyLook(desk, clock, index));
  }

  pathOfMarket(slug: string): readonly PathPoint[] | undefined {
    return this.#screen.pathOf(slug);
  }

  /** What each strategy thought of it in this run, oldest first; undefined: nobody knows it. */
  opinionsOfMarket(slug: string): readonly OpinionPoint[] | undefined {
    const index = this.#indexOf(slug);
    return index === undefined ? undefined : this.#opinions.of(index);
  }

  /** What the desk was worth in this run, oldest first. */
  equity(): readonly EquityPoint[] {
    return this.#screen.equity;
  }

  /** To be called once a second, also while nobody looks. */
  sample(): void {
    this.#screen.sample();
    if (!this.#desk.session.isOver) this.#opinions.sample(this.#desk.clock.now());
  }

  #indexOf(slug: string): MarketIndex | undefined {
    const { markets } = this.#desk.session.session.engine.state;
    const index = markets.findLastIndex((market) => market.slug === slug);
    return index < 0 ? undefined : (index as MarketIndex);
  }

  close(): void {
    this.#feed.close();
    this.#close.close();
  }
}
