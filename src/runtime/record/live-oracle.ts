import type { ApiCredentials } from '../../polymarket/signing/api-credentials.ts';
import { PolyBolt } from '../../polymarket/sockets/polybolt.ts';
import {
  FAILOVER_LIMITS,
  oracleSeries,
  POLYBOLT,
  PriceFailover,
  type PriceSeries,
  type PriceSwitch,
  RTDS,
} from '../../polymarket/sockets/price-failover.ts';
import type { PriceSink } from '../../polymarket/sockets/price-sink.ts';
import { Rtds } from '../../polymarket/sockets/rtds.ts';
import type { VenueSocket } from '../../polymarket/sockets/venue-socket.ts';
import { readPolyBoltFrame } from '../../polymarket/wire/prices/polybolt-frame.ts';
import { readPriceFrame } from '../../polymarket/wire/prices/rtds-frame.ts';
import type { WireTally } from '../../polymarket/wire/tally.ts';
import type { Timer } from '../../ports/clock.ts';
import { isFromTheFuture } from '../../ports/from-the-future.ts';
import type { Venue } from '../venue.ts';
import { concealing } from './conceal.ts';
import { listOf } from './feed-health.ts';
import { FutureDoubts } from './future-doubts.ts';
import { polyBoltOf, rtdsOf } from './oracle-subscriptions.ts';
import { SOURCE_NAMES, switchesInWords } from './oracle-switches.ts';
import type { PriceNote, PriceRecorder } from './price-recorder.ts';
import { readingOf, type SocketReading } from './socket-reading.ts';
import { counted } from './unread.ts';

export type LiveOracleOptions = Omit<VenueSocket, 'url'> & {
  readonly services: Pick<Venue['services'], 'priceSocket' | 'legacyPriceSocket'>;
  readonly assets: readonly string[];
  /** Undefined: PolyBolt cannot be heard, RTDS alone. */
  readonly credentials: ApiCredentials | undefined;
  readonly prices: PriceRecorder;
  /** Adds up what cannot be used of the frames. */
  readonly tally: WireTally;
  readonly onNote: (text: string) => void;
  readonly onFault: (error: unknown) => void;
};

/** A series that markets settle by, and who tells it now; undefined: nobody does freshly. */
export type OracleStatus = { readonly feed: string; readonly source: string | undefined };

/** How often it is looked whether somebody has fallen silent, ms. */
const PATROL_MS = 1_000;

/**
 * The oracle's prices as the venue passes them on: by PolyBolt where there is an API key, and by
 * RTDS. Both are heard all the time and recorded as they come; each print is written once.
 */
export class LiveOracle {
  readonly #options: LiveOracleOptions;
  readonly #polybolt: PolyBolt | undefined;
  readonly #rtds: Rtds;
  readonly #series: readonly PriceSeries[];
  readonly #failover: PriceFailover;
  /** Feeds that were heard of at all: before, a change of source is no news. */
  readonly #known = new Set<string>();
  readonly #disagreeing = new Set<string>();
  /** What our own clock may stand in the way of. */
  readonly #future = new FutureDoubts();
  #switches: PriceSwitch[] = [];
  #refusedWith: string | undefined;
  #patrol: Timer | undefined;

