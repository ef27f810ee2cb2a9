import type { MarketIndex, StrategyIndex } from '../../domain/ids.ts';
import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import type { EngineState } from '../../engine/state.ts';
import { type Clock, elapsedMs, type Monotonic } from '../../ports/clock.ts';
import type { OpinionPoint } from '../../screen/market-document.ts';
import { ThinnedPath } from '../../screen/thinned-path.ts';
import { askingTime } from './asking-time.ts';
import { type Asked, opinionOf } from './opinion-rows.ts';
import { openMarkets } from './strategy-screen.ts';

/** Markets that are asked about, in turns: one a second. */
const ASKED_MOST = 12;
/** Markets whose opinions are kept: those that were asked about last. */
const MARKETS_MOST = 60;
/** Of each strategy in each market; more than a picture has room for. */
const POINTS_MOST = 200;
/** Smaller moves of a probability are none. */
const MOVE = 0.005;
/** Asking takes at most one part in so many of the thread that trades. */
const PART = 50;

type Watched = Asked & {
  readonly session: {
    readonly session: {
      readonly engine: { readonly state: Pick<EngineState, 'markets' | 'phases'> };
    };
  };
};

type MarketPaths = Map<string, ThinnedPath<OpinionPoint>>;

/** What each strategy thought of the markets in this run: a point wherever that has changed. */
export class OpinionPaths {
  readonly #desk: Watched;
  readonly #clock: Pick<Clock, 'monotonic'>;
  /** By market, the one that was asked about last at the end. */
  readonly #paths = new Map<MarketIndex, MarketPaths>();
  #turn = 0;
  /** Whose asking is not over, and the strategy that comes next. */
  #begun: { readonly market: MarketIndex; readonly next: number } | undefined;
  #rest: { readonly from: Monotonic; readonly ms: number } | undefined;

  /** `clock`: the machine's. */
  constructor(desk: Watched, clock: Pick<Clock, 'monotonic'>) {
    this.#desk = desk;
    this.#clock = clock;
  }

  /** Oldest first; none: nobody has said anything of it. */
  of(market: MarketIndex): readonly OpinionPoint[] {
    const paths = [...(this.#paths.get(market)?.values() ?? [])];
    return paths.flatMap(({ points }) => points).sort((a, b) => a.at - b.at);
  }

  /** To be called once a second: asks strategies about the market whose turn it is. */
  sample(now: Timestamp): void {
    const began = this.#clock.monotonic();
    if (this.#rest !== undefined && elapsedMs(this.#rest.from, began) < this.#rest.ms) return;
    const { state } = this.#desk.session.session.engine;
    const open = openMarkets(state, now).slice(0, ASKED_MOST);
    const begun = this.#begun;
    const isLeft = begun !== undefined && open.includes(begun.market);
    const market = isLeft ? begun.market : open[this.#turn++ % Math.max(1, open.length)];
    if (market === undefined) return;
    const next = this.#ask(market, isLeft ? begun.next : 0, now);
    this.#begun = next < this.#desk.choices.length ? { market, next } : undefined;
    const ended = this.#clock.monotonic();
    this.#rest = { from: ended, ms: elapsedMs(began, ended) * PART };
  }

  /** Asks from one strategy on until its time is over. @returns the one that comes next. */
  #ask(market: MarketIndex, first: number, now: Timestamp): number {
    const isOver = askingTime(this.#clock);
    const paths = this.#paths.get(market) ?? new Map();
    let next = first;
    for (const { name } of this.#desk.choices.slice(first)) {
      const said = opinionOf(this.#desk, next as StrategyIndex, market, now);
      const { code = null, outcome = null, probability = null } = said ?? {};
      note(paths, { at: now, strategy: name, code, outcome, probability });
      next++;
      if (isOver()) break;
    }
    this.#keep(market, paths);
    return next;
  }

  #keep(market: MarketIndex, paths: MarketPaths): void {
    if (paths.size === 0) return;
    this.#paths.delete(market);
    this.#paths.set(market, paths);
    const [oldest] = this.#paths.keys();
    if (this.#paths.size > MARKETS_MOST && oldest !== undefined) this.#paths.delete(oldest);
  }
}

function note(paths: MarketPaths, point: OpinionPoint): void {
  const before = paths.get(point.strategy);
  if (isSame(before?.points.at(-1), point)) return;
  const path = before ?? new ThinnedPath(POINTS_MOST, MICROS_PER_SECOND);
  path.add(point);
  paths.set(point.strategy, path);
}

/** One that never had anything to say goes on so. */
function isSame(before: OpinionPoint | undefined, now: OpinionPoint): boolean {
  if (before === undefined) return now.code === null;
  if (before.code !== now.code || before.outcome !== now.outcome) return false;
  const [one, other] = [before.probability, now.probability];
  return one === null || other === null ? one === other : Math.abs(one - other) < MOVE;
}
