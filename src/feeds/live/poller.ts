import { type Refusal, refuse } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { Timer } from '../../ports/clock.ts';
import type { AnswerReader, SymbolEvent } from '../wire/feed-event.ts';
import { Aged, type AgedValue } from './aged.ts';
import { FeedService, type FeedServiceOptions, type Question } from './feed-service.ts';

export type PollerOptions = FeedServiceOptions & {
  readonly question: (now: Timestamp) => Question;
  readonly read: AnswerReader;
  /** The feed that the answer is about. */
  readonly feed: string;
  readonly everyMs: number;
  /** What is older by the service's word is unknown. */
  readonly ageMsMost: number;
};

/** Intervals differ by this part up or down, so that pollers do not march in step. */
const JITTER = 0.1;
/** The first questions of many pollers are spread over this, ms. */
const START_MS = 1_000;

/** Asks a REST service the same question at intervals, and keeps the newest of what it tells. */
export class Poller {
  readonly #options: PollerOptions;
  #service: FeedService | undefined;
  #timer: Timer | undefined;
  readonly #newest: Aged<SymbolEvent>;

  constructor(options: PollerOptions) {
    this.#options = options;
    this.#newest = new Aged(options.clock);
  }

  start(): void {
    if (this.#service !== undefined) return;
    this.#service = new FeedService(this.#options);
    this.#askIn(START_MS * this.#options.random(), this.#service);
  }

  close(): void {
    this.#service?.close();
    this.#service = undefined;
    if (this.#timer !== undefined) this.#options.clock.clearTimer(this.#timer);
    this.#timer = undefined;
  }

  /** The newest event; undefined: unknown, as none came or the last is too old. */
  get latest(): AgedValue<SymbolEvent> | undefined {
    return this.#newest.within(this.#options.ageMsMost);
  }

  #askIn(ms: number, service: FeedService): void {
    const { clock, onFault, everyMs } = this.#options;
    this.#timer = clock.setTimer(ms, () => {
      void this.#ask(service)
        .catch((error) => {
          onFault(error);
          return everyMs;
        })
        .then((nextMs) => {
          // Closed meanwhile, or closed and started again.
          if (service === this.#service) this.#askIn(nextMs, service);
        });
    });
  }

  /** Returns when to ask again, ms. */
  async #ask(service: FeedService): Promise<number> {
    const { clock, question, everyMs, random } = this.#options;
    const asked = question(clock.now());
    const answer = await service.ask(asked);
    if (answer.kind === 'waits') return answer.ms;
    this.#take(answer.text, answer.receivedAt, asked.source);
    return everyMs * (1 + JITTER * (2 * random() - 1));
  }

  #take(text: string, receivedAt: Timestamp, source: string): void {
    const { read, sink } = this.#options;
    const reading = read(text);
    if (!reading.ok) {
      sink.refused(reading, source, receivedAt);
      return;
    }
    for (const event of reading.value) {
      const fault = this.#faultOf(event, receivedAt);
      if (fault === undefined) sink.event(event, receivedAt);
      else sink.refused(fault, source, receivedAt);
    }
  }

  #faultOf(event: SymbolEvent, receivedAt: Timestamp): Refusal | undefined {
    const { feed } = this.#options;
    if (event.feed !== feed) return refuse('wrong_symbol', `asked for ${feed}, not ${event.feed}`);
    const { tsEvent = receivedAt } = event;
    if (this.#newest.take(event, tsEvent, receivedAt)) return undefined;
    return refuse('from_the_future', `${feed} at ${tsEvent} µs`);
  }
}
