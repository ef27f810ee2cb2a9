// @polymarket/clob-client-v2, the venue's earlier client: a judge of signatures, keys and flow.
import { type ApiKeyCreds, AssetType } from '@polymarket/clob-client-v2';
import { expect } from 'vitest';
import { judgeFaults } from './clob-client-faults.ts';
import { judgeMarketOrders } from './clob-client-fills.ts';
import { judgeManyOrders, judgeRestingOrders } from './clob-client-orders.ts';
import { judgeReads } from './clob-client-reads.ts';
import { clientOf, idOf, openIds, openSession, rest, type Session } from './clob-client-session.ts';
import type { Judged } from './judged-exchange.ts';
import { expectOwnHashes } from './posted-orders.ts';
import { RecordingProxy } from './recording-proxy.ts';

const NO_KEY: ApiKeyCreds = {
  key: '00000000-0000-0000-0000-000000000000',
  secret: 'AAAA',
  passphrase: 'x',
};

/** The whole life of an account: key, reads, orders of every kind, cancels, trades, heartbeats. */
export async function judgeByClobClient(judged: Judged): Promise<void> {
  const proxy = await RecordingProxy.open(judged.exchange.clob);
  try {
    const credentials = await judgeLogin(proxy.base, judged);
    const session = await openSession(proxy.base, judged, credentials);
    await judgeReads(session.client, judged);
    await judgeAccount(session, credentials.key);
    await judgeRestingOrders(session);
    await judgeMarketOrders(session);
    await judgeManyOrders(session);
    await judgeFaults(session, proxy);
    await judgeStrangers(proxy.base, session, credentials);
    await judgeHeartbeats(session);
    expect(expectOwnHashes(proxy.exchanged, judged)).toBeGreaterThan(10);
  } finally {
    await proxy.close();
  }
}

async function judgeLogin(host: string, judged: Judged): Promise<ApiKeyCreds> {
  const client = clientOf(host, judged);
  const made = await client.createOrDeriveApiKey();
  expect(made).toEqual({
    key: expect.stringMatching(/^[0-9a-f-]{36}$/),
    secret: expect.stringMatching(/^[\w-]{43}=$/),
    passphrase: expect.any(String),
  });
  expect(await client.createOrDeriveApiKey()).toEqual(made);
  expect(await client.deriveApiKey()).toEqual(made);
  return made;
}

async function judgeAccount(session: Session, key: string): Promise<void> {
  const { client, judged } = session;
  expect((await client.getApiKeys()).apiKeys).toContain(key);
  expect(await client.getClosedOnlyMode()).toEqual({ closed_only: false });
  const collateral = { asset_type: AssetType.COLLATERAL };
  await client.updateBalanceAllowance(collateral);
  const dollars = await client.getBalanceAllowance(collateral);
  expect(BigInt(dollars.balance)).toBeGreaterThan(0n);
  for (const allowance of Object.values(dollars.allowances)) BigInt(allowance);
  const conditional = { asset_type: AssetType.CONDITIONAL, token_id: judged.token };
  expect((await client.getBalanceAllowance(conditional)).balance).toMatch(/^\d+$/);
}

/**
 * Heartbeats that end take the key's orders with them. It is waited for, or it would take those of
 * whoever uses the key next.
 */
async function judgeHeartbeats(session: Session): Promise<void> {
  const { client } = session;
  const id = idOf(await rest(session), 'live');
  const { heartbeat_id: first } = await client.postHeartbeat();
  expect(first).not.toBe('');
  expect((await client.postHeartbeat(first)).heartbeat_id).not.toBe('');
  expect(await openIds(session)).toEqual([id]);
  await expect.poll(() => openIds(session), { timeout: 20_000 }).toEqual([]);
}

/** A key that nobody has, and another's name in the body, are refused. */
async function judgeStrangers(host: string, session: Session, own: ApiKeyCreds): Promise<void> {
  const stranger = clientOf(host, session.judged, NO_KEY, { throwOnError: true });
  await expect(stranger.getOpenOrders()).rejects.toMatchObject({ status: 401 });
  const altered = { ...own, passphrase: 'x' };
  const wrongPassphrase = clientOf(host, session.judged, altered, { throwOnError: true });
  await expect(wrongPassphrase.cancelAll()).rejects.toMatchObject({ status: 401 });
}
