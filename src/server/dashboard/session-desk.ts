import type { IncomingHttpHeaders } from 'node:http';
import { refuse } from '../../domain/result.ts';
import { isSameSecret } from './access-token.ts';
import type { Power, Refused } from './api-route.ts';
import { Budget } from './budget.ts';
import { cookieIn } from './guard.ts';
import { type Session, Sessions, type SessionsOptions } from './sessions.ts';

const MINUTE_MS = 60_000;
/** So many wrong tokens are told that they are wrong; more are told to wait. */
const WRONG_A_MINUTE = 5;
const REQUESTS_A_MINUTE = 900;

type Claim = { readonly token: string; readonly words: string };

/** Who is heard: signs in, and says for each question whether it is answered. */
export class SessionDesk {
  readonly sessions: Sessions;
  readonly cookie: string;
  readonly #wrong: Budget;
  readonly #requests: Budget;

  /** Cookies know no ports: each dashboard on this machine has one of its own name. */
  constructor(cookie: string, options: SessionsOptions) {
    this.cookie = cookie;
    this.sessions = new Sessions(options);
    this.#wrong = new Budget(WRONG_A_MINUTE, MINUTE_MS, options.now);
    this.#requests = new Budget(REQUESTS_A_MINUTE, MINUTE_MS, options.now);
  }

  /** Undefined: nobody, or it is over. */
  of(headers: IncomingHttpHeaders): Session | undefined {
    const id = cookieIn(headers, this.cookie);
    return id === undefined ? undefined : this.sessions.find(id);
  }

  signIn(token: string): Session | Refused {
    return this.sessions.open(token) ?? this.#refusalOfToken();
  }

  /** Why it is not heard; undefined: it is. What lowers risk is never told to wait. */
  refusalOf(power: Power, session: Session | undefined, csrf: unknown): Refused | undefined {
    if (power === 'open') return undefined;
    if (session === undefined) return NO_SESSION;
    if (power === 'look') return this.#requests.take(session.id) ? undefined : TOO_OFTEN;
    if (typeof csrf !== 'string' || !isSameSecret(csrf, session.csrf)) return NO_CSRF;
    if (power === 'safe') return undefined;
    if (!this.#requests.take(session.id)) return TOO_OFTEN;
    return this.sessions.hasControl(session) ? undefined : NO_CONTROL;
  }

  /** Why risk is not raised; undefined: it is. Who does not know the words is told them. */
  refusalToRaise(claim: Partial<Claim>, words: string): Refused | undefined {
    if (claim.words !== words) {
      const message = `it raises risk: type "${words}", and give the access token again`;
      return { ...refuse('words_needed', message), words };
    }
    return this.sessions.isToken(claim.token ?? '') ? undefined : this.#refusalOfToken();
  }

  /**
   * The right token always passes, however many wrong ones were tried: on loopback all who ask look
   * alike, and a budget that they share would let any program of this machine lock the owner out.
   * 256 random bits need no budget against guessing.
   */
  #refusalOfToken(): Refused {
    return this.#wrong.take('') ? WRONG_TOKEN : TOO_MANY_WRONG;
  }
}

const NO_SESSION = refuse('no_session', 'sign in with the access token first');
const WRONG_TOKEN = refuse(
  'wrong_token',
  'the token is another: "polydesk dashboard --token" makes a new one',
);
const TOO_MANY_WRONG = refuse('too_often', 'too many wrong tokens were tried: wait a minute');
const TOO_OFTEN = refuse('too_often', 'asked too often: wait a minute');
const NO_CSRF = refuse('no_csrf', 'the CSRF token is missing or another: load the page again');
const NO_CONTROL = refuse('no_control', 'this session only looks: take control first');
