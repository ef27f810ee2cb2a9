import { createHash } from 'node:crypto';
import type { Recording } from '../../archive/frame-log/recording.ts';
import type { AnswerListener } from '../../polymarket/rest/heard-answer.ts';
import type { Clock } from '../../ports/clock.ts';

/** The last answer about so many markets is remembered: far more than are followed at a time. */
const REMEMBERED = 8_192;

/**
 * Writes down what the venue answers about markets, as it came, each answer only when it says
 * something else than the last that was written: a market is looked at every few seconds to
 * minutes, and most looks show what trading has changed and nothing more.
 */
export class AnswerRecorder {
  readonly #recording: Recording;
  readonly #clock: Clock;
  readonly #conceal: (text: string) => string;
  /** Hashes of what was said last, by source and what was asked about. */
  readonly #last = new Map<string, string>();
  #isClosed = false;

  constructor(recording: Recording, clock: Clock, conceal = (text: string) => text) {
    this.#recording = recording;
    this.#clock = clock;
    this.#conceal = conceal;
  }

  readonly take: AnswerListener = ({ source, about, text, substance }) => {
    const key = `${source} ${about}`;
    const said = createHash('sha256').update(substance).digest('base64');
    // A question may still be under way when the recording ends.
    if (this.#isClosed || this.#last.get(key) === said) return;
    if (!this.#recording.frame(source, 0, this.#conceal(text), this.#clock.now())) return;
    this.#last.delete(key);
    this.#last.set(key, said);
    const [oldest] = this.#last.keys();
    if (this.#last.size > REMEMBERED && oldest !== undefined) this.#last.delete(oldest);
  };

  close(): void {
    this.#isClosed = true;
  }
}
