import type { ClientSocket } from './client-socket.ts';

/** A client of the market channel and what it has asked for. */
export type MarketClient = {
  readonly socket: ClientSocket;
  readonly tokens: Set<string>;
  /** Wants best prices, new markets and resolutions too. */
  wantsCustom: boolean;
};

const NOBODY: ReadonlySet<MarketClient> = new Set();

/** Who hears what: clients by token. */
export class MarketAudience {
  readonly clients = new Set<MarketClient>();
  readonly #byToken = new Map<string, Set<MarketClient>>();

  of(token: string): ReadonlySet<MarketClient> {
    return this.#byToken.get(token) ?? NOBODY;
  }

  subscribe(client: MarketClient, tokens: readonly string[]): void {
    for (const token of tokens) {
      client.tokens.add(token);
      const audience = this.#byToken.get(token);
      if (audience === undefined) this.#byToken.set(token, new Set([client]));
      else audience.add(client);
    }
  }

  unsubscribe(client: MarketClient, tokens: Iterable<string>): void {
    for (const token of tokens) {
      client.tokens.delete(token);
      const audience = this.#byToken.get(token);
      audience?.delete(client);
      if (audience?.size === 0) this.#byToken.delete(token);
    }
  }

  remove(client: MarketClient): void {
    this.unsubscribe(client, [...client.tokens]);
    this.clients.delete(client);
  }
}
