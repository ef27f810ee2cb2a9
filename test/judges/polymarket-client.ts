// @polymarket/client, the venue's present client: it holds every answer against a schema and throws
// an UnexpectedResponseError at the first that breaks it. So whatever it does here without throwing
// is proof of shapes; what comes over sockets and breaks them it drops, so arrival is the proof.
import type { SecureClient } from '@polymarket/client';
import { fetchApiKeys } from '@polymarket/client/actions';
import { expect } from 'vitest';
import type { Judged } from './judged-exchange.ts';
import { hearing } from './polymarket-client-events.ts';
import { judgeListings, judgePrices } from './polymarket-client-reads.ts';
import { openSecureClient } from './polymarket-client-session.ts';
import { judgeFills, judgeOwnRecord, judgeRestingOrders } from './polymarket-client-trading.ts';
import { expectOwnHashes } from './posted-orders.ts';
import { RecordingProxy } from './recording-proxy.ts';

/** The whole life of an account: key, reads, subscriptions, orders, fills, what is left of them. */
export async function judgeByPolymarketClient(judged: Judged): Promise<void> {
  const proxy = await RecordingProxy.open(judged.exchange.clob);
  const client = await openSecureClient({ ...judged.exchange, clob: proxy.base }, judged);
  try {
    await judgeAccount(client, judged);
    await judgePrices(client, judged);
    await judgeListings(client, judged);
    const events = await hearing(client, judged);
    await judgeRestingOrders(client, judged, events);
    await judgeFills(client, judged, events);
    await judgeOwnRecord(client);
    await events.expectPrices();
    expect(expectOwnHashes(proxy.exchanged, judged)).toBeGreaterThan(5);
  } finally {
    await client.closeSubscriptions();
    await proxy.close();
  }
}

async function judgeAccount(client: SecureClient, judged: Judged): Promise<void> {
  expect(client.account).toMatchObject({ signer: judged.account, wallet: judged.account });
  expect(await fetchApiKeys(client)).toContain(client.credentials.key);
  expect(await client.fetchClosedOnlyMode()).toBe(false);
}
