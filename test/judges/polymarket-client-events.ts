// What @polymarket/client hears on its three sockets.
import type { SecureClient } from '@polymarket/client';
import type { CryptoPricesEvent, MarketEvent, UserEvent } from '@polymarket/client/actions';
import { expect, vi } from 'vitest';
import type { Judged } from './judged-exchange.ts';

const WAITING = { timeout: 30_000 };

type TradeStep = 'MATCHED' | 'MINED' | 'CONFIRMED' | 'RETRYING' | 'FAILED';

type Heard = MarketEvent | UserEvent | CryptoPricesEvent;

/** Everything heard so far on the market, the user's and the prices' channel. */
export class Hearing {
  readonly #heard: Heard[] = [];

  add(event: Heard): void {
    this.#heard.push(event);
  }

  /** In which ways an order of the account's was told of so far. */
  orders(id: string): string[] {
    return this.#heard.flatMap((event) => {
      const isOf = event.topic === 'user' && event.type === 'order' && event.payload.id === id;
      return isOf ? [event.payload.orderEventType] : [];
    });
  }

  /** An order of the account's was told of in this way, so many times. */
  async expectOrder(
    id: string,
    kind: 'PLACEMENT' | 'UPDATE' | 'CANCELLATION',
    times = 1,
  ): Promise<void> {
    const heard = () => this.orders(id).filter((one) => one === kind);
    await vi.waitFor(() => expect(heard()).toEqual(Array(times).fill(kind)), WAITING);
  }

  /** A trade of the account's reached this status. */
  expectTrade(id: string, status: TradeStep): Promise<void> {
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
    await vi.waitFor(
      () => expect(this.#heard.some(isIt), `${name} was not heard`).toBe(true),
      WAITING,
    );
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
