import { ok, type Result, refuse } from '../../domain/result.ts';
import { MICROS_PER_MS, ONE, type Timestamp } from '../../domain/units.ts';
import type { UpDownFrame } from '../../domain/up-down-rule.ts';
import type { Clock, Monotonic, Timer } from '../../ports/clock.ts';
import type { MarketMessage, UpDownWindow } from '../../ports/venue-wire.ts';
import { upDownWindow } from '../wire/updown-slug.ts';
import { windowAt } from '../wire/updown-window.ts';
import { CatalogueCounters } from './catalogue-counters.ts';
import type { CatalogueListener, CatalogueMarket, CatalogueNews } from './catalogue-news.ts';
import { CATALOGUE_TIMING, type CatalogueTiming } from './catalogue-timing.ts';
import type { ClobSource, GammaSource } from './gamma-source.ts';
import { lookUp } from './look-up.ts';
import { isSlug } from './slug.ts';
import { checkByTag } from './tag-check.ts';
import { hasFrame, slugsOf } from './updown-names.ts';
import { WatchedMarket, type WatchParts } from './watched-market.ts';

export type CatalogueOptions = {
  readonly gamma: GammaSource;
  readonly clob: ClobSource;
  readonly clock: Clock;
  readonly random: () => number;
  readonly assets: readonly string[];
  readonly frames: readonly UpDownFrame[];
  readonly listener: CatalogueListener;
  readonly timing?: Partial<CatalogueTiming>;
  /** A fault of the program: the listener's, or a source that throws. */
  readonly onFault: (error: unknown) => void;
};

/**
 * Keeps the crypto up/down markets of chosen assets and frames known ahead of time, and any others
 * that are asked for by name; tells their lives as they happen, and asks for each resolution until
 * it is decided and confirmed. Windows are looked up by the name that the clock tells; the venue's
 * tag is the check. What sockets say of listings and resolutions is a reason to look, never a fact.
 */
export class Catalogue {
  readonly counters = new CatalogueCounters();
  readonly #options: CatalogueOptions;
  readonly #timing: CatalogueTiming;
  readonly #parts: WatchParts;
  readonly #watched = new Map<string, WatchedMarket>();
  /** Closes whose windows are still to be looked for under the tag. */
  readonly #checks = new Map<Timestamp, Monotonic>();
  #questions = 0;
  #timer: Timer | undefined;
  #isRunning = false;

  constructor(options: CatalogueOptions) {
    this.#options = options;
    this.#timing = { ...CATALOGUE_TIMING, ...options.timing };
    const { clock, random } = options;
    this.#parts = { clock, random, timing: this.#timing, tell: (news) => this.#tell(news) };
  }

