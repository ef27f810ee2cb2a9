import { MICROS_PER_MS } from '../../domain/units.ts';

type Notice = { readonly code: string; readonly message: string };
type Noticed = Notice & { readonly at: number };

/** Those beyond are in the log. */
const MOST = 200;

/** What a person was told while a run began and ran: alarms and notices, with their times. */
export class NoticeLog {
  readonly #now: () => number;
  #kept: Noticed[] = [];

  /** `now`: by the desk's clock; that of the machine where it is not known yet. */
  constructor(now: () => number = () => Date.now() * MICROS_PER_MS) {
    this.#now = now;
  }

  add({ code, message }: Notice): void {
    this.#kept.push({ at: this.#now(), code, message });
    if (this.#kept.length > MOST) this.#kept.shift();
  }

  /** Those since the last call, oldest first. */
  take(): readonly Noticed[] {
    const taken = this.#kept;
    this.#kept = [];
    return taken;
  }
}
