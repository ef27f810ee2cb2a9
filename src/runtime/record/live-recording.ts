import type { RecordingListener } from '../../archive/frame-log/recording-listener.ts';
import type { TakenSegments } from '../../archive/frame-log/take-segments.ts';
import type { Result } from '../../domain/result.ts';
import type { UpDownFrame } from '../../domain/up-down-rule.ts';
import { Catalogue } from '../../polymarket/catalog/catalogue.ts';
import type { CatalogueMarket, CatalogueNews } from '../../polymarket/catalog/catalogue-news.ts';
import { clobSource, gammaSource } from '../../polymarket/rest/catalog-sources.ts';
import type { ApiCredentials } from '../../polymarket/signing/api-credentials.ts';
import { upDownWindow } from '../../polymarket/wire/updown-slug.ts';
import type { Timer } from '../../ports/clock.ts';
import type { UpDownWindow } from '../../ports/venue-wire.ts';
import type { Venue } from '../venue.ts';
import { AnswerRecorder } from './answer-recorder.ts';
import { concealing } from './conceal.ts';
import { EarlierRuns } from './earlier-runs.ts';
import type { FeedName } from './feed-names.ts';
import { LiveFeeds } from './live-feeds.ts';
import { LiveOracle } from './live-oracle.ts';
import { MarketChoice, type MarketChoiceRequest } from './market-choice.ts';
import { oracleFeeds } from './oracle-subscriptions.ts';
import type { FeedHosts } from './outside-feeds.ts';
import { PriceRecorder } from './price-recorder.ts';
import { recordedFacts } from './recorded-facts.ts';
import type { Trouble } from './recorder.ts';
import { StrikeKeeper } from './strike-keeper.ts';
import { takeInWorker } from './take-in-worker.ts';
import { type Unread, unreadOf } from './unread.ts';
import { askPrints, bookWitness } from './venue-answers.ts';
import { VenueRecorder } from './venue-recorder.ts';
import { WantedMarkets } from './wanted-markets.ts';

export type LiveRecordingOptions = {
  readonly venue: Venue;
  /** The archive's root. */
  readonly root: string;
  readonly dataset: string;
  readonly assets: readonly string[];
  readonly frames: readonly UpDownFrame[];
  /** Markets beside those windows. */
  readonly choice?: MarketChoiceRequest | undefined;
  /** What is heard outside the venue: nothing while an exchange on this machine is recorded. */
  readonly feeds: readonly FeedName[];
  /** Where that is, when it is not the services' own addresses. */
  readonly feedHosts?: Partial<FeedHosts>;
  /** For PolyBolt; undefined: the oracle is heard over RTDS alone. */
  readonly credentials: ApiCredentials | undefined;
  readonly keepFramesMs: number | undefined;
  /** What was heard is in the archive after so long; undefined: a quarter of an hour. */
  readonly segmentMicros?: number | undefined;
  /** False: nothing is taken into the archive, and the folder can go when it ends. */
  readonly isKept?: boolean;
  readonly userAgent: string;
  /** Hears what is written down. */
  readonly listener?: RecordingListener | undefined;
  /** What a person should know, as it happens. */
  readonly onNews: (news: RecordingNews) => void;
};

export type RecordingNews =
  | { readonly kind: 'trouble'; readonly trouble: Trouble }
  | { readonly kind: 'taken'; readonly taken: TakenSegments }
  | { readonly kind: 'market'; readonly news: CatalogueNews }
  | { readonly kind: 'note'; readonly text: string };

/** A closed market's books are listened to so long: the last changes come late. */
const AFTER_CLOSE_MS = 30_000;
/** A decided window's prices are waited for so long: it is looked at again after 10 min. */
const PRICES_MS = 15 * 60_000;
const LIMITS = {
  segmentMicros: 15 * 60 * 1_000_000,
  segmentBytes: 256 * 2 ** 20,
  mostPending: 64 * 2 ** 20,
  flushMs: 200,
  leastFreeBytes: 2 * 2 ** 30,
};

const WINNERS = 'Gamma, strict winner rule';

async function takeNothing(): Promise<TakenSegments> {
  return { taken: [], eventRows: 0, compacted: 0, deleted: 0 };
}

/** Records the up/down markets of chosen assets and frames, window after window, and others. */
export class LiveRecording {
  readonly venueRecorder: VenueRecorder;
  readonly catalogue: Catalogue;
  readonly prices: PriceRecorder;
  readonly strikes: StrikeKeeper;
  readonly oracle: LiveOracle;
  readonly feeds: LiveFeeds;
  readonly #options: LiveRecordingOptions;
  readonly #wanted: WantedMarkets;
  readonly #answers: AnswerRecorder;
  readonly #choice: MarketChoice | undefined;
  readonly #earlier: EarlierRuns;
  readonly #timers = new Set<Timer>();

