// What @polymarket/client hears on its three sockets.
import type { SecureClient } from '@polymarket/client';
import type { CryptoPricesEvent, MarketEvent, UserEvent } from '@polymarket/client/actions';
import { expect, vi } from 'vitest';
import type { Judged } from './judged-exchange.ts';

const HEARD_WITHIN_MS = 30_000;

type Heard = MarketEvent | UserEvent | CryptoPricesEvent;

/** Everything heard so far on the market, the user's and the prices' channel. */
export class Hearing {
  readonly #heard: Heard[] = [];

  add(event: Heard): void {
    this.#heard.push(event);
  }

  /** An order of the account's was told of in this way. */
  expectOrder(id: string, kind: 'PLACEMENT' | 'UPDATE' | 'CANCELLATION'): Promise<void> {
    return this.#expect(
      `${kind} of ${id}`,
      (event) =>
        event.topic === 'user' &&
        event.type === 'order' &&
        event.payload.id === id &&
        event.payload.orderEventType === kind,
    );
  }

  /** A trade of the account's reached this status. */
  expectTrade(id: string, status: 'MATCHED' | 'MINED' | 'CONFIRMED'): Promise<void> {
    return this.#expect(
      `trade ${id} ${status}`,
      (event) =>
        event.topic === 'user' &&
        event.type === 'trade' &&
        event.payload.id === id &&
        event.payload.status === `TRADE_STATUS_${status}`,
    );
  }

  expectMarket(type: MarketEvent['type']): Promise<void> {
    return this.#expect(type, (event) => event.topic === 'market' && event.type === type);
  }

  async expectPrices(): Promise<void> {
    for (const topic of ['prices.crypto.chainlink', 'prices.crypto.binance'] as const) {
      await this.#expect(topic, (event) => event.topic === topic);
    }
  }

  async #expect(name: string, isIt: (event: Heard) => boolean): Promise<void> {
    await vi.waitFor(() => expect(this.#heard.some(isIt), `${name} was not heard`).toBe(true), {
      timeout: HEARD_WITHIN_MS,
    });
  }
}

/** Subscribes to all three; ends with the client's subscriptions. */
export async function hearing(client: SecureClient, { token }: Judged): Promise<Hearing> {
  const heard = new Hearing();
  const handle = await client.subscribe([
    { topic: 'market', tokenIds: [token], customFeatureEnabled: true },
    { topic: 'user' },
    { topic: 'prices.crypto.chainlink' },
    { topic: 'prices.crypto.binance' },
  ]);
  void (async () => {
    for await (const event of handle) heard.add(event);
  })();
  await heard.expectMarket('book');
  return heard;
}
