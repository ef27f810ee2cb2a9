import { invariant } from '../../domain/invariant.ts';
import type { SocketClose } from '../../net/socket-options.ts';

/** All hosts refuse us: nobody is asked for so long, ms. */
export const BLOCKED_REST_MS = 15 * 60_000;

/** The hosts of one service in order of preference, and which of them refuse us from this place. */
export class Hosts {
  readonly #all: readonly string[];
  readonly #blocked = new Set<string>();

  /** Addresses without a slash at the end. @throws InvariantError when there is none. */
  constructor(all: readonly string[]) {
    invariant(all.length > 0, 'a service has a host');
    this.#all = all;
  }

  /** The first that does not refuse us. */
  get current(): string {
    const open = this.#all.find((host) => !this.#blocked.has(host));
    invariant(open !== undefined, 'one host is open');
    return open;
  }

  /**
   * Remembers that a host refuses us; returns the one to ask instead. Undefined: all do. Then all
   * are forgotten, so that after {@link BLOCKED_REST_MS} they are tried anew.
   */
  block(host: string): string | undefined {
    this.#blocked.add(host);
    if (this.#all.some((other) => !this.#blocked.has(other))) return this.current;
    this.#blocked.clear();
    return undefined;
  }
}

/** How `ws` 8 words a handshake that was answered with these statuses; nothing else tells it. */
const REFUSED_HANDSHAKE = /^Unexpected server response: (403|451)$/;

/** Was the attempt refused because of the place? The same statuses as in HTTP. */
export function isBlocked({ connection, reason }: SocketClose): boolean {
  return connection === undefined && REFUSED_HANDSHAKE.test(reason);
}
