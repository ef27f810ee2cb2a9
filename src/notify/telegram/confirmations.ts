import { ok, type Result, refuse } from '../../domain/result.ts';
import { elapsedMs, type Monotonic } from '../../ports/clock.ts';

export const CODE_LENGTH = 6;
/** Without letters and digits that are read for each other. */
export const CODE_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
export const CODE_MS = 60_000;
const TRIES = 3;

/** What a user asked for, and the code that confirms it. */
type Pending<T> = {
  readonly asked: T;
  readonly code: string;
  readonly since: Monotonic;
  tries: number;
};

/**
 * What raises risk is done when the same user repeats a code, within a minute and three tries. A
 * user has one at a time: what is asked next takes the place of what was.
 */
export class Confirmations<T> {
  readonly #pick: (below: number) => number;
  readonly #pending = new Map<number, Pending<T>>();

  /** `pick`: a random whole number below; nobody must be able to guess it. */
  constructor(pick: (below: number) => number) {
    this.#pick = pick;
  }

  /** The code, to be shown once. */
  ask(user: number, asked: T, now: Monotonic): string {
    const letters = Array.from({ length: CODE_LENGTH }, () =>
      CODE_LETTERS.charAt(this.#pick(CODE_LETTERS.length)),
    );
    const code = letters.join('');
    this.#pending.set(user, { asked, code, since: now, tries: 0 });
    return code;
  }

  /** Whether this user has something to confirm. */
  isAwaited(user: number): boolean {
    return this.#pending.has(user);
  }

  /** What the code stands for; it is good once. Refuses `no_code`, `expired`, `wrong_code`. */
  take(user: number, code: string, now: Monotonic): Result<T> {
    const pending = this.#pending.get(user);
    if (pending === undefined) return refuse('no_code', 'There is nothing to confirm.');
    if (elapsedMs(pending.since, now) > CODE_MS) {
      this.#pending.delete(user);
      return refuse('expired', 'The code is too old: ask again.');
    }
    if (pending.code !== code.trim().toUpperCase()) {
      const left = TRIES - ++pending.tries;
      if (left > 0) return refuse('wrong_code', `That is not the code; ${left} more tries.`);
      this.#pending.delete(user);
      return refuse('wrong_code', 'That is not the code either: ask again.');
    }
    this.#pending.delete(user);
    return ok(pending.asked);
  }

  /** Forgets what this user has asked for. */
  drop(user: number): void {
    this.#pending.delete(user);
  }
}
