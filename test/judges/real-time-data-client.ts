// @polymarket/real-time-data-client. It answers no control ping, ever, and sends its own text
// "ping" only after one: a server that ends silent peers would lose it.
import { once } from 'node:events';
import {
  ConnectionStatus,
  type Message,
  RealTimeDataClient,
} from '@polymarket/real-time-data-client';
import { expect, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';

const TOPICS = ['crypto_prices_chainlink', 'crypto_prices'] as const;

/** Longest time between two control pings of the venue. Not documented; the client's own. */
const PING_WITHIN_MS = 10_000;

/** Stays connected for `forMs`, with prices on each topic and never a second connection. */
export async function judgeByRealTimeDataClient(
  rtds: string,
  forMs: number,
  topics: readonly string[] = TOPICS,
): Promise<void> {
  const statuses: ConnectionStatus[] = [];
  const heard: Message[] = [];
  const client = new RealTimeDataClient({
    host: rtds,
    onConnect: (connected) => connected.subscribe({ subscriptions: subscriptions(topics) }),
    onMessage: (_client, message) => heard.push(message),
    onStatusChange: (status) => statuses.push(status),
  });
  client.connect();
  // Whatever is found: it would connect again for ever.
  onTestFinished(() => client.disconnect());
  // The global one, which may run fast.
  await new Promise((resolve) => setTimeout(resolve, forMs));
  expect(statuses).toEqual([ConnectionStatus.CONNECTING, ConnectionStatus.CONNECTED]);
  for (const topic of topics) {
    const prices = heard.filter((one) => one.topic === topic && one.type === 'update');
    expect(prices.length, `${topic} is silent`).toBeGreaterThan(0);
    for (const { payload, timestamp } of prices) {
      expect(timestamp).toBeTypeOf('number');
      expect(payload).toMatchObject({
        symbol: expect.any(String),
        timestamp: expect.any(Number),
        value: expect.anything(),
      });
    }
  }
}

/** Without control pings the client falls silent after its first word. */
export async function expectControlPing(rtds: string): Promise<void> {
  const socket = new WebSocket(rtds);
  const first = JSON.stringify({ action: 'subscribe', subscriptions: subscriptions(TOPICS) });
  socket.on('open', () => socket.send(first));
  try {
    await once(socket, 'ping', { signal: AbortSignal.timeout(PING_WITHIN_MS) });
  } finally {
    socket.terminate();
  }
}

function subscriptions(topics: readonly string[]) {
  return topics.map((topic) => ({ topic, type: 'update' }));
}
