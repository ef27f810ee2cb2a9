import type { Timestamp } from '../../domain/units.ts';
import { elapsedMs, type Monotonic } from '../../ports/clock.ts';
import { plural } from '../../report/format.ts';
import type { Draft } from './draft.ts';

/** The next try comes so long after a failure, then twice as long after each. */
const FIRST_WAIT_MS = 1_000;
/** Half a minute in all: what fails as often is given up. */
const TRIES_MOST = 6;
/** So many may wait for their next try; what is beyond is given up at once. */
const WAITING_MOST = 200;
/** What is missing is named by so many examples. */
const NAMED_MOST = 5;

/** One thing that changed, and how alerts are made of it: that may be tried again. */
export type Making = {
  readonly what: string;
  readonly make: () => readonly Draft[];
  /** It is made of what is so, again with each look: one that fails stands for those after it. */
  readonly isOfState?: boolean;
};

type Failed = Making & { readonly tries: number; readonly failedAt: Monotonic };

type Options = {
  /** For the log: told when one fails, and when it is given up. */
  readonly onTrouble: (text: string) => void;
};

/**
 * Makes alerts one by one. One that cannot be made holds up no other; it is tried again, later and
 * later, and in the end it is counted, and told that it is missing.
 */
export class AlertMaking {
  readonly #options: Options;
  #waiting: Failed[] = [];
  #unmade = 0;
  /** Given up, and not told yet. */
  #untold: string[] = [];
  /** Of what is so: it has failed too often, and has not been made since. */
  readonly #givenUp = new Set<string>();

  /** `left`: so many waited for another try as an earlier one ended. */
  constructor(options: Options, left = 0) {
    this.#options = options;
    for (let i = 0; i < left; i++) this.#giveUp('what an earlier one left');
  }

  /** How many could not be made, and never will. */
  get unmade(): number {
    return this.#unmade;
  }

  /** How many wait for another try, or to be told of. */
  get waiting(): number {
    return this.#waiting.length + this.#untold.length;
  }

  /** So many more never will, of which it is told elsewhere. */
  count(unmade: number): void {
    this.#unmade += unmade;
  }

  /** What can be made of them now; the others are tried again by {@link due}. */
  make(all: readonly Making[], now: Monotonic): readonly Draft[] {
    return all.flatMap((one) => this.#try({ ...one, tries: 0, failedAt: now }, now));
  }

  /** What could be made at last, and of what is given up how much that is; `isEnd`: all of it. */
  due(now: Monotonic, at: Timestamp, subject: string, isEnd = false): readonly Draft[] {
    const all = this.#waiting;
    const isDue = ({ tries, failedAt }: Failed) =>
      isEnd || elapsedMs(failedAt, now) >= FIRST_WAIT_MS * 2 ** (tries - 1);
    this.#waiting = all.filter((one) => !isDue(one));
    const made = all.filter(isDue).flatMap((one) => this.#try(one, now, isEnd));
    return [...made, ...this.#lost(at, subject)];
  }

  #try(one: Failed, now: Monotonic, isLast = false): readonly Draft[] {
    try {
      const made = one.make();
      this.#givenUp.delete(one.what);
      return made;
    } catch (error) {
      if (one.isOfState === true && one.tries === 0 && this.#isKnown(one.what)) return [];
      const tries = one.tries + 1;
      const isOver = isLast || tries >= TRIES_MOST || this.#waiting.length >= WAITING_MOST;
      if (isOver) this.#giveUp(one.what, one.isOfState);
      else this.#waiting.push({ ...one, tries, failedAt: now });
      this.#tellOf(one, isOver, error);
      return [];
    }
  }

  /** One that fails is told when it begins to, and when it is given up. */
  #tellOf({ what, tries }: Failed, isOver: boolean, error: unknown): void {
    if (tries > 0 && !isOver) return;
    const then = isOver ? 'it is given up' : 'it is tried again';
    this.#options.onTrouble(`an alert of ${what} cannot be made (${error}): ${then}`);
  }

  #isKnown(what: string): boolean {
    return this.#givenUp.has(what) || this.#waiting.some((one) => one.what === what);
  }

  #giveUp(what: string, isOfState = false): void {
    if (isOfState) this.#givenUp.add(what);
    this.#unmade++;
    this.#untold.push(what);
  }

  #lost(at: Timestamp, subject: string): readonly Draft[] {
    const unmade = this.#untold.length;
    if (unmade === 0) return [];
    const of = [...new Set(this.#untold)].slice(0, NAMED_MOST).join(', ');
    this.#untold = [];
    return [
      {
        ...{ kind: 'lost', level: 'warning', code: 'alerts_unmade', at, subject },
        text: `${plural(unmade, 'alert')} could not be made, of ${of}: look at the desk itself.`,
        numbers: { unmade },
      },
    ];
  }
}
