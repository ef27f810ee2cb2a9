import { randomBytes } from 'node:crypto';
import { hashOf, isSameSecret } from './access-token.ts';

/** Somebody who has signed in. */
export type Session = {
  /** The cookie. */
  readonly id: string;
  /** Sent with whatever is not a look. */
  readonly csrf: string;
  /** ms since the epoch, as all times here. */
  readonly until: number;
  /** Of the token that it was opened with: a new token ends it. */
  readonly access: string;
  /** It may change something until then; 0: it only looks. */
  controlUntil: number;
};

export type SessionsOptions = {
  /** ms since the epoch. */
  readonly now: () => number;
  /** The hash of the token that holds now. */
  readonly access: () => string;
  readonly lifeMs?: number;
  readonly most?: number;
};

const BYTES = 32;
const LIFE_MS = 12 * 3_600_000;
/** As many as there are sockets: each browser may have one of its own. */
const MOST = 32;
export const CONTROL_MS = 15 * 60_000;

/** Who is signed in: for a bounded time, and a bounded number. The oldest makes room. */
export class Sessions {
  readonly #now: () => number;
  readonly #access: () => string;
  readonly #lifeMs: number;
  readonly #most: number;
  /** By the hash of its cookie, oldest first. */
  readonly #open = new Map<string, Session>();
  #onEnd: (session: Session) => void = () => {};

  constructor({ now, access, lifeMs = LIFE_MS, most = MOST }: SessionsOptions) {
    this.#now = now;
    this.#access = access;
    this.#lifeMs = lifeMs;
    this.#most = most;
  }

  get count(): number {
    return this.#open.size;
  }

  /** Hears of each session that ends, whatever ends it. */
  listen(onEnd: (session: Session) => void): void {
    this.#onEnd = onEnd;
  }

  /** Whether this is the token that holds now. */
  isToken(token: string): boolean {
    return isSameSecret(hashOf(token), this.#access());
  }

  /** Undefined: the token is another. */
  open(token: string): Session | undefined {
    if (!this.isToken(token)) return undefined;
    this.endOver();
    for (const oldest of this.#open.values()) {
      if (this.#open.size < this.#most) break;
      this.end(oldest);
    }
    const session: Session = {
      id: secret(),
      csrf: secret(),
      until: this.#now() + this.#lifeMs,
      access: this.#access(),
      controlUntil: 0,
    };
    this.#open.set(hashOf(session.id), session);
    return session;
  }

  /** Undefined: there is none, or it is over. */
  find(id: string): Session | undefined {
    const session = this.#open.get(hashOf(id));
    if (session === undefined) return undefined;
    if (this.#now() < session.until && session.access === this.#access()) return session;
    this.end(session);
    return undefined;
  }

  /** Ends those whose time or whose token is over: nobody may have asked for them since. */
  endOver(): void {
    for (const { id } of this.#open.values()) this.find(id);
  }

  end(session: Session): void {
    if (this.#open.delete(hashOf(session.id))) this.#onEnd(session);
  }

  hasControl({ controlUntil }: Session): boolean {
    return this.#now() < controlUntil;
  }

  takeControl(session: Session): void {
    session.controlUntil = this.#now() + CONTROL_MS;
  }

  giveControl(session: Session): void {
    session.controlUntil = 0;
  }
}

function secret(): string {
  return randomBytes(BYTES).toString('base64url');
}
