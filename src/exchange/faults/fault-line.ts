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

  /** A fault of the channel has ended: what waited for that goes on. */
  ease(): void {
    const held = this.#held;
    if (held !== undefined && !this.#faults.isReordered) {
      this.#held = undefined;
      this.#double(held);
    }
    this.#deliverDue();
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
    this.#held = undefined;
    this.#delayed.length = 0;
    this.#stopTimer();
  }

  #truncated(frame: Buffer): Buffer {
    if (!this.#isTruncating) return frame;
    this.#isTruncating = false;
    return frame.subarray(0, frame.length >> 1);
  }

  #reorder(frame: Buffer): void {
    const held = this.#held;
    this.#held = undefined;
    if (!this.#faults.isReordered) this.#double(frame);
    else if (held === undefined) this.#held = frame;
    else {
      this.#double(frame);
      this.#double(held);
    }
  }

  #double(frame: Buffer): void {
    this.#delay(frame);
    if (this.#faults.isDoubled) this.#delay(frame);
  }

  #delay(frame: Buffer): void {
    const { delayMs, isStalled } = this.#faults;
    const last = this.#delayed.at(-1);
    if (delayMs === 0 && last === undefined && !isStalled) {
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
    this.#timer = this.#clock.setTimer(Math.max(0, ahead), () => {
      this.#timer = undefined;
      this.#deliverDue();
    });
  }

  #deliverDue(): void {
    this.#stopTimer();
    // Nothing comes through a stall; its end calls again.
    if (this.#faults.isStalled) return;
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

  #stopTimer(): void {
    if (this.#timer !== undefined) this.#clock.clearTimer(this.#timer);
    this.#timer = undefined;
  }
}
