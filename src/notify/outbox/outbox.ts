import { randomUUID } from 'node:crypto';
import type { Timestamp } from '../../domain/units.ts';
import { Backoff } from '../../net/backoff.ts';
import { inTime } from '../../net/in-time.ts';
import { pause } from '../../net/pause.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Alert, Delivery, Notifier } from '../../ports/notifier.ts';
import { WaitingAlerts } from './waiting-alerts.ts';

const WAITS = { leastMs: 1_000, firstMs: 2_000, mostMs: 60_000 };
/** Whoever has not answered by then is told again later. */
const ANSWER_MS = 60_000;
/** Alerts that wait for one place. */
const WAITING_MOST = 200;

/** How a place where alerts are told is doing; counts are of this outbox, not of those before. */
export type OutboxState = {
  readonly name: string;
  readonly waiting: number;
  readonly sent: number;
  readonly dropped: number;
  readonly refused: number;
  /** In a row. */
  readonly failures: number;
  /** Why the last attempt failed; undefined: it did not. */
  readonly trouble: string | undefined;
};

export type OutboxOptions = {
  readonly notifier: Notifier;
  readonly clock: Clock;
  /** Gives numbers in [0, 1): waits are spread by them. */
  readonly random: () => number;
  /** For the log: told when telling begins to fail, and when something is refused. */
  readonly onTrouble: (text: string) => void;
  readonly waitingMost?: number;
  /** What was not told before this one began. */
  readonly left?: { readonly alerts: readonly Alert[]; readonly dropped: number };
  /** Told of alerts that are over: told, refused or dropped. `dropped`: all not told of yet. */
  readonly onOver?: (ids: readonly string[], dropped: number) => void;
};

/** Tells alerts in one place, later when it cannot be reached; nobody who puts one in waits. */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #waiting: WaitingAlerts;
  readonly #backoff: Backoff;
  readonly #closed = new AbortController();
  /** By the alert that counts them as well: kills that are told by it. */
  readonly #counted = new Map<string, readonly string[]>();
  #working: Promise<void> | undefined;
  #sent = 0;
  /** Of those that were told of. */
  #dropped = 0;
  /** Dropped before this one began. */
  readonly #droppedBefore: number;
  #refused = 0;
  #trouble: string | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#waiting = new WaitingAlerts(options.waitingMost ?? WAITING_MOST);
    this.#backoff = new Backoff(WAITS, options.random);
    const { alerts, dropped } = options.left ?? { alerts: [], dropped: 0 };
    this.#waiting.dropped = dropped;
    this.#droppedBefore = dropped;
    for (const alert of alerts) this.#take(alert);
    if (this.#waiting.size > 0) this.#begin();
  }

  /** Of the place itself, whatever it is called. */
  get place(): string {
    return this.#options.notifier.place;
  }

  get state(): OutboxState {
    return {
      name: this.#options.notifier.name,
      waiting: this.#waiting.size,
      sent: this.#sent,
      dropped: this.#dropped + this.#waiting.dropped - this.#droppedBefore,
      refused: this.#refused,
      failures: this.#backoff.failures,
      trouble: this.#trouble,
    };
  }

  put(alert: Alert): void {
    if (this.#closed.signal.aborted) return;
    this.#take(alert);
    this.#begin();
  }

  #take(alert: Alert): void {
    const { dropped, counted } = this.#waiting.put(alert);
    if (counted !== undefined) {
      const before = this.#counted.get(counted.id) ?? [];
      this.#counted.delete(counted.id);
      this.#counted.set(alert.id, [...before, counted.id]);
    }
    this.#over(dropped);
  }

  /** What has still to be told: whoever takes this one's place tells it. */
  get left(): { readonly alerts: readonly Alert[]; readonly dropped: number } {
    return { alerts: this.#waiting.all, dropped: this.#waiting.dropped };
  }

  /** Tells what waits, for so long at most; then nothing more is told. */
  async close(withinMs: number): Promise<void> {
    if (this.#working !== undefined) await inTime(this.#options.clock, withinMs, this.#working);
    this.#closed.abort();
    await this.#working;
  }

  #begin(): void {
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
      // What came between the last look and here.
      if (this.#waiting.size > 0 && !this.#closed.signal.aborted) this.#begin();
    });
  }

  async #work(): Promise<void> {
    const { signal } = this.#closed;
    while (this.#waiting.size > 0 && !signal.aborted) {
      const waitMs = await this.#turn();
      if (waitMs > 0) await pause(this.#options.clock, waitMs, signal);
    }
  }

  /** Tells the next ones; returns how long to wait before those after them. */
  async #turn(): Promise<number> {
    const { notifier } = this.#options;
    const taken = this.#waiting.take(notifier.most);
    const { dropped } = this.#waiting;
    const [lost] = dropped === 0 ? [] : [lostOf(taken[0], dropped, this.#options.clock.now())];
    const delivery = await this.#tell(lost === undefined ? taken : [...taken, lost]);
    if (delivery.kind === 'later') {
      this.#over(this.#waiting.putBack(taken));
      this.#failed(delivery.why);
      return Math.max(delivery.afterMs ?? 0, this.#backoff.next());
    }
    this.#backoff.reset();
    if (delivery.kind === 'refused') {
      const [refused, ...rest] = taken;
      this.#refused++;
      this.#over([...(refused === undefined ? [] : [refused]), ...this.#waiting.putBack(rest)]);
      this.#options.onTrouble(`${notifier.name} never takes one: ${delivery.why}`);
      return 0;
    }
    this.#trouble = undefined;
    if (delivery.told > taken.length) {
      this.#dropped += dropped;
      this.#waiting.dropped -= dropped;
    }
    this.#sent += Math.min(delivery.told, taken.length);
    const pushedOut = this.#waiting.putBack(taken.slice(delivery.told));
    this.#over([...taken.slice(0, delivery.told), ...pushedOut], lost !== undefined);
    return 0;
  }

  #over(alerts: readonly Alert[], hasToldOfLost = false): void {
    if (alerts.length === 0 && !hasToldOfLost) return;
    const ids = alerts.flatMap(({ id }) => {
      const counted = this.#counted.get(id) ?? [];
      this.#counted.delete(id);
      return [...counted, id];
    });
    this.#options.onOver?.(ids, this.#waiting.dropped);
  }

  /** The log hears of it once, however long it lasts. */
  #failed(why: string): void {
    const { notifier, onTrouble } = this.#options;
    if (this.#trouble === undefined) onTrouble(`${notifier.name}: ${why}`);
    this.#trouble = why;
  }

  /** A notifier that hangs must not hold up its outbox for ever, and a close not at all. */
  async #tell(alerts: readonly Alert[]): Promise<Delivery> {
    const { notifier, clock } = this.#options;
    const told = inTime(clock, ANSWER_MS, notifier.tell(alerts));
    const answer = await unlessAborted(told, this.#closed.signal);
    return answer ?? { kind: 'later', why: 'no answer' };
  }
}

/** `beside`: one that is told with it. */
function lostOf(beside: Alert | undefined, count: number, at: Timestamp): Alert {
  const { desk = '', isSimulated = false } = beside ?? {};
  return {
    id: randomUUID(),
    ...{ kind: 'lost', level: 'warning', code: 'alerts_dropped', at, desk, isSimulated },
    ...{ subject: desk, numbers: { dropped: count }, count: 1 },
    text: `${count} alerts were dropped: they came faster than they could be told`,
  };
}

/** What the work gives; undefined as soon as nobody waits any more. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const over = () => resolve(undefined);
    signal.addEventListener('abort', over);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', over));
  });
}
