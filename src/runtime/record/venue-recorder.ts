import type { TokenId } from '../../domain/ids.ts';
import type { Resolution } from '../../domain/market.ts';
import type { MarketFacts } from '../../domain/market-facts.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { StrikeNews } from '../../domain/strike.ts';
import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import type { ClockStep } from '../../net/strict-clock.ts';
import type { Transport } from '../../net/transport.ts';
import type { Witness } from '../../polymarket/sockets/book-witness.ts';
import { MarketChannel } from '../../polymarket/sockets/market-channel.ts';
import type { MarketLimits } from '../../polymarket/sockets/market-limits.ts';
import { readMarketFrame } from '../../polymarket/wire/market/market-frame.ts';
import { WireTally } from '../../polymarket/wire/tally.ts';
import type { Timer } from '../../ports/clock.ts';
import { Backfill, type BackfillOptions, type Print } from './backfill.ts';
import { type EarlierEnds, type MarketHint, MarketRecorder } from './market-recorder.ts';
import { Recorder, type RecorderOptions } from './recorder.ts';
import type { SocketReading } from './socket-reading.ts';
import { counted } from './unread.ts';

export type VenueRecorderOptions = RecorderOptions & {
  readonly marketSocket: string;
  readonly transport: Transport;
  readonly random: () => number;
  /** Numbers the connections; shared with other sockets that report to the same recorder. */
  readonly nextConnection: () => number;
  readonly witness: Witness;
  /** The venue's answer to which prints there were; undefined: gaps stay as they are. */
  readonly askPrints?: BackfillOptions['ask'] | undefined;
  /** The last time that the clock was set, as far as it knows. */
  readonly clockStep?: (() => ClockStep | undefined) | undefined;
  readonly limits?: Partial<MarketLimits>;
  readonly onFault: (error: unknown) => void;
};

type Watched = { readonly number: number; readonly facts: MarketFacts; isReleased: boolean };

/** Records markets of the venue: their books and prints, as they come over the market channel. */
export class VenueRecorder {
  readonly recorder: Recorder;
  readonly channel: MarketChannel;
  /** What cannot be used of the venue's frames. */
  readonly tally = new WireTally();
  /** Hears what the market channel says of the life of markets, also of those not watched. */
  onHint: (hint: MarketHint) => void = () => {};
  readonly #options: VenueRecorderOptions;
  readonly #markets: MarketRecorder;
  /** Undefined: nobody can be asked for prints. */
  readonly backfill: Backfill | undefined;
  readonly #watched = new Map<string, Watched>();
  #shedEvents = 0;
  /** How often the clock had been set when it was looked at last. */
  #clockSteps: number;
  #lossWatch: Timer;

  private constructor(options: VenueRecorderOptions, recorder: Recorder) {
    const { marketSocket, clock, transport, random, nextConnection } = options;
    const { witness, limits, onFault } = options;
    this.#options = options;
    this.recorder = recorder;
    this.backfill = this.#newBackfill();
    const onHint = (hint: MarketHint) => this.onHint(hint);
    this.#markets = new MarketRecorder(recorder.recording, this.backfill, onHint);
    this.channel = new MarketChannel({
      url: marketSocket,
      clock,
      transport,
      random,
      nextConnection,
      read: counted(readMarketFrame, this.tally),
      sink: this.#markets,
      witness,
      ...(limits === undefined ? {} : { limits }),
      onFault,
    });
    this.#clockSteps = options.clockStep?.()?.count ?? 0;
    this.#lossWatch = this.#watchLosses();
  }

  static async start(options: VenueRecorderOptions): Promise<VenueRecorder> {
    return new VenueRecorder(options, await Recorder.start(options));
  }

