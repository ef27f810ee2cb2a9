import { MICROS_PER_MS } from '../../domain/units.ts';
import type { Clock, Monotonic, Timer } from '../../ports/clock.ts';
import type { ChannelFaults } from './socket-faults.ts';

/** What a line leads to. */
export type LineEnd = {
  deliver(frame: Buffer): void;
  /** Breaks the connection off. */
  cut(): void;
};

const GARBAGE = Buffer.from('}{"event_type":"book","bids":[{"price":0.5');

type Delayed = { readonly frame: Buffer; readonly due: Monotonic };

/** The way of a connection's frames through the faults of its channel: usually straight. */
export class FaultLine {
  readonly #faults: ChannelFaults;
  readonly #clock: Clock;
  readonly #end: LineEnd;
  /** Waits for its neighbor, to change places with it. */
  #held: Buffer | undefined;
  #isTruncating = false;
  readonly #delayed: Delayed[] = [];
  #timer: Timer | undefined;

  constructor(faults: ChannelFaults, clock: Clock, end: LineEnd) {
    this.#faults = faults;
    this.#clock = clock;
    this.#end = end;
    faults.add(this);
  }

  send(frame: Buffer): void {
    const { isCalm, isStalled } = this.#faults;
    const isStraight = isCalm && this.#held === undefined && this.#delayed.length === 0;
    if (isStraight && !this.#isTruncating) this.#end.deliver(frame);
    else if (!isStalled) this.#reorder(this.#truncated(frame));
  }

  sendGarbage(): void {
    this.#end.deliver(GARBAGE);
  }

  truncateNext(): void {
    this.#isTruncating = true;
  }

  cut(): void {
    this.#end.cut();
  }

  /** The connection is over: what waits is forgotten. */
  close(): void {
    this.#faults.remove(this);
    this.#delayed.length = 0;
    if (this.#timer !== undefined) this.#clock.clearTimer(this.#timer);
  }

  #truncated(frame: Buffer): Buffer {
    if (!this.#isTruncating) return frame;
    this.#isTruncating = false;
    return frame.subarray(0, frame.length >> 1);
  }

  #reorder(frame: Buffer): void {
    const held = this.#held;
    this.#held = undefined;
    if (held === undefined) {
      if (this.#faults.isReordered) this.#held = frame;
      else this.#double(frame);
      return;
    }
    // A fault that has ended leaves nothing behind: then the older one goes first.
    const [first, second] = this.#faults.isReordered ? [frame, held] : [held, frame];
    this.#double(first);
    this.#double(second);
  }

  #double(frame: Buffer): void {
    this.#delay(frame);
    if (this.#faults.isDoubled) this.#delay(frame);
  }

  #delay(frame: Buffer): void {
    const { delayMs } = this.#faults;
    const last = this.#delayed.at(-1);
    if (delayMs === 0 && last === undefined) {
      this.#end.deliver(frame);
      return;
    }
    const asked = this.#clock.monotonic() + delayMs * MICROS_PER_MS;
    // A delay that has shrunk lets nothing overtake.
    const due = Math.max(asked, last?.due ?? 0) as Monotonic;
    this.#delayed.push({ frame, due });
    if (this.#delayed.length === 1) this.#wait(due);
  }

  #wait(due: Monotonic): void {
    const ahead = (due - this.#clock.monotonic()) / MICROS_PER_MS;
    this.#timer = this.#clock.setTimer(Math.max(0, ahead), () => this.#deliverDue());
  }

  #deliverDue(): void {
    this.#timer = undefined;
    const now = this.#clock.monotonic();
    for (let next = this.#delayed[0]; next !== undefined; next = this.#delayed[0]) {
      if (next.due > now) {
        this.#wait(next.due);
        return;
      }
      this.#delayed.shift();
      this.#end.deliver(next.frame);
    }
  }
}