  constructor(options: LiveOracleOptions) {
    const { assets, credentials, services, clock } = options;
    const sources = credentials === undefined ? [RTDS] : [POLYBOLT, RTDS];
    this.#options = options;
    this.#series = assets.flatMap(oracleSeries).map(({ name, candidates }) => ({
      name,
      candidates: candidates.filter(({ source }) => sources.includes(source)),
    }));
    this.#failover = new PriceFailover(clock, this.#series, FAILOVER_LIMITS, (change) =>
      this.#switched(change),
    );
    this.#rtds = new Rtds({
      ...options,
      url: services.legacyPriceSocket,
      subscriptions: assets.flatMap(rtdsOf),
      read: counted(readPriceFrame, options.tally),
      sink: this.#sinkOf(RTDS, (text) => text),
    });
    this.#polybolt = credentials && this.#openPolyBolt(credentials);
  }

  start(): void {
    // Nothing to listen for: a socket that is asked for nothing is silent, and taken for dead.
    if (this.#series.length === 0) return;
    this.#rtds.start();
    this.#polybolt?.start();
    this.#setPatrol();
  }

  async close(): Promise<void> {
    if (this.#patrol !== undefined) this.#options.clock.clearTimer(this.#patrol);
    this.#patrol = undefined;
    await Promise.all([this.#rtds.close(), this.#polybolt?.close()]);
  }

  get status(): OracleStatus[] {
    return this.#series.map(({ name, candidates }) => ({
      feed: candidates[0]?.feed ?? name,
      source: this.#failover.read(name)?.source,
    }));
  }

  get sockets(): SocketReading[] {
    if (this.#series.length === 0) return [];
    const polybolt = this.#polybolt === undefined ? [] : [readingOf(POLYBOLT, this.#polybolt)];
    return [readingOf(RTDS, this.#rtds), ...polybolt];
  }

  /** What does not work at the moment, in words. */
  get troubles(): string[] {
    if (this.#series.length === 0) return [];
    const troubles: string[] = [];
    if (this.#rtds.state !== 'open') troubles.push(notOpen(RTDS));
    if (this.#refusedWith !== undefined) {
      troubles.push(`PolyBolt does not take our API key (${this.#refusedWith}); trying again`);
    } else if (this.#polybolt !== undefined && !this.#polybolt.isLive) {
      troubles.push(notOpen(POLYBOLT));
    }
    for (const source of [POLYBOLT, RTDS]) {
      const future = this.#future.wordsOf(source);
      if (future !== undefined) troubles.push(`${SOURCE_NAMES[source]}: ${future}`);
    }
    const untold = this.status.filter(({ source }) => source === undefined);
    if (untold.length > 0) {
      troubles.push(`nobody tells ${listOf(untold.map(({ feed }) => feed))} freshly`);
    }
    return troubles;
  }

  #openPolyBolt(credentials: ApiCredentials): PolyBolt {
    return new PolyBolt({
      ...this.#options,
      url: this.#options.services.priceSocket,
      credentials,
      subscriptions: this.#options.assets.flatMap(polyBoltOf),
      read: counted(readPolyBoltFrame, this.#options.tally),
      sink: this.#sinkOf(POLYBOLT, concealing(credentials)),
    });
  }

  #sinkOf(source: string, conceal: (text: string) => string): PriceSink {
    const record = this.#options.prices.venueSink(source, (note) => this.#note(note, source));
    return {
      ...record,
      frame: (text, at, connection) => record.frame(conceal(text), at, connection),
      refused: (refusal, at) => {
        record.refused({ ...refusal, message: conceal(refusal.message) }, at);
      },
      print: (print, at) => {
        if (source === POLYBOLT) this.#refusedWith = undefined;
        if (!isFromTheFuture(print.tsEvent, at) && !print.history) this.#future.believed(source);
        record.print(print, at);
        this.#failover.take(source, print, at);
      },
    };
  }

  #note(note: PriceNote, source: string): void {
    const { onNote } = this.#options;
    if (note.kind === 'fromTheFuture') {
      this.#future.refused(source);
      return;
    }
    if (note.kind === 'denied') {
      this.#denied(note.code);
      return;
    }
    const { feed, tsEvent, text } = note.print;
    // The first of a feed; the others are counted.
    if (this.#disagreeing.has(feed)) return;
    this.#disagreeing.add(feed);
    const at = new Date(tsEvent / 1_000).toISOString();
    onNote(
      `${feed} of ${at}: ${SOURCE_NAMES[source]} says ${text}, something else was told before; ` +
        'the archive has what was told first',
    );
  }

  /** The venue's words are not repeated: only what looks like one of its codes. */
  #denied(said: string): void {
    const code = /^[a-z_]{1,40}$/.test(said) ? said : 'a code that is none';
    const { onNote } = this.#options;
    if (!code.startsWith('auth')) onNote(`PolyBolt denies what we ask for: ${code}`);
    else if (this.#refusedWith !== code) {
      this.#refusedWith = code;
      onNote(`PolyBolt does not take our API key: ${code}`);
    }
  }

  #switched(change: PriceSwitch): void {
    const isFirst = !this.#known.has(change.series);
    this.#known.add(change.series);
    if (!isFirst) this.#switches.push(change);
  }

  #setPatrol(): void {
    const { clock, onNote } = this.#options;
    this.#patrol = clock.setTimer(PATROL_MS, () => {
      this.#setPatrol();
      for (const { name } of this.#series) this.#failover.read(name);
      for (const words of switchesInWords(this.#switches)) onNote(words);
      this.#switches = [];
    });
  }
}

function notOpen(source: string): string {
  return `the price socket ${SOURCE_NAMES[source]} is not open; trying again`;
}
