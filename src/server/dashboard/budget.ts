/** How often something may be done in a while, by whom. */
export class Budget {
  readonly #most: number;
  readonly #periodMs: number;
  readonly #now: () => number;
  readonly #spent = new Map<string, { since: number; count: number }>();

  /** `now` in ms; only its differences mean anything. */
  constructor(most: number, periodMs: number, now: () => number) {
    this.#most = most;
    this.#periodMs = periodMs;
    this.#now = now;
  }

  /** False: it was done that often already. */
  take(who: string): boolean {
    const now = this.#now();
    const spent = this.#spent.get(who);
    if (spent === undefined || now - spent.since >= this.#periodMs) {
      this.#forgetOld(now);
      this.#spent.set(who, { since: now, count: 1 });
      return true;
    }
    spent.count++;
    return spent.count <= this.#most;
  }

  /** Whoever has not done it for a while takes no room. */
  #forgetOld(now: number): void {
    for (const [who, { since }] of this.#spent) {
      if (now - since >= this.#periodMs) this.#spent.delete(who);
    }
  }
}