  private constructor(
    options: LiveRecordingOptions,
    venueRecorder: VenueRecorder,
    nextConnection: () => number,
  ) {
    const { venue, assets, frames } = options;
    this.#options = options;
    this.venueRecorder = venueRecorder;
    this.strikes = new StrikeKeeper({
      clock: venue.clock,
      feeds: oracleFeeds(assets),
      write: (slug, strike) => venueRecorder.strike(slug, strike),
      tell: (text) => this.#note(text),
    });
    const { recording } = venueRecorder.recorder;
    this.prices = new PriceRecorder(recording, (print) => this.strikes.print(print));
    const outside = { clock: venue.clock, transport: venue.transport, random: venue.random };
    const onFault = (error: unknown) => this.#note(`a fault of the program: ${String(error)}`);
    const conceal = options.credentials && concealing(options.credentials);
    this.#answers = new AnswerRecorder(recording, venue.clock, conceal);
    this.catalogue = new Catalogue({
      ...outside,
      gamma: gammaSource(venue.gamma, this.#answers.take),
      clob: clobSource(venue.clob, this.#answers.take),
      assets,
      frames,
      listener: (news) => this.#hear(news),
      onFault,
    });
    this.#wanted = new WantedMarkets({
      ...outside,
      watch: (facts) => venueRecorder.watch([facts]),
      resume: (slug) => venueRecorder.resume(slug),
      release: (slug) => venueRecorder.release(slug),
      tell: (text) => this.#note(text),
    });
    venueRecorder.onHint = (hint) => this.catalogue.hint(hint);
    this.#earlier = this.#newEarlierRuns();
    this.#choice = this.#newChoice(onFault);
    const shared = {
      ...outside,
      nextConnection,
      onFault,
      prices: this.prices,
      assets,
      onNote: (text: string) => this.#note(text),
    };
    const { credentials, feeds: names, feedHosts: hosts, userAgent } = options;
    const { tally } = venueRecorder;
    this.oracle = new LiveOracle({ ...shared, tally, services: venue.services, credentials });
    this.feeds = new LiveFeeds({ ...shared, userAgent, names, hosts });
  }

