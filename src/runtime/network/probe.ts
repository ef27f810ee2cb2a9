import { HttpClient } from '../../net/http-client.ts';
import type { HttpDialect, HttpOutcome } from '../../net/http-outcome.ts';
import type { Transport } from '../../net/transport.ts';
import { type Clock, elapsedMs } from '../../ports/clock.ts';

/** What one knock at a service's door found. */
export type Knock =
  | { readonly kind: 'reached'; readonly tookMs: number }
  /** It, or something on the way, answers and will not have us. */
  | { readonly kind: 'turnedAway'; readonly status: number }
  /** `why`: the code of an error, "ENOTFOUND" or "timeout". */
  | { readonly kind: 'unreachable'; readonly why: string };

export type Knocker = {
  readonly clock: Clock;
  readonly transport: Transport;
  readonly userAgent: string;
  readonly timeoutMs: number;
};

/** Any answer counts: nobody's words are read. */
const silent: HttpDialect = { limiter: () => undefined, outage: () => undefined };
const BODY_BYTES_MOST = 100_000;
const FRAME_BYTES_MOST = 1_000_000;

/** Asks for an address with GET. */
export async function knockHttp(address: string, knocker: Knocker): Promise<Knock> {
  const { clock, userAgent, timeoutMs } = knocker;
  const { origin, pathname, searchParams } = new URL(address);
  const http = new HttpClient({
    base: origin,
    userAgent,
    clock,
    timeoutMs,
    bodyBytesMost: BODY_BYTES_MOST,
    dialect: silent,
  });
  const query = Object.fromEntries(searchParams);
  return knockOf(await http.request({ method: 'GET', path: pathname, query }));
}

function knockOf(outcome: HttpOutcome): Knock {
  const { kind, tookMs } = outcome;
  if (kind === 'geoblocked') return { kind: 'turnedAway', status: outcome.status };
  const isSilent = kind === 'unknown' && outcome.status === undefined;
  return isSilent ? { kind: 'unreachable', why: outcome.detail } : { kind: 'reached', tookMs };
}

/** Opens a socket and closes it. */
export function knockSocket(url: string, knocker: Knocker): Promise<Knock> {
  const { clock, transport, userAgent, timeoutMs } = knocker;
  const started = clock.monotonic();
  return new Promise((resolve) => {
    const headers = { 'user-agent': userAgent };
    const connection = transport(
      { url, headers, frameBytesMost: FRAME_BYTES_MOST },
      {
        opened() {
          settle({ kind: 'reached', tookMs: elapsedMs(started, clock.monotonic()) });
        },
        text() {},
        binary() {},
        ponged() {},
        closed: (_code, reason) => settle(knockOfReason(reason)),
      },
    );
    const timer = clock.setTimer(timeoutMs, () => settle({ kind: 'unreachable', why: 'timeout' }));
    function settle(knock: Knock): void {
      clock.clearTimer(timer);
      resolve(knock);
      connection.terminate();
    }
  });
}

/** Words of the socket library: "getaddrinfo ENOTFOUND host", "Unexpected server response: 403". */
function knockOfReason(reason: string): Knock {
  const status = /server response: (\d{3})/.exec(reason)?.[1];
  if (status !== undefined) return { kind: 'turnedAway', status: Number(status) };
  const code = /\bE[A-Z_]{3,}\b/.exec(reason)?.[0];
  return { kind: 'unreachable', why: code ?? 'closed before it opened' };
}
