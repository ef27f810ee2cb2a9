import type { Secret } from '../../domain/secret.ts';
import { MICROS_PER_SECOND } from '../../domain/units.ts';
import { RateLimiter } from '../../net/rate-limiter.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Alert, Delivery, Notifier } from '../../ports/notifier.ts';
import { deliveryId, placeOf, signatureOf, webhookBody } from './payload.ts';

/** Of alerts in one body. */
const MOST = 50;
const ANSWER_MS = 10_000;
const PER_SECOND = { kind: 'window', limit: 1, windowMs: 1_000 } as const;
const WAIT_MOST_MS = 3_600_000;

export type WebhookOptions = {
  /** For people. */
  readonly name: string;
  /** May hold a secret of its own. */
  readonly url: Secret;
  /** Bodies are signed by it; undefined: they are not. */
  readonly secret: Secret | undefined;
  readonly clock: Clock;
};

/** Posts alerts as JSON. */
export class WebhookNotifier implements Notifier {
  readonly name: string;
  readonly place: string;
  readonly most = MOST;
  readonly #options: WebhookOptions;
  readonly #limiter: RateLimiter;

  constructor(options: WebhookOptions) {
    this.name = options.name;
    this.place = placeOf(options.url);
    this.#options = options;
    this.#limiter = new RateLimiter(options.clock, { all: PER_SECOND }, 1);
  }

  async tell(alerts: readonly Alert[]): Promise<Delivery> {
    const turn = await this.#limiter.acquire({
      costs: { all: 1 },
      priority: 2,
      ageMsMost: ANSWER_MS,
    });
    if (!turn.ok) return { kind: 'later', why: turn.message };
    const given = alerts.slice(0, MOST);
    const delivery = await this.#post(webhookBody(given), deliveryId(given));
    return delivery ?? { kind: 'sent', told: given.length };
  }

  /** Undefined: it was taken. */
  async #post(
    body: string,
    id: string,
  ): Promise<Exclude<Delivery, { readonly kind: 'sent' }> | undefined> {
    const { url, secret, clock } = this.#options;
    const seconds = Math.floor(clock.now() / MICROS_PER_SECOND);
    const gone = new AbortController();
    const timer = clock.setTimer(ANSWER_MS, () => gone.abort());
    try {
      const answer = await fetch(url.reveal(), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'polydesk',
          // The same alerts again: a service that looks at it takes them once.
          'idempotency-key': id,
          'x-polydesk-timestamp': String(seconds),
          ...(secret && { 'x-polydesk-signature': signatureOf(secret, seconds, body) }),
        },
        body,
        // What is signed for one place is not for another.
        redirect: 'manual',
        signal: gone.signal,
      });
      await answer.body?.cancel();
      return answer.ok ? undefined : failureOf(answer);
    } catch (error) {
      return { kind: 'later', why: `cannot be reached: ${troubleOf(error)}` };
    } finally {
      clock.clearTimer(timer);
    }
  }
}

const LATER: ReadonlySet<number> = new Set([401, 403, 404, 408, 425, 429]);

/** Somebody may mend an address or a secret; what it cannot read it never will. */
function failureOf({ status, headers }: Response): Exclude<Delivery, { readonly kind: 'sent' }> {
  const why = `answers ${status}`;
  const isOfBody = status >= 400 && status < 500 && !LATER.has(status);
  if (isOfBody) return { kind: 'refused', why };
  const seconds = Number(headers.get('retry-after') ?? 'none');
  if (!(seconds > 0)) return { kind: 'later', why };
  return { kind: 'later', why, afterMs: Math.min(seconds * 1_000, WAIT_MOST_MS) };
}

/** An error's own words hold the address: only its code is told. */
function troubleOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const { code, name } = (cause ?? {}) as { readonly code?: unknown; readonly name?: unknown };
  if (typeof code === 'string') return code;
  return name === 'AbortError' ? 'no answer' : 'unknown';
}