  /**
   * Begins to record; what an earlier run left is taken in meanwhile.
   * @throws ArchiveError when another recorder is at work on the dataset.
   */
  static async start(options: LiveRecordingOptions): Promise<LiveRecording> {
    const { venue, onNews } = options;
    let connections = 0;
    const nextConnection = () => ++connections;
    const venueRecorder = await VenueRecorder.start({
      ...LIMITS,
      segmentMicros: options.segmentMicros ?? LIMITS.segmentMicros,
      root: options.root,
      clock: venue.clock,
      clockStep: () => venue.clock.step,
      dataset: options.dataset,
      provenance: venue.provenance,
      heardFrom: venue.services.marketSocket,
      keepFramesMs: options.keepFramesMs,
      listener: options.listener,
      take: options.isKept === false ? takeNothing : takeInWorker,
      onTaken: (taken) => onNews({ kind: 'taken', taken }),
      onTrouble: (trouble) => onNews({ kind: 'trouble', trouble }),
      marketSocket: venue.services.marketSocket,
      transport: venue.transport,
      random: venue.random,
      nextConnection,
      witness: bookWitness(venue.clob),
      askPrints: askPrints(venue.data),
      onFault: (error) => onNews({ kind: 'note', text: `a fault of the program: ${error}` }),
    });
    const recording = new LiveRecording(options, venueRecorder, nextConnection);
    recording.catalogue.start();
    recording.#choice?.start();
    recording.oracle.start();
    recording.feeds.start();
    void venueRecorder.recorder.caughtUp.then(() => recording.#earlier.takeUp());
    return recording;
  }

  /** What keeps it from the markets that were chosen, in words. */
  get choiceTroubles(): readonly string[] {
    return [...(this.#choice?.troubles ?? []), ...this.#wanted.troubles];
  }

  /** What the venue's sockets say and nobody here reads. */
  get unread(): Unread {
    const { credentials } = this.#options;
    const conceal = credentials === undefined ? (text: string) => text : concealing(credentials);
    return unreadOf(this.venueRecorder.tally, conceal);
  }

  /** Ends the recording; what was heard is in the archive then. */
  async stop(): Promise<void> {
    this.#choice?.stop();
    this.catalogue.stop();
    this.#wanted.stop();
    this.#answers.close();
    this.strikes.close();
    for (const timer of this.#timers) this.#options.venue.clock.clearTimer(timer);
    await Promise.all([this.oracle.close(), this.feeds.close()]);
    await this.venueRecorder.stop();
  }

  #hear(news: CatalogueNews): void {
    this.#options.onNews({ kind: 'market', news });
    if (!('market' in news)) return;
    const facts = recordedFacts(news.market.listed);
    const { slug } = facts;
    if (news.kind === 'accepting') {
      if (this.#earlier.owes(slug)) return;
      this.#wanted.accepting(facts, this.#isPlanned(news.market.window));
    } else if (news.kind === 'closed') {
      this.#wanted.closed(slug);
      this.#choice?.closed(slug);
      this.#later(AFTER_CLOSE_MS, () => this.venueRecorder.release(slug));
    } else if (news.kind === 'resolved') {
      this.#wanted.closed(slug);
      const told = this.venueRecorder.resolved(slug, news.resolution, WINNERS);
      if (told.ok) this.#decided(slug, news.market);
      // One that closed before this run began was not watched; by an earlier run it may have been.
      // What was asked for by name is held by somebody.
      else if (this.#isOwed(news.market.window, slug)) {
        this.venueRecorder.settle(facts, news.resolution, WINNERS);
      }
      this.#earlier.settled(slug);
    } else if (news.kind === 'contradicted') {
      this.#note(`${slug}: the venue takes its winner back; the archive has what it said first`);
    }
    this.strikes.hear(news);
  }

  /** Of a window the venue may tell its prices only when the winner is confirmed. */
  #decided(slug: string, { window }: CatalogueMarket): void {
    if (window === undefined) {
      this.venueRecorder.forget(slug);
      return;
    }
    this.venueRecorder.release(slug);
    this.#later(PRICES_MS, () => {
      this.strikes.forget(slug);
      this.venueRecorder.forget(slug);
    });
  }

  #newChoice(onFault: (error: unknown) => void): MarketChoice | undefined {
    const { choice, venue } = this.#options;
    if (choice === undefined) return undefined;
    return new MarketChoice({
      request: choice,
      gamma: venue.gammaSource,
      clock: venue.clock,
      random: venue.random,
      take: (slug) => this.#take(slug),
      letGo: (slug) => this.#wanted.letGo(slug),
      isKnown: (slug) => this.catalogue.markets.some((one) => one.listed.facts.slug === slug),
      tell: (text) => this.#note(text),
      onFault,
    });
  }

  #isOwed(window: UpDownWindow | undefined, slug: string): boolean {
    if (window === undefined || this.#earlier.owes(slug)) return true;
    return this.#choice?.isNamed(slug) === true;
  }

  #isPlanned(window: UpDownWindow | undefined): boolean {
    const { assets, frames } = this.#options;
    return window !== undefined && assets.includes(window.asset) && frames.includes(window.frame);
  }

  #newEarlierRuns(): EarlierRuns {
    const { root, dataset, venue, assets, frames } = this.#options;
    const isPlanned = (slug: string) => {
      const now = venue.clock.now();
      const window = upDownWindow(slug, now);
      if (window === undefined || window.closesAt <= now) return false;
      return assets.includes(window.asset) && frames.includes(window.frame);
    };
    return new EarlierRuns({
      root,
      dataset,
      clock: venue.clock,
      follow: (slug) => this.catalogue.follow(slug),
      isOwn: ({ slug }) => this.venueRecorder.has(slug) || isPlanned(slug),
      onEnds: (ends) => this.venueRecorder.heardBefore(ends),
      onNote: (text) => this.#note(text),
    });
  }

  /** Begins to record a market that was chosen, or goes on. */
  #take(slug: string): Result<void> {
    const wasOwed = this.#earlier.choose(slug);
    const followed = this.catalogue.follow(slug);
    if (!followed.ok) return followed;
    const markets = wasOwed ? this.catalogue.markets : [];
    const known = markets.find(({ listed }) => listed.facts.slug === slug);
    // That it takes orders was told before, when nobody wanted its books.
    if (known?.state === 'accepting' || known?.state === 'trading') {
      this.#wanted.accepting(recordedFacts(known.listed), this.#isPlanned(known.window));
    }
    return this.#wanted.take(slug);
  }

  #later(ms: number, work: () => void): void {
    const timer = this.#options.venue.clock.setTimer(ms, () => {
      this.#timers.delete(timer);
      work();
    });
    this.#timers.add(timer);
  }

  #note(text: string): void {
    this.#options.onNews({ kind: 'note', text });
  }
}
