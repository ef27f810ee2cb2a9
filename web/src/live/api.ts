/** What the server answers, or why it does not. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      /** Stable. */
      readonly code: string;
      readonly message: string;
      /** What has to be typed, where that is what is missing. */
      readonly words?: string;
    };

type Fetch = (path: string, init: RequestInit) => Promise<Response>;

/** Questions to the server of these pages; what is no look carries the session's own token. */
export class Api {
  readonly #fetch: Fetch;
  #csrf = '';

  constructor(fetch: Fetch) {
    this.#fetch = fetch;
  }

  /** What the server gave at the sign-in; whatever is no look has to carry it. */
  allow(csrf: string): void {
    this.#csrf = csrf;
  }

  look<T>(path: string): Promise<Answer<T>> {
    return this.#ask<T>(path, { method: 'GET' });
  }

  say<T>(path: string, body: object = {}, method: 'POST' | 'DELETE' = 'POST'): Promise<Answer<T>> {
    return this.#ask<T>(path, {
      method,
      headers: { 'content-type': 'application/json', 'x-csrf-token': this.#csrf },
      body: JSON.stringify(body),
    });
  }

  async #ask<T>(path: string, init: RequestInit): Promise<Answer<T>> {
    try {
      const response = await this.#fetch(path, { ...init, credentials: 'same-origin' });
      const body = (await response.json()) as T & RefusalBody;
      if (response.ok) return { ok: true, value: body };
      const { code, message, words } = body.error ?? unread(response.status);
      return { ok: false, code, message, ...(words === undefined ? {} : { words }) };
    } catch {
      return { ok: false, code: 'no_answer', message: 'The dashboard’s server does not answer.' };
    }
  }
}

type RefusalBody = {
  readonly error?: { readonly code: string; readonly message: string; readonly words?: string };
};

function unread(status: number): NonNullable<RefusalBody['error']> {
  return { code: 'unread', message: `The server answered ${status} and did not say why.` };
}