  /** Markets that both services know: those without a window, then windows by opening. */
  get markets(): readonly CatalogueMarket[] {
    return [...this.#watched.values()]
      .flatMap(({ market }) => market ?? [])
      .sort((a, b) => (a.window?.opensAt ?? 0) - (b.window?.opensAt ?? 0));
  }

  start(): void {
    this.#isRunning = true;
    this.#turn();
  }

  /** Tells nothing more; answers under way are dropped. */
  stop(): void {
    this.#isRunning = false;
    if (this.#timer !== undefined) this.#options.clock.clearTimer(this.#timer);
    this.#timer = undefined;
  }

  /** Watches a market until it is resolved, also after its close. Again changes nothing. */
  follow(slug: string): Result<void> {
    if (!isSlug(slug)) return refuse('not_a_slug', `"${slug}" cannot be the name of a market`);
    const window = upDownWindow(slug, this.#options.clock.now());
    const known = this.#watched.get(window === undefined ? slug : keyOf(window));
    if (known !== undefined) known.isFollowed = true;
    else this.#watch(window, [slug], true);
    if (this.#isRunning) this.#turn();
    return ok(undefined);
  }

  /** Takes a socket's word as a reason to look. */
  hint(message: MarketMessage): void {
    const { clock } = this.#options;
    const hinted = [...this.#watched.values()].filter((watched) => isHinted(watched, message));
    for (const { schedule } of hinted) schedule.hurry(clock);
    // Sockets tell of all markets of the venue: most are not ours.
    if (hinted.length > 0 && this.#isRunning) this.#turn();
  }

  /** Everything that is due now: new windows, news by the clock, questions. */
  #turn(): void {
    const now = this.#options.clock.now();
    this.#plan(now);
    for (const [key, watched] of this.#watched) {
      watched.advance(now);
      if (watched.isOver && now >= (watched.window?.closesAt ?? now)) this.#watched.delete(key);
    }
    this.#askWhatIsDue();
    this.#checkWhatIsDue(now);
    this.#rest();
  }

  #plan(now: Timestamp): void {
    for (const frame of this.#options.frames) {
      for (const asset of this.#options.assets.filter((one) => hasFrame(one, frame))) {
        let window = windowAt(asset, frame, now);
        for (let ahead = 0; ahead <= this.#timing.windowsAhead; ahead++) {
          if (!this.#watched.has(keyOf(window))) this.#watch(window, slugsOf(window), false);
          window = windowAt(asset, frame, window.closesAt);
        }
      }
    }
  }

  #watch(window: UpDownWindow | undefined, slugs: readonly string[], isFollowed: boolean): void {
    const key = window === undefined ? (slugs[0] ?? '') : keyOf(window);
    this.#watched.set(key, new WatchedMarket(window, slugs, isFollowed, this.#parts));
    if (window !== undefined && !isFollowed) this.#checkIn(window.closesAt, this.#timing.checkMs);
  }

  #checkIn(closesAt: Timestamp, ms: number): void {
    const dueAt = this.#options.clock.monotonic() + Math.ceil(ms * MICROS_PER_MS);
    this.#checks.set(closesAt, dueAt as Monotonic);
  }

  #askWhatIsDue(): void {
    const mono = this.#options.clock.monotonic();
    const due = [...this.#watched.values()]
      .filter(({ isAsked, isOver, schedule: { dueAt = Infinity } }) => {
        return !isAsked && !isOver && dueAt <= mono;
      })
      .sort((a, b) => (a.schedule.dueAt ?? 0) - (b.schedule.dueAt ?? 0));
    for (const watched of due.slice(0, Math.max(0, this.#timing.questionsMost - this.#questions))) {
      this.#ask(watched).catch(this.#options.onFault);
    }
  }

  async #ask(watched: WatchedMarket): Promise<void> {
    watched.isAsked = true;
    this.#questions++;
    this.counters.looks++;
    try {
      const look = await lookUp(this.#options, watched);
      if (!this.#isRunning) return;
      if (look.kind !== 'found') this.counters.troubles[look.kind]++;
      watched.take(look, this.#options.clock.now());
    } finally {
      watched.isAsked = false;
      this.#questions--;
    }
    this.#turn();
  }

  #checkWhatIsDue(now: Timestamp): void {
    const mono = this.#options.clock.monotonic();
    for (const [closesAt, dueAt] of this.#checks) {
      if (closesAt <= now) this.#checks.delete(closesAt);
      else if (dueAt <= mono) this.#check(closesAt).catch(this.#options.onFault);
    }
  }

  async #check(closesAt: Timestamp): Promise<void> {
    this.#checks.delete(closesAt);
    this.counters.checks++;
    const { gamma, clock } = this.#options;
    const closing = [...this.#watched.values()].filter(
      ({ window }) => window?.closesAt === closesAt,
    );
    const check = await checkByTag(gamma, closesAt, closing);
    if (!this.#isRunning) return;
    if (!check.ok) {
      this.counters.failedChecks++;
      this.#checkIn(closesAt, this.#timing.checkMs);
    } else {
      for (const [watched, slug] of check.value.renamed) {
        this.counters.renamed++;
        watched.slugs = [slug, ...watched.slugs];
        watched.schedule.hurry(clock);
      }
      this.counters.absent += check.value.absent.filter(({ market }) => market).length;
    }
    this.#turn();
  }

  /** Sleeps until the next thing is due. */
  #rest(): void {
    const { clock } = this.#options;
    const now = clock.now();
    const mono = clock.monotonic();
    let micros = this.#timing.turnMs * MICROS_PER_MS;
    const wait = (left: number) => {
      micros = Math.min(micros, Math.max(left, 0));
    };
    for (const watched of this.#watched.values()) {
      wait(watched.nextNews(now) - now);
      const { dueAt } = watched.schedule;
      const isFree = this.#questions < this.#timing.questionsMost && !watched.isAsked;
      if (dueAt !== undefined && isFree && !watched.isOver) wait(dueAt - mono);
    }
    for (const dueAt of this.#checks.values()) wait(dueAt - mono);
    if (this.#timer !== undefined) clock.clearTimer(this.#timer);
    this.#timer = clock.setTimer(micros / MICROS_PER_MS, () => this.#turn());
  }

  #tell(news: CatalogueNews): void {
    if (news.kind === 'skipped') this.counters.skipped[news.window.frame]++;
    if (news.kind === 'late' || news.kind === 'contradicted') this.counters[news.kind]++;
    try {
      this.#options.listener(news);
    } catch (error) {
      // The news that follow, and the clock, must not be lost with it.
      this.#options.onFault(error);
    }
  }
}

function keyOf({ asset, frame, opensAt }: UpDownWindow): string {
  return `${asset} ${frame} ${opensAt}`;
}

/** A resolution that says what is known already is no reason to look. */
function isHinted({ slugs, market }: WatchedMarket, message: MarketMessage): boolean {
  if (message.kind === 'MarketListed') return market === undefined && slugs.includes(message.slug);
  if (message.kind !== 'MarketResolved' || market === undefined) return false;
  const { facts } = market.listed;
  if (facts.conditionId !== message.market) return false;
  if (market.resolution === undefined || message.winner === undefined) return true;
  return market.resolution.payout !== (facts.tokens[0] === message.winner ? ONE : 0);
}
