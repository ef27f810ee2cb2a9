import { invariant } from '../../domain/invariant.ts';
import { NEVER, type Timestamp } from '../../domain/units.ts';
import type { Timer } from '../../ports/clock.ts';
import type { Participant } from './floor.ts';
import type { Inside } from './inside.ts';
import type { InsideTrader } from './inside-trader.ts';
import type { Inhabitant } from './standard-participants.ts';

export type LoopOptions = {
  readonly inside: Inside;
  readonly inhabitants: readonly Inhabitant[];
  /** A participant did what it must not; it does nothing any more. */
  readonly onStopped: (name: string, error: unknown) => void;
};

type Seat = {
  readonly participant: Participant;
  readonly trader: InsideTrader;
  next: Timestamp;
};

/**
 * Lets participants act when they want to, by the exchange's time. Whoever is late, since the
 * machine slept or is slow, acts once for all that was missed. Whoever fails is stopped and its
 * orders are canceled; the others go on.
 */
export class ParticipantLoop {
  /** Names of those that were stopped, in order. */
  readonly stopped: string[] = [];
  readonly #options: LoopOptions;
  #seats: readonly Seat[];
  #timer: Timer | undefined;
  #isRunning = false;

  constructor(options: LoopOptions) {
    this.#options = options;
    const { inside, inhabitants } = options;
    const next = inside.venue.now();
    this.#seats = inhabitants.map(({ participant, cash }) => ({
      participant,
      trader: inside.trader(participant.name, cash),
      next,
    }));
  }

  start(): void {
    this.#isRunning = true;
    this.#rest();
  }

  /** Nobody acts any more; orders stay as they are. */
  stop(): void {
    this.#isRunning = false;
    if (this.#timer !== undefined) this.#options.inside.venue.time.clearTimer(this.#timer);
    this.#timer = undefined;
  }

  /** One timer for whoever comes next. */
  #rest(): void {
    if (!this.#isRunning) return;
    const next = Math.min(NEVER, ...this.#seats.map((seat) => seat.next)) as Timestamp;
    if (next === NEVER) return;
    this.#timer = this.#options.inside.venue.time.setTimer(next, () => {
      this.#timer = undefined;
      this.#turn();
      this.#rest();
    });
  }

  /** By due time, then by seat. */
  #turn(): void {
    const now = this.#options.inside.venue.now();
    const due = this.#seats.filter(({ next }) => next <= now);
    for (const seat of due.sort((a, b) => a.next - b.next)) {
      if (!this.#isRunning) return;
      this.#act(seat);
    }
  }

  #act(seat: Seat): void {
    const { inside, onStopped } = this.#options;
    const { participant, trader } = seat;
    const now = inside.venue.now();
    try {
      seat.next = participant.act(inside, trader, now);
      invariant(seat.next > now, `${participant.name} wants to come again at ${seat.next}`);
    } catch (error) {
      this.#seats = this.#seats.filter((other) => other !== seat);
      this.stopped.push(participant.name);
      trader.leave();
      onStopped(participant.name, error);
    }
  }
}
