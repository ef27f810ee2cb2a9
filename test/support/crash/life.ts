import type { Transport } from '../../../src/net/transport.ts';
import type { Clock, Monotonic, Timer } from '../../../src/ports/clock.ts';

/** A moment at which a desk can die. */
export type CrashPoint = {
  readonly name: string;
  /** Bytes of the journal are written and not synced: a crash may keep them or not. */
  readonly isUnsynced: boolean;
};

/**
 * One run of a desk, until it dies. Its code cannot be stopped in the middle of a turn, so it is
 * cut off from everything: after the end no timer of it runs, and nothing reaches disk or venue.
 */
export class Life {
  readonly points: CrashPoint[] = [];
  readonly #diesAt: number;
  readonly #isUnsynced: () => boolean;
  readonly #ends: (() => void)[] = [];
  #isOver = false;

  /** `diesAt`: index of a point; none of them: it lives on. */
  constructor(diesAt: number, isUnsynced: () => boolean) {
    this.#diesAt = diesAt;
    this.#isUnsynced = isUnsynced;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** A point is reached. Returns whether the desk lives on. */
  reach(name: string): boolean {
    if (this.#isOver) return false;
    this.points.push({ name, isUnsynced: this.#isUnsynced() });
    if (this.points.length - 1 === this.#diesAt) this.end();
    return !this.#isOver;
  }

  end(): void {
    this.#isOver = true;
    for (const end of this.#ends.splice(0)) end();
  }

  onEnd(run: () => void): void {
    this.#ends.push(run);
  }

  /** What the dead wait for does not come. */
  async ifAlive<T>(value: T): Promise<T> {
    return this.#isOver ? new Promise<T>(() => {}) : value;
  }
}

/** The clock of one life. */
export class MortalClock implements Clock {
  readonly #clock: Clock;
  readonly #life: Life;

  constructor(clock: Clock, life: Life) {
    this.#clock = clock;
    this.#life = life;
  }

  now() {
    return this.#clock.now();
  }

  monotonic(): Monotonic {
    return this.#clock.monotonic();
  }

  setTimer(delayMs: number, run: () => void): Timer {
    return this.#clock.setTimer(delayMs, () => {
      if (!this.#life.isOver) run();
    });
  }

  clearTimer(timer: Timer): void {
    this.#clock.clearTimer(timer);
  }
}

/** Connections that break when the life ends, and tell the dead nothing. */
export function mortalTransport(life: Life, transport: Transport): Transport {
  return (request, events) => {
    const whileAlive = (tell: () => void) => {
      if (!life.isOver) tell();
    };
    const connection = transport(request, {
      opened: () => whileAlive(() => events.opened()),
      text: (text, bytes) => whileAlive(() => events.text(text, bytes)),
      binary: (bytes) => whileAlive(() => events.binary(bytes)),
      ponged: () => whileAlive(() => events.ponged()),
      closed: (code, reason) => whileAlive(() => events.closed(code, reason)),
    });
    life.onEnd(() => connection.terminate());
    return {
      ...connection,
      send: (text) => whileAlive(() => connection.send(text)),
      ping: () => whileAlive(() => connection.ping()),
    };
  };
}