  /** Slugs that are recorded now. */
  get watched(): readonly string[] {
    return [...this.#watched].flatMap(([slug, { isReleased }]) => (isReleased ? [] : [slug]));
  }

  /** Whether the market was taken in by this run and is not over; it may have been let go. */
  has(slug: string): boolean {
    return this.#watched.has(slug);
  }

  /** Parts of frames that could not be read. */
  get refusals(): number {
    return this.#markets.refusals;
  }

  /** The sockets of the market channel, as one. */
  get socket(): SocketReading {
    const { shards, counters } = this.channel;
    const { opens, frames } = counters;
    const open = shards.filter(({ state }) => state === 'open').length;
    const heard = shards.flatMap(({ evidence: { lastFrame } }) => lastFrame ?? []);
    const lastFrame = heard.length === 0 ? undefined : (Math.min(...heard) as Timestamp);
    return { name: 'market', wanted: shards.length, open, opens, frames, lastFrame };
  }

  /** Takes markets in; those watched already are left as they are. */
  watch(markets: readonly MarketFacts[]): Result<void> {
    if (this.recorder.isStopped) return refuse('stopped', 'the recording has ended: start anew');
    const bySlug = new Map(markets.map((facts) => [facts.slug, facts]));
    const fresh = [...bySlug.values()].filter(({ slug }) => !this.#watched.has(slug));
    const silent = fresh.find((facts) => tokensOf(facts).length === 0);
    if (silent !== undefined) {
      return refuse('no_tokens', `${silent.slug} has no tokens yet`);
    }
    // Declared first: the first frame may come at once.
    for (const facts of fresh) {
      const number = this.#markets.declare(facts, this.#options.clock.now());
      this.#watched.set(facts.slug, { number, facts, isReleased: false });
    }
    const subscribed = this.channel.subscribe(fresh.flatMap(tokensOf));
    if (!subscribed.ok) for (const { slug } of fresh) this.forget(slug);
    return subscribed;
  }

  /** Nobody wants its books any more: they are let go, its winner may still be noted. */
  release(slug: string): void {
    const watched = this.#watched.get(slug);
    if (watched === undefined) return;
    watched.isReleased = true;
    this.channel.unsubscribe(tokensOf(watched.facts));
    this.#markets.release(watched.number, watched.facts, this.#options.clock.now());
  }

  /** Call once it is known how far earlier runs have heard: prints since then are asked for. */
  heardBefore(ends: EarlierEnds): void {
    this.#markets.heardBefore(ends);
  }

  /** Listens again to a market that was let go, from its next whole book on. */
  resume(slug: string): Result<void> {
    const watched = this.#watched.get(slug);
    if (watched === undefined || !watched.isReleased) return ok(undefined);
    const subscribed = this.channel.subscribe(tokensOf(watched.facts));
    if (subscribed.ok) watched.isReleased = false;
    return subscribed;
  }

  /** Notes the winner of a market that is over and was not recorded, or only by an earlier run. */
  settle(facts: MarketFacts, resolution: Resolution, note: string): void {
    if (this.#watched.has(facts.slug) || this.recorder.isStopped) return;
    const now = this.#options.clock.now();
    const number = this.#markets.declare(facts, now);
    this.recorder.recording.resolved(number, resolution, note, now);
    this.#markets.forget(number, facts, now);
  }

  /** Notes who won a market that is watched still. */
  resolved(slug: string, resolution: Resolution, note: string): Result<void> {
    const watched = this.#watched.get(slug);
    if (watched === undefined) return refuse('not_watched', `${slug} is not recorded`);
    const now = this.#options.clock.now();
    this.recorder.recording.resolved(watched.number, resolution, note, now);
    return ok(undefined);
  }

  /** Notes a price at an end of the market's window; false: the market is not recorded. */
  strike(slug: string, strike: StrikeNews): boolean {
    const watched = this.#watched.get(slug);
    if (watched === undefined || this.recorder.isStopped) return false;
    this.recorder.recording.strike(watched.number, strike, this.#options.clock.now());
    return true;
  }

  /** The market is over: later segments do not speak of it. */
  forget(slug: string): void {
    const watched = this.#watched.get(slug);
    if (watched === undefined) return;
    this.release(slug);
    this.#watched.delete(slug);
    this.#markets.forget(watched.number, watched.facts, this.#options.clock.now());
  }

  async stop(): Promise<void> {
    try {
      await this.#hangUp();
    } finally {
      await this.recorder.stop();
    }
  }

  /** Nothing more is asked for or listened to. */
  async #hangUp(): Promise<void> {
    this.#options.clock.clearTimer(this.#lossWatch);
    this.backfill?.close();
    await this.channel.close();
  }

  #newBackfill(): Backfill | undefined {
    const { clock, askPrints } = this.#options;
    if (askPrints === undefined) return undefined;
    const onMissed = (print: Print) => this.#markets.missed(print, clock.now());
    return new Backfill({ clock, ask: askPrints, onMissed });
  }

  /** As long as there is a recording. */
  #watchLosses(): Timer {
    return this.#options.clock.setTimer(1_000, () => {
      if (this.recorder.isStopped) {
        this.#hangUp().catch(this.#options.onFault);
        return;
      }
      this.#lossWatch = this.#watchLosses();
      this.#watchShedding();
      this.#watchClock();
    });
  }

  /** Once events were shed, every book has to be fetched anew. */
  #watchShedding(): void {
    const shed = this.recorder.recording.shed.events;
    if (shed === this.#shedEvents) return;
    this.#shedEvents = shed;
    this.#distrustAll(undefined);
  }

  /** Between two times of which the clock was set, nobody knows how much time has passed. */
  #watchClock(): void {
    const step = this.#options.clockStep?.();
    if (step === undefined || step.count === this.#clockSteps) return;
    this.#clockSteps = step.count;
    this.#options.onTrouble({ code: 'clock_set', message: inWords(step) });
    this.#distrustAll(step.since);
  }

  /** `since` undefined: from now on. */
  #distrustAll(since: Timestamp | undefined): void {
    for (const { facts } of this.#watched.values()) {
      for (const token of tokensOf(facts)) this.channel.distrust(token, 'recording_gap', since);
    }
  }
}

function inWords({ micros }: ClockStep): string {
  const seconds = Math.round(Math.abs(micros) / MICROS_PER_SECOND).toLocaleString('en');
  const slowly = micros < 0 ? ', and times run at half speed until it has caught up' : '';
  const way = micros < 0 ? 'back' : 'forward';
  const told = `the clock of this machine was set ${way} by ${seconds} s`;
  return `${told}: books are fetched anew${slowly}`;
}

function tokensOf({ tokens }: MarketFacts): TokenId[] {
  return tokens.filter((token) => token !== undefined);
}
