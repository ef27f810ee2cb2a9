import { type Clock, elapsedMs } from '../../ports/clock.ts';
import type { DeskDocument } from '../../screen/desk-document.ts';
import { changeBetween, type FeedMessage } from '../../screen/document-change.ts';
import type { Listen } from '../../server/line-stream.ts';
import type { DeskScreen } from './desk-screen.ts';
import { PacedTurns } from './paced-turns.ts';
import { ToldListeners } from './told-listeners.ts';

/** Who hears nothing for longer is not connected any more, ms. */
export const HEARTBEAT_MS = 5_000;

type Parts = {
  readonly screen: Pick<DeskScreen, 'document'>;
  /** Tells this run from others. */
  readonly run: string;
  /** The machine's. */
  readonly clock: Clock;
  /** By the desk's clock. */
  readonly now: () => number;
  /** A fault of ours: nobody is told anything, and the desk goes on. */
  readonly onFault: (error: unknown) => void;
};

/** Tells a few listeners what a desk's screen shows; while nobody listens, nothing is made. */
export class DeskFeed {
  readonly #parts: Parts;
  readonly #listeners = new ToldListeners();
  readonly #turns: PacedTurns;
  #document: DeskDocument | undefined;
  #seq = 0;
  #toldAt;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#toldAt = parts.clock.monotonic();
    this.#turns = new PacedTurns(parts.clock, () => this.#turn());
  }

  readonly listen: Listen = (listener) => {
    this.#listeners.add(listener);
    this.#turns.start();
    return () => {
      this.#listeners.remove(listener);
      if (this.#listeners.count === 0) this.#rest();
    };
  };

  close(): void {
    this.#listeners.end();
    this.#rest();
  }

  /** What changes until somebody listens again is in their snapshot. */
  #rest(): void {
    this.#turns.stop();
    this.#document = undefined;
  }

  #turn(): void {
    // What nobody takes is not made: the next change has it all.
    if (!this.#listeners.isAnyReady) return;
    try {
      this.#tell();
    } catch (error) {
      this.close();
      this.#parts.onFault(error);
    }
  }

  #tell(): void {
    const { screen, run, clock } = this.#parts;
    const document = screen.document();
    const line = this.#next(document);
    if (line !== undefined) this.#toldAt = clock.monotonic();
    this.#listeners.tell(line, () =>
      lineOf({ kind: 'snapshot', run, seq: this.#seq, document: this.#document ?? document }),
    );
  }

  /** What those are told who know all before; undefined: nothing. */
  #next(document: DeskDocument): string | undefined {
    const { clock, now } = this.#parts;
    const before = this.#document;
    const change = before && changeBetween(before, timed(document, before), this.#seq + 1);
    if (before === undefined || change !== undefined) {
      this.#seq++;
      this.#document = document;
      if (change === undefined) return undefined;
      return lineOf({ kind: 'change', ...change, desk: document.desk });
    }
    if (elapsedMs(this.#toldAt, clock.monotonic()) < HEARTBEAT_MS) return undefined;
    return lineOf({ kind: 'heartbeat', seq: this.#seq, now: now() });
  }
}

/** That time passes is no change. */
function timed(document: DeskDocument, { desk }: DeskDocument): DeskDocument {
  return { ...document, desk: { ...document.desk, now: desk.now } };
}

function lineOf(message: FeedMessage): string {
  return JSON.stringify(message);
}
