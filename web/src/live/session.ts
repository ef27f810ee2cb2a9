import type { Answer, Api } from './api.ts';

/** Whether this browser is signed in, and what it may do. */
export type SessionState = {
  readonly state: 'asking' | 'out' | 'in' | 'unreachable';
  /** It has taken control until then, ms; 0: it only looks. */
  readonly controlUntil: number;
  /** Why the last sign-in failed. */
  readonly fault: string | undefined;
};

type Told = { readonly csrf: string; readonly controlUntil: number | null };
type Asked = { readonly session: Told | null };

const OUT: SessionState = { state: 'out', controlUntil: 0, fault: undefined };

/** Signs in and out, and takes control: the state of it, told to whoever listens. */
export class Session {
  readonly #api: Api;
  readonly #listeners = new Set<() => void>();
  #state: SessionState = { ...OUT, state: 'asking' };

  constructor(api: Api) {
    this.#api = api;
  }

  get state(): SessionState {
    return this.#state;
  }

  listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Asks whether the cookie of an earlier sign-in still holds. */
  async ask(): Promise<void> {
    const answer = await this.#api.look<Asked>('/api/session');
    if (!answer.ok) this.#take(answer, false);
    else if (answer.value.session === null) this.#set(OUT);
    else this.#take({ ok: true, value: answer.value.session }, false);
  }

  async signIn(token: string): Promise<void> {
    this.#take(await this.#api.say<Told>('/api/session', { token }), true);
  }

  async signOut(): Promise<void> {
    await this.#api.say('/api/session', {}, 'DELETE');
    this.#set(OUT);
  }

  /** Whether it may change something at that moment, ms. */
  hasControl(now: number): boolean {
    return now < this.#state.controlUntil;
  }

  /** From here on it may change something, for some minutes. */
  async takeControl(): Promise<Answer<unknown>> {
    const answer = await this.#api.say<Told>('/api/control');
    if (answer.ok) this.#take(answer, false);
    return answer;
  }

  #take(answer: Answer<Told>, isSignIn: boolean): void {
    if (answer.ok) {
      this.#api.allow(answer.value.csrf);
      const controlUntil = answer.value.controlUntil ?? 0;
      this.#set({ state: 'in', controlUntil, fault: undefined });
    } else if (answer.code === 'no_session') {
      this.#set(OUT);
    } else if (this.#state.state !== 'in') {
      // Whoever is signed in stays so: a token of yesterday must not take Kill away.
      const state = isSignIn ? 'out' : 'unreachable';
      this.#set({ ...OUT, state, fault: answer.message });
    }
  }

  #set(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
